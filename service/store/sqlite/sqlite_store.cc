#include "service/store/sqlite/sqlite_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/store/sqlite/migrations.h"
#include "service/store/sqlite/sqlite_transaction.h"
#include "service/text.h"

namespace cordee::service {
namespace {

// Two servers on one file would each believe their own snapshot to be the newest.
absl::StatusOr<int> LockFile(const std::string& path) {
  const std::string lock = StrCat(path, ".lock");
  const int file = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    return absl::UnavailableError(StrCat("cannot write ", lock, ": ", strerror(errno)));
  }
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    close(file);
    return absl::FailedPreconditionError(StrCat(path, " is in use by another cordeed"));
  }
  return file;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(const Options& options) {
  auto store = std::unique_ptr<SqliteStore>(new SqliteStore(options));
  RETURN_IF_ERROR(store->OpenConnections());
  store->thread_ = std::thread([raw = store.get()] { raw->WriterLoop(); });
  return store;
}

absl::Status SqliteStore::OpenConnections() {
  ASSIGN_OR_RETURN(lock_file_, LockFile(options_.path));
  ASSIGN_OR_RETURN(writer_, Connection::Open(options_.path, Connection::Mode::kWrite));
  RETURN_IF_ERROR(Migrate(*writer_));
  for (int32_t i = 0; i < options_.readers; ++i) {
    ASSIGN_OR_RETURN(auto reader, Connection::Open(options_.path, Connection::Mode::kRead));
    readers_.push_back(std::move(reader));
  }
  return absl::OkStatus();
}

SqliteStore::~SqliteStore() {
  Close();
  readers_.clear();
  writer_.reset();
  if (lock_file_ >= 0) close(lock_file_);
}

void SqliteStore::Close() {
  {
    const std::lock_guard lock(write_mutex_);
    closing_ = true;
  }
  write_wanted_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
    // Best effort: the next start would do the same.
    static_cast<void>(writer_->Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
}

std::unique_ptr<Connection> SqliteStore::TakeReader() {
  std::unique_lock lock(read_mutex_);
  reader_free_.wait(lock, [&] { return !readers_.empty(); });
  std::unique_ptr<Connection> connection = std::move(readers_.back());
  readers_.pop_back();
  return connection;
}

void SqliteStore::ReturnReader(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(read_mutex_);
    readers_.push_back(std::move(connection));
  }
  reader_free_.notify_one();
}

absl::Status SqliteStore::Read(const ReadFunction& function) {
  std::unique_ptr<Connection> connection = TakeReader();
  absl::Status status = connection->Execute("BEGIN");
  if (status.ok()) {
    SqliteTransaction transaction(*connection);
    status = function(transaction);
    const absl::Status ended = connection->Execute("COMMIT");
    if (status.ok()) status = ended;
  }
  ReturnReader(std::move(connection));
  return status;
}

void SqliteStore::Write(WriteFunction function, Done done) {
  {
    const std::lock_guard lock(write_mutex_);
    if (!closing_) {
      queue_.push_back({std::move(function), std::move(done), absl::OkStatus()});
      write_wanted_.notify_one();
      return;
    }
  }
  done(MakeError(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN));
}

void SqliteStore::WriterLoop() {
  while (true) {
    std::vector<Pending> group;
    {
      std::unique_lock lock(write_mutex_);
      write_wanted_.wait(lock, [&] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const size_t size = std::min(queue_.size(), static_cast<size_t>(options_.max_group));
      group.reserve(size);
      for (size_t i = 0; i < size; ++i) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
    }
    CommitGroup(group);
    for (Pending& pending : group) pending.done(std::move(pending.status));
  }
}

absl::Status SqliteStore::RunInSavepoint(const WriteFunction& function) {
  RETURN_IF_ERROR(writer_->Execute("SAVEPOINT one_write"));
  SqliteTransaction transaction(*writer_);
  absl::Status status = function(transaction);
  if (!status.ok() && writer_->InTransaction()) {
    const absl::Status undone = writer_->Execute("ROLLBACK TO one_write");
    if (!undone.ok()) {
      // The savepoint could not be undone: nothing of this group may be kept.
      static_cast<void>(writer_->Execute("ROLLBACK"));
      return status;
    }
  }
  if (writer_->InTransaction()) RETURN_IF_ERROR(writer_->Execute("RELEASE one_write"));
  return status;
}

void SqliteStore::CommitGroup(std::vector<Pending>& group) {
  absl::Status failure = writer_->Execute("BEGIN IMMEDIATE");
  if (failure.ok()) {
    for (Pending& pending : group) {
      pending.status = RunInSavepoint(pending.function);
      // A full disk or an I/O error makes SQLite end the whole transaction by itself.
      if (!writer_->InTransaction()) {
        failure = pending.status.ok() ? MakeError(absl::StatusCode::kUnavailable,
                                                  v1::ERROR_REASON_STORE_UNAVAILABLE)
                                      : pending.status;
        break;
      }
    }
    if (failure.ok()) failure = writer_->Execute("COMMIT");
    if (writer_->InTransaction()) static_cast<void>(writer_->Execute("ROLLBACK"));
  }
  if (failure.ok()) return;
  for (Pending& pending : group) {
    if (pending.status.ok()) pending.status = failure;
  }
}

}  // namespace cordee::service
