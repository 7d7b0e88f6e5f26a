#include "engine/solve/bundles/store_routes.h"

#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/engine.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_rerun.h"
#include "tests/support/must_match.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::AfterRun;
using testing::DeliveryWorld;
using testing::MustMatch;
using testing::RandomStores;
using testing::TuesdayFarmThursdayCanteen;
using testing::Weekdays;

TEST(StoreRoutes, ServeAThursdayCanteenFromATuesdayFarmThanksToAColdRoomOnly) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  const RunReport served = MustMatch(world.Build());
  ASSERT_EQ(served.result.links.size(), 1u);
  ASSERT_EQ(served.transport.hauls.size(), 2u);
  ASSERT_EQ(served.transport.tours.size(), 2u);
  EXPECT_EQ(served.transport.tours[0].day, 1);
  EXPECT_EQ(served.transport.tours[1].day, 3);
  // 200 kg for two nights at a euro for 100 kg and night.
  EXPECT_EQ(CostInCents(served.transport.storage_cost), 400);
  world.stores.clear();
  const RunReport unserved = MustMatch(world.Build());
  EXPECT_TRUE(unserved.result.links.empty());
  ASSERT_EQ(unserved.transport.left_links.size(), 1u);
  EXPECT_EQ(unserved.transport.left_links[0].reason, Unserved::kTime);
}

TEST(StoreRoutes, LinkTwoReachesThatNoVehicleHasBoth) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.needs[0].hours = world.resources[0].hours = Weekdays(7, 16);
  world.vans.clear();
  world.Van("north", "farm", "dry", 800).reach = Metres(12'000);
  world.Van("south", "canteen", "dry", 800).reach = Metres(12'000);
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.transport.tours.size(), 2u);
  EXPECT_NE(report.transport.tours[0].van, report.transport.tours[1].van);
  EXPECT_LT(report.transport.tours[0].day, report.transport.tours[1].day);
}

TEST(StoreRoutes, LeaveWhatAStoreMayNotOrCannotKeep) {
  for (const auto& spoil : std::vector<std::function<void(StoreRow&)>>{
           [](StoreRow& store) { store.max_nights = 1; },
           [](StoreRow& store) { store.hours = Weekdays(7, 12, 3, 5); },
           [](StoreRow& store) { store.reach = Metres(5'000); },
           [](StoreRow& store) { store.season = 0x001; },
           [](StoreRow& store) { store.cents_per_100kg_night = 100'000; }}) {
    DeliveryWorld world = TuesdayFarmThursdayCanteen();
    spoil(world.stores[0]);
    const RunReport report = MustMatch(world.Build());
    EXPECT_TRUE(report.result.links.empty());
    EXPECT_EQ(report.transport.left_links.size(), 1u);
  }
}

TEST(StoreRoutes, BringNoMoreThanTheStoreHolds) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.stores[0].grams = 150'050;
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.result.links.size(), 1u);
  EXPECT_EQ(report.result.links[0].amount, Quantity(150'000 * 13));
  world.needs[0].minimum_lot = Quantity(160'000);
  EXPECT_TRUE(MustMatch(world.Build()).result.links.empty());
}

TEST(StoreRoutes, KeepTheColdChain) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.needs[0].category = world.resources[0].category = world.Category("milk");
  world.Van("cold-van", "carrier", "cool", 800).cents_per_hour = 600;
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
  world.stores[0].category = world.Category("dry");
  EXPECT_TRUE(MustMatch(world.Build()).result.links.empty());
}

TEST(StoreRoutes, GoStraightWhereAVehicleCan) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.needs[0].hours = Weekdays(7, 12, 2, 4);
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.transport.hauls.size(), 1u);
  EXPECT_FALSE(report.transport.hauls[0].is_leg());
  EXPECT_EQ(report.transport.storage_cost, 0);
}

TEST(StoreRoutes, CutWhatIsTooMuchForOneVehicle) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.vans[0].grams = 90'000;
  world.vans[0].cents_per_hour = world.vans[0].cents_per_day = 0;
  world.vans[0].cents_per_km = 10;
  const RunReport report = MustMatch(world.Build());
  ASSERT_EQ(report.result.links.size(), 1u);
  EXPECT_EQ(report.transport.hauls.size(), 6u);
}

TEST(StoreRoutes, ProposeNothingWithoutFeasibleTransportInRandomTerritories) {
  int64_t by_store = 0;
  int64_t straight = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = RandomStores(static_cast<uint64_t>(seed)).Build();
    const RunReport report = MustMatch(problem);  // Match fails when its checker objects
    // Written apart from everything: parts that are picked up and delivered, by leg.
    std::set<std::tuple<int32_t, int32_t, int32_t, int32_t>> delivered;
    for (const HaulTour& tour : report.transport.tours) {
      for (const HaulStop& stop : tour.stops) {
        if (stop.is_regular() || stop.pickup) continue;
        const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
        delivered.emplace(haul.need.value(), haul.resource.value(), haul.leg, haul.piece);
      }
    }
    for (const Link& link : report.result.links) {
      if (!problem.NeedCategory(link.need).carried) continue;
      const auto n = link.need.value();
      const auto r = link.resource.value();
      const bool direct = delivered.contains({n, r, 0, 0});
      ASSERT_TRUE(direct || (delivered.contains({n, r, 1, 0}) && delivered.contains({n, r, 2, 0})));
      ++(direct ? straight : by_store);
    }
    ASSERT_LE(report.result.parts.value(), report.result.bound);
  }
  EXPECT_GT(by_store, 0);
  EXPECT_GT(straight, 0);
  RecordProperty("by_store", std::to_string(by_store));
  RecordProperty("straight", std::to_string(straight));
}

TEST(StoreRoutes, AreTheSameForAnyOrderAndNumberOfThreads) {
  for (int64_t seed = 0; seed < testing::Cases(100); ++seed) {
    SCOPED_TRACE(seed);
    const DeliveryWorld world = RandomStores(static_cast<uint64_t>(seed), 10, 4);
    Random random(static_cast<uint64_t>(seed));
    const RunReport one = MustMatch(world.Build());
    const RunReport other = MustMatch(world.Build(&random), 2);
    testing::ExpectSamePlan(one, other);
  }
}

TEST(StoreRoutes, ChangeNothingInAnUnchangedRerun) {
  int64_t legs = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    const DeliveryWorld world = RandomStores(static_cast<uint64_t>(seed), 10, 4);
    const Problem first = world.Build();
    const RunReport base = MustMatch(first);
    if (base.transport.tours.empty()) continue;
    SCOPED_TRACE(seed);
    testing::ExpectSamePlan(MustMatch(AfterRun(world, first, base).Build()), base);
    for (const Haul& haul : base.transport.hauls) legs += haul.is_leg() ? 1 : 0;
  }
  EXPECT_GT(legs, 0);
}

TEST(StoreRoutes, LetGoOfAStoreThatIsGoneInARerun) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  const Problem first = world.Build();
  DeliveryWorld after = AfterRun(world, first, MustMatch(first));
  EXPECT_EQ(MustMatch(after.Build()).result.links.size(), 1u);
  after.stores.clear();
  EXPECT_TRUE(MustMatch(after.Build()).result.links.empty());
}

}  // namespace
}  // namespace cordee
