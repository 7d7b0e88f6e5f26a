#include "service/formats/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/random.h"
#include "service/errors.h"
#include "tests/support/cases.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;

struct Outcome {
  std::string fault;  // reason name, with "@line" when there is one
  Encoding encoding = Encoding::kUtf8;
  char delimiter = ';';
  std::vector<std::vector<std::string>> rows;  // header first
  std::vector<int64_t> lines;
};

std::string Fault(const absl::Status& status) {
  const Facts facts = FactsOf(status);
  const auto line = facts.find("line");
  return ReasonName(ReasonOf(status)) + (line == facts.end() ? "" : "@" + line->second);
}

Outcome Read(const std::string& text, size_t part = 1 << 20, CsvReader::Limits limits = {}) {
  Outcome outcome;
  CsvReader reader(limits);
  absl::Status status;
  for (size_t at = 0; status.ok() && at < text.size(); at += part) {
    status = reader.Feed(std::string_view(text).substr(at, part));
  }
  if (status.ok()) status = reader.Finish();
  if (status.ok()) outcome.rows.push_back(reader.header());
  CsvRow row;
  while (status.ok()) {
    const absl::StatusOr<bool> more = reader.Next(&row);
    status = more.status();
    if (!more.ok() || !*more) break;
    outcome.rows.push_back(row.cells);
    outcome.lines.push_back(row.line);
  }
  if (!status.ok()) outcome.fault = Fault(status);
  outcome.encoding = reader.encoding();
  outcome.delimiter = reader.delimiter();
  return outcome;
}

TEST(Csv, FindsTheDelimiterInTheHeader) {
  EXPECT_EQ(Read("a;b,c;d\n").delimiter, ';');
  EXPECT_EQ(Read("a,b;c,d\n").delimiter, ',');
  EXPECT_EQ(Read("a\tb\n").delimiter, '\t');
  EXPECT_EQ(Read("\"a;b;c\",d\n1,2\n").delimiter, ',');
  EXPECT_EQ(Read("seul\n").delimiter, ';');
}

TEST(Csv, ReadsQuotesAsTheStandardSays) {
  EXPECT_THAT(Read("a;b\n\"x;\"\"y\"\"\"; z \n").rows[1], ElementsAre("x;\"y\"", "z"));
  EXPECT_THAT(Read("a;b\n\"deux\r\nlignes\";\"\"\n").rows[1], ElementsAre("deux\nlignes", ""));
  EXPECT_THAT(Read("a;b\n5\" pouces;x\n").rows[1], ElementsAre("5\" pouces", "x"));
}

TEST(Csv, KnowsThePhysicalLineOfARow) {
  const Outcome outcome = Read("a;b\n1;\"x\ny\"\n\n3;4\n");
  EXPECT_THAT(outcome.lines, ElementsAre(2, 5));
}

TEST(Csv, EndsLinesInEveryWay) {
  EXPECT_EQ(Read("a;b\r\n1;2\r\n3;4").rows.size(), 3u);
  EXPECT_EQ(Read("a;b\r1;2\r3;4\r").rows.size(), 3u);
}

TEST(Csv, TellsEncodingsApart) {
  EXPECT_EQ(Read("a\ncaf\xc3\xa9\n").encoding, Encoding::kUtf8);
  const Outcome bom = Read("\xef\xbb\xbfnom\nx\n");
  EXPECT_EQ(bom.encoding, Encoding::kUtf8Bom);
  EXPECT_THAT(bom.rows[0], ElementsAre("nom"));
  const Outcome old = Read("a\ncaf\xe9 \x80 \x9c\n");
  EXPECT_EQ(old.encoding, Encoding::kWindows1252);
  EXPECT_THAT(old.rows[1], ElementsAre("café € œ"));
}

TEST(Csv, RefusesBrokenEncodings) {
  EXPECT_EQ(Read("a\nx\n\xc3\xa9t\xc3\xa9 \xff\n").fault, "ENCODING_INVALID@3");
  EXPECT_EQ(Read("\xef\xbb\xbf"
                 "a\ncaf\xe9\n")
                .fault,
            "ENCODING_INVALID@2");
  EXPECT_EQ(Read("a\n\x81\n").fault, "ENCODING_INVALID@2");
  EXPECT_EQ(Read(std::string("a\nb\0c\n", 6)).fault, "ENCODING_INVALID@2");
  EXPECT_EQ(Read(std::string("\xff\xfe"
                             "a\0\n\0",
                             6))
                .fault,
            "ENCODING_INVALID@1");
}

