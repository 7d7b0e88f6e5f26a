#include "bench/ours.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/base/stop.h"
#include "engine/solve/flow/flow_session.h"
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

namespace {

class Session : public WarmSolver {
 public:
  Session(const HubGraph& graph, int threads) {
    SessionParameters parameters;
    parameters.flow.threads = threads;
    auto session = FlowSession::Start(ToFlowProblem(graph), parameters, StopToken());
    CHECK(session.ok());
    session_ = *std::move(session);
  }

  OurResult Solve(const HubChange& change) override {
    const FlowProblem& problem = session_->problem();
    FlowDelta delta;
    for (const auto& [need, quantity] : change.need_quantity) {
      const auto i = static_cast<size_t>(need);
      std::vector<int64_t> tiers;
      if (problem.tier_begin[i] < problem.tier_begin[i + 1]) {
        const auto thirds = UnmetThirds(quantity);
        tiers.assign(thirds.begin(), thirds.end());
      }
      delta.SetDemand(need, quantity, tiers);
    }
    for (const auto& [resource, quantity] : change.resource_quantity) {
      delta.SetCapacity(resource, quantity);
    }
    for (const auto& [arc, points] : change.arc_points) {
      const auto after = std::upper_bound(problem.arc_begin.begin(), problem.arc_begin.end(), arc);
      delta.SetPoints(static_cast<int32_t>(after - problem.arc_begin.begin()) - 1, arc, points);
    }
    const auto update = session_->Update(delta, StopToken());
    CHECK(update.ok());
    OurResult result{.value = update->value,
                     .bound = update->value,
                     .optimal = update->limit == Limit::kNone,
                     .pivots = update->pivots};
    // One actor's change is proved by the reduced costs that moved; more than that is proved
    // afresh, by the bound of the prices.
    if (change.size() > 1) {
      const FlowResult whole = session_->Result();
      result.bound = whole.bound;
      result.optimal = whole.termination.reason == Reason::kOptimal;
    }
    return result;
  }

 private:
  std::unique_ptr<FlowSession> session_;
};

}  // namespace

std::unique_ptr<WarmSolver> StartWarm(const HubGraph& graph, int threads) {
  return std::make_unique<Session>(graph, threads);
}

}  // namespace cordee::bench
