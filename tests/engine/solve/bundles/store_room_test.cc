#include "engine/solve/bundles/store_room.h"

#include <vector>

#include "engine/engine.h"
#include "gtest/gtest.h"
#include "tests/support/must_match.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;
using testing::TuesdayFarmThursdayCanteen;
using testing::Weekdays;

// A second farm and canteen beside the first, which hand over 200 kg on other days.
DeliveryWorld TwoPairs(int32_t brought, int32_t fetched) {
  DeliveryWorld world = TuesdayFarmThursdayCanteen();
  world.Actor("farm-2", 0, 11);
  world.Actor("canteen-2", 0, -11);
  world.Need("milk-wanted", "canteen-2", "milk", 200).hours = Weekdays(7, 12, fetched, fetched);
  world.Resource("milk", "farm-2", "milk", 200).hours = Weekdays(7, 12, brought, brought);
  world.Van("cold-van", "carrier", "cool", 800).cents_per_hour = 600;
  return world;
}

TEST(StoreRoom, HoldsNoMoreAtOnceThanItsMass) {
  DeliveryWorld world = TwoPairs(3, 5);
  world.stores[0].grams = 400'000;
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 2u);
  world.stores[0].grams = 399'900;
  const RunReport report = MustMatch(world.Build());
  EXPECT_EQ(report.result.links.size(), 1u);
  ASSERT_EQ(report.transport.left_links.size(), 1u);
  EXPECT_EQ(report.transport.left_links[0].reason, Unserved::kNoRoom);
}

TEST(StoreRoom, TakesOneAfterTheOther) {
  // Brought on Thursday evening, when what came on Tuesday is gone.
  DeliveryWorld world = TwoPairs(4, 5);
  world.resources[1].hours = Weekdays(14, 17, 4, 4);
  world.stores[0].grams = 200'000;
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 2u);
}

TEST(StoreRoom, KeepsTheWorthierOfTwo) {
  DeliveryWorld world = TwoPairs(2, 4);
  world.stores[0].grams = 200'000;
  // As much again for each point of distance: the nearer pair scores more.
  world.actors.back() = {.id = "canteen-2",
                         .position = DeliveryWorld::At(0, 8),
                         .charter_signed = true};
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.result.links.size(), 1u);
  EXPECT_EQ(problem.needs().id[static_cast<size_t>(report.result.links[0].need.value())],
            "milk-wanted");
}

TEST(StoreRoom, NeverKeepsFrozenGoodsBesideOthers) {
  DeliveryWorld world = TwoPairs(3, 5);
  world.needs[1].category = world.resources[1].category = world.Category("ice");
  world.stores[0].category = world.Category("deep");
  world.Van("deep-van", "carrier", "deep", 800).cents_per_hour = 600;
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
  world.Store("freezer", "market", "deep", 500).reach = Metres(13'000);
  world.stores[0].category = world.Category("cool");
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 2u);
}

TEST(StoreRoom, ReadsWhenGoodsComeAndGo) {
  const Problem problem = TuesdayFarmThursdayCanteen().Build();
  const RunReport report = MustMatch(problem);
  const std::vector<StoreStay> stays = StaysOf(report.transport.hauls, report.transport.tours);
  ASSERT_EQ(stays.size(), 1u);
  EXPECT_EQ(stays[0].nights(), 2);
  EXPECT_EQ(report.transport.hauls[static_cast<size_t>(stays[0].haul_in)].leg, 1);
  EXPECT_EQ(stays[0].brought / 86'400, 1);
  EXPECT_EQ(stays[0].fetched / 86'400, 3);
}

}  // namespace
}  // namespace cordee
