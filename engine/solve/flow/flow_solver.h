// Exact maximum-value flow on a FlowProblem, by primal network simplex.
//
//   ASSIGN_OR_RETURN(FlowResult result, SolveFlow(problem, {.threads = 2}, StopToken()));
//   if (result.termination.reason == Reason::kOptimal) CHECK(result.value == result.bound);
//
// Blocks of the problem are solved apart and joined, see flow_blocks.h; network_simplex.h has the
// method. A run that was not cut short (limit kNone) returns the canonical optimum and the largest
// optimal prices: both are functions of the problem alone, whatever the order of its needs,
// supplies and arcs and the number of threads. A run cut short returns a feasible flow with the
// bound its prices prove; its pivots follow the order of the arrays, so a replay needs the same
// arrays and the same count, on any number of threads.
//
// Errors: INVALID_ARGUMENT when ValidateFlowProblem refuses the problem.
// Thread safety: calls share nothing. `stop` is looked at every few thousand pivots.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/termination.h"

namespace cordee {

struct FlowParameters {
  int32_t threads = 1;
  // Pivots after which the solver returns its current feasible flow; a replay with the count of an
  // earlier run stops at the same flow. DEFAULT: no limit.
  int64_t max_pivots = INT64_MAX;
};

struct ArcFlow {
  int32_t arc = 0;
  int64_t flow = 0;

  friend bool operator==(const ArcFlow&, const ArcFlow&) = default;
};

struct FlowResult {
  Termination termination;
  std::vector<ArcFlow> flows;  // arcs with flow, ascending
  // Per supply, >= 0, micropoints per base unit. At an optimum: what one unit less would cost; of a
  // supply without capacity: the least price at which nobody would buy.
  std::vector<int64_t> supply_price;
  Total value = 0;  // of the flows, unmet tiers subtracted
  Total bound = 0;  // proved by supply_price: no flow is worth more
  int64_t pivots = 0;
};

absl::StatusOr<FlowResult> SolveFlow(const FlowProblem& problem, const FlowParameters& parameters,
                                     StopToken stop);

// The flow of every arc.
std::vector<int64_t> DenseFlow(const FlowProblem& problem, const std::vector<ArcFlow>& flows);

// The need-side Lagrangian bound of any supply prices: for each need the best it could buy at those
// prices, plus the price of all capacity. It equals the optimum at optimal prices. Prices below 0
// prove nothing and are read as 0; above kMaxFlowPrice nobody buys, and they are read as that,
// which can only tighten the bound. O(arcs log degree).
Total FlowBound(const FlowProblem& problem, const std::vector<int64_t>& supply_price,
                int32_t threads = 1);

// Per need: what the last unit of the purchase behind FlowBound is worth to it, its price taken
// off. An arc that the problem does not have changes the bound only when a unit through it is worth
// more.
std::vector<int64_t> NeedMargins(const FlowProblem& problem,
                                 const std::vector<int64_t>& supply_price, int32_t threads = 1);

// What a feasible flow is worth: its arcs, minus what stays unmet, cheapest tiers first.
// O(needs + flows + tiers).
Total FlowValue(const FlowProblem& problem, const std::vector<ArcFlow>& flows, int32_t threads = 1);

}  // namespace cordee
