#include "engine/solve/tours/route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_solver.h"
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

// A van of five crates that calls on places 4 and 8 anyway, half full between them.
Vehicle Milkman() {
  Vehicle van;
  van.capacity[0] = 5;
  van.fixed_cost = 1'000;
  van.regular = {{{.location = 4, .open = 20, .close = 40}, {3}},
                 {{.location = 8, .open = 30, .close = 60}, {}}};
  return van;
}

TEST(Route, LetsAShipmentRideAlongOnARegularTourForNothing) {
  TourProblem problem = Line(10);
  problem.vehicles = {Milkman()};
  problem.shipments = {Of(5, 7, 2)};
  const TourResult result = MustSolve(problem);
  EXPECT_THAT(result.tours, ElementsAre(Tour{0, {-2, 0, 1, -3}}));
  EXPECT_EQ(result.cost, 0);
  EXPECT_EQ(result.distance, 16);
}

TEST(Route, FillsOnlyTheFreeSpaceOfARegularTour) {
  TourProblem problem = Line(10);
  problem.vehicles = {Milkman()};
  problem.vehicles[0].regular[0].at.close = 20;
  problem.shipments = {Of(5, 7, 3)};
  problem.shipments[0].pickup.open = 21;
  problem.shipments[0].delivery.close = 30;
  EXPECT_THAT(MustSolve(problem).unserved, ElementsAre(UnservedShipment{0, Unserved::kTime}));
  problem.shipments[0].load = {2};
  EXPECT_THAT(MustSolve(problem).unserved, IsEmpty());
  problem.shipments = {Of(1, 3, 5)};
  problem.shipments[0].delivery.close = 20;
  EXPECT_THAT(MustSolve(problem).tours, ElementsAre(Tour{0, {0, 1, -2, -3}}));
  problem.vehicles[0].regular_load = {1};
  EXPECT_EQ(MustSolve(problem).unserved.size(), 1u);
}

TEST(Route, KeepsTheTimesOfARegularTour) {
  TourProblem problem = Line(30);
  problem.vehicles = {Milkman()};
  problem.vehicles[0].regular[0].at.close = 20;
  problem.shipments = {Of(9, 3)};
  problem.shipments[0].pickup.open = 26;
  EXPECT_THAT(MustSolve(problem).tours, ElementsAre(Tour{0, {-2, -3, 0, 1}}));
  EXPECT_EQ(MustSolve(problem).cost, 2);
  problem.shipments = {Of(20, 3)};
  problem.shipments[0].delivery.close = 30;
  EXPECT_THAT(MustSolve(problem).unserved, ElementsAre(UnservedShipment{0, Unserved::kTime}));
}

TEST(Route, RefusesARegularTourThatCannotBeDriven) {
  const auto refusal = [](const Vehicle& van) {
    TourProblem problem = Line(10);
    problem.vehicles = {van};
    return std::string(SolveTours(problem, {}, StopToken()).status().message());
  };
  Vehicle van = Milkman();
  van.regular[1].at.open = van.regular[1].at.close = 23;
  EXPECT_THAT(refusal(van), HasSubstr("vehicles[0].regular: cannot be driven in time"));
  van = Milkman();
  van.regular[0].load = {6};
  EXPECT_THAT(refusal(van), HasSubstr("vehicles[0].regular: more than the vehicle holds"));
  van = Milkman();
  van.regular[0].at.location = 10;
  EXPECT_THAT(refusal(van), HasSubstr("vehicles[0].regular.location: 10 is no location"));
  van = Milkman();
  van.regular.assign(kMaxRegularStops + 1, van.regular[0]);
  EXPECT_THAT(refusal(van), HasSubstr("number of vehicles[0].regular"));
}

TEST(Route, BringsCratesBackAllTheWay) {
  TourProblem problem = Line(10);
  problem.shipments = {Of(1, 2), Of(5, 8)};
  problem.vehicles.emplace_back().capacity = {1, 6};
  problem.shipments[0].returned[1] = 4;
  problem.shipments[1].returned[1] = 2;
  EXPECT_THAT(MustSolve(problem).unserved, IsEmpty());
  // One after the other on board, but both bring their crates back.
  problem.shipments[1].returned[1] = 3;
  EXPECT_EQ(MustSolve(problem).unserved.size(), 1u);
  problem.shipments[1].returned[1] = 0;
  problem.shipments[1].load[1] = 3;
  EXPECT_EQ(MustSolve(problem).unserved.size(), 1u);
  problem.shipments[1].load[1] = 2;
  EXPECT_THAT(MustSolve(problem).unserved, IsEmpty());
}

TEST(Route, WithRegularToursAndReturnsEqualsBruteForceOnSmallDays) {
  Random random(15);
  int64_t regular = 0;
  for (int64_t i = 0; i < Cases(5'000); ++i) {
    const TourProblem problem = RandomTours({.shipments = 3, .regular = true}, random);
    const TourResult result = MustSolve(problem);
    BestTours best(problem);
    ASSERT_EQ(result.cost, best.Cost()) << "case " << i;
    for (const Tour& tour : result.tours) regular += tour.stops.size() > 0 && tour.stops[0] < 0;
  }
  EXPECT_GT(regular, 0);
}

TEST(Route, WithRegularToursReturnsAndBreaksPassesTheCheckerOnLargerDays) {
  Random random(16);
  for (int64_t i = 0; i < Cases(300); ++i) {
    const TourProblem problem =
        RandomTours({40, 8, 30, i % 2 == 0, false, i % 3 != 0, i % 4 < 2}, random);
    const TourResult first = MustSolve(problem, {.iterations = 500});
    const TourResult again = MustSolve(problem, {.iterations = 500});
    ASSERT_EQ(first.tours, again.tours) << "case " << i;
  }
}

}  // namespace
}  // namespace cordee
