#include "bench/instance/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/instance_file.h"
#include "tests/support/temp_folder.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::FileText;
using ::cordee::testing::InstanceFile;
using ::cordee::testing::TempFolder;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran Call(const std::vector<std::string>& words) {
  std::vector<const char*> argv = {"cordee-instance"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  std::ostringstream out;
  std::ostringstream err;
  Ran ran;
  ran.code = RunCommandLine(static_cast<int>(argv.size()), argv.data(), out, err);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

constexpr char kFlow[] = "p min 3 3\nn 1 3\nn 3 -3\na 1 2 0 2 5\na 2 3 0 2 -1\na 1 3 0 4 6\n";
constexpr char kAssignment[] = "p asn 4 3\nn 1\nn 3\na 1 2 1\na 1 4 5\na 3 2 1\n";
constexpr char kMatch[] = "p match 2 1 2\nn 1 30\nn 2 20\nr 1 40\na 1 1 900\na 2 1 800\n";

TEST(CommandLine, PrintsOneLineOfJson) {
  const InstanceFile file(kFlow);
  const Ran ran = Call({"flow", file.path()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(
      ran.out,
      MatchesRegex("\\{\"kind\":\"flow\",\"status\":\"OPTIMAL\",\"feasible\":true,\"objective\":14,"
                   "\"bound\":14,\"seconds\":[0-9]+\\.[0-9]+,\"read_seconds\":[0-9]+\\.[0-9]+,"
                   "\"check_seconds\":[0-9]+\\.[0-9]+,\"pivots\":[0-9]+,\"threads\":1,\"nodes\":3,"
                   "\"arcs\":3\\}\n"));
}

TEST(CommandLine, WritesSolutionsInTheirPublicFormats) {
  const auto solution = [](const char* kind, const char* text) {
    const InstanceFile file(text);
    const TempFolder folder;
    const Ran ran = Call({kind, file.path(), "--out", folder.File("out"), "--threads", "2"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return FileText(folder.File("out"));
  };
  EXPECT_EQ(solution("flow", kFlow), "s 14\nf 1 2 2\nf 2 3 2\nf 1 3 1\n");
  EXPECT_EQ(solution("assignment", kAssignment), "s 6\na 1 4\na 3 2\n");
  EXPECT_EQ(solution("match", kMatch), "s 35000\nf 1 1 30\nf 2 1 10\n");
}

TEST(CommandLine, PutsASolutionInPlaceOnlyWhenItIsWhole) {
  const InstanceFile good(kMatch);
  const InstanceFile refused("p min 1 1\na 1 1 0 9223372036854775807 -1\n");
  const TempFolder folder;
  const std::string out = folder.File("out");
  ASSERT_EQ(Call({"match", good.path(), "--out", out}).code, 0);
  EXPECT_EQ(Call({"flow", refused.path(), "--out", out}).code, 1);
  EXPECT_EQ(FileText(out), "s 35000\nf 1 1 30\nf 2 1 10\n");
  EXPECT_FALSE(std::filesystem::exists(out + ".part"));
}

TEST(CommandLine, FollowsALinkToWhereTheSolutionIs) {
  const InstanceFile file(kMatch);
  const TempFolder folder;
  std::ofstream(folder.File("out")) << "old";
  std::filesystem::create_symlink("out", folder.File("link"));
  ASSERT_EQ(Call({"match", file.path(), "--out", folder.File("link")}).code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(folder.File("link")));
  EXPECT_EQ(FileText(folder.File("out")), "s 35000\nf 1 1 30\nf 2 1 10\n");
}

TEST(CommandLine, NeverWritesOverItsInstance) {
  const InstanceFile file(kMatch);
  const Ran ran = Call({"match", file.path(), "--out", file.path()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("is the instance itself"));
  EXPECT_EQ(FileText(file.path()), kMatch);
}

TEST(CommandLine, ADashIsStandardOutput) {
  const InstanceFile file(kMatch);
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(Call({"match", file.path(), "--out", "-"}).code, 0);
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "s 35000\nf 1 1 30\nf 2 1 10\n");
}

TEST(CommandLine, AnInfeasibleInstanceIsAnAnswer) {
  const InstanceFile file("p min 2 1\nn 1 5\nn 2 -5\na 1 2 0 4 1\n");
  const TempFolder folder;
  const Ran ran = Call({"flow", file.path(), "--out", folder.File("out")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("{\"kind\":\"flow\",\"status\":\"INFEASIBLE\",\"feasible\":false,"
                                  "\"objective\":null,\"bound\":null,\"reason\":\"node 1 must"));
  EXPECT_THAT(FileText(folder.File("out")), StartsWith("c infeasible: node 1 must send"));
}

TEST(CommandLine, ReportsBadFilesInOneLine) {
  const InstanceFile file("p min 2 1\nn 1 5\nn 2 -5\na 1 2 0 oops 1\n");
  const Ran ran = Call({"flow", file.path()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, absl::StrCat("cordee-instance: ", file.path(),
                                  ":4: CAPACITY is \"oops\", must be a whole number; write "
                                  "\"a FROM TO LOWER CAPACITY COST\"\n"));
  const InstanceFile good(kFlow);
  const TempFolder folder;
  const Ran unwritten = Call({"flow", good.path(), "--out", folder.File("no/such/folder")});
  EXPECT_EQ(unwritten.code, 1);
  EXPECT_THAT(unwritten.err, HasSubstr("cannot create "));
  const InstanceFile large("p min 1 1\na 1 1 0 9223372036854775807 -1\n");
  const Ran refused = Call({"flow", large.path()});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, StartsWith("cordee-instance: " + large.path() + ": arc 1, a loop of"));
}

TEST(CommandLine, AWrongCommandLineExitsWithTwo) {
  const InstanceFile file(kFlow);
  EXPECT_EQ(Call({}).code, 2);
  EXPECT_EQ(Call({"flow"}).code, 2);
  const Ran unknown = Call({"knapsack", file.path()});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("flow, assignment, match, residents or pdptw"));
  EXPECT_EQ(Call({"flow", file.path(), "--threads", "0"}).code, 2);
  EXPECT_EQ(Call({"flow", file.path(), "--speed", "9"}).code, 2);
}

// So many tasks that where the search goes depends on its seed.
std::string ManyTasks() {
  constexpr int kTasks = 30;
  std::string text = "10 60 1\n0 0 0 0 0 2000 0 0 0\n";
  for (int k = 0; k < kTasks; ++k) {
    const int id = 2 * k + 1;
    absl::StrAppend(&text, id, " ", k * 37 % 101, " ", k * 53 % 97, " 20 0 2000 1 0 ", id + 1, "\n",
                    id + 1, " ", k * 71 % 89, " ", k * 29 % 103, " -20 0 2000 1 ", id, " 0\n");
  }
  return text;
}

TEST(CommandLine, PlansPickUpsAndDeliveriesTheSameForASeed) {
  const InstanceFile file(ManyTasks());
  const TempFolder folder;
  const auto plan = [&](const std::string& seed, const std::string& threads) {
    const std::string out = folder.File(absl::StrCat(seed, "-", threads, ".sol"));
    const Ran ran = Call({"pdptw", file.path(), "--iterations", "20", "--seed", seed, "--threads",
                          threads, "--out", out});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::string text = FileText(out);
    std::filesystem::remove(out);
    return text.substr(text.find("Route 1"));
  };
  const std::string first = plan("7", "2");
  EXPECT_EQ(plan("7", "2"), first);
  EXPECT_NE(plan("8", "2"), first);
}

TEST(CommandLine, TellsAPlanThatLeavesTasksUnserved) {
  const InstanceFile file("1 1 1\n0 0 0 0 0 3 0 0 0\n1 3 4 1 0 3 1 0 2\n2 6 8 -1 0 3 1 1 0\n");
  const Ran ran = Call({"pdptw", file.path(), "--iterations", "5"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"status\":\"INCOMPLETE\",\"feasible\":false"));
  EXPECT_THAT(ran.out, HasSubstr("\"unserved\":1"));
}

TEST(CommandLine, PlansOnePickUpAndDelivery) {
  const InstanceFile file(
      "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 6 0 100 1 0 2\n2 6 8 -6 0 100 1 1 0\n");
  const TempFolder folder;
  const std::string out = folder.File("tours.sol");
  const Ran ran = Call({"pdptw", file.path(), "--iterations", "50", "--seed", "7", "--threads", "2",
                        "--out", out});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"status\":\"FEASIBLE\",\"feasible\":true,\"vehicles\":1,"
                                 "\"distance\":20.0000"));
  EXPECT_THAT(FileText(out), HasSubstr("Route 1 : 1 2\n"));
  EXPECT_EQ(Call({"pdptw", file.path(), "--time", "-1"}).code, 2);
  EXPECT_EQ(Call({"pdptw", file.path(), "--time", "nan"}).code, 2);
  EXPECT_EQ(Call({"pdptw", file.path(), "--iterations", "-1"}).code, 2);
  EXPECT_EQ(Call({"pdptw", file.path(), "--iterations", "5", "--seed", "-1"}).code, 2);
}

TEST(CommandLine, HelpShowsTheFormatOfEachKind) {
  EXPECT_EQ(Call({"--help"}).code, 0);
  EXPECT_THAT(Call({"flow", "--help"}).out, HasSubstr("a FROM TO LOWER CAPACITY COST"));
  EXPECT_THAT(Call({"assignment", "--help"}).out, HasSubstr("a SOURCE TARGET COST"));
  EXPECT_THAT(Call({"match", "--help"}).out, HasSubstr("u NEED POINTS UPTO_PERMILLE"));
}

}  // namespace
}  // namespace cordee::bench
