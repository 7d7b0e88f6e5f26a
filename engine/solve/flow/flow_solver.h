// Exact maximum-value flow on a FlowProblem, by primal network simplex.
//
//   ASSIGN_OR_RETURN(FlowResult result, SolveFlow(problem, {}, StopToken()));
//   if (result.termination.reason == Reason::kOptimal) CHECK(result.value == result.bound);
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
  std::vector<int64_t> arc_flow;      // per arc
  std::vector<int64_t> supply_price;  // per supply, >= 0, micropoints per base unit
  Total value = 0;                    // of arc_flow, unmet tiers subtracted
  Total bound = 0;                    // proved by supply_price: no flow is worth more
  int64_t pivots = 0;
};

absl::StatusOr<FlowResult> SolveFlow(const FlowProblem& problem, const FlowParameters& parameters,
                                     StopToken stop);

// The need-side Lagrangian bound of any non-negative supply prices: for each need the best it could
// buy at those prices, plus the price of all capacity. It equals the optimum at optimal prices.
// O(arcs log degree). solvers.md section 3.
Total FlowBound(const FlowProblem& problem, const std::vector<int64_t>& supply_price);

}  // namespace cordee