TEST(Csv, RefusesTruncatedFiles) {
  EXPECT_EQ(Read("a;b\n1;2\n3").fault, "FILE_TRUNCATED@3");
  EXPECT_EQ(Read("a;b\n1;\"2").fault, "FILE_TRUNCATED@2");
  EXPECT_EQ(Read("a;b\n1;\xc3\xa9\n1;\xc3").fault, "FILE_TRUNCATED@3");
  EXPECT_EQ(Read("a;b\n1;2").fault, "");
}

TEST(Csv, RefusesEmptyFiles) {
  EXPECT_EQ(Read("").fault, "FILE_EMPTY");
  EXPECT_EQ(Read("\n \n;;\n").fault, "FILE_EMPTY");
  EXPECT_EQ(Read("\xef\xbb\xbf").fault, "FILE_EMPTY");
}

TEST(Csv, RefusesALineOverTheLimitAtOnce) {
  const CsvReader::Limits limits{1000, 10};
  EXPECT_EQ(Read("a;b\n12345678901\n", 3, limits).fault, "LINE_TOO_LONG@2");
  EXPECT_EQ(Read("a;b\n1234567890\n", 3, limits).fault, "");
  EXPECT_EQ(Read("a\n\"1\n2\n3\n4\n5\n6\n7\"\n", 3, limits).fault, "LINE_TOO_LONG@2");
  CsvReader reader;
  const std::string part(1 << 20, 'x');
  EXPECT_TRUE(reader.Feed(part).ok());
  EXPECT_EQ(Fault(reader.Feed(part)), "LINE_TOO_LONG@1");
}

TEST(Csv, RefusesAFileOverTheLimitAtOnce) {
  EXPECT_EQ(Read("a;b\n1;2\n3;4\n", 4, {10, 10}).fault, "FILE_TOO_LARGE");
}

TEST(Csv, RefusesTooManyColumns) {
  EXPECT_EQ(Read(std::string(600, ';') + "a\n").fault, "VALUE_OUT_OF_RANGE@1");
}

TEST(Csv, TheSizeOfPartsChangesNothing) {
  const std::string text =
      "\xef\xbb\xbf"
      "é;b\r\n\"x\r\n\"\"y\"; z \r\n\r\nœ;4";
  const Outcome whole = Read(text);
  ASSERT_EQ(whole.fault, "");
  for (size_t part = 1; part < text.size(); ++part) {
    const Outcome pieces = Read(text, part);
    EXPECT_EQ(pieces.rows, whole.rows) << part;
    EXPECT_EQ(pieces.lines, whole.lines) << part;
  }
}

TEST(Csv, NeverFailsOtherwiseOnAnyBytes) {
  constexpr uint64_t kSeed = 20261124;
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  constexpr std::string_view kBytes = "ab;,\t\"\"\n\r \xc3\xa9\xe9\x81";
  for (int64_t i = 0; i < testing::Cases(100'000); ++i) {
    std::string text;
    const int64_t length = random.Uniform(0, 40);
    for (int64_t j = 0; j < length; ++j) {
      text +=
          kBytes[static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(kBytes.size()) - 1))];
    }
    const Outcome outcome = Read(text, static_cast<size_t>(random.Uniform(1, 5)));
    if (outcome.fault.empty()) {
      ASSERT_FALSE(outcome.rows.empty()) << text;
    } else {
      ASSERT_EQ(outcome.fault.find("INTERNAL"), std::string::npos) << text;
    }
  }
}

TEST(Csv, WhatIsWrittenReadsBack) {
  for (const char* text : {"", "a", "a;b", "\"", "a\nb", " a ", "\t", "œ"}) {
    const Outcome outcome = Read("h;i\n" + CsvCell(text, ';') + ";x\n");
    ASSERT_EQ(outcome.fault, "");
    EXPECT_EQ(outcome.rows[1][0], text);
  }
}

}  // namespace
}  // namespace cordee::service
