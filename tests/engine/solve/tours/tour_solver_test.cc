#include "engine/solve/tours/tour_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <vector>

#include "engine/base/random.h"
#include "engine/verify/tour_check.h"
#include "tests/support/cases.h"
#include "tests/support/line_tours.h"
#include "tests/support/random_tours.h"

namespace cordee {
namespace {

using testing::BestTours;
using testing::Cases;
using testing::Line;
using testing::MustSolve;
using testing::Of;
using testing::RandomTours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Vehicle Van(int32_t capacity) {
  Vehicle vehicle;
  vehicle.capacity[0] = capacity;
  return vehicle;
}

TEST(TourSolver, PoolsWhatLiesOnTheWay) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(2, 8), Of(3, 7)};
  problem.vehicles = {Van(2), Van(2)};
  const TourResult result = MustSolve(problem);
  EXPECT_THAT(result.tours, ElementsAre(Tour{0, {0, 2, 3, 1}}));
  EXPECT_EQ(result.distance, 16);
  EXPECT_THAT(result.unserved, IsEmpty());
}

TEST(TourSolver, DeliversOneBeforeTheNextWhenTheVanIsSmall) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(2, 5), Of(5, 8)};
  problem.vehicles = {Van(1)};
  EXPECT_THAT(MustSolve(problem).tours, ElementsAre(Tour{0, {0, 1, 2, 3}}));
}

TEST(TourSolver, WaitsForAWindowAndLeavesLateWhenTimeIsPaid) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(4, 6)};
  problem.shipments[0].delivery.open = 100;
  problem.vehicles = {Van(1)};
  problem.vehicles[0].cost_per_time = 1;
  const TourResult result = MustSolve(problem);
  // 6 to the delivery and 6 back, no minute of waiting.
  EXPECT_EQ(result.cost, 12 + 12);
  EXPECT_EQ(DriveTour(problem, result.tours[0])->leaves, 94);
}

TEST(TourSolver, NamesWhyAShipmentIsLeft) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(1, 2, 9), Of(1, 2), Of(1, 3), Of(1, 2), Of(1, 9), Of(1, 2), Of(5, 6, 3)};
  problem.shipments[1].needs = 2;
  for (int32_t from = 0; from < 10; ++from) problem.distance[10 * from + 3] = kNoWay;
  problem.shipments[3].delivery.close = 1;
  problem.shipments[4].prize = 5;
  problem.shipments[5].kinds = 1;
  problem.shipments[6].excludes = 1;
  problem.vehicles = {Van(3)};
  problem.vehicles[0].features = 1;
  const TourResult result = MustSolve(problem);
  ASSERT_EQ(result.unserved.size(), 6u);
  EXPECT_EQ(result.unserved[0], (UnservedShipment{0, Unserved::kLoad}));
  EXPECT_EQ(result.unserved[1], (UnservedShipment{1, Unserved::kFeatures}));
  EXPECT_EQ(result.unserved[2], (UnservedShipment{2, Unserved::kUnreached}));
  EXPECT_EQ(result.unserved[3], (UnservedShipment{3, Unserved::kTime}));
  EXPECT_EQ(result.unserved[4], (UnservedShipment{4, Unserved::kPrize}));
  EXPECT_EQ(result.unserved[5].reason, Unserved::kNoRoom);
}

TEST(TourSolver, PlansTheEmptyDayAndTheDayWithoutVehicles) {
  TourProblem problem = Line(2);
  EXPECT_THAT(MustSolve(problem).tours, IsEmpty());
  problem.vehicles = {Van(1)};
  EXPECT_THAT(MustSolve(problem).tours, IsEmpty());
  problem.vehicles.clear();
  problem.shipments = {Of(0, 1)};
  EXPECT_THAT(MustSolve(problem).unserved, ElementsAre(UnservedShipment{0, Unserved::kLoad}));
}

TEST(TourSolver, KeepsShipmentsOffTheSameTourThatMayNotTravelTogether) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(2, 8), Of(2, 8)};
  problem.shipments[0].kinds = 1;
  problem.shipments[1].excludes = 1;
  problem.vehicles = {Van(2), Van(2)};
  EXPECT_EQ(MustSolve(problem).tours.size(), 2u);
}

