#include "service/formats/storage_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"

namespace cordee::service {
namespace {

using ::testing::IsEmpty;

struct Read {
  v1::Terms terms;
  std::vector<CellProblem> problems;
};
Read ReadCells(const std::string& cost, const std::string& nights) {
  Fields fields;
  fields.values[static_cast<size_t>(Field::kStorageCost)] = cost;
  fields.values[static_cast<size_t>(Field::kStorageNights)] = nights;
  Read read;
  FieldsToStorage(fields, &read.terms, &read.problems);
  return read;
}

TEST(StorageCells, SayNothingWhereTheyAreEmpty) {
  EXPECT_FALSE(ReadCells("", "").terms.has_storage());
}

TEST(StorageCells, ReadAStoreAsPeopleWriteItAndWriteItBack) {
  const Read read = ReadCells("1,20 €", "4");
  ASSERT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(read.terms.storage().cents_per_100kg_night(), 120);
  EXPECT_EQ(read.terms.storage().max_nights(), 4);
  const auto cells = StorageCells(read.terms);
  EXPECT_EQ(cells[0], "1,20");
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(
      read.terms, ReadCells(cells[0], cells[1]).terms));
}

TEST(StorageCells, ReadAStoreThatAsksForNothing) {
  const Read read = ReadCells("0", "");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_TRUE(read.terms.has_storage());
  EXPECT_EQ(read.terms.storage().cents_per_100kg_night(), 0);
}

TEST(StorageCells, RefuseWhatTheyCannotRead) {
  EXPECT_EQ(ReadCells("cher", "3").problems.size(), 1u);
  EXPECT_EQ(ReadCells("-1", "3").problems.size(), 1u);
  EXPECT_EQ(ReadCells("1", "quelques").problems.size(), 1u);
  EXPECT_EQ(ReadCells("1", "-2").problems.size(), 1u);
  ASSERT_EQ(ReadCells("1", "0").problems.size(), 1u);
  EXPECT_EQ(ReadCells("1", "0").problems[0].facts.at("when_empty"), "3");
}

}  // namespace
}  // namespace cordee::service
