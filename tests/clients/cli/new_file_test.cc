#include "clients/cli/new_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/temp_folder.h"

namespace cordee::cli {
namespace {

namespace fs = std::filesystem;

std::string Text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t FilesIn(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(NewFile, TakesThePlaceOfTheOldOneWhenItIsWhole) {
  const cordee::testing::TempFolder folder;
  const std::string path = folder.File("a.csv");
  EXPECT_TRUE(WriteNewFile(path, "old"));
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  {
    NewFile file(path);
    file.out() << "new";
    file.out().flush();
    EXPECT_EQ(Text(path), "old");
    EXPECT_TRUE(file.Keep());
  }
  EXPECT_EQ(Text(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
  EXPECT_EQ(FilesIn(fs::path(path).parent_path()), 1);
}

TEST(NewFile, LeavesTheOldOneWhenTheDiskIsFull) {
  const cordee::testing::TempFolder folder;
  const std::string path = folder.File("a.csv");
  EXPECT_TRUE(WriteNewFile(path, "old"));
  // A file may be so large at most: writing more fails as on a full disk.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 4096;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const bool written = WriteNewFile(path, std::string(100'000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_FALSE(written);
  EXPECT_EQ(Text(path), "old");
  EXPECT_EQ(FilesIn(fs::path(path).parent_path()), 1);
}

TEST(NewFile, IsRemovedWhenItIsNotKept) {
  const cordee::testing::TempFolder folder;
  const std::string path = folder.File("a.csv");
  { NewFile(path).out() << "half"; }
  EXPECT_EQ(FilesIn(fs::path(path).parent_path()), 0);
  EXPECT_FALSE(WriteNewFile(folder.File("none/a.csv"), "x"));
}

TEST(NewFile, WritesThroughALinkAndStraightToADevice) {
  const cordee::testing::TempFolder folder;
  const std::string path = folder.File("a.csv");
  const std::string link = folder.File("link.csv");
  EXPECT_TRUE(WriteNewFile(path, "old"));
  fs::create_symlink(path, link);
  EXPECT_TRUE(WriteNewFile(link, "new"));
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(Text(path), "new");
  EXPECT_TRUE(WriteNewFile("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_FALSE(WriteNewFile("/dev/full", "x"));
}

}  // namespace
}  // namespace cordee::cli