TEST(TourSolver, BringsPeopleHomeWithoutALongRide) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(1, 3), Of(2, 9)};
  problem.vehicles = {Van(2)};
  problem.shipments[0].max_ride = 2;
  problem.shipments[0].delivery.open = 50;
  const TourResult result = MustSolve(problem);
  EXPECT_THAT(result.unserved, IsEmpty());
  EXPECT_GE(DriveTour(problem, result.tours[0])->leaves, 47);
}

TEST(TourSolver, BeginsWithTheToursOfYesterdayAndForgetsWhatIsNotPossible) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(2, 8), Of(3, 7)};
  problem.vehicles = {Van(2), Van(2)};
  TourOptions options{.iterations = 0};
  options.start = {{1, {2, 3, 0, 1}}};
  EXPECT_THAT(MustSolve(problem, options).tours, ElementsAre(Tour{1, {2, 3, 0, 1}}));
  options.start = {{7, {0, 1}}, {-1, {0, 1}}, {1, {1, 0, -5, 99, 2, 3}}, {1, {0, 1}}, {0, {2, 3}}};
  const TourResult result = MustSolve(problem, options);
  EXPECT_THAT(result.unserved, IsEmpty());
}

TEST(TourSolver, StopsWhenAsked) {
  TourProblem problem = Line(10);
  problem.shipments.assign(20, Of(2, 8));
  problem.vehicles.assign(5, Van(3));
  const std::atomic<bool> stop = true;
  const auto result = SolveTours(problem, {.iterations = kMaxTourIterations}, StopToken(&stop));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->termination.limit, Limit::kStopped);
  EXPECT_TRUE(CheckTours(problem, *result).ok());
}

