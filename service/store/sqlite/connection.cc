#include "service/store/sqlite/connection.h"

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/log.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr int kBusyTimeoutMilliseconds = 10'000;
// The largest blob is one entry or one proposal; far below this.
constexpr int kMaxValueBytes = 16 << 20;
constexpr int kMaxSqlBytes = 100'000;

constexpr const char* kPragmas =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA foreign_keys = OFF;"
    "PRAGMA temp_store = MEMORY;";
constexpr const char* kWritePragmas =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA cache_size = -4096;"
    "PRAGMA journal_size_limit = 16777216;";
constexpr const char* kReadPragmas =
    "PRAGMA query_only = ON;"
    "PRAGMA cache_size = -1024;";

}  // namespace

absl::Status SqliteError(sqlite3* handle, int code, std::string_view doing) {
  const int primary = code & 0xff;
  const char* message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  Log(LogLevel::kError, "store",
      {{"doing", std::string(doing)}, {"code", StrCat(code)}, {"error", message}});
  if (primary == SQLITE_FULL) {
    return MakeError(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_STORE_FULL);
  }
  return MakeError(absl::StatusCode::kUnavailable, v1::ERROR_REASON_STORE_UNAVAILABLE);
}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::Bind(int position, int64_t value) {
  CHECK(sqlite3_bind_int64(statement_, position, value) == SQLITE_OK);
}

void Statement::Bind(int position, std::string_view text) {
  // Never a null pointer: SQLite would bind NULL.
  const char* data = text.data() != nullptr ? text.data() : "";
  CHECK(sqlite3_bind_text64(statement_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8) ==
        SQLITE_OK);
}

void Statement::BindBlob(int position, std::string_view bytes) {
  const char* data = bytes.data() != nullptr ? bytes.data() : "";
  CHECK(sqlite3_bind_blob64(statement_, position, data, bytes.size(), SQLITE_STATIC) == SQLITE_OK);
}

absl::StatusOr<bool> Statement::Step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return SqliteError(handle_, code, "step");
}

absl::Status Statement::Run() { return Step().status(); }

std::string Statement::Text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (data == nullptr) return {};
  return std::string(static_cast<const char*>(data), static_cast<size_t>(size));
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& path, Mode mode) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  auto connection = std::unique_ptr<Connection>(new Connection(handle));
  if (code != SQLITE_OK) return SqliteError(handle, code, StrCat("open ", path));
  sqlite3_busy_timeout(handle, kBusyTimeoutMilliseconds);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, kMaxSqlBytes);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
  RETURN_IF_ERROR(connection->Execute(kPragmas));
  RETURN_IF_ERROR(connection->Execute(mode == Mode::kWrite ? kWritePragmas : kReadPragmas));
  return connection;
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

absl::StatusOr<Statement> Connection::Prepare(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return Statement(handle_, found->second);
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return SqliteError(handle_, code, "prepare");
  statements_.emplace(sql, statement);
  return Statement(handle_, statement);
}

absl::Status Connection::Execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return SqliteError(handle_, code, "execute");
  return absl::OkStatus();
}

}  // namespace cordee::service
