// Exact maximum-value flow on a FlowProblem, by primal network simplex.
//
//   ASSIGN_OR_RETURN(FlowResult result, SolveFlow(problem, {}, StopToken()));
//   if (result.termination.reason == Reason::kOptimal) CHECK(result.value == result.bound);
//
// The problem falls into connected components, solved one after the other; see network_simplex.h
// for the method. A run that was not cut short (limit kNone) returns the canonical optimum and the
// smallest optimal prices: both are functions of the problem alone, whatever the order of its
// needs, supplies and arcs. A run cut short returns a feasible flow with the bound its prices
// prove; its pivots follow the order of the arrays, so a replay needs the same arrays and the same
// count.
//
// Errors: INVALID_ARGUMENT when ValidateFlowProblem refuses the problem.
// Thread safety: calls share nothing.
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
  // Pivots after which the solver returns its current feasible flow; a replay with the count of an
  // earlier run stops at the same flow. DEFAULT: no limit.
  int64_t max_pivots = INT64_MAX;
};

struct FlowResult {
  Termination termination;
  std::vector<int64_t> arc_flow;  // per arc
  // Per supply, >= 0, micropoints per base unit. At an optimum: what one more unit would add.
  std::vector<int64_t> supply_price;
  Total value = 0;  // of arc_flow, unmet tiers subtracted
  Total bound = 0;  // proved by supply_price: no flow is worth more
  int64_t pivots = 0;
};

absl::StatusOr<FlowResult> SolveFlow(const FlowProblem& problem, const FlowParameters& parameters,
                                     StopToken stop);

// The need-side Lagrangian bound of any supply prices: for each need the best it could buy at those
// prices, plus the price of all capacity. It equals the optimum at optimal prices. Prices below 0
// prove nothing and are read as 0; above kMaxFlowPrice nobody buys, and they are read as that,
// which can only tighten the bound. O(arcs log degree).
Total FlowBound(const FlowProblem& problem, const std::vector<int64_t>& supply_price);

// What a feasible flow is worth: its arcs, minus what stays unmet, cheapest tiers first.
// O(arcs + tiers).
Total FlowValue(const FlowProblem& problem, const std::vector<int64_t>& arc_flow);

}  // namespace cordee
