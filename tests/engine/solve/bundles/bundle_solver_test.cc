#include "engine/solve/bundles/bundle_solver.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"
#include "tests/support/must_match.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;
using testing::RandomDeliveries;
using testing::Weekdays;

// A farm in the north, a canteen in the south, 20 km apart.
DeliveryWorld FarmAndCanteen() {
  DeliveryWorld world;
  world.Actor("farm", 0, 10);
  world.Actor("canteen", 0, -10);
  world.Actor("carrier", 5, 0);
  world.Need("lunch", "canteen", "vegetables", 200);
  world.Resource("carrots", "farm", "vegetables", 300);
  return world;
}

TEST(Bundles, LinkNothingToNobodyWhoHasAVehicleWhereNoneIsKnown) {
  const RunReport report = MustMatch(FarmAndCanteen().Build());
  EXPECT_EQ(report.result.links.size(), 1u);
  EXPECT_TRUE(report.transport.tours.empty());
}

TEST(Bundles, SendAVehicleForEveryLink) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("van", "carrier", "dry", 800);
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.result.links.size(), 1u);
  ASSERT_EQ(report.transport.tours.size(), 1u);
  const HaulTour& tour = report.transport.tours[0];
  EXPECT_EQ(tour.stops.size(), 2u);
  ASSERT_EQ(tour.shares.size(), 1u);
  EXPECT_EQ(problem.actors().id[static_cast<size_t>(tour.shares[0].party.value())], "farm");
  EXPECT_EQ(tour.shares[0].cents, CostInCents(tour.cost));
}

TEST(Bundles, ServeWhoHasNoCommonHoursThanksToTheCarrier) {
  DeliveryWorld world = FarmAndCanteen();
  world.resources[0].hours = Weekdays(6, 9);
  world.needs[0].hours = Weekdays(10, 12);
  EXPECT_TRUE(MustMatch(world.Build()).result.links.empty());
  world.Van("van", "carrier", "dry", 800);
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
}

TEST(Bundles, LeaveALinkThatNoVehicleCanCarry) {
  for (const auto& spoil : std::vector<std::function<void(VanRow&)>>{
           [](VanRow& van) { van.carriage = Carriage::kOwn; },
           [](VanRow& van) { van.no_driver = true; },
           [](VanRow& van) { van.hours = Weekdays(18, 22); },
           [](VanRow& van) { van.reach = Metres(5'000); },
           [](VanRow& van) { van.max_minutes = 30; },
           [](VanRow& van) { van.season = 0x001; },
           [](VanRow& van) { van.cents_per_km = 10'000; }}) {
    DeliveryWorld world = FarmAndCanteen();
    spoil(world.Van("van", "carrier", "dry", 800));
    const RunReport report = MustMatch(world.Build());
    EXPECT_TRUE(report.result.links.empty());
    EXPECT_EQ(report.transport.left_links.size(), 1u);
    EXPECT_LT(report.result.parts.value(), report.result.bound);
  }
}

TEST(Bundles, LetAFarmDriveItsOwnGoods) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("van", "farm", "dry", 800).carriage = Carriage::kOwn;
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
}

TEST(Bundles, KeepTheColdChain) {
  DeliveryWorld world;
  world.Actor("farm", 0, 10);
  world.Actor("canteen", 0, -10);
  world.Need("milk-wanted", "canteen", "milk", 200);
  world.Resource("milk", "farm", "milk", 300);
  world.Van("van", "farm", "dry", 800);
  EXPECT_TRUE(MustMatch(world.Build()).result.links.empty());
  world.Van("cold-van", "farm", "cool", 800);
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
}

TEST(Bundles, CutWhatIsTooMuchForOneVehicle) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("small", "farm", "dry", 90).cents_per_hour = 0;
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.result.links.size(), 1u);
  EXPECT_EQ(report.transport.hauls.size(), 3u);
  ASSERT_EQ(report.transport.tours.size(), 1u);  // it goes three times
  EXPECT_EQ(report.transport.tours[0].stops.size(), 6u);
}

TEST(Bundles, PoolNeighboursInOneTourAndChargeNobodyMoreThanAlone) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs[0].quantity = Quantity(500'000);
  world.Actor("farm-2", 1, 11);
  world.Resource("leeks", "farm-2", "vegetables", 150);
  world.Actor("farm-3", 2, 9);
  world.Resource("potatoes", "farm-3", "potatoes", 50);
  world.Van("van", "carrier", "dry", 800);
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.transport.tours.size(), 1u);
  const HaulTour& tour = report.transport.tours[0];
  ASSERT_EQ(tour.shares.size(), 3u);
  int64_t alone = 0;
  for (const TourShare& share : tour.shares) {
    EXPECT_LE(share.cents, share.alone_cents);
    alone += share.alone_cents;
  }
  EXPECT_GT(alone, 2 * CostInCents(tour.cost));
  EXPECT_LE(tour.core.excess_cents, 0);
}

