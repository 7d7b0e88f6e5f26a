// Random FlowProblems for tests, and the operations that must not change their answer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <vector>

#include "engine/base/random.h"
#include "engine/base/units.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee::testing {

struct FlowShape {
  int64_t max_needs = 4;
  int64_t max_supplies = 4;
  int64_t max_degree = 3;
  int64_t max_quantity = 4;
  int64_t max_tiers = 3;
  int64_t min_value = -5;
  int64_t max_value = 20;
  int64_t max_tier_cost = 10;
  int64_t max_tie = kTieRange - 1;
};

struct FlowArc {
  int32_t supply = 0;
  int64_t capacity = 0;
  int64_t value = 0;
  uint32_t tie = 0;
};

struct FlowTier {
  int64_t capacity = 0;
  int64_t cost = 0;
};

// Sorts the arcs as FlowProblem wants them.
inline void AddNeed(FlowProblem& problem, const std::vector<FlowTier>& tiers,
                    std::vector<FlowArc> arcs) {
  std::sort(arcs.begin(), arcs.end(), [](const FlowArc& a, const FlowArc& b) {
    return std::tie(a.supply, b.value, a.tie) < std::tie(b.supply, a.value, b.tie);
  });
  if (problem.tier_begin.empty()) problem.tier_begin.push_back(0);
  if (problem.arc_begin.empty()) problem.arc_begin.push_back(0);
  int64_t demand = 0;
  for (const FlowTier& tier : tiers) {
    demand += tier.capacity;
    problem.tier_capacity.push_back(tier.capacity);
    problem.tier_cost.push_back(tier.cost);
  }
  for (const FlowArc& arc : arcs) {
    problem.arc_supply.push_back(arc.supply);
    problem.arc_capacity.push_back(arc.capacity);
    problem.arc_points.push_back(static_cast<int32_t>(arc.value));
    problem.arc_tie.push_back(arc.tie);
  }
  problem.demand.push_back(demand);
  problem.need_unit.push_back(1);
  problem.tier_begin.push_back(static_cast<int32_t>(problem.tier_cost.size()));
  problem.arc_begin.push_back(problem.arc_count());
}

inline std::vector<FlowTier> TiersOf(const FlowProblem& problem, size_t need) {
  std::vector<FlowTier> tiers;
  const auto end = static_cast<size_t>(problem.tier_begin[need + 1]);
  for (auto t = static_cast<size_t>(problem.tier_begin[need]); t < end; ++t) {
    tiers.push_back({problem.tier_capacity[t], problem.tier_cost[t]});
  }
  return tiers;
}

inline std::vector<FlowArc> ArcsOf(const FlowProblem& problem, size_t need) {
  std::vector<FlowArc> arcs;
  const auto end = static_cast<size_t>(problem.arc_begin[need + 1]);
  for (auto a = static_cast<size_t>(problem.arc_begin[need]); a < end; ++a) {
    arcs.push_back({problem.arc_supply[a], problem.arc_capacity[a], problem.arc_points[a],
                    problem.arc_tie[a]});
  }
  return arcs;
}

// Zero demands, capacities and degrees, parallel arcs and equal values all occur.
inline FlowProblem RandomFlow(Random& random, const FlowShape& shape) {
  FlowProblem problem;
  const int64_t needs = random.Uniform(0, shape.max_needs);
  const int64_t supplies = random.Uniform(1, shape.max_supplies);
  for (int64_t j = 0; j < supplies; ++j) {
    problem.supply_capacity.push_back(random.Uniform(0, shape.max_quantity));
  }
  problem.tier_begin = {0};
  problem.arc_begin = {0};
  for (int64_t i = 0; i < needs; ++i) {
    std::vector<FlowTier> tiers(static_cast<size_t>(random.Uniform(1, shape.max_tiers)));
    int64_t left = random.Uniform(0, shape.max_quantity);
    for (FlowTier& tier : tiers) {
      tier = {random.Uniform(0, left), random.Uniform(0, shape.max_tier_cost)};
      left -= tier.capacity;
    }
    tiers.back().capacity += left;
    std::sort(tiers.begin(), tiers.end(),
              [](const FlowTier& a, const FlowTier& b) { return a.cost < b.cost; });
    std::vector<FlowArc> arcs(static_cast<size_t>(random.Uniform(0, shape.max_degree)));
    for (FlowArc& arc : arcs) {
      arc.supply = static_cast<int32_t>(random.Uniform(0, supplies - 1));
      arc.capacity = random.Uniform(0, shape.max_quantity);
      arc.value = random.Uniform(shape.min_value, shape.max_value);
      arc.tie = static_cast<uint32_t>(random.Uniform(0, shape.max_tie));
    }
    AddNeed(problem, tiers, arcs);
  }
  return problem;
}

inline std::vector<int32_t> RandomPermutation(Random& random, size_t size) {
  std::vector<int32_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  random.Shuffle(order);
  return order;
}

inline Total TieOf(const FlowProblem& problem, const std::vector<int64_t>& arc_flow) {
  Total tie = 0;
  for (size_t a = 0; a < arc_flow.size(); ++a) tie += Total{problem.arc_tie[a]} * arc_flow[a];
  return tie;
}

inline bool IsFeasible(const FlowProblem& problem, const std::vector<int64_t>& arc_flow) {
  if (arc_flow.size() != problem.arc_supply.size()) return false;
  std::vector<int64_t> left = problem.supply_capacity;
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    int64_t met = 0;
    const auto end = static_cast<size_t>(problem.arc_begin[i + 1]);
    for (auto a = static_cast<size_t>(problem.arc_begin[i]); a < end; ++a) {
      if (arc_flow[a] < 0 || arc_flow[a] > problem.arc_capacity[a]) return false;
      met += arc_flow[a];
      left[static_cast<size_t>(problem.arc_supply[a])] -= arc_flow[a];
    }
    if (met > problem.demand[i]) return false;
  }
  return std::all_of(left.begin(), left.end(), [](int64_t capacity) { return capacity >= 0; });
}

}  // namespace cordee::testing
