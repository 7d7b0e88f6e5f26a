#include "engine/solve/bundles/transport_floor.h"

#include <gtest/gtest.h>

#include "engine/solve/bundles/haul_plan.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::Weekdays;

constexpr NeedIndex kNeed(0);
constexpr ResourceIndex kResource(0);

// 100 kg a week, 20 km from a farm to a canteen, by a van of 800 kg for 18 euros an hour.
DeliveryWorld FarmAndCanteen() {
  DeliveryWorld world;
  world.Actor("farm", 0, 10);
  world.Actor("canteen", 0, -10);
  world.Need("lunch", "canteen", "vegetables", 100);
  world.Resource("carrots", "farm", "vegetables", 100);
  world.Van("van", "farm", "dry", 800).cents_per_km = 0;
  return world;
}

int32_t PointsOf(const DeliveryWorld& world) {
  const Problem problem = world.Build();
  return TransportFloor(problem).PointsOf(kNeed, kResource);
}

TEST(TransportFloor, IsTheTimeToLoadAndUnloadAndAPartOfTheDirectWay) {
  DeliveryWorld world = FarmAndCanteen();
  world.policy.transport.detour_permille = 1'000;
  world.policy.transport.speeds = {{kMaxReachMetres, 60}};
  // 20 minutes and, for an eighth of the van, 19 km at a kilometre a minute: 6 euros and 71 cents.
  // A reference quantity is 100 kg, and a euro 20 points.
  EXPECT_EQ(PointsOf(world), 134);
  world.vans[0].cents_per_km = 40;  // 95 cents more
  EXPECT_EQ(PointsOf(world), 153);
  world.vans[0].grams = 100'000;  // all of the way
  EXPECT_EQ(PointsOf(world), 386);
  world.vans[0].grams = 50'000;  // it takes two
  EXPECT_EQ(PointsOf(world), 2 * 386);
}

TEST(TransportFloor, IsThatOfTheCheapestVehicleThatMayCarryTheGoods) {
  DeliveryWorld world = FarmAndCanteen();
  const int32_t alone = PointsOf(world);
  VanRow& cheap = world.Van("cheap", "canteen", "dry", 800);
  cheap.cents_per_km = 0;
  cheap.cents_per_hour = 900;
  EXPECT_EQ(PointsOf(world), alone / 2);
  cheap.no_driver = true;
  EXPECT_EQ(PointsOf(world), alone);
  cheap.no_driver = false;
  cheap.hours = Weekdays(6, 18, 6, 6);
  EXPECT_EQ(PointsOf(world), alone);
  world.vans.clear();
  EXPECT_EQ(PointsOf(world), TransportFloor::kNobody);
}

TEST(TransportFloor, IsTwoHaulsWithoutAWayWhereGoodsMayGoByAStore) {
  DeliveryWorld world = FarmAndCanteen();
  world.resources[0].hours = Weekdays(7, 16, 1, 1);
  world.needs[0].hours = Weekdays(7, 16, 2, 2);
  EXPECT_EQ(PointsOf(world), TransportFloor::kNobody);
  world.Store("room", "farm", "dry", 500);
  EXPECT_EQ(PointsOf(world), 240);
  world.stores[0].category = world.Category("deep");
  EXPECT_EQ(PointsOf(world), 240);  // warmer goods too
  world.needs[0].category = world.resources[0].category = world.Category("ice");
  world.stores[0].category = world.Category("cool");
  EXPECT_EQ(PointsOf(world), TransportFloor::kNobody);
}

TEST(TransportFloor, CountsNoWayWhereATableOfRoadsMayHaveShorterOnes) {
  const Problem estimated = FarmAndCanteen().Build();
  const std::vector<Position> places = estimated.road_places();
  const std::vector<int32_t> ways(places.size() * places.size(), 1'000);
  const Problem problem = Problem(estimated).WithRoads(*MakeRoadTable(places, ways, ways));
  EXPECT_EQ(TransportFloor(problem).PointsOf(kNeed, kResource), 120);
  EXPECT_GT(TransportFloor(estimated).PointsOf(kNeed, kResource), 120);
}

TEST(TransportFloor, OfAShipmentAsksForAVehicleThatHoldsIt) {
  DeliveryWorld world = FarmAndCanteen();
  world.Freight("box", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, 10), 400)
      .service_minutes = 30;
  Problem problem = world.Build();
  EXPECT_EQ(TransportFloor(problem).CostOf(FreightIndex(0)), 1'800 * kCostPerCent);
  world.freights[0].grams = 900'000;
  problem = world.Build();
  EXPECT_EQ(TransportFloor(problem).CostOf(FreightIndex(0)), 0);
}

TEST(TransportFloor, OfRegularToursIsWhatTheyCostAlone) {
  DeliveryWorld world = FarmAndCanteen();
  EXPECT_EQ(TransportFloor(world.Build()).CostOfRegularTours(), 0);
  RegularTourRow tour = {.day = 1};
  tour.calls.push_back({.place = DeliveryWorld::At(0, 10), .minute = 600, .stay_minutes = 60});
  world.vans[0].regular_tours.push_back(tour);
  // The price of a day and an hour.
  EXPECT_EQ(TransportFloor(world.Build()).CostOfRegularTours(), (1'000 + 1'800) * kCostPerCent);
}

TEST(TransportFloor, IsNeverMoreThanATripAlone) {
  int64_t compared = 0;
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    DeliveryWorld world = testing::RandomDeliveries(static_cast<uint64_t>(seed));
    for (VanRow& van : world.vans) van.regular_tours.clear();
    const Problem problem = world.Build();
    const TransportFloor floor(problem);
    const HaulPlanner planner(problem);
    for (int32_t f = 0; f < problem.logistics().freights.size(); ++f) {
      const HaulFacts facts = FactsOf(problem, {.freight = FreightIndex(f)}, Quantity(0));
      const int64_t alone = planner.LeastCostAlone(facts);
      if (alone < 0) continue;
      ++compared;
      ASSERT_LE(floor.CostOf(FreightIndex(f)), alone) << "seed " << seed;
    }
  }
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace cordee
