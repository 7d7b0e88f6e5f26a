// What cordee-instance says of files that it cannot read. Each message names the file, the line,
// what is wrong and what would be right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/limits.h"
#include "bench/instance/match_file.h"
#include "tests/support/instance_file.h"
#include "tests/support/temp_folder.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::InstanceFile;
using ::testing::HasSubstr;

// With the file's name as FILE.
template <typename Instance>
std::string ErrorOf(absl::StatusOr<Instance> (*read)(const std::string&), const std::string& text) {
  const InstanceFile file(text);
  const absl::Status status = read(file.path()).status();
  return absl::StrReplaceAll(std::string(status.message()), {{file.path(), "FILE"}});
}

std::string FlowError(const std::string& text) { return ErrorOf(ReadFlowFile, text); }
std::string AssignmentError(const std::string& text) { return ErrorOf(ReadAssignmentFile, text); }
std::string MatchError(const std::string& text) { return ErrorOf(ReadMatchFile, text); }

TEST(BadFile, ThatIsAbsentOrAFolder) {
  const testing::TempFolder folder;
  EXPECT_THAT(std::string(ReadFlowFile(folder.File("none")).status().message()),
              HasSubstr("none: No such file or directory"));
  EXPECT_EQ(ReadFlowFile(folder.File("none")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(ReadFlowFile(folder.path().string()).status().message()),
              HasSubstr("cannot be read: Is a directory"));
}

TEST(BadFile, WithoutAProblemLine) {
  const std::string expected =
      R"(FILE: has no p line, or is empty; it must begin with "p min NODES ARCS")";
  EXPECT_EQ(FlowError(""), expected);
  EXPECT_EQ(FlowError("\n\n"), expected);
  EXPECT_EQ(FlowError("c only a comment"), expected);
  EXPECT_EQ(FlowError("c x\nn 1 5\n"),
            R"(FILE:2: comes before the p line; write "p min NODES ARCS" first)");
}

TEST(BadFile, WithAWrongProblemLine) {
  EXPECT_EQ(FlowError("p match 1 1 1\n"),
            R"(FILE:1: this is a file of kind "match": use cordee-instance match)");
  EXPECT_EQ(MatchError("p asn 1 1\n"),
            R"(FILE:1: this is a file of kind "asn": use cordee-instance assignment)");
  EXPECT_EQ(FlowError("p max 1 1\n"),
            R"(FILE:1: the kind is "max", must be min; write "p min NODES ARCS")");
  EXPECT_EQ(FlowError("p\n"), R"(FILE:1: the kind is missing; write "p min NODES ARCS")");
  EXPECT_EQ(FlowError("p min 1\n"), R"(FILE:1: ARCS is missing; write "p min NODES ARCS")");
  EXPECT_EQ(FlowError("p min 1 1 1\n"), R"(FILE:1: "1" is too much; write "p min NODES ARCS")");
  EXPECT_EQ(FlowError("p min 1 0\np min 1 0\n"),
            "FILE:2: a second p line; a file holds one instance");
  EXPECT_EQ(FlowError("p min 100000001 0\n"),
            "FILE:1: NODES is 100000001, must be from 0 to 100000000");
  EXPECT_EQ(MatchError("p match 1 1 400000001\n"),
            "FILE:1: ARCS is 400000001, must be from 0 to 400000000");
}

TEST(BadFile, WhoseCountsAreWrong) {
  EXPECT_EQ(FlowError("p min 2 2\na 1 2 0 1 1\n"),
            "FILE: the p line announces 2 arcs, the file has 1; correct the p line, or see whether "
            "the file is cut off");
  EXPECT_THAT(AssignmentError("p asn 2 0\nn 1\na 1 2 1\n"), HasSubstr("0 arcs, the file has 1"));
  EXPECT_THAT(MatchError("p match 2 1 0\nn 1 1\nr 1 1\n"), HasSubstr("2 n lines, the file has 1"));
  EXPECT_THAT(MatchError("p match 1 2 0\nn 1 1\nr 1 1\n"), HasSubstr("2 r lines, the file has 1"));
  EXPECT_THAT(MatchError("p match 1 1 1\nn 1 1\nr 1 1\n"), HasSubstr("1 arcs, the file has 0"));
}

TEST(BadFile, WhoseIdsDoNotExist) {
  EXPECT_EQ(FlowError("p min 2 1\nn 3 1\n"), "FILE:2: NODE is 3, must be from 1 to 2");
  EXPECT_EQ(FlowError("p min 2 1\na 0 1 0 1 1\n"), "FILE:2: FROM is 0, must be from 1 to 2");
  EXPECT_EQ(FlowError("p min 2 1\na 1 -1 0 1 1\n"), "FILE:2: TO is -1, must be from 1 to 2");
  EXPECT_EQ(AssignmentError("p asn 2 1\nn 1\na 1 1 5\n"),
            "FILE:3: TARGET is 1, which an n line names as a source");
  EXPECT_EQ(AssignmentError("p asn 2 1\nn 1\na 2 1 5\n"),
            "FILE:3: SOURCE is 2, which no n line names as a source");
  EXPECT_EQ(AssignmentError("p asn 3 1\nn 1\na 1 2 5\nn 3\n"),
            "FILE:4: an n line after the first arc; list all sources before the arcs");
  EXPECT_EQ(MatchError("p match 1 1 1\na 1 2 5\n"), "FILE:2: RESOURCE is 2, must be from 1 to 1");
}

TEST(BadFile, ThatRepeatsALine) {
  EXPECT_EQ(FlowError("p min 2 0\nn 1 0\nn 1 0\n"), "FILE:3: a second n line of node 1; keep one");
  EXPECT_EQ(AssignmentError("p asn 2 0\nn 1\nn 1\n"),
            "FILE:3: a second n line of node 1; keep one");
  EXPECT_EQ(MatchError("p match 1 1 0\nr 1 1\nr 1 1\n"),
            "FILE:3: a second quantity of RESOURCE 1; keep one");
}

TEST(BadFile, WhoseNumbersAreNone) {
  EXPECT_EQ(FlowError("p min 2 1\na 1 2 0 1.5 1\n"),
            R"(FILE:2: CAPACITY is "1.5", must be a whole number; write )"
            R"("a FROM TO LOWER CAPACITY COST")");
  EXPECT_THAT(FlowError("p min 2 1\nn 1 -\n"), HasSubstr(R"(SUPPLY is "-", must be a whole)"));
  EXPECT_THAT(FlowError("p min 2 1\nn 1 5x\n"), HasSubstr(R"(SUPPLY is "5x", must be a whole)"));
  EXPECT_THAT(FlowError("p min 2 1\nn x" + std::string(50, 'y') + " 5\n"),
              HasSubstr(R"(NODE is "xyyyyyyyyyyyyyyyyyyy...", must be a whole)"));
}

TEST(BadFile, WhoseNumbersAreTooLarge) {
  EXPECT_EQ(FlowError("p min 2 1\nn 1 1125899906842625\n"),
            "FILE:2: SUPPLY is 1125899906842625, must be from -1125899906842624 to "
            "1125899906842624");
  EXPECT_THAT(FlowError("p min 2 1\na 1 2 0 9223372036854775808 1\n"),
              HasSubstr("CAPACITY is 9223372036854775808, must be from 0 to 9223372036854775807"));
  EXPECT_THAT(FlowError("p min 2 1\na 1 2 0 1 -4398046511105\n"), HasSubstr("COST is -43980465"));
  EXPECT_THAT(FlowError("p min 2 1\na 1 2 0 1 " + std::string(70, '9')),
              HasSubstr("COST is 99999999999999999999..., must be from"));
  EXPECT_THAT(MatchError("p match 1 1 1\na 1 1 1000001\n"),
              HasSubstr("POINTS is 1000001, must be from 0 to 1000000"));
}

TEST(BadFile, WithNegativeQuantities) {
  EXPECT_EQ(MatchError("p match 1 1 0\nn 1 -1\n"),
            "FILE:2: QUANTITY is -1, must be from 0 to 1125899906842624");
  EXPECT_THAT(MatchError("p match 1 1 1\na 1 1 -1\n"), HasSubstr("POINTS is -1, must be from 0"));
  EXPECT_THAT(FlowError("p min 2 1\na 1 2 -1 1 1\n"), HasSubstr("LOWER is -1, must be from 0"));
  EXPECT_THAT(FlowError("p min 2 1\na 1 2 0 -1 1\n"), HasSubstr("CAPACITY is -1, must be from 0"));
  EXPECT_EQ(FlowError("p min 2 1\na 1 2 5 4 1\n"),
            "FILE:2: CAPACITY is 4, below LOWER, which is 5; no flow can respect both");
}

TEST(BadFile, WithTiersThatMakeNoSense) {
  const std::string head = "p match 1 0 0\nn 1 9\n";
  EXPECT_EQ(MatchError(head + "u 1 5 500\n"),
            "FILE: the last u line of need 1 ends at 500 permille, must end at 1000");
  EXPECT_EQ(
      MatchError(head + "u 1 5 500\nu 1 6 500\n"),
      "FILE:4: UPTO_PERMILLE is 500, must be above the 500 of the u line before it of need 1");
  EXPECT_EQ(MatchError(head + "u 1 5 500\nu 1 4 1000\n"),
            "FILE:4: POINTS is 4, must not be below the 5 of the u line before it of need 1");
  EXPECT_EQ(MatchError(head + "u 1 5 1001\n"),
            "FILE:3: UPTO_PERMILLE is 1001, must be from 1 to 1000");
}

TEST(BadFile, ThatIsGarbage) {
  EXPECT_EQ(FlowError("p min 0 0\nhello world\n"),
            R"(FILE:2: the line begins with "hello", must begin with p, n, a or c (a comment))");
  EXPECT_EQ(FlowError("p min 0 0\nr 1 1\n"),
            R"(FILE:2: the line begins with "r", must begin with p, n, a or c (a comment))");
  EXPECT_THAT(FlowError(std::string("\0\1\2", 3)),
              HasSubstr(R"(FILE:1: the line begins with "\x)"));
  EXPECT_THAT(FlowError("\x1f\x8b\x08"), HasSubstr("FILE: is compressed by gzip"));
  EXPECT_THAT(FlowError(std::string(3 * kMaxLineBytes, 'x')),
              HasSubstr("FILE:1: the line is longer than kMaxLineBytes = 1048576 bytes"));
}

}  // namespace
}  // namespace cordee::bench
