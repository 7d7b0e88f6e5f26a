#include "engine/solve/bundles/transport_bound.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "engine/solve/bundles/bundle_solver.h"
#include "engine/verify/bound_check.h"
#include "engine/verify/carriage_floor.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"
#include "tests/support/must_match.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;

Total NetOf(const Problem& problem, const RunReport& report) {
  return report.result.parts.value() -
         WorthOfCost(problem, report.transport.cost + report.transport.storage_cost);
}

// Everybody at one place, with a van that is paid by the hour.
DeliveryWorld OneYard() {
  DeliveryWorld world;
  for (const char* id : {"farm", "dairy", "canteen", "school"}) world.Actor(id, 0, 0);
  world.Need("lunch", "canteen", "vegetables", 100);
  world.Need("supper", "school", "milk", 150);
  world.Resource("carrots", "farm", "vegetables", 100);
  world.Resource("milk", "dairy", "milk", 150);
  VanRow& van = world.Van("van", "farm", "cool", 200);
  van.cents_per_day = 0;
  return world;
}

TEST(TransportBound, IsReachedWhereLoadingIsAllThatCosts) {
  DeliveryWorld world = OneYard();
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.result.links.size(), 2u);
  ASSERT_TRUE(report.transport.bounded);
  EXPECT_EQ(report.transport.bound, NetOf(problem, report));
  EXPECT_LT(report.transport.bound, report.result.bound);
  EXPECT_NE(report.result.termination.reason, Reason::kOptimal);
}

TEST(TransportBound, TakesOffTheShipmentsThatAreCarried) {
  DeliveryWorld world = OneYard();
  world.needs.clear();
  world.Freight("box", "farm", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, 0), 50);
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  ASSERT_TRUE(report.transport.bounded);
  EXPECT_EQ(report.transport.bound, NetOf(problem, report));
  EXPECT_EQ(report.transport.bound, -WorthOfCost(problem, 600 * kCostPerCent));
}

TEST(TransportBound, LeavesOutPairsThatNobodyMayCarry) {
  DeliveryWorld world = OneYard();
  world.Actor("far", 0, 40);
  world.Need("feast", "far", "vegetables", 400);
  world.vans[0].reach = Metres(5'000);
  const Problem problem = world.Build();
  const RunReport report = MustMatch(problem);
  ASSERT_TRUE(report.transport.bounded);
  EXPECT_EQ(report.transport.bound, NetOf(problem, report));
}

TEST(TransportBound, SaysNothingWhereCandidatesAreNotAllPairs) {
  DeliveryWorld world = OneYard();
  const Problem problem = world.Build();
  Parameters parameters;
  parameters.exhaustive_limit = 0;
  const auto report = Match(problem, parameters, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->transport.bounded);
  EXPECT_TRUE(report->transport.bound_prices.empty());
}

// Whatever else is carried: what another weight of transport, or another search, would plan.
TEST(TransportBound, IsAboveEveryPlan) {
  int64_t compared = 0;
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    const auto draw = static_cast<uint64_t>(seed);
    DeliveryWorld world =
        seed % 2 == 0 ? testing::RandomStores(draw, 8, 4) : testing::RandomDeliveries(draw, 8, 4);
    const Problem problem = world.Build();
    const RunReport report = MustMatch(problem);
    ASSERT_TRUE(report.transport.bounded) << "seed " << seed;
    const verify::CarriageFloor floor(problem);
    const Total goods = report.transport.bound + floor.OffAll(report.transport);
    for (const int32_t points_per_euro : {0, 2, 60}) {
      world.policy.transport.points_per_euro = points_per_euro;
      const RunReport other = MustMatch(world.Build());
      const Total bound = goods - floor.OffAll(other.transport);
      ASSERT_LE(NetOf(problem, other), bound) << "seed " << seed << ", " << points_per_euro;
      compared += other.transport.tours.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(compared, testing::Cases(2'000));
}

TEST(TransportBound, IsRefusedWhenItIsNotWhatItsPricesProve) {
  const std::vector<std::function<void(RunReport&)>> mutations = {
      [](RunReport& r) { ++r.transport.bound; },
      [](RunReport& r) { --r.transport.bound; },
      [](RunReport& r) { r.transport.bound_prices[0].micropoints = 0; },
      [](RunReport& r) { r.transport.bound_prices[0].slot = 3; },
      [](RunReport& r) { r.transport.bound_prices.push_back(r.transport.bound_prices[0]); },
      [](RunReport& r) { r.transport.bounded = false; },
      [](RunReport& r) {
        r.transport.bound_prices.clear();
        r.transport.bounded = false;
      },
      [](RunReport& r) { r.result.parts.score += Total{1} << 60; },
  };
  int64_t done = 0;
  for (uint64_t seed = 0; done < testing::Cases(10'000); ++seed) {
    const Problem problem = testing::RandomDeliveries(seed).Build();
    const RunReport report = MustMatch(problem);
    const auto check = [&](const RunReport& claim) {
      return verify::CheckTransportBound(problem, claim.result, claim.transport, 1, StopToken());
    };
    ASSERT_TRUE(check(report).ok()) << "seed " << seed;
    if (report.transport.bound_prices.empty() || report.transport.bound == 0) continue;
    for (size_t m = 0; m < mutations.size(); ++m) {
      RunReport mutant = report;
      mutations[m](mutant);
      ++done;
      EXPECT_FALSE(check(mutant).ok()) << "seed " << seed << ", mutation " << m;
    }
  }
}

}  // namespace
}  // namespace cordee
