#include "engine/solve/bundles/held_plan.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "gmock/gmock.h"
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

// A tour in words, so that those of different problems can be compared.
std::string InWords(const Problem& problem, const RunReport& report, const HaulTour& tour) {
  const Logistics& logistics = problem.logistics();
  std::string words = absl::StrCat(logistics.vans.id[static_cast<size_t>(tour.van.value())], " ",
                                   tour.day, " ", tour.leaves, "-", tour.returns);
  for (const HaulStop& stop : tour.stops) {
    if (stop.is_regular()) continue;
    const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
    absl::StrAppend(&words, stop.pickup ? " +" : " -",
                    haul.is_freight()
                        ? logistics.freights.id[static_cast<size_t>(haul.freight.value())]
                        : problem.needs().id[static_cast<size_t>(haul.need.value())] + "/" +
                              problem.resources().id[static_cast<size_t>(haul.resource.value())],
                    ".", haul.piece, "@", stop.begins);
  }
  return words;
}

std::vector<std::string> ToursOf(const Problem& problem, const RunReport& report) {
  std::vector<std::string> tours;
  for (const HaulTour& tour : report.transport.tours) {
    tours.push_back(InWords(problem, report, tour));
  }
  return tours;
}

// Two valleys 200 km apart, each with a carrier, farms and canteens.
DeliveryWorld TwoValleys() {
  DeliveryWorld world;
  for (const int valley : {0, 1}) {
    const double east = valley * 200;
    const auto name = [&](const char* what, int k) { return absl::StrCat(what, valley, "-", k); };
    world.Actor(name("carrier", 0), east, 0);
    world.Van(name("van", 0), name("carrier", 0), "dry", 800);
    world.Van(name("van", 1), name("carrier", 0), "dry", 300);
    for (int k = 0; k < 5; ++k) {
      world.Actor(name("farm", k), east + k, 10 - k);
      world.Resource(name("crop", k), name("farm", k), "vegetables", 60 + 40 * k);
      world.Actor(name("canteen", k), east - 3 * k, k - 10);
      world.Need(name("lunch", k), name("canteen", k), "vegetables", 220 - 30 * k);
    }
  }
  return world;
}

TEST(HeldPlan, AnUnchangedRerunChangesNothing) {
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    const DeliveryWorld world = RandomDeliveries(static_cast<uint64_t>(seed), 10, 4);
    const Problem first = world.Build();
    const RunReport base = MustMatch(first);
    if (base.transport.tours.empty()) continue;
    SCOPED_TRACE(seed);
    testing::ExpectSamePlan(MustMatch(AfterRun(world, first, base).Build()), base);
  }
}

TEST(HeldPlan, WhatIsFarFromAChangeStaysAsItWas) {
  DeliveryWorld world = TwoValleys();
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  ASSERT_GE(base.transport.tours.size(), 2u);
  world = AfterRun(world, first, base);
  world.Actor("new-canteen", 2, -8);
  world.Need("new-lunch", "new-canteen", "vegetables", 80);
  world.changed_needs = {"new-lunch"};
  const Problem second = world.Build();
  const RunReport again = MustMatch(second);
  const std::vector<std::string> before = ToursOf(first, base);
  const std::vector<std::string> after = ToursOf(second, again);
  for (const std::string& tour : before) {
    if (tour.starts_with("van1")) {
      EXPECT_THAT(after, ::testing::Contains(tour));
    }
  }
  EXPECT_TRUE(std::any_of(again.result.links.begin(), again.result.links.end(),
                          [&](const Link& link) {
                            return second.needs().id[static_cast<size_t>(link.need.value())] ==
                                   "new-lunch";
                          }));
}

TEST(HeldPlan, ANewShipmentIsFittedInAndNoSupplyMoves) {
  DeliveryWorld world = TwoValleys();
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  world = AfterRun(world, first, base);
  world.Freight("box", "carrier0-0", DeliveryWorld::At(1, 8), DeliveryWorld::At(-2, -7), 20);
  world.changed_needs = {"box"};
  const RunReport again = MustMatch(world.Build());
  EXPECT_TRUE(again.transport.left_freights.empty());
  EXPECT_EQ(again.result.links, base.result.links);
}

