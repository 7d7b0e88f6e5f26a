#include "engine/solve/bundles/transport_bound.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>
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

TEST(TransportBound, SaysNothingWhereWhatIsDrivenAnywayWeighsMore) {
  DeliveryWorld world = OneYard();
  EXPECT_TRUE(MustMatch(world.Build()).transport.bounded);
  RegularTourRow tour = {.day = 1};
  tour.calls.push_back({.place = DeliveryWorld::At(0, 40), .minute = 600});
  world.vans[0].regular_tours.push_back(tour);
  const RunReport report = MustMatch(world.Build());
  EXPECT_FALSE(report.transport.bounded);
  EXPECT_FALSE(report.transport.tours.empty());
}

// Stops half-way begin the way anew, at a higher speed.
TEST(TransportBound, HoldsWhereSpeedsFall) {
  DeliveryWorld world;
  world.policy.transport.detour_permille = 1'000;
  world.policy.transport.speeds = {{5'000, 130}, {kMaxReachMetres, 1}};
  world.Actor("farm", 0, 0);
  VanRow& van = world.Van("van", "farm", "dry", 100);
  van.cents_per_km = van.cents_per_day = 0;
  van.hours = HalfHours::All();
  world.Freight("long", "farm", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, 9), 90);
  world.Freight("out", "farm", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, 4.5), 1);
  world.Freight("back", "farm", DeliveryWorld::At(0, 9), DeliveryWorld::At(0, 4.5), 1);
  for (FreightRow& freight : world.freights) freight.service_minutes = 0;
  const RunReport report = MustMatch(world.Build());
  EXPECT_TRUE(report.transport.bounded);
  EXPECT_EQ(report.transport.hauls.size(), 3u);
}

// Tonnes by the limit, half round the world.
Problem AtTheLimits(int64_t van_grams) {
  CatalogueBuilder rows;
  rows.AddCategory({.code = "food",
                    .reference = Quantity(1),
                    .temperature = Temperature::kAmbient,
                    .carried = true,
                    .unit_grams = kMaxUnitGrams,
                    .base_unit = "t"},
                   "", {});
  rows.AddCategory({.code = "dry",
                    .family = Family::kLogistics,
                    .reference = Quantity(1),
                    .freight = Temperature::kAmbient,
                    .base_unit = "g"},
                   "", {});
  const auto catalogue = std::make_shared<const Catalogue>(*std::move(rows).Build());
  Policy policy;
  policy.max_distance = Metres(kMaxReachMetres);
  policy.transport.detour_permille = 5'000;
  policy.transport.points_per_euro = 100'000;
  policy.transport.speeds = {{kMaxReachMetres, 10}};
  ProblemBuilder builder(catalogue, policy, Horizon{testing::kMonday2026, 52});
  builder.AddActor({.id = "farm", .position = {46'000'000, 0}});
  builder.AddActor({.id = "canteen", .position = {-45'000'000, 179'000'000}});
  EntryRow need = {.id = "n", .actor = "canteen"};
  need.category = catalogue->FindCategory("food");
  need.quantity = Quantity(kMaxQuantityPerPeriod);
  EntryRow resource = need;
  resource.id = "r";
  resource.actor = "farm";
  builder.AddNeed(std::move(need));
  builder.AddResource(std::move(resource));
  builder.AddVan({.id = "van",
                  .actor = "farm",
                  .category = catalogue->FindCategory("dry"),
                  .grams = van_grams,
                  .cents_per_km = kMaxCentsPerKm,
                  .cents_per_hour = kMaxCentsPerHour,
                  .cents_per_day = kMaxCentsPerDay});
  return *std::move(builder).Build();
}

TEST(TransportBound, HoldsAtTheLimitsOfEveryNumber) {
  for (const int64_t grams : {kMaxVanGrams, kGramsPerHectogram}) {
    const Problem problem = AtTheLimits(grams);
    const RunReport report = MustMatch(problem);
    EXPECT_EQ(report.candidates, 1);
    EXPECT_TRUE(report.transport.bounded);
  }
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
    if (!report.transport.bounded) continue;
    ASSERT_LT(report.transport.bound, report.result.bound) << "seed " << seed;
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
      [](RunReport& r) { r.result.bound = r.transport.bound; },
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
