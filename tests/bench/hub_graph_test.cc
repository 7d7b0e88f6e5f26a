#include "bench/workloads/hub_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "bench/flow_table/workload.h"
#include "bench/ours.h"
#include "bench/rivals/rival.h"
#include "bench/workloads/hub_change.h"
#include "bench/workloads/hub_shape.h"
#include "bench/workloads/nearest.h"
#include "bench/workloads/territory_graph.h"
#include "engine/base/random.h"

namespace cordee::bench {
namespace {

using ::testing::Each;

double Mean(const std::vector<int64_t>& values) {
  double sum = 0;
  for (int64_t value : values) sum += static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

bool Same(const HubGraph& a, const HubGraph& b) {
  return a.need_quantity == b.need_quantity && a.resource_quantity == b.resource_quantity &&
         a.need_place == b.need_place && a.resource_place == b.resource_place &&
         a.arc_begin == b.arc_begin && a.arc_resource == b.arc_resource &&
         a.arc_points == b.arc_points && a.unmet_points == b.unmet_points;
}

// Within a tenth of the instances that the targets were measured on.
TEST(TerritoryGraph, HasArcsAndComponentsLikeTheMeasuredInstances) {
  const HubGraph giant = GraphOf("giant", 20'000);
  EXPECT_NEAR(static_cast<double>(giant.arcs()), 256'401, 25'000);
  EXPECT_EQ(ShapeOf(giant).components, 1);
  EXPECT_EQ(ShapeOf(giant).isolated, 0);
  EXPECT_EQ(ShapeOf(giant).largest, 20'000);

  const HubGraph territory = GraphOf("components", 20'000);
  EXPECT_NEAR(static_cast<double>(territory.arcs()), 133'037, 13'000);
  const HubShape shape = ShapeOf(territory);
  EXPECT_NEAR(static_cast<double>(shape.components), 973, 97);
  EXPECT_NEAR(static_cast<double>(shape.isolated), 2036, 203);
  EXPECT_NEAR(static_cast<double>(shape.largest), 3027, 302);
  EXPECT_EQ(territory.needs(), 10'000u);
  EXPECT_EQ(territory.resources(), 10'000u);
}

TEST(TerritoryGraph, HasQuantitiesFromOneToAThousandWithTheirMean) {
  const HubGraph graph = GraphOf("components", 20'000);
  for (const auto* side : {&graph.need_quantity, &graph.resource_quantity}) {
    EXPECT_GE(*std::min_element(side->begin(), side->end()), 1);
    EXPECT_LE(*std::max_element(side->begin(), side->end()), 1000);
    EXPECT_NEAR(Mean(*side), 37, 2);
  }
}

TEST(TerritoryGraph, SortsNodesByPlaceAndArcsByResource) {
  for (const char* name : {"giant", "components"}) {
    const HubGraph graph = GraphOf(name, 2'000);
    EXPECT_TRUE(std::is_sorted(graph.need_place.begin(), graph.need_place.end()));
    EXPECT_TRUE(std::is_sorted(graph.resource_place.begin(), graph.resource_place.end()));
    for (size_t i = 0; i < graph.needs(); ++i) {
      const auto begin = graph.arc_resource.begin() + graph.arc_begin[i];
      const auto end = graph.arc_resource.begin() + graph.arc_begin[i + 1];
      EXPECT_EQ(std::adjacent_find(begin, end, std::greater_equal<>()), end) << name << i;
    }
  }
}

TEST(TerritoryGraph, RepeatsItselfForASeedAndOnlyForThatSeed) {
  const TerritoryGraphOptions options = {.entries = 20'000, .seed = 7};
  EXPECT_TRUE(Same(TerritoryGraph(options), TerritoryGraph(options)));
  TerritoryGraphOptions other = options;
  other.seed = 8;
  EXPECT_FALSE(Same(TerritoryGraph(options), TerritoryGraph(other)));
}

TEST(TerritoryGraph, HasEqualPointsOrUnmetTiersWhenAskedFor) {
  const HubGraph equal = GraphOf("equal", 2'000);
  EXPECT_THAT(equal.arc_points, Each(5000));
  EXPECT_FALSE(equal.HasUnmetTiers());
  EXPECT_TRUE(GraphOf("fair", 2'000).HasUnmetTiers());
  EXPECT_FALSE(GraphOf("giant", 2'000).HasUnmetTiers());
}

TEST(TerritoryGraph, OfFewEntriesIsStillAGraph) {
  for (const int64_t entries : {1, 2, 3, 10}) {
    const HubGraph graph = TerritoryGraph({.entries = entries, .categories = 1, .joined = true});
    EXPECT_EQ(static_cast<int64_t>(graph.needs() + graph.resources()), entries);
    EXPECT_EQ(ShapeOf(graph).largest, entries);
  }
}

TEST(NearestWithin, FindsWhatAScanOfAllFinds) {
  constexpr size_t kCount = 5;
  constexpr double kReach = 20;
  Random random(3);
  std::vector<PlanePoint> points[2];
  for (auto& side : points) {
    for (int i = 0; i < 300; ++i) {
      const double x = 100 * random.Unit();
      side.push_back({x, 100 * random.Unit()});
    }
  }
  const std::vector<int32_t> found = NearestWithin(points[0], points[1], kCount, kReach);
  for (size_t i = 0; i < points[0].size(); ++i) {
    std::vector<std::pair<double, int32_t>> all;
    for (size_t j = 0; j < points[1].size(); ++j) {
      const double distance =
          std::hypot(points[0][i].x - points[1][j].x, points[0][i].y - points[1][j].y);
      if (distance <= kReach) all.emplace_back(distance, static_cast<int32_t>(j));
    }
    std::sort(all.begin(), all.end());
    all.resize(kCount, {0, -1});
    for (size_t h = 0; h < kCount; ++h) EXPECT_EQ(found[i * kCount + h], all[h].second) << i;
  }
}

TEST(RandomChange, ChangesItsShareAndIsTakenBack) {
  const HubGraph before = GraphOf("components", 20'000);
  for (const double share : {1e-5, 1e-2}) {
    HubGraph graph = before;
    const HubChange change = RandomChange(graph, share, 5);
    const HubChange back = InverseOf(graph, change);
    const auto of = [share](size_t all) {
      return std::max<size_t>(1, static_cast<size_t>(std::llround(share * double(all))));
    };
    EXPECT_EQ(change.need_quantity.size() + change.resource_quantity.size(), of(20'000));
    EXPECT_EQ(change.arc_points.size(), of(graph.arcs()));
    Apply(change, graph);
    EXPECT_FALSE(Same(graph, before));
    Apply(back, graph);
    EXPECT_TRUE(Same(graph, before));
  }
}

TEST(RandomChange, KeepsQuantitiesAndPointsWithinTheirSteps) {
  const HubGraph graph = GraphOf("giant", 2'000);
  const HubChange change = RandomChange(graph, 0.1, 5);
  for (const auto& [i, quantity] : change.need_quantity) {
    const auto before = static_cast<double>(graph.need_quantity[static_cast<size_t>(i)]);
    EXPECT_GE(quantity, 1);
    EXPECT_LE(std::abs(static_cast<double>(quantity) - before), before / 2 + 1);
  }
  for (const auto& [a, points] : change.arc_points) {
    EXPECT_LE(std::abs(points - graph.arc_points[static_cast<size_t>(a)]), 1000);
  }
}

TEST(RandomActorChange, ChangesOneThing) {
  const HubGraph graph = GraphOf("giant", 2'000);
  for (uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_EQ(RandomActorChange(graph, seed).size(), 1u);
  }
}

TEST(Rivals, AgreeWithOursOnEveryWorkload) {
  for (const char* name : {"giant", "components", "equal", "fair"}) {
    HubGraph graph = GraphOf(name, 600);
    for (int round = 0; round < 2; ++round) {
      const OurResult ours = SolveByOurs(ToFlowProblem(graph), 1);
      EXPECT_TRUE(ours.optimal);
      EXPECT_TRUE(ours.value == ours.bound);
      EXPECT_TRUE(SolveByLemonParts(graph).value == ours.value) << name;
      EXPECT_TRUE(SolveByLemonWhole(graph).value == ours.value) << name;
      EXPECT_TRUE(SolveByLemonCostScaling(graph).value == ours.value) << name;
      EXPECT_TRUE(SolveByBoost(graph).value == ours.value) << name;
      Apply(RandomChange(graph, 0.1, 1), graph);
    }
  }
}

}  // namespace
}  // namespace cordee::bench