TEST(TourSolver, EqualsBruteForceOnSmallDays) {
  Random random(5);
  for (int64_t i = 0; i < Cases(10'000); ++i) {
    const TourProblem problem = RandomTours({}, random);
    TourOptions options{.iterations = 3000, .seed = static_cast<uint64_t>(i)};
    const TourResult result = MustSolve(problem, options);
    ASSERT_EQ(result.cost, BestTours(problem).Cost()) << "case " << i;
  }
}

// Days with windows of their own, barred vehicles, loads in four dimensions, regular tours.
TEST(TourSolver, EqualsBruteForceOnSmallWeeks) {
  Random random(14);
  int64_t left = 0;
  int64_t tours = 0;
  for (int64_t i = 0; i < Cases(10'000); ++i) {
    const testing::ToursShape shape{.vehicles = 3, .regular = i % 2 == 0, .week = true};
    const TourProblem problem = RandomTours(shape, random);
    TourOptions options{.iterations = 3000, .seed = static_cast<uint64_t>(i)};
    const TourResult result = MustSolve(problem, options);
    ASSERT_EQ(result.cost, BestTours(problem).Cost()) << "case " << i;
    left += static_cast<int64_t>(result.unserved.size());
    tours += static_cast<int64_t>(result.tours.size());
  }
  EXPECT_GT(left, 0);
  EXPECT_GT(tours, 0);
}

// A stop more may shorten a ride (the vehicle comes later to the pick-up), and the search adds one
// shipment at a time.
TEST(TourSolver, SeldomMissesTheBestWhereRidesAreLimited) {
  Random random(8);
  int64_t missed = 0;
  const int64_t cases = Cases(10'000);
  for (int64_t i = 0; i < cases; ++i) {
    const TourProblem problem = RandomTours({.rides = true}, random);
    const int64_t cost = MustSolve(problem, {.iterations = 1000}).cost;
    const int64_t best = BestTours(problem).Cost();
    ASSERT_GE(cost, best) << "case " << i;
    missed += cost > best ? 1 : 0;
  }
  EXPECT_LE(missed, cases / 500 + 1);
}

TEST(TourSolver, GivesTheSameBytesForASeedAndPassesTheChecker) {
  Random random(6);
  for (int64_t i = 0; i < Cases(10'000); ++i) {
    // One in 33 is large.
    testing::ToursShape shape{.shipments = 9, .vehicles = 3, .locations = 12};
    if (i % 33 == 0) shape = {.shipments = 40, .vehicles = 8, .locations = 30};
    shape.metric = i % 2 == 0;
    shape.rides = i % 4 < 2;
    shape.week = i % 5 < 2;
    const TourProblem problem = RandomTours(shape, random);
    const int32_t searches = 1 + static_cast<int32_t>(i % 3);
    const TourOptions options{.iterations = 250, .seed = 9, .searches = searches, .threads = 2};
    const TourResult first = MustSolve(problem, options);
    const TourResult again = MustSolve(problem, options);
    ASSERT_EQ(first.tours, again.tours) << "case " << i;
    ASSERT_EQ(first.unserved, again.unserved) << "case " << i;
  }
}

TEST(TourSolver, GivesTheSameBytesOnEveryCompiler) {
  Random random(12);
  const TourProblem problem = RandomTours({60, 10, 40}, random);
  std::string text;
  for (const Tour& tour : MustSolve(problem, {.iterations = 3000, .searches = 2}).tours) {
    text += std::to_string(tour.vehicle) + ":";
    for (const int32_t stop : tour.stops) text += std::to_string(stop) + ",";
  }
  EXPECT_EQ(HashBytes(text), 16527478246494440169u) << text;
}

TEST(TourSolver, NeverLosesByMoreTimeOrAVehicleMore) {
  Random random(7);
  for (int64_t i = 0; i < Cases(1'000); ++i) {
    TourProblem problem = RandomTours({4, 2, 6}, random);
    const int64_t before = BestTours(problem).Cost();
    problem.vehicles.push_back(problem.vehicles[0]);
    EXPECT_LE(MustSolve(problem).cost, before);
    for (Shipment& shipment : problem.shipments) shipment.delivery.close = kMaxTourTime;
    EXPECT_LE(MustSolve(problem).cost, before);
  }
}

TEST(TourSolver, RefusesWhatIsOutOfRangeByName) {
  TourProblem problem = Line(3);
  problem.shipments = {Of(0, 1)};
  problem.vehicles = {Van(1)};
  const auto refusal = [](const TourProblem& bad) {
    return std::string(SolveTours(bad, {}, StopToken()).status().message());
  };
  TourProblem bad = problem;
  bad.distance.pop_back();
  EXPECT_THAT(refusal(bad), HasSubstr("distance: 8 entries, 9 expected (3 x 3)"));
  bad = problem;
  bad.time = {1};
  EXPECT_THAT(refusal(bad), HasSubstr("time: 1 entries"));
  bad = problem;
  bad.distance[5] = -1;
  EXPECT_THAT(refusal(bad), HasSubstr("distance[1][2]: -1"));
  bad = problem;
  bad.shipments[0].delivery.location = 3;
  EXPECT_THAT(refusal(bad), HasSubstr("shipments[0].delivery.location: 3 is no location"));
  bad = problem;
  bad.shipments[0].pickup.open = 5;
  bad.shipments[0].pickup.close = 4;
  EXPECT_THAT(refusal(bad), HasSubstr("shipments[0].pickup: a window from 5 to 4"));
  bad = problem;
  bad.shipments[0].load[2] = -1;
  EXPECT_THAT(refusal(bad), HasSubstr("shipments[0].load: -1"));
  bad = problem;
  bad.vehicles[0].capacity[1] = std::numeric_limits<int32_t>::max();
  EXPECT_THAT(refusal(bad), HasSubstr("vehicles[0].capacity"));
  bad = problem;
  bad.vehicles[0].cost_per_distance = kMaxCostPerUnit + 1;
  EXPECT_THAT(refusal(bad), HasSubstr("vehicles[0].cost_per_distance"));
  bad = problem;
  bad.distance.assign(9, kMaxLeg);
  bad.vehicles.assign(kMaxVehicles, problem.vehicles[0]);
  EXPECT_TRUE(SolveTours(bad, {.iterations = 1}, StopToken()).ok());
  for (Vehicle& vehicle : bad.vehicles) vehicle.cost_per_time = kMaxCostPerUnit;
  EXPECT_THAT(refusal(bad), HasSubstr("together could exceed"));
  EXPECT_EQ(SolveTours(problem, {.iterations = -1}, StopToken()).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SolveTours(problem, {.focus = {1}}, StopToken()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace cordee