TEST(Bundles, CarryShipmentsAndSayWhyOthersStay) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("van", "carrier", "dry", 800);
  world.Freight("crates", "canteen", DeliveryWorld::At(0, -10), DeliveryWorld::At(3, 8), 40);
  world.Freight("tank", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, 0), 2'000);
  world.Freight("frozen", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, 0), 20).category =
      world.Category("deep");
  world.Freight("far", "farm", DeliveryWorld::At(900, 10), DeliveryWorld::At(0, 0), 20);
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  std::vector<std::string> left;
  for (const LeftFreight& each : report.transport.left_freights) {
    left.push_back(
        problem.logistics().freights.id[static_cast<size_t>(each.freight.value())] + " " +
        std::to_string(static_cast<int>(each.reason)));
  }
  EXPECT_THAT(left, ::testing::ElementsAre(
                        "far " + std::to_string(static_cast<int>(Unserved::kTime)),
                        "frozen " + std::to_string(static_cast<int>(Unserved::kFeatures)),
                        "tank " + std::to_string(static_cast<int>(Unserved::kLoad))));
  EXPECT_EQ(report.transport.hauls.size(), 2u);
}

// 330 supplies that a van of a kilogram would carry in sixteen pieces each: more than are planned.
TEST(Bundles, PlanShipmentsAndTheWorthiestLinksWhereThereAreTooMany) {
  DeliveryWorld world;
  world.policy.transport.iterations = 1;
  world.policy.transport.max_rounds = 1;
  world.Actor("farm", 0, 0);
  world.Actor("kitchen", 1, 0);
  constexpr int32_t kSupplies = 330;
  static_assert(kSupplies * kMaxHaulPieces > kMaxHauls);
  for (int32_t i = 0; i < kSupplies; ++i) {
    const int64_t kg = i == kSupplies - 1 ? 15 : 16;
    const Quantity lot(kg * 1'000);
    world.Need(absl::StrCat("n", i), "kitchen", "vegetables", kg).minimum_lot = lot;
    world.Resource(absl::StrCat("r", i), "farm", "vegetables", kg).minimum_lot = lot;
  }
  VanRow& van = world.Van("van", "farm", "dry", 1);
  van.cents_per_km = van.cents_per_hour = van.cents_per_day = 0;
  world.Freight("box", "farm", DeliveryWorld::At(0, 0), DeliveryWorld::At(1, 0), 1);
  const RunReport report = MustMatch(world.Build());
  EXPECT_TRUE(report.transport.left_freights.empty());
  EXPECT_FALSE(report.result.links.empty()) << "links of equal worth are planned too";
  EXPECT_LE(report.transport.hauls.size(), static_cast<size_t>(kMaxHauls));
}

TEST(Bundles, RefuseMoreShipmentsThanTheLimitByName) {
  DeliveryWorld world;
  world.Actor("farm", 0, 0);
  ProblemBuilder builder(testing::DeliveryCatalogue(), {}, Horizon{testing::kMonday2026, 13});
  builder.AddActor(world.actors[0]);
  for (int32_t i = 0; i <= kMaxFreights; ++i) {
    world.freights.clear();
    builder.AddFreight(world.Freight(absl::StrCat("f", i), "farm", DeliveryWorld::At(0, 0),
                                     DeliveryWorld::At(1, 0), 1));
  }
  const absl::Status status = std::move(builder).Build().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status.message(), ::testing::HasSubstr("at most 2000 rows"));
}

TEST(Bundles, NeverPutWasteBesideFood) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("van", "carrier", "dry", 800);
  world.Freight("peelings", "canteen", DeliveryWorld::At(0, -10), DeliveryWorld::At(0, 10), 40)
      .waste = true;
  EXPECT_EQ(MustMatch(world.Build()).transport.tours.size(), 2u);
  world.freights[0].waste = false;
  EXPECT_EQ(MustMatch(world.Build()).transport.tours.size(), 1u);
}

