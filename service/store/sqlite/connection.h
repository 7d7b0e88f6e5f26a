// One SQLite connection and its prepared statements, as Status instead of result codes.
//
//   ASSIGN_OR_RETURN(auto connection, Connection::Open("cordee.db", Connection::Mode::kWrite));
//   ASSIGN_OR_RETURN(Statement get, connection->Prepare("SELECT blob FROM runs WHERE id = ?1"));
//   get.Bind(1, id);
//   ASSIGN_OR_RETURN(const bool found, get.Step());
//
// Statements are prepared once per connection, keyed by their text, and handed out reset.
// Thread safety: one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace cordee::service {

// RESOURCE_EXHAUSTED (STORE_FULL) for a full disk, UNAVAILABLE (STORE_UNAVAILABLE) for the rest.
absl::Status SqliteError(sqlite3* handle, int code, std::string_view doing);

// Borrowed from its connection; reset when it goes.
class Statement {
 public:
  Statement(sqlite3* handle, sqlite3_stmt* statement) : handle_(handle), statement_(statement) {}
  Statement(Statement&& other) noexcept
      : handle_(other.handle_), statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Positions start at 1. Texts and blobs must stay alive until the last Step.
  void Bind(int position, int64_t value);
  void Bind(int position, std::string_view text);
  void BindBlob(int position, std::string_view bytes);

  // True: a row is there. False: done.
  absl::StatusOr<bool> Step();
  // Step, for statements without rows.
  absl::Status Run();

  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string Text(int column) const;

 private:
  sqlite3* handle_;
  sqlite3_stmt* statement_;
};

class Connection {
 public:
  enum class Mode { kWrite, kRead };

  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  absl::StatusOr<Statement> Prepare(std::string_view sql);
  // Statements without parameters and rows; several, separated by semicolons.
  absl::Status Execute(const std::string& sql);
  bool InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  int64_t ChangedRows() const { return sqlite3_changes64(handle_); }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

}  // namespace cordee::service
