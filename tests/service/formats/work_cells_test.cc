#include "service/formats/work_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The terms of work that cells give to a person, or to a post.
struct Read {
  v1::Terms terms;
  std::vector<CellProblem> problems;
};
Read ReadCells(const std::vector<std::pair<Field, std::string>>& cells, bool is_need = false) {
  Fields fields;
  for (const auto& [field, text] : cells) fields.values[static_cast<size_t>(field)] = text;
  const CatalogueData& data = testing::ShippedCatalogue();
  const QuantityContext context = {data, data.FindCategory("cook"),
                                   is_need ? Side::kNeed : Side::kResource, true};
  Read read;
  FieldsToWork(fields, "territories/t", is_need, context, &read.terms, &read.problems);
  return read;
}

TEST(WorkCells, SayNothingWhereTheyAreEmpty) {
  EXPECT_FALSE(ReadCells({{Field::kTitle, "Cuisinier"}}).terms.has_work());
}

TEST(WorkCells, AreReadAsPeopleWriteThem) {
  const Read read = ReadCells({{Field::kMinimumHours, "12,5 h"},
                               {Field::kPartners, "2"},
                               {Field::kQualifications, "Permis B ; HACCP"},
                               {Field::kContracts, "CDI, Intérim"},
                               {Field::kTravelMinutes, "35"},
                               {Field::kTravelMeans, "Vélo, bus"},
                               {Field::kInsertion, "oui"},
                               {Field::kPay, "12,50 €"},
                               {Field::kRanking, "poste-1, Poste 2"},
                               {Field::kMinor, "non"}});
  ASSERT_THAT(read.problems, IsEmpty());
  const v1::WorkTerms& work = read.terms.work();
  EXPECT_EQ(work.minimum().amount(), "12.5");
  EXPECT_EQ(work.max_partners(), 2);
  EXPECT_THAT(work.qualifications(), ElementsAre("Permis B", "HACCP"));
  EXPECT_THAT(work.contracts(),
              ElementsAre(v1::CONTRACT_KIND_PERMANENT, v1::CONTRACT_KIND_TEMPORARY));
  EXPECT_THAT(work.travel_means(),
              ElementsAre(v1::TRAVEL_MEANS_BIKE, v1::TRAVEL_MEANS_PUBLIC_TRANSPORT));
  EXPECT_EQ(work.max_travel_minutes(), 35);
  EXPECT_TRUE(work.insertion());
  EXPECT_EQ(work.pay_cents_per_hour(), 1250);
  ASSERT_EQ(work.ranking_size(), 2);
  EXPECT_EQ(work.ranking(0), "territories/t/needs/poste-1");
  EXPECT_FALSE(work.minor());
}

TEST(WorkCells, PutPeopleUnderTheSchemeFirstWhereThePostSaysSo) {
  const Read read = ReadCells({{Field::kInsertion, "Priorité"}}, true);
  ASSERT_THAT(read.problems, IsEmpty());
  EXPECT_TRUE(read.terms.work().insertion_first());
  EXPECT_FALSE(read.terms.work().insertion());
}

TEST(WorkCells, RefuseWhatTheyCannotRead) {
  for (const auto& [field, text] :
       std::vector<std::pair<Field, std::string>>{{Field::kPartners, "deux"},
                                                  {Field::kContracts, "à la tâche"},
                                                  {Field::kTravelMeans, "fusée"},
                                                  {Field::kTravelMinutes, "-5"},
                                                  {Field::kPay, "douze"},
                                                  {Field::kMinor, "peut-être"}}) {
    const Read read = ReadCells({{field, text}});
    ASSERT_EQ(read.problems.size(), 1u) << text;
    EXPECT_EQ(read.problems[0].field, field) << text;
  }
}

TEST(WorkCells, ComeBackAsTheyWereWritten) {
  v1::Terms terms;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(work { minimum { amount: "8" unit: "h" } maximum { amount: "24.5" unit: "h" }
          max_partners: 3 other_categories: "waiter" qualifications: "licence-b" training: true
          contracts: CONTRACT_KIND_SEASONAL contracts: CONTRACT_KIND_PERMANENT_INSERTION
          max_travel_minutes: 40 travel_means: TRAVEL_MEANS_FOOT travel_means: TRAVEL_MEANS_CAR
          insertion: true pay_cents_per_hour: 1305 ranking: "territories/t/needs/a"
          vetoes: "territories/t/needs/b" minor: true age_rule_met: true })",
      &terms));
  const std::array<std::string, kWorkColumns> cells = WorkCells(terms);
  std::vector<std::pair<Field, std::string>> fields;
  for (size_t i = 0; i < kWorkColumns; ++i) {
    fields.emplace_back(static_cast<Field>(static_cast<size_t>(Field::kMinimumHours) + i),
                        cells[i]);
  }
  const Read read = ReadCells(fields);
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read.terms, terms))
      << read.terms.DebugString();
}

}  // namespace
}  // namespace cordee::service
