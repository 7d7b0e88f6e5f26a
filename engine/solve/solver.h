// From scored candidates to links: the exact flow, then what is not a flow.
//
//   ASSIGN_OR_RETURN(SolveResult result, Solve(problem, candidates, points, {}, stop));
//
// Relaxation. Without lots and bookings the problem is the FlowProblem of flow/flow_problem.h:
// needs, resources (a booked resource: one supply per half-hour of the week, with
// units * weeks of capacity), an arc per candidate, a second arc with the continuity bonus up to
// the previously proposed quantity, and the policy's tiers of being unmet. Its optimum is the
// bound.
//
// Rounding. A component whose relaxed flow breaks a minimum lot or holds a booking is searched
// exactly when it has at most kMaxExactPairs candidates (branch and bound on "no link" against
// "at least the lot", and on the place of each booking), and rounded otherwise: lots that are not
// reached are dropped or filled, most valuable first, bookings are placed in the first free
// consecutive slots, then what became free is offered again. Status FEASIBLE, with the bound of
// the relaxation.
//
// The answer depends on ids, not on order or threads: among equal values the smallest sum of hashes
// of the pairs' ids wins.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

struct SolveParameters {
  // Pivots and search nodes after which the best answer so far is returned. DEFAULT: no limit.
  int64_t max_work = INT64_MAX;
};

// `points` is parallel to `candidates`.
absl::StatusOr<SolveResult> Solve(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points,
                                  const SolveParameters& parameters, StopToken stop);

}  // namespace cordee