// Written apart from everything: the pairs of links that some tour picks up and delivers.
std::set<std::pair<int32_t, int32_t>> CarriedPairs(const TransportResult& transport) {
  std::set<std::pair<int32_t, int32_t>> pairs;
  for (const HaulTour& tour : transport.tours) {
    for (size_t k = 0; k < tour.stops.size(); ++k) {
      for (size_t j = k + 1; j < tour.stops.size(); ++j) {
        if (!tour.stops[k].pickup || tour.stops[j].haul != tour.stops[k].haul) continue;
        const Haul& haul = transport.hauls[static_cast<size_t>(tour.stops[k].haul)];
        pairs.emplace(haul.need.value(), haul.resource.value());
      }
    }
  }
  return pairs;
}

TEST(Bundles, ProposeNoSupplyWithoutFeasibleTransportInRandomTerritories) {
  int64_t carried = 0;
  int64_t without = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomDeliveries(static_cast<uint64_t>(seed)).Build();
    const RunReport report = MustMatch(problem);  // Match fails when its checker objects
    const auto pairs = CarriedPairs(report.transport);
    for (const Link& link : report.result.links) {
      if (!problem.NeedCategory(link.need).carried) continue;
      ++carried;
      ASSERT_TRUE(pairs.contains({link.need.value(), link.resource.value()}));
    }
    without += static_cast<int64_t>(report.transport.left_links.size());
    ASSERT_LE(report.result.parts.value(), report.result.bound);
  }
  EXPECT_GT(carried, 0);
  EXPECT_GT(without, 0);
}

TEST(Bundles, AreTheSameForAnyOrderAndNumberOfThreads) {
  for (int64_t seed = 0; seed < testing::Cases(100); ++seed) {
    SCOPED_TRACE(seed);
    const DeliveryWorld world = RandomDeliveries(static_cast<uint64_t>(seed), 10, 4);
    Random random(static_cast<uint64_t>(seed));
    const RunReport one = MustMatch(world.Build());
    const RunReport other = MustMatch(world.Build(&random), 2);
    testing::ExpectSamePlan(one, other);
  }
}

