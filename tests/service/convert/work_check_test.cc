#include "service/convert/work_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "service/convert/entry_check.h"
#include "service/formats/rome.h"
#include "service/formats/trades.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;

v1::Entry Parse(const std::string& text) {
  v1::Entry entry;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &entry)) << text;
  return entry;
}

// A post of 20 hours a week, or a person who wishes 20, with more terms of work.
v1::Entry Post(const std::string& work) {
  return Parse(absl::StrCat(R"(need {
    name: "territories/t/needs/n" actor: "territories/t/actors/a"
    terms { category: "cook" quantity { amount: "20" unit: "h" } period: PERIOD_WEEK
      work { )",
                            work, " } } }"));
}
v1::Entry Person(const std::string& work) {
  return Parse(absl::StrCat(R"(resource {
    name: "territories/t/resources/r" actor: "territories/t/actors/p"
    terms { category: "cook" quantity { amount: "20" unit: "h" } period: PERIOD_WEEK
      work { )",
                            work, " } } }"));
}

std::vector<FieldProblem> Check(v1::Entry* entry) {
  return CheckEntry(entry, testing::ShippedCatalogue(), testing::SmallGazetteer());
}

std::string Brief(v1::Entry entry) {
  std::string brief;
  for (const FieldProblem& problem : Check(&entry)) {
    if (!brief.empty()) brief += " | ";
    brief += problem.field + " " + ReasonName(problem.reason);
  }
  return brief;
}

TEST(WorkCheck, TakesAPostAndAPersonAsPeopleWriteThem) {
  v1::Entry post = Post(R"(
    minimum { amount: "08.0" unit: "heures" } maximum { amount: "24" }
    max_partners: 2 other_categories: "aide cuisine" qualifications: "HACCP" qualifications: "B"
    training: true contracts: CONTRACT_KIND_FIXED_TERM contracts: CONTRACT_KIND_PERMANENT
    insertion_first: true pay_cents_per_hour: 1250 collective_agreement: "1517"
    shared_employment: true ranking: "territories/t/resources/r2")");
  ASSERT_EQ(Brief(post), "");
  Check(&post);
  const v1::WorkTerms& work = post.need().terms().work();
  EXPECT_EQ(work.minimum().amount(), "8");
  EXPECT_EQ(work.minimum().unit(), "h");
  EXPECT_EQ(work.maximum().unit(), "h");
  EXPECT_THAT(work.other_categories(), ElementsAre("kitchen-assistant"));
  EXPECT_THAT(work.qualifications(), ElementsAre("food-hygiene", "licence-b"));
  EXPECT_THAT(work.contracts(),
              ElementsAre(v1::CONTRACT_KIND_PERMANENT, v1::CONTRACT_KIND_FIXED_TERM));
  EXPECT_EQ(Brief(Person(R"(max_travel_minutes: 40 travel_means: TRAVEL_MEANS_BIKE minor: true
    insertion: true vetoes: "territories/t/needs/n9")")),
            "");
}

TEST(WorkCheck, RefusesHoursThatContradictEachOther) {
  EXPECT_EQ(Brief(Person(R"(minimum { amount: "21" unit: "h" })")),
            "terms.work.minimum HOURS_CONTRADICT");
  EXPECT_EQ(Brief(Person(R"(maximum { amount: "19.5" unit: "h" })")),
            "terms.work.maximum HOURS_CONTRADICT");
  EXPECT_EQ(Brief(Person(R"(minimum { amount: "20" } maximum { amount: "20" })")), "");
}

TEST(WorkCheck, RefusesHoursThatAreNone) {
  EXPECT_EQ(Brief(Person(R"(minimum { amount: "0" unit: "h" })")),
            "terms.work.minimum.amount QUANTITY_ZERO");
  EXPECT_EQ(Brief(Person(R"(minimum { amount: "0.25" unit: "h" })")),
            "terms.work.minimum.amount QUANTITY_TOO_FINE");
  EXPECT_EQ(Brief(Person(R"(maximum { amount: "30" unit: "kg" })")),
            "terms.work.maximum.unit UNKNOWN_UNIT");
}

TEST(WorkCheck, RefusesMoreHoursThanAWeekHas) {
  for (v1::Entry entry : {Post(""), Person("max_partners: 2")}) {
    v1::Terms& terms =
        entry.has_need() ? *entry.mutable_need()->mutable_terms()
                         : *entry.mutable_resource()->mutable_terms();
    terms.mutable_quantity()->set_amount("168");
    EXPECT_EQ(Brief(entry), "");
    terms.mutable_quantity()->set_amount("168.5");
    EXPECT_EQ(Brief(entry), "terms.quantity.amount VALUE_OUT_OF_RANGE");
    terms.clear_work();
    EXPECT_EQ(Brief(entry), "terms.quantity.amount VALUE_OUT_OF_RANGE");
  }
}

TEST(WorkCheck, RefusesWhatHasNoMeaningOnThatSide) {
  EXPECT_EQ(Brief(Post("minor: true max_travel_minutes: 10")),
            "terms.work.max_travel_minutes FIELD_NOT_APPLICABLE | "
            "terms.work.minor FIELD_NOT_APPLICABLE");
  EXPECT_EQ(Brief(Person(R"(collective_agreement: "1517" shared_employment: true)")),
            "terms.work.collective_agreement FIELD_NOT_APPLICABLE | "
            "terms.work.shared_employment FIELD_NOT_APPLICABLE");
}

TEST(WorkCheck, RefusesTermsOfWorkOfSomethingThatIsNotPlaced) {
  v1::Entry carrots = Parse(R"(need {
    name: "territories/t/needs/n" actor: "territories/t/actors/a"
    terms { category: "carrots" quantity { amount: "20" unit: "kg" } period: PERIOD_WEEK
      work {} } })");
  EXPECT_EQ(Brief(carrots), "terms.work FIELD_NOT_APPLICABLE");
  v1::Entry mission = Post("");
  mission.mutable_need()->mutable_terms()->set_period(v1::PERIOD_ONCE);
  EXPECT_EQ(Brief(mission), "terms.work FIELD_NOT_APPLICABLE");
}

TEST(WorkCheck, RefusesRankingsOfStrangersAndRepetitions) {
  const std::string known = R"(ranking: "territories/t/needs/a" )";
  EXPECT_EQ(Brief(Person(known + known)), "terms.work.ranking[1] RANKING_INVALID");
  EXPECT_EQ(Brief(Person(R"(ranking: "territories/other/needs/a")")),
            "terms.work.ranking[0] RANKING_INVALID");
  EXPECT_EQ(Brief(Person(R"(ranking: "territories/t/resources/a")")),
            "terms.work.ranking[0] RANKING_INVALID");
  EXPECT_EQ(Brief(Person(R"(ranking: "a")")), "terms.work.ranking[0] RANKING_INVALID");
  EXPECT_EQ(Brief(Person(known + R"(vetoes: "territories/t/needs/a")")),
            "terms.work.vetoes[0] RANKING_INVALID");
}

TEST(WorkCheck, RefusesUnknownWordsAndSuggestsWhatWasMeant) {
  v1::Entry person = Person(R"(qualifications: "Permi B" other_categories: "cuisiniere")");
  const std::vector<FieldProblem> problems = Check(&person);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "terms.work.qualifications[0]");
  EXPECT_EQ(problems[0].reason, v1::ERROR_REASON_UNKNOWN_QUALIFICATION);
  EXPECT_THAT(problems[0].facts.at("suggestion"), ::testing::StartsWith("Permis B"));
  EXPECT_EQ(Brief(Person(R"(other_categories: "astronaute")")),
            "terms.work.other_categories[0] UNKNOWN_CATEGORY");
  EXPECT_EQ(Brief(Person(R"(other_categories: "carrots")")),
            "terms.work.other_categories[0] FIELD_NOT_APPLICABLE");
}

TEST(WorkCheck, SuggestsTradesForATitleThatIsNoCategory) {
  CatalogueData data = testing::ShippedCatalogue();
  data.trades = std::make_shared<const Trades>(RomeData(), data);
  v1::Entry person = Person(R"(other_categories: "boulangère de nuit")");
  person.mutable_resource()->mutable_terms()->set_category("aide-cuisinier de collectivité");
  const std::vector<FieldProblem> problems =
      CheckEntry(&person, data, testing::SmallGazetteer(), true);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "terms.category");
  EXPECT_THAT(problems[0].facts.at("suggestion"), ::testing::HasSubstr("Aide de cuisine"));

  person.mutable_resource()->mutable_terms()->set_category("cook");
  const std::vector<FieldProblem> others =
      CheckEntry(&person, data, testing::SmallGazetteer(), true);
  ASSERT_EQ(others.size(), 1u);
  EXPECT_EQ(others[0].field, "terms.work.other_categories[0]");
  EXPECT_THAT(others[0].facts.at("suggestion"), ::testing::StartsWith("Boulanger"));
}

TEST(WorkCheck, RefusesNumbersOutsideTheirLimits) {
  EXPECT_EQ(Brief(Person("max_travel_minutes: 241 pay_cents_per_hour: -1 max_partners: 101")),
            "terms.work.max_partners VALUE_OUT_OF_RANGE | "
            "terms.work.max_travel_minutes VALUE_OUT_OF_RANGE | "
            "terms.work.pay_cents_per_hour VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Person("contracts: CONTRACT_KIND_UNSPECIFIED")),
            "terms.work.contracts[0] VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Post(R"(collective_agreement: "15A7")")),
            "terms.work.collective_agreement VALUE_OUT_OF_RANGE");
  std::string many;
  for (int i = 0; i < 201; ++i) absl::StrAppend(&many, "ranking: \"territories/t/needs/a", i, "\"");
  EXPECT_EQ(Brief(Person(many)), "terms.work.ranking VALUE_OUT_OF_RANGE");
}

}  // namespace
}  // namespace cordee::service
