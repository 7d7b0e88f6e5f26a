#include "service/store/sqlite/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/store/sqlite/migrations.h"
#include "tests/support/temp_folder.h"

namespace cordee::service {
namespace {

using cordee::testing::TempFolder;

absl::Status Execute(const std::string& path, const std::string& sql) {
  ASSIGN_OR_RETURN(const auto connection, Connection::Open(path, Connection::Mode::kWrite));
  return connection->Execute(sql);
}

absl::Status PutSetting(Store& store, const std::string& name, const std::string& value) {
  return store.WriteAndWait([=](WriteTransaction& write) { return write.PutSetting(name, value); });
}

TEST(SqliteStore, RefusesDataOfANewerProgram) {
  const TempFolder folder;
  const std::string path = folder.File("store.db");
  ASSERT_TRUE(SqliteStore::Open({.path = path}).ok());
  ASSERT_TRUE(Execute(path, "INSERT INTO schema_version VALUES (" +
                                std::to_string(NewestSchemaVersion() + 1) + ", 0)")
                  .ok());
  const auto store = SqliteStore::Open({.path = path});
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(SqliteStore, RefusesASecondServerOnTheSameFile) {
  const TempFolder folder;
  const std::string path = folder.File("store.db");
  const auto first = SqliteStore::Open({.path = path});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(SqliteStore::Open({.path = path}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(SqliteStore, RefusesAFileThatIsNoDatabase) {
  const TempFolder folder;
  std::ofstream(folder.File("store.db")) << std::string(5000, 'x');
  EXPECT_EQ(SqliteStore::Open({.path = folder.File("store.db")}).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(SqliteStore, RefusesAFolderThatIsNotThere) {
  EXPECT_EQ(SqliteStore::Open({.path = "/nonexistent/store.db"}).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(SqliteStore, LeavesNoWriteAheadLogWhenClosed) {
  const TempFolder folder;
  const auto store = SqliteStore::Open({.path = folder.File("store.db")});
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(PutSetting(**store, "a", "b").ok());
  (*store)->Close();
  std::error_code missing;
  const auto size = std::filesystem::file_size(folder.File("store.db-wal"), missing);
  EXPECT_TRUE(missing || size == 0);
}

// On a file system of one mebibyte: full, then emptied, then in use again, without a restart.
TEST(SqliteStore, FailsWritesOnAFullDiskAndGoesOnWhenThereIsRoom) {
  const TempFolder folder;
  if (geteuid() != 0 || mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "needs the right to mount a small file system";
  }
  const std::string ballast = folder.File("ballast");
  std::ofstream(ballast) << std::string(200'000, 'b');
  {
    auto store = SqliteStore::Open({.path = folder.File("store.db")});
    ASSERT_TRUE(store.ok()) << store.status();
    int acknowledged = 0;
    absl::Status status;
    while (status.ok() && acknowledged < 1000) {
      status = PutSetting(**store, "k" + std::to_string(acknowledged), std::string(4000, 'v'));
      if (status.ok()) ++acknowledged;
    }
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_STORE_FULL) << status;
    EXPECT_GT(acknowledged, 10);
    int found = 0;
    EXPECT_TRUE((*store)
                    ->Read([&](ReadTransaction& read) -> absl::Status {
                      for (int i = 0; i < acknowledged + 1; ++i) {
                        ASSIGN_OR_RETURN(const auto row, read.GetSetting("k" + std::to_string(i)));
                        if (row.has_value()) ++found;
                      }
                      return absl::OkStatus();
                    })
                    .ok());
    EXPECT_EQ(found, acknowledged);
    std::filesystem::remove(ballast);
    EXPECT_TRUE(PutSetting(**store, "after", "room").ok());
  }
  EXPECT_EQ(umount(folder.path().c_str()), 0);
}

}  // namespace
}  // namespace cordee::service
