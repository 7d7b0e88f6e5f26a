// Each rule of engine/verify/tour_check.cc that takes more than one shipment, broken alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "engine/verify/tour_check.h"
#include "tests/support/line_tours.h"

namespace cordee {
namespace {

using testing::Line;
using testing::Of;
using ::testing::HasSubstr;

std::string Refusal(const TourProblem& problem, const Tour& tour) {
  return std::string(DriveTour(problem, tour).status().message());
}

// Two shipments of 5 in each dimension, from 3 to 7 and from 4 to 8, in one van.
TourProblem TwoTogether() {
  TourProblem problem = Line(11);
  problem.shipments = {Of(3, 7), Of(4, 8)};
  for (Shipment& shipment : problem.shipments) shipment.load.fill(5);
  problem.vehicles.emplace_back().capacity.fill(10);
  return problem;
}

TEST(TourRules, NameWhatTwoBreakTogether) {
  const Tour together = {0, {0, 2, 1, 3}};
  const Tour apart = {0, {0, 1, 2, 3}};
  EXPECT_EQ(Refusal(TwoTogether(), together), "");
  for (size_t d = 0; d < static_cast<size_t>(kLoadDimensions); ++d) {
    TourProblem problem = TwoTogether();
    problem.vehicles[0].capacity[d] = 9;
    EXPECT_THAT(Refusal(problem, together),
                HasSubstr("stop 2: load 10 in dimension " + std::to_string(d) + ", at most 9"));
    EXPECT_EQ(Refusal(problem, apart), "");
    for (Shipment& shipment : problem.shipments) std::swap(shipment.load, shipment.returned);
    EXPECT_THAT(Refusal(problem, apart),
                HasSubstr("leaves with too much in dimension " + std::to_string(d)));
    problem.vehicles[0].capacity[d] = 10;
    EXPECT_EQ(Refusal(problem, apart), "");
  }
  TourProblem problem = TwoTogether();
  problem.shipments[1].kinds = 2;
  problem.shipments[0].excludes = 1;
  EXPECT_EQ(Refusal(problem, together), "");
  problem.shipments[0].excludes = 2;
  EXPECT_THAT(Refusal(problem, together), HasSubstr("stop 1: may not travel with stop 2"));
  EXPECT_THAT(Refusal(problem, apart), HasSubstr("stop 1: may not travel with stop 3"));
}

TEST(TourRules, NameTheVehicleTheDayAndTheBreakThatDoNotSuit) {
  const Tour tour = {0, {0, 2, 1, 3}};
  TourProblem problem = TwoTogether();
  problem.vehicles.push_back(problem.vehicles[0]);
  problem.barred = {0, 1, 0, 0};
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("stop 2: the vehicle may not carry it"));
  EXPECT_EQ(Refusal(problem, {1, tour.stops}), "");
  problem = TwoTogether();
  problem.shipments[1].days = {{}, {.delivery_open = 0, .delivery_close = 7}, {1, 0, 0, 9}};
  EXPECT_EQ(Refusal(problem, tour), "");
  problem.vehicles[0].day = 1;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("stop 4: begins at"));
  problem.vehicles[0].day = 2;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("stop 2: begins at"));
  problem = TwoTogether();
  problem.vehicles[0].breaks = {4, 3};
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("no room for the breaks of the driver"));
  problem.vehicles[0].breaks = {12, 3};
  EXPECT_EQ(Refusal(problem, tour), "");
}

// Comes back at 16, each on board for 4.
TEST(TourRules, NameNothingAtTheLimit) {
  TourProblem problem = TwoTogether();
  problem.vehicles[0].latest = problem.vehicles[0].max_duration = 16;
  problem.vehicles[0].breaks = {16, 100};
  for (Shipment& shipment : problem.shipments) {
    shipment.max_ride = 4;
    shipment.pickup.close = shipment.pickup.location;
    shipment.delivery.open = shipment.delivery.close = shipment.delivery.location;
  }
  EXPECT_EQ(Refusal(problem, {0, {0, 2, 1, 3}}), "");
}

TEST(TourRules, NameTheCallOfARegularTourThatIsNotKept) {
  TourProblem problem = TwoTogether();
  problem.vehicles[0].regular.resize(2);
  problem.vehicles[0].regular[0].at.location = 5;
  problem.vehicles[0].regular[0].load.fill(5);
  problem.vehicles[0].regular[1].at.location = 9;
  EXPECT_THAT(Refusal(problem, {0, {0, 2, -2, 1, 3, -3}}),
              HasSubstr("stop 3: load 15 in dimension 0, at most 10"));
  EXPECT_EQ(Refusal(problem, {0, {0, -2, 1, -3, 2, 3}}), "");
  EXPECT_THAT(Refusal(problem, {0, {0, -3, -2, 1, 2, 3}}), HasSubstr("stop 2: not its turn"));
  EXPECT_THAT(Refusal(problem, {0, {0, -2, 1, 2, 3}}),
              HasSubstr("a stop of the regular tour is missing"));
  EXPECT_THAT(Refusal(problem, {0, {0, -2, 1, -3, 2, 3, -4}}), HasSubstr("stop -4: there is none"));
  EXPECT_THAT(Refusal(problem, {0, {-2, -3}}), HasSubstr("without stops"));
}

TEST(TourRules, NameWhatIsWrongWithAPlan) {
  const TourProblem problem = TwoTogether();
  TourResult plan{.tours = {{0, {0, 2, 1, 3}}}, .distance = 16, .cost = 16};
  const auto refusal = [&](const std::function<void(TourResult&)>& change) {
    TourResult changed = plan;
    change(changed);
    return std::string(CheckTours(problem, changed).message());
  };
  EXPECT_EQ(refusal([](TourResult&) {}), "");
  EXPECT_THAT(refusal([](TourResult& r) { r.tours.push_back(r.tours[0]); }),
              HasSubstr("vehicle 0 leaves twice"));
  EXPECT_THAT(refusal([](TourResult& r) { r.unserved.push_back({2, Unserved::kNoRoom}); }),
              HasSubstr("shipment 2: there is none"));
  EXPECT_THAT(refusal([](TourResult& r) { r.unserved.push_back({1, Unserved::kNoRoom}); }),
              HasSubstr("shipment 1 is served and left, or neither"));
  EXPECT_THAT(refusal([](TourResult& r) { r.tours[0].stops = {0, 1}; }),
              HasSubstr("shipment 1 is served and left, or neither"));
  EXPECT_THAT(refusal([](TourResult& r) { --r.cost; }), HasSubstr("cost 15, driven 16 and 16"));
  EXPECT_THAT(refusal([](TourResult& r) { ++r.distance; }), HasSubstr("distance 17"));
}

}  // namespace
}  // namespace cordee
