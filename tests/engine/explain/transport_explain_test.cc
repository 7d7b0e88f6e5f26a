#include "engine/explain/transport_explain.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/engine.h"
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

// One shipment and one van.
DeliveryWorld OneShipment() {
  DeliveryWorld world;
  world.Actor("shop", 0, 0);
  world.Actor("carrier", 2, 0);
  world.Van("van", "carrier", "dry", 300);
  world.Freight("box", "shop", DeliveryWorld::At(0, 0), DeliveryWorld::At(10, 0), 40);
  return world;
}

std::vector<TransportUnlock> UnlocksOf(const RunReport& report) {
  return report.left_freights.empty() ? std::vector<TransportUnlock>()
                                      : report.left_freights[0].unlocks;
}

TEST(TransportExplain, SaysHowMuchWiderTheHoursMustBe) {
  DeliveryWorld world = OneShipment();
  world.freights[0].delivery_hours = Weekdays(4, 5);
  EXPECT_EQ(MustMatch(world.Build()).left_freights[0].reason, Unserved::kTime);
  const auto unlocks = UnlocksOf(MustMatch(world.Build()));
  ASSERT_EQ(unlocks.size(), 1u) << "the pick-up cannot help";
  EXPECT_EQ(unlocks[0].change, TransportChange::kDeliveryHours);
  EXPECT_EQ(unlocks[0].half_hours, 6) << "to 8:00: it is picked up from 7:00 on";
  EXPECT_EQ(unlocks[0].end, WiderEnd::kLater);
  EXPECT_FALSE(unlocks[0].every_day);
}