// One-way, without the triangle inequality, and with places that cannot be reached.
RoadTable RandomRoads(const std::vector<Position>& places, Random& random) {
  std::vector<int32_t> metres;
  std::vector<int32_t> seconds;
  for (size_t k = 0; k < places.size() * places.size(); ++k) {
    const bool none = random.OneIn(12);
    metres.push_back(none ? kNoRoad : static_cast<int32_t>(random.Uniform(0, 60'000)));
    seconds.push_back(static_cast<int32_t>(random.Uniform(0, 5'000)));
  }
  absl::StatusOr<RoadTable> roads = MakeRoadTable(places, metres, seconds);
  EXPECT_TRUE(roads.ok());
  return *std::move(roads);
}

TEST(Bundles, DriveOverATableOfRoadsWhateverItSays) {
  int64_t tours = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    Problem estimated = RandomDeliveries(static_cast<uint64_t>(seed)).Build();
    const std::vector<Position> places = estimated.road_places();
    if (places.empty()) continue;
    const Problem problem = std::move(estimated).WithRoads(RandomRoads(places, random));
    tours += static_cast<int64_t>(MustMatch(problem).transport.tours.size());
  }
  EXPECT_GT(tours, 0);
}

TEST(Bundles, SendNobodyWhereThereIsNoRoad) {
  DeliveryWorld world = FarmAndCanteen();
  world.Van("van", "carrier", "dry", 800);
  Problem estimated = world.Build();
  const std::vector<Position> places = estimated.road_places();
  ASSERT_EQ(places.size(), 3u);
  RoadTable roads = *MakeRoadTable(places, std::vector<int32_t>(9, kNoRoad),
                                   std::vector<int32_t>(9, kNoRoad));
  const Problem problem = std::move(estimated).WithRoads(std::move(roads));
  const RunReport report = MustMatch(problem);
  EXPECT_TRUE(report.result.links.empty());
  ASSERT_EQ(report.transport.left_links.size(), 1u);
  EXPECT_EQ(report.transport.left_links[0].reason, Unserved::kUnreached);
}

// Two days a week, closed at noon.
HalfHours MorningAndAfternoon(int32_t morning, int32_t noon, int32_t afternoon, int32_t evening) {
  HalfHours hours = Weekdays(morning, noon, 1, 2);
  for (int32_t day = 0; day < 2; ++day) hours.Add(day * 48 + 2 * afternoon, day * 48 + 2 * evening);
  return hours;
}

TEST(Bundles, KeepToTheHoursOfADayThatAVehicleCanMeet) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs.clear();
  world.Van("van", "carrier", "dry", 800).hours = Weekdays(6, 12);
  FreightRow& row =
      world.Freight("box", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, -10), 50);
  row.delivery_hours = MorningAndAfternoon(8, 11, 14, 19);
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.transport.tours.size(), 1u);
  EXPECT_LE(report.transport.tours[0].stops[1].begins, 11 * 3'600);
  world.vans[0].hours = Weekdays(13, 18);
  world.freights[0].pickup_hours = Weekdays(7, 18);
  EXPECT_GE(MustMatch(world.Build()).transport.tours.at(0).stops[1].begins, 14 * 3'600);
}

TEST(Bundles, EachVehicleKeepsToItsOwnHoursOfADay) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs.clear();
  world.Van("early", "carrier", "dry", 60).hours = Weekdays(8, 10, 1, 1);
  world.Van("late", "carrier", "dry", 60).hours = Weekdays(14, 16, 1, 1);
  for (const char* id : {"box", "crate"}) {
    FreightRow& row =
        world.Freight(id, "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, -10), 50);
    row.pickup_hours = MorningAndAfternoon(7, 12, 13, 19);
    row.delivery_hours = MorningAndAfternoon(8, 11, 14, 19);
  }
  const RunReport report = MustMatch(world.Build());
  EXPECT_TRUE(report.transport.left_freights.empty());
  EXPECT_EQ(report.transport.tours.size(), 2u);
}

TEST(Bundles, AreNotCalledBestWhereThereAreTours) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs.clear();
  EXPECT_EQ(MustMatch(world.Build()).result.termination.reason, Reason::kOptimal);
  world.Van("van", "carrier", "dry", 800);
  world.Freight("box", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, -10), 50);
  EXPECT_EQ(MustMatch(world.Build()).result.termination.reason, Reason::kFeasible);
  world.freights[0].grams = 900'000;
  const RunReport left = MustMatch(world.Build());
  EXPECT_TRUE(left.transport.tours.empty());
  EXPECT_EQ(left.result.termination.reason, Reason::kFeasible);
}

TEST(Bundles, KeepNothingOnBoardForLongerThanItMay) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs.clear();
  world.Van("van", "carrier", "dry", 800).hours = Weekdays(6, 18, 1, 1);
  world.Freight("fish", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, -10), 50);
  world.Freight("box", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(30, 0), 50);
  for (FreightRow& row : world.freights) row.service_minutes = 0;
  // 26 km straight on take half an hour.
  world.freights[0].max_ride_minutes = 40;
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  EXPECT_TRUE(report.transport.left_freights.empty());
  world.freights[0].max_ride_minutes = 20;
  const RunReport left = MustMatch(world.Build());
  ASSERT_EQ(left.transport.left_freights.size(), 1u);
  EXPECT_EQ(left.transport.left_freights[0].reason, Unserved::kTime);
}

// There and back by the other party only: without it, the way is no shorter, and no less known.
TEST(Bundles, WhoCanOnlyGoByTheOthersPaysNoMoreThanTheWholeTour) {
  DeliveryWorld world = FarmAndCanteen();
  world.needs.clear();
  world.Van("van", "carrier", "dry", 800);
  world.Actor("mill", 0, 0);
  world.Freight("box", "farm", DeliveryWorld::At(0, 10), DeliveryWorld::At(0, -10), 50);
  world.Freight("sack", "mill", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, -10), 50);
  Problem estimated = world.Build();
  const std::vector<Position> places = estimated.road_places();
  const auto number = [&](Position place) {
    return static_cast<size_t>(std::find(places.begin(), places.end(), place) - places.begin());
  };
  std::vector<int32_t> metres(places.size() * places.size(), 10'000);
  std::vector<int32_t> seconds(metres.size(), 600);
  const size_t none =
      number(DeliveryWorld::At(0, 10)) * places.size() + number(DeliveryWorld::At(0, -10));
  metres[none] = seconds[none] = kNoRoad;
  const Problem problem =
      std::move(estimated).WithRoads(*MakeRoadTable(places, metres, seconds));
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.transport.tours.size(), 1u);
  const HaulTour& tour = report.transport.tours[0];
  ASSERT_EQ(tour.shares.size(), 2u);
  for (const TourShare& share : tour.shares) {
    const bool farm = problem.actors().id[static_cast<size_t>(share.party.value())] == "farm";
    EXPECT_EQ(share.alone_cents == CostInCents(tour.cost), farm);
    EXPECT_GE(share.cents, 0);
  }
}

}  // namespace
}  // namespace cordee
