#include "engine/solve/tours/breaks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_solver.h"
#include "engine/verify/tour_check.h"
#include "tests/support/cases.h"
#include "tests/support/random_tours.h"

namespace cordee {
namespace {

using testing::BestTours;
using testing::Cases;
using testing::RandomTours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr TimeSegment kDay = {0, 0, 1'000};

// From leaving to coming back over stops without windows, with legs of these lengths.
std::vector<Step> Legs(const std::vector<int64_t>& legs) {
  std::vector<Step> steps = {{0, kDay}};
  for (const int64_t leg : legs) steps.push_back({leg, kDay});
  return steps;
}

TEST(Breaks, ComeWhereTheyKeepBothStretchesShort) {
  const std::optional<Breaks> breaks = PlaceBreaks(Legs({30, 30, 30, 30}), {60, 10}, 1'000);
  ASSERT_TRUE(breaks.has_value());
  EXPECT_THAT(breaks->before, ElementsAre(2, 0));
  EXPECT_EQ(breaks->whole.duration, 130);
}

TEST(Breaks, AreTwoWhereOneIsNotEnoughAndNoneWhereTwoAreNot) {
  const std::optional<Breaks> two = PlaceBreaks(Legs({50, 50, 50}), {60, 10}, 1'000);
  ASSERT_TRUE(two.has_value());
  EXPECT_THAT(two->before, ElementsAre(1, 2));
  EXPECT_FALSE(PlaceBreaks(Legs({50, 50, 50, 50}), {60, 10}, 1'000).has_value());
  EXPECT_FALSE(PlaceBreaks(Legs({61, 50}), {60, 10}, 1'000).has_value());
  EXPECT_FALSE(PlaceBreaks(Legs({50, 50, 50}), {60, 10}, 169).has_value());
}

TEST(Breaks, UseAWaitThatIsLongEnough) {
  std::vector<Step> steps = Legs({40, 40, 10});
  steps[1].alone = {0, 0, 50};
  steps[2].alone = {0, 120, 130};
  const std::optional<Breaks> breaks = PlaceBreaks(steps, {80, 30}, 1'000);
  ASSERT_TRUE(breaks.has_value());
  EXPECT_THAT(breaks->before, ElementsAre(2, 0));
  // Leaving at 10, at the first stop at 50, at the second at 90, where 120 is waited for.
  EXPECT_EQ(breaks->whole.duration, 120);
}

TEST(Breaks, AreNoneWhereTheWindowsLeaveNoRoom) {
  std::vector<Step> steps = Legs({40, 40, 10});
  steps[1].alone = {0, 40, 40};
  steps[2].alone = {0, 80, 85};
  EXPECT_FALSE(PlaceBreaks(steps, {60, 30}, 1'000).has_value());
  steps[2].alone.latest = 110;
  EXPECT_TRUE(PlaceBreaks(steps, {80, 30}, 1'000).has_value());
}

// How much more than the best, having passed the checker.
int64_t AboveBest(const TourProblem& problem, int64_t best) {
  const auto result = SolveTours(problem, {.iterations = 1'000}, StopToken());
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return -1;
  const absl::Status checked = CheckTours(problem, *result);
  EXPECT_TRUE(checked.ok()) << checked;
  return checked.ok() ? result->cost - best : -1;
}

// A shipment more may bring the stop at which to rest, and the search adds one at a time.
TEST(Breaks, OfSmallDaysAreSeldomMissedAndNeverTooFew) {
  Random random(17);
  const int64_t cases = Cases(5'000);
  int64_t missed = 0;
  for (int64_t i = 0; i < cases; ++i) {
    const TourProblem problem =
        RandomTours({.shipments = 3, .regular = i % 2 == 0, .breaks = true}, random);
    const int64_t above = AboveBest(problem, BestTours(problem).Cost());
    ASSERT_GE(above, 0) << "case " << i;
    missed += above > 0 ? 1 : 0;
  }
  EXPECT_LE(missed, cases / 100 + 1);
}

// The same, and a longer break may keep a ride short enough: the search knows one place for breaks.
TEST(Breaks, TogetherWithLimitsOfRidesAreSeldomMissedAndNeverTooFew) {
  Random random(19);
  const int64_t cases = Cases(5'000);
  int64_t missed = 0;
  int64_t limited = 0;
  for (int64_t i = 0; i < cases; ++i) {
    const TourProblem problem = RandomTours(
        {.shipments = 3, .rides = true, .regular = i % 2 == 0, .breaks = i % 3 != 0}, random);
    const int64_t best = BestTours(problem).Cost();
    const int64_t above = AboveBest(problem, best);
    ASSERT_GE(above, 0) << "case " << i;
    missed += above > 0 ? 1 : 0;
    TourProblem free = problem;
    for (Shipment& shipment : free.shipments) shipment.max_ride = kMaxTourTime;
    limited += BestTours(free).Cost() < best ? 1 : 0;
  }
  EXPECT_LE(missed, cases / 100 + 1);
  EXPECT_GT(limited, 0);
}

}  // namespace
}  // namespace cordee