TEST(TransportExplain, SaysHowMuchLessWouldDo) {
  DeliveryWorld world = OneShipment();
  world.freights[0].grams = 312'000;
  const auto unlocks = UnlocksOf(MustMatch(world.Build()));
  ASSERT_EQ(unlocks.size(), 1u);
  EXPECT_EQ(unlocks[0].change, TransportChange::kLoad);
  EXPECT_EQ(unlocks[0].grams, 12'000);
}

TEST(TransportExplain, NamesAllThatStandsAgainstAVehicle) {
  DeliveryWorld world = OneShipment();
  world.freights[0].grams = 320'000;
  world.freights[0].category = world.Category("cool");
  world.vans[0].carriage = Carriage::kOwn;
  world.vans[0].reach = Metres(5'000);
  const Problem problem = world.Build();
  const VanVerdict verdict = ExamineVan(
      problem, VanIndex(0), FactsOf(problem, {.freight = FreightIndex(0)}, Quantity(0)));
  EXPECT_TRUE(verdict.Has(VanObstacle::kCarriage));
  EXPECT_TRUE(verdict.Has(VanObstacle::kTemperature));
  EXPECT_TRUE(verdict.Has(VanObstacle::kLoad));
  EXPECT_TRUE(verdict.Has(VanObstacle::kReach));
  EXPECT_FALSE(verdict.Has(VanObstacle::kDriver));
  EXPECT_EQ(verdict.grams_over, 20'000);
  EXPECT_NEAR(verdict.metres_over.value(), 3'000, 100);
}

TEST(TransportExplain, HasNothingAgainstAVehicleThatCouldGoAlone) {
  const Problem problem = OneShipment().Build();
  const VanVerdict verdict = ExamineVan(
      problem, VanIndex(0), FactsOf(problem, {.freight = FreightIndex(0)}, Quantity(0)));
  EXPECT_EQ(verdict.obstacles, 0u);
  EXPECT_EQ(verdict.cost, MustMatch(problem).transport.cost);
}

// A canteen that takes from 15 km around, and a farm 20 km away with a van that costs little.
DeliveryWorld JustTooFar() {
  DeliveryWorld world;
  world.Actor("farm", 0, 0);
  world.Actor("canteen", 20, 0);
  world.Need("lunch", "canteen", "vegetables", 50).reach = Metres(15'000);
  world.Resource("leeks", "farm", "vegetables", 80);
  VanRow& van = world.Van("van", "farm", "dry", 300);
  van.cents_per_hour = van.cents_per_day = 0;
  van.cents_per_km = 10;
  return world;
}

TEST(TransportExplain, NamesNoChangeOfAPairThatNobodyCouldCarry) {
  DeliveryWorld world = JustTooFar();
  ASSERT_EQ(MustMatch(world.Build()).unmet.size(), 1u);
  EXPECT_EQ(MustMatch(world.Build()).unmet[0].unlocks.size(), 1u) << "5 km more would do";
  world.vans[0].hours = Weekdays(20, 22);
  EXPECT_TRUE(MustMatch(world.Build()).unmet[0].unlocks.empty());
}

TEST(TransportExplain, NamesNoChangeThatTransportWouldEatUp) {
  DeliveryWorld world = JustTooFar();
  EXPECT_EQ(MustMatch(world.Build()).unmet[0].unlocks.size(), 1u);
  world.vans[0].cents_per_day = 20'000;
  EXPECT_TRUE(MustMatch(world.Build()).unmet[0].unlocks.empty());
  world.needs[0].reach = Metres(25'000);
  EXPECT_TRUE(MustMatch(world.Build()).result.links.empty()) << "it would not have helped";
}

// A milkman whose van is nearly full.
TEST(TransportExplain, SaysThatARegularTourLeavesNoRoom) {
  DeliveryWorld world = OneShipment();
  world.vans[0].hours = Weekdays(6, 18, 2, 2);
  world.vans[0].regular_tours = {{.day = 1,
                                  .load_percent = 90,
                                  .late_minutes = 60,
                                  .calls = {{.place = DeliveryWorld::At(10, 0),
                                             .minute = 9 * 60,
                                             .stay_minutes = 10,
                                             .load_percent = 90}}}};
  const Problem problem = world.Build();
  const VanVerdict verdict = ExamineVan(
      problem, VanIndex(0), FactsOf(problem, {.freight = FreightIndex(0)}, Quantity(0)));
  EXPECT_EQ(verdict.obstacles, 1u << static_cast<int>(VanObstacle::kRegularLoad));
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.left_freights.size(), 1u);
  EXPECT_EQ(report.left_freights[0].reason, Unserved::kNoRoom);
  const auto unlocks = UnlocksOf(report);
  ASSERT_FALSE(unlocks.empty());
  EXPECT_EQ(unlocks.back().change, TransportChange::kLoad);
  EXPECT_NEAR(static_cast<double>(unlocks.back().grams), 10'000, 500);
}

// Each half-hour of the day that lies so far after or before an open one.
HalfHours Stretched(const HalfHours& hours, const TransportUnlock& unlock) {
  HalfHours wide;
  for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
    const int32_t midnight = slot / 48 * 48;
    const bool stretches = unlock.every_day || slot / 48 == unlock.day;
    const int32_t by = stretches ? unlock.half_hours : 0;
    const int32_t from = unlock.end == WiderEnd::kEarlier ? slot : std::max(slot - by, midnight);
    const int32_t to = unlock.end == WiderEnd::kLater ? slot : std::min(slot + by, midnight + 47);
    for (int32_t other = from; other <= to; ++other) {
      if (hours.Has(other)) wide.Add(slot, slot + 1);
    }
  }
  return wide;
}

TEST(TransportExplain, EveryChangeItNamesDoesUnlock) {
  int64_t changes = 0;
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    const DeliveryWorld world = RandomDeliveries(static_cast<uint64_t>(seed));
    const Problem problem = world.Build();
    for (const LeftFreightExplanation& left : MustMatch(problem).left_freights) {
      for (const TransportUnlock& unlock : left.unlocks) {
        ++changes;
        const auto f = static_cast<size_t>(left.freight.value());
        const std::string& id = problem.logistics().freights.id[f];
        DeliveryWorld changed = world;
        FreightRow& row = *std::find_if(changed.freights.begin(), changed.freights.end(),
                                        [&](const FreightRow& each) { return each.id == id; });
        switch (unlock.change) {
          case TransportChange::kDeliveryHours:
            row.delivery_hours = Stretched(row.delivery_hours, unlock);
            break;
          case TransportChange::kPickupHours:
            row.pickup_hours = Stretched(row.pickup_hours, unlock);
            break;
          case TransportChange::kLoad:
            row.grams -= unlock.grams;
            break;
        }
        const RunReport after = MustMatch(changed.Build());
        for (const LeftFreight& still : after.transport.left_freights) {
          EXPECT_NE(still.freight, left.freight);
        }
      }
    }
  }
  EXPECT_GT(changes, 0);
}

}  // namespace
}  // namespace cordee
