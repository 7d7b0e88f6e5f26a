// Whether a solution is one, and worth what it claims: in the terms of the file alone, knowing
// nothing of how it was found.
//
// Errors: INTERNAL with the rule that is broken.
// Time: O(size of the instance), of matches if the flows come by need, as SolveMatch gives them.
#pragma once

#include "absl/status/status.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/match_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

// REQUIRES, of all three: solution.infeasible is empty.
absl::Status CheckSolution(const MinCostFlow& flow, const FlowSolution& solution);
absl::Status CheckSolution(const Assignment& assignment, const AssignmentSolution& solution);
absl::Status CheckSolution(const MatchInstance& match, const MatchSolution& solution);

}  // namespace cordee::bench
