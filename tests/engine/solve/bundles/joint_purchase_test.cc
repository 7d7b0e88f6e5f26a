// Minimum orders where goods are carried: what no tour takes may leave less than the minimum.
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_rerun.h"
#include "tests/support/delivery_world.h"
#include "tests/support/must_match.h"

namespace cordee {
namespace {

using testing::AfterRun;
using testing::DeliveryWorld;
using testing::MustMatch;
using testing::RandomDeliveries;

// The id of a resource that gives something and less than its minimum order.
std::string BelowMinimum(const Problem& problem, const RunReport& report) {
  std::map<int32_t, Quantity> given;
  for (const Link& link : report.result.links) given[link.resource.value()] += link.amount;
  for (const auto& [resource, sum] : given) {
    const auto r = static_cast<size_t>(resource);
    if (sum < problem.resources().minimum_order[r]) return problem.resources().id[r];
  }
  return "";
}

DeliveryWorld RandomOrders(uint64_t seed) {
  DeliveryWorld world = RandomDeliveries(seed, 12, 3);
  Random random(seed);
  for (EntryRow& resource : world.resources) {
    if (!random.OneIn(3)) {
      resource.minimum_order = Quantity(random.Uniform(1, resource.quantity.value()));
    }
  }
  return world;
}

TEST(JointPurchase, NoResourceGivesLessThanItsMinimumWithTransportNorInReruns) {
  int64_t reached = 0;
  int64_t missed = 0;
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    DeliveryWorld world = RandomOrders(static_cast<uint64_t>(seed));
    const Problem first = world.Build();
    const RunReport base = MustMatch(first);
    ASSERT_EQ(BelowMinimum(first, base), "") << "seed " << seed;
    for (const Link& link : base.result.links) {
      const auto r = static_cast<size_t>(link.resource.value());
      reached += first.resources().minimum_order[r] > link.amount ? 1 : 0;
    }
    missed += static_cast<int64_t>(base.result.orders.missed.size());
    // A need goes, a vehicle goes, and a minimum rises.
    world = AfterRun(std::move(world), first, base);
    Random random(static_cast<uint64_t>(seed));
    if (random.OneIn(2)) world.needs.erase(world.needs.begin() + random.Uniform(0, 11));
    if (random.OneIn(2)) world.vans.pop_back();
    EntryRow& changed = world.resources[static_cast<size_t>(random.Uniform(0, 11))];
    changed.minimum_order = changed.quantity;
    world.changed_resources = {changed.id};
    const Problem second = world.Build();
    ASSERT_EQ(BelowMinimum(second, MustMatch(second)), "") << "seed " << seed;
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_GT(reached, 0);
  EXPECT_GT(missed, 0);
}

// A mill that delivers from 250 kg a week on, and two canteens that want 200 kg each.
DeliveryWorld MillAndCanteens() {
  DeliveryWorld world;
  world.Actor("mill", 0, 10);
  world.Actor("north", 0, 4);
  world.Actor("south", 0, -10);
  world.Actor("carrier", 5, 0);
  world.Need("north-lunch", "north", "vegetables", 200);
  world.Need("south-lunch", "south", "vegetables", 200);
  world.Resource("carrots", "mill", "vegetables", 500).minimum_order = Quantity(250'000);
  return world;
}

TEST(JointPurchase, AreCarriedTogether) {
  DeliveryWorld world = MillAndCanteens();
  world.Van("van", "carrier", "dry", 800);
  const RunReport report = MustMatch(world.Build());
  EXPECT_EQ(report.result.links.size(), 2u);
  EXPECT_TRUE(report.result.orders.missed.empty());
}

TEST(JointPurchase, GoesAsAWholeWhereOneOfItsLinksCannotBeCarried) {
  DeliveryWorld world = MillAndCanteens();
  // It does not come to the south.
  world.Van("van", "carrier", "dry", 800).reach = Metres(11'500);
  world.actors[2].position = DeliveryWorld::At(0, -30);
  const RunReport report = MustMatch(world.Build());
  EXPECT_TRUE(report.result.links.empty());
  EXPECT_TRUE(report.transport.tours.empty());
  ASSERT_EQ(report.result.orders.missed.size(), 1u);
  EXPECT_GT(report.result.orders.missed[0].wanted, Quantity(0));
  world.resources[0].minimum_order = Quantity(0);
  EXPECT_EQ(MustMatch(world.Build()).result.links.size(), 1u);
}

TEST(JointPurchase, AnUnchangedRerunKeepsIt) {
  DeliveryWorld world = MillAndCanteens();
  world.Van("van", "carrier", "dry", 800);
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  const RunReport again = MustMatch(AfterRun(world, first, base).Build());
  EXPECT_EQ(again.result.links, base.result.links);
  EXPECT_EQ(again.transport.tours, base.transport.tours);
}

}  // namespace
}  // namespace cordee
