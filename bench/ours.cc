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
  problem.need_unit.push_back(1);
  problem.need_key.push_back(MixBits(i));
  if (graph.HasUnmetTiers()) {
    const auto thirds = UnmetThirds(quantity);
    problem.tier_capacity.insert(problem.tier_capacity.end(), thirds.begin(), thirds.end());
    problem.tier_cost.insert(problem.tier_cost.end(), graph.unmet_points.begin(),
                             graph.unmet_points.end());
  }
  problem.tier_begin.push_back(static_cast<int32_t>(problem.tier_cost.size()));
}

}  // namespace

// One micropoint of the problem is one point of the graph.
FlowProblem ToFlowProblem(const HubGraph& graph) {
  FlowProblem problem;
  problem.tier_begin = {0};
  problem.arc_begin.assign(graph.arc_begin.begin(), graph.arc_begin.end());
  problem.arc_supply = graph.arc_resource;
  problem.arc_points = graph.arc_points;
  problem.supply_capacity = graph.resource_quantity;
  for (size_t j = 0; j < graph.resource_quantity.size(); ++j) {
    problem.supply_key.push_back(MixBits(~j));
  }
  for (size_t i = 0; i < graph.needs(); ++i) AddNeed(graph, i, problem);
  return problem;
}

OurResult SolveByOurs(const FlowProblem& problem, int threads) {
  const auto result = SolveFlow(problem, {.threads = threads}, StopToken());
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
