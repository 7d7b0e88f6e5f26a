// Every flow of a tiny FlowProblem, tried: the judge of the real solver in tests, and of anything
// else that claims to solve a FlowProblem.
//
//   ASSIGN_OR_RETURN(BruteForceFlow best, SolveFlowByBruteForce(problem));
//
// Returns the canonical optimum: most value, then least tie; should two flows share both, the one
// that is lexicographically smallest in the order of the arcs.
//
// Errors: INVALID_ARGUMENT when ValidateFlowProblem refuses the problem, or when the product over
// its arcs of (largest flow + 1) is above kMaxBruteForceFlows, or when it has more than
// kMaxBruteForceDepth needs and arcs. Time: that product, in steps of ~1 ns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/units.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

inline constexpr int64_t kMaxBruteForceFlows = 10'000'000;
// Of needs and arcs together: the depth of the search.
inline constexpr size_t kMaxBruteForceDepth = 1'000;

struct BruteForceFlow {
  std::vector<int64_t> arc_flow;
  Total value = 0;
  Total tie = 0;  // sum of tie * flow
};

absl::StatusOr<BruteForceFlow> SolveFlowByBruteForce(const FlowProblem& problem);

}  // namespace cordee