TEST(HeldPlan, WhoLosesItsVehicleIsPlannedAnew) {
  DeliveryWorld world = TwoValleys();
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  world = AfterRun(world, first, base);
  std::erase_if(world.vans, [](const VanRow& van) { return van.id.starts_with("van0-0"); });
  const Problem second = world.Build();
  const RunReport again = MustMatch(second);
  const std::vector<std::string> after = ToursOf(second, again);
  for (const std::string& tour : ToursOf(first, base)) {
    if (tour.starts_with("van1")) {
      EXPECT_THAT(after, ::testing::Contains(tour));
    }
    EXPECT_THAT(after, ::testing::Each(::testing::Not(::testing::StartsWith("van0-0"))));
  }
  EXPECT_FALSE(again.result.links.empty());
}

TEST(HeldPlan, ANewVehicleOpensWhatNobodyCarried) {
  DeliveryWorld world = TwoValleys();
  const std::vector<VanRow> vans = world.vans;
  std::erase_if(world.vans, [](const VanRow& van) { return van.id.starts_with("van0"); });
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  ASSERT_FALSE(base.transport.tours.empty());
  world = AfterRun(world, first, base);
  world.vans = vans;
  world.changed_resources = {"van0-0", "van0-1"};
  EXPECT_GT(MustMatch(world.Build()).result.links.size(), base.result.links.size());
}

// The base run's word is not taken for anything: what it cannot have said does no harm.
TEST(HeldPlan, IgnoresWhatNoRunCanHaveSaid) {
  DeliveryWorld world = TwoValleys();
  const Problem first = world.Build();
  const RunReport base = MustMatch(first);
  world = AfterRun(world, first, base);
  PreviousTourRow tour = world.previous_tours[0];
  tour.stops.push_back(tour.stops.front());
  tour.stops.push_back({"nobody", "nothing", 0, 1, true, 30'000});
  world.previous_tours[0] = tour;
  world.previous_tours.push_back(world.previous_tours[1]);
  world.previous_tours.push_back({"no-van", 0, tour.stops});
  world.previous_tours.push_back({tour.van, 9, tour.stops});
  world.previous_links[0].amount = Quantity(1);
  world.previous_links[1].amount = Quantity(INT32_MAX);
  std::reverse(world.previous_tours.back().stops.begin(), world.previous_tours.back().stops.end());
  MustMatch(world.Build());
}

// Whatever changes, the answer passes the checker (Match fails otherwise), and is the same for any
// order of input.
TEST(HeldPlan, RandomChangesKeepEveryRule) {
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    Random random(static_cast<uint64_t>(seed) + 77);
    DeliveryWorld world = RandomDeliveries(static_cast<uint64_t>(seed), 10, 4);
    for (int step = 0; step < 3; ++step) {
      const Problem problem = world.Build();
      const RunReport report = MustMatch(problem);
      Random shuffle(static_cast<uint64_t>(seed));
      const RunReport shuffled = MustMatch(world.Build(&shuffle));
      ASSERT_EQ(shuffled.transport.tours, report.transport.tours) << "seed " << seed;
      world = AfterRun(world, problem, report);
      const auto any = [&](auto& rows) -> auto& {
        return rows[static_cast<size_t>(
            random.Uniform(0, static_cast<int64_t>(rows.size()) - 1))];
      };
      EntryRow& need = any(world.needs);
      need.quantity = Quantity(random.Uniform(1, 300'000));
      need.minimum_lot = Quantity(0);
      world.changed_needs = {need.id};
      if (random.OneIn(2)) {
        EntryRow& resource = any(world.resources);
        resource.quantity = Quantity(resource.quantity.value() / 2 + 1);
        resource.minimum_lot = Quantity(0);
        world.changed_resources = {resource.id};
      }
      if (random.OneIn(3)) {
        VanRow& van = any(world.vans);
        van.grams = random.Uniform(20'000, 900'000);
        world.changed_resources.push_back(van.id);
      }
      if (random.OneIn(4)) {
        const std::string gone = any(world.resources).id;
        std::erase_if(world.resources, [&](const EntryRow& row) { return row.id == gone; });
      }
    }
  }
}

}  // namespace
}  // namespace cordee
