#include "bench/ours.h"

#include <cstddef>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/base/stop.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee::bench {
namespace {

void AddNeed(const HubGraph& graph, size_t i, FlowProblem& problem) {
  const int64_t quantity = graph.need_quantity[i];
  problem.demand.push_back(quantity);
  if (graph.HasUnmetTiers()) {
    const auto thirds = UnmetThirds(quantity);
    problem.tier_capacity.insert(problem.tier_capacity.end(), thirds.begin(), thirds.end());
    problem.tier_cost.insert(problem.tier_cost.end(), graph.unmet_points.begin(),
                             graph.unmet_points.end());
  } else {
    problem.tier_capacity.push_back(quantity);
    problem.tier_cost.push_back(0);
  }
  problem.tier_begin.push_back(static_cast<int32_t>(problem.tier_cost.size()));
  for (auto a = static_cast<size_t>(graph.arc_begin[i]);
       a < static_cast<size_t>(graph.arc_begin[i + 1]); ++a) {
    const int32_t j = graph.arc_resource[a];
    problem.arc_supply.push_back(j);
    problem.arc_capacity.push_back(kMaxFlowCapacity);
    problem.arc_value.push_back(graph.arc_points[a]);
    const uint64_t pair = uint64_t{i} << 32 | static_cast<uint32_t>(j);
    problem.arc_tie.push_back(static_cast<uint32_t>(MixBits(pair) % kTieRange));
  }
  problem.arc_begin.push_back(problem.arc_count());
}

}  // namespace

// One micropoint of the problem is one point of the graph.
FlowProblem ToFlowProblem(const HubGraph& graph) {
  FlowProblem problem;
  problem.tier_begin = {0};
  problem.arc_begin = {0};
  problem.supply_capacity = graph.resource_quantity;
  problem.arc_supply.reserve(graph.arcs());
  problem.arc_capacity.reserve(graph.arcs());
  problem.arc_value.reserve(graph.arcs());
  problem.arc_tie.reserve(graph.arcs());
  for (size_t i = 0; i < graph.needs(); ++i) AddNeed(graph, i, problem);
  return problem;
}

OurResult SolveByOurs(const FlowProblem& problem, int /*threads*/) {
  const auto result = SolveFlow(problem, {}, StopToken());
  CHECK(result.ok());
  return {.value = result->value,
          .bound = result->bound,
          .optimal = result->termination.reason == Reason::kOptimal,
          .pivots = result->pivots};
}

std::unique_ptr<WarmSolver> StartWarm(const HubGraph& /*graph*/, int /*threads*/) {
  return nullptr;
}

}  // namespace cordee::bench
