// The independent checker of a stable placement: it shares no code with the solver.
//
//   absl::Status status = CheckStablePlacement(problem, rules, result, threads);
//
// Checked:
//   - every edge carries between 0 and its limit, and fits with the others of its worker into the
//     blocks, the days and the hours of the worker's week; no post gives more than it has
//     (individual rationality: nobody has what they would not choose to keep);
//   - lots, minimum hours and numbers of partners are kept;
//   - the blocking pairs, by the definition of solve/stable/blocking_pairs.h, are exactly those
//   that
//     are listed, with their strength; STABLE is said when and only when there is none.
//
// FailedPrecondition with the first thing that is wrong, and where. REQUIRES: ValidateStable and
// ValidateRanks accept the problem. O(edges log workers of a post), and a matching for each worker.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "engine/solve/stable/stable_problem.h"
#include "engine/solve/stable/stable_result.h"

namespace cordee {

absl::Status CheckStablePlacement(const StableProblem& problem, const StableRules& rules,
                                  const StableResult& result, int32_t threads = 1);

}  // namespace cordee
