#include "engine/model/problem.h"

#include <functional>
#include <memory>
#include <string>

#include "engine/base/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;

constexpr int32_t kMonday = 4 + 7 * 2800;

std::shared_ptr<const Catalogue> Vegetables() {
  CatalogueBuilder builder;
  builder.AddCategory({.code = "food", .reference = Quantity(100'000), .base_unit = "g"}, "", {});
  builder.AddCategory({.code = "rooms",
                       .family = Family::kSpaces,
                       .reference = Quantity(8),
                       .booking = true,
                       .base_unit = "hh"},
                      "", {});
  builder.AddLabel({.code = "organic", .ecological_percent = 80}, {"fair"});
  builder.AddLabel({.code = "fair", .social_percent = 60}, {});
  return std::make_shared<const Catalogue>(*std::move(builder).Build());
}

EntryRow Need(std::string id) {
  EntryRow row;
  row.id = std::move(id);
  row.actor = "school";
  row.category = Vegetables()->FindCategory("food");
  row.quantity = Quantity(1000);
  return row;
}

ProblemBuilder Builder(Horizon horizon = {kMonday, 52}, Policy policy = {}) {
  ProblemBuilder builder(Vegetables(), std::move(policy), horizon);
  builder.AddActor({.id = "school"});
  return builder;
}

std::string ErrorOf(ProblemBuilder builder) {
  return std::string(std::move(builder).Build().status().message());
}

TEST(Problem, CountsWhatAnEntryMeansOverTheHorizon) {
  for (int32_t weeks : {13, 26, 39, 52}) {
    ProblemBuilder builder = Builder({kMonday, weeks});
    EntryRow weekly = Need("a");
    EntryRow monthly = Need("b");
    monthly.period = Period::kMonth;
    EntryRow once = Need("c");
    once.period = Period::kOnce;
    once.minimum_lot = Quantity(10);
    builder.AddNeed(weekly);
    builder.AddNeed(monthly);
    builder.AddNeed(once);
    const Problem problem = *std::move(builder).Build();
    EXPECT_EQ(problem.needs().amount[0], Quantity(1000 * weeks));
    EXPECT_EQ(problem.needs().amount[1], Quantity(1000 * weeks * 3 / 13));
    EXPECT_EQ(problem.needs().amount[2], Quantity(1000));
    EXPECT_EQ(problem.needs().minimum_lot[2], Quantity(10));
  }
}

TEST(Problem, CountsABookingInHalfHoursOfItsOwnWeeks) {
  ProblemBuilder builder = Builder();
  EntryRow choir = Need("choir");
  choir.category = Vegetables()->FindCategory("rooms");
  choir.quantity = Quantity(4);
  choir.dates = {kMonday, kMonday + 70};
  builder.AddNeed(choir);
  const Problem problem = *std::move(builder).Build();
  EXPECT_EQ(problem.needs().duration[0], 4);
  EXPECT_EQ(problem.needs().amount[0], Quantity(40));
  EXPECT_EQ(problem.needs().minimum_lot[0], Quantity(40));
}

TEST(Problem, LeavesNoTraceOfTheOrderOfItsInput) {
  ProblemBuilder forward = Builder();
  forward.AddNeed(Need("a"));
  forward.AddNeed(Need("b"));
  ProblemBuilder backward = Builder();
  backward.AddNeed(Need("b"));
  backward.AddNeed(Need("a"));
  EXPECT_EQ(std::move(forward).Build()->needs().id, std::move(backward).Build()->needs().id);
}

TEST(Problem, GivesAResourceTheLabelsOfItsActorAndAllTheyImply) {
  ProblemBuilder builder(Vegetables(), {}, {kMonday, 52});
  const auto organic = Vegetables()->FindLabel("organic");
  builder.AddActor({.id = "school", .labels = LabelSet{1} << organic});
  builder.AddResource(Need("r"));
  builder.AddNeed(Need("n"));
  const Problem problem = *std::move(builder).Build();
  EXPECT_EQ(problem.resources().labels[0], LabelSet{3});
  EXPECT_EQ(problem.resources().ecological_percent[0], 80);
  EXPECT_EQ(problem.resources().social_percent[0], 60);
  EXPECT_EQ(problem.needs().labels[0], LabelSet{0});
}

TEST(Problem, RefusesBadEntriesByName) {
  const struct {
    std::function<void(EntryRow&)> spoil;
    const char* message;
  } cases[] = {
      {[](EntryRow& r) { r.quantity = Quantity(0); }, "needs/x: quantity"},
      {[](EntryRow& r) { r.quantity = Quantity(-5); }, "needs/x: quantity"},
      {[](EntryRow& r) { r.quantity = Quantity(kMaxQuantityPerPeriod + 1); }, "needs/x: quantity"},
      {[](EntryRow& r) { r.minimum_lot = Quantity(1001); }, "needs/x: minimum_lot"},
      {[](EntryRow& r) { r.actor = "nobody"; }, "needs/x: actor"},
      {[](EntryRow& r) { r.category = CategoryIndex(); }, "needs/x: category"},
      {[](EntryRow& r) { r.category = CategoryIndex(99); }, "needs/x: category"},
      {[](EntryRow& r) { r.reach = Metres(-1); }, "needs/x: reach"},
      {[](EntryRow& r) { r.id = ""; }, "empty id"},
      {[](EntryRow& r) {
         r.category = Vegetables()->FindCategory("rooms");
         r.quantity = Quantity(337);
       },
       "needs/x: quantity"},
      {[](EntryRow& r) {
         r.category = Vegetables()->FindCategory("rooms");
         r.quantity = Quantity(3);
         r.period = Period::kMonth;
       },
       "needs/x: period"},
  };
  for (const auto& c : cases) {
    ProblemBuilder builder = Builder();
    EntryRow row = Need("x");
    c.spoil(row);
    builder.AddNeed(row);
    EXPECT_THAT(ErrorOf(std::move(builder)), HasSubstr(c.message));
  }
}

TEST(Problem, RefusesDuplicateIdsBadHorizonsAndBadPolicies) {
  ProblemBuilder twice = Builder();
  twice.AddNeed(Need("x"));
  twice.AddNeed(Need("x"));
  EXPECT_THAT(ErrorOf(std::move(twice)), HasSubstr("needs/x: duplicate id"));
  EXPECT_THAT(ErrorOf(Builder({kMonday, 14})), HasSubstr("horizon_weeks"));
  EXPECT_THAT(ErrorOf(Builder({kMonday + 1, 13})), HasSubstr("horizon_start"));
  Policy policy;
  policy.continuity_points = 0;
  EXPECT_THAT(ErrorOf(Builder({kMonday, 13}, policy)), HasSubstr("continuity_points"));
  policy = Policy();
  policy.unmet_tiers = {{500, 200}, {1000, 100}};
  EXPECT_THAT(ErrorOf(Builder({kMonday, 13}, policy)), HasSubstr("unmet_tiers"));
  policy.unmet_tiers = {{500, 100}};
  EXPECT_THAT(ErrorOf(Builder({kMonday, 13}, policy)), HasSubstr("1000"));
  policy = Policy();
  policy.fit_points = -1;
  EXPECT_THAT(ErrorOf(Builder({kMonday, 13}, policy)), HasSubstr("fit_points"));
}

TEST(Problem, KeepsPreviousLinksOfEntriesThatStillExist) {
  ProblemBuilder builder = Builder();
  builder.AddNeed(Need("n"));
  builder.AddResource(Need("r"));
  builder.AddPreviousLink({"n", "r", Quantity(3)});
  builder.AddPreviousLink({"n", "r", Quantity(4)});
  builder.AddPreviousLink({"gone", "r", Quantity(4)});
  const Problem problem = *std::move(builder).Build();
  ASSERT_EQ(problem.previous_links().size(), 1u);
  EXPECT_EQ(problem.previous_links()[0].amount, Quantity(7));
}

TEST(Distance, IsThatOfTheMapWithinHalfAPercent) {
  // Niort to Bressuire: 57.5 km on the ellipsoid.
  const Position niort{46'323'700, -464'800};
  const Position bressuire{46'840'300, -487'500};
  EXPECT_NEAR(Distance(niort, bressuire).value(), 57'450, 290);
  EXPECT_EQ(Distance(niort, bressuire), Distance(bressuire, niort));
  EXPECT_EQ(Distance(niort, niort), Metres(0));
  EXPECT_NEAR(Distance(Position{90'000'000, 0}, Position{-90'000'000, 0}).value(), 20'015'115, 10);
}

}  // namespace
}  // namespace cordee
