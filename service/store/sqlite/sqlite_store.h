// The store of store.h on one SQLite file in WAL mode with synchronous=FULL.
//
//   ASSIGN_OR_RETURN(auto store, SqliteStore::Open({.path = "/var/lib/cordee/cordee.db"}));
//
// One thread writes. It takes whatever writes are waiting, runs each in its own savepoint, commits
// them with one flush and then acknowledges them: under load a commit carries many writes, and none
// waits for more than the one before it. A number of read connections serve Read; readers never
// wait for the writer.
//
// Errors of Open: UNAVAILABLE (bad path, no permission, not a database, damaged),
// FAILED_PRECONDITION (written by a newer program, or held by another process).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "service/store/sqlite/connection.h"
#include "service/store/store.h"

namespace cordee::service {

class SqliteStore final : public Store {
 public:
  struct Options {
    std::string path;
    int32_t readers = 3;
    // Writes that share one flush, at most.
    int32_t max_group = 256;
  };

  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(const Options& options);
  ~SqliteStore() override;

  absl::Status Read(const ReadFunction& function) override;
  void Write(WriteFunction function, Done done) override;
  void Close() override;

 private:
  struct Pending {
    WriteFunction function;
    Done done;
    absl::Status status;
  };

  explicit SqliteStore(const Options& options) : options_(options) {}
  absl::Status OpenConnections();
  void WriterLoop();
  void CommitGroup(std::vector<Pending>& group);
  absl::Status RunInSavepoint(const WriteFunction& function);
  std::unique_ptr<Connection> TakeReader();
  void ReturnReader(std::unique_ptr<Connection> connection);

  const Options options_;
  int lock_file_ = -1;
  std::unique_ptr<Connection> writer_;
  std::thread thread_;

  std::mutex write_mutex_;
  std::condition_variable write_wanted_;
  std::deque<Pending> queue_;
  bool closing_ = false;

  std::mutex read_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace cordee::service
