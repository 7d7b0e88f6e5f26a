// Stable placements: by the hour, and with minimum blocks and numbers of partners where wanted.
//
//   ASSIGN_OR_RETURN(StableResult result, SolveStable(problem, {.threads = 2}, stop));
//   for (int64_t e = 0; e < problem.edges(); ++e) ... result.units[e] ...
//
// Without StableRules the outcome is stable (no blocking pair, blocking_pairs.h), and no stable
// placement is better for any worker: status STABLE. It depends on preferences only, not on the
// order of rows or on threads.
//
// With rules, a stable placement need not exist (tests/engine/solve/stable holds an example). Then
// it is solved without them, the edges that break a rule most clearly are closed, and it is solved
// again, until none is broken. What is then left of blocking pairs is counted and listed: STABLE
// when there is none, FEASIBLE otherwise.
//
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/solve/stable/stable_problem.h"
#include "engine/solve/stable/stable_result.h"

namespace cordee {

struct StableParameters {
  int32_t threads = 1;  // the answer is the same for any number
};

// Times that a placement with rules is solved; the last closes all that is broken.
inline constexpr int32_t kMaxStableRounds = 64;
// Edges beyond which it is solved at most kFewStableRounds times.
inline constexpr int64_t kManyStableEdges = 1'000'000;
inline constexpr int32_t kFewStableRounds = 12;

// InvalidArgument as ValidateStable, or when a column of `rules` has another size. Cancelled when
// `stop` is set. REQUIRES: the ranks of a post differ (ValidateRanks).
absl::StatusOr<StableResult> SolveStable(const StableProblem& problem,
                                         const StableParameters& parameters, StopToken stop);
absl::StatusOr<StableResult> SolveStable(const StableProblem& problem, const StableRules& rules,
                                         const StableParameters& parameters, StopToken stop);

// Where the units of a worker lie: by edge of the worker and block of its week, row by row. The
// choice that takes the edges best first, each in its earliest blocks. REQUIRES: they fit.
std::vector<int32_t> LayOutWeek(const StableProblem& problem, const std::vector<int32_t>& units,
                                int32_t worker);

}  // namespace cordee
