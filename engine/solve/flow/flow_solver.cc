#include "engine/solve/flow/flow_solver.h"

#include <algorithm>
#include <cstddef>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/solve/flow/flow_network.h"
#include "engine/solve/flow/network_simplex.h"
#include "engine/solve/flow/smallest_prices.h"

namespace cordee {
namespace {

template <typename Price>
int64_t Useful(Price price) {
  return static_cast<int64_t>(std::clamp<Price>(price, -kMaxFlowPrice, kMaxFlowPrice));
}

// Prices read off the tree. They are exact at an optimum; those of a run cut short may lie
// anywhere.
template <typename Price>
void ReadPrices(const FlowNetwork& network, const NetworkSimplex<Price>& simplex,
                std::vector<int64_t>& need_price, std::vector<int64_t>& supply_price) {
  for (size_t i = 0; i < need_price.size(); ++i) {
    const int32_t node = network.need_node[i];
    if (node != FlowNetwork::kNone) need_price[i] = Useful(simplex.Potential(node));
  }
  for (size_t j = 0; j < supply_price.size(); ++j) {
    const int32_t node = network.supply_node[j];
    if (node == FlowNetwork::kNone) continue;
    supply_price[j] = Useful(std::max<Price>(0, -simplex.Potential(node)));
  }
}

template <typename Price>
FlowResult Solve(const FlowProblem& problem, const FlowNetwork& network, int64_t max_pivots,
                 StopToken stop) {
  NetworkSimplex<Price> simplex(network);
  FlowResult result;
  result.termination.limit = simplex.Run(max_pivots, stop);
  result.pivots = simplex.pivots();
  result.arc_flow.assign(problem.arc_supply.size(), 0);
  const std::vector<int64_t> flows = simplex.Flows();
  for (size_t e = 0; e < flows.size(); ++e) {
    const int32_t arc = network.edge_arc[e];
    if (arc != FlowNetwork::kNone) result.arc_flow[static_cast<size_t>(arc)] = flows[e];
  }
  std::vector<int64_t> need_price(problem.demand.size(), 0);
  result.supply_price.assign(problem.supply_capacity.size(), 0);
  ReadPrices(network, simplex, need_price, result.supply_price);
  if (result.termination.limit == Limit::kNone) {
    result.supply_price =
        SmallestSupplyPrices(problem, result.arc_flow, need_price, result.supply_price);
  }
  result.value = FlowValue(problem, result.arc_flow);
  result.bound = FlowBound(problem, result.supply_price);
  const bool proved = result.value == result.bound;
  CHECK(proved || result.termination.limit != Limit::kNone);
  result.termination.reason = proved ? Reason::kOptimal : Reason::kFeasible;
  return result;
}

}  // namespace

absl::StatusOr<FlowResult> SolveFlow(const FlowProblem& problem, const FlowParameters& parameters,
                                     StopToken stop) {
  RETURN_IF_ERROR(ValidateFlowProblem(problem));
  const FlowNetwork network = BuildFlowNetwork(problem);
  if (PotentialsFitInt64(network)) {
    return Solve<int64_t>(problem, network, parameters.max_pivots, stop);
  }
  return Solve<__int128>(problem, network, parameters.max_pivots, stop);
}

}  // namespace cordee
