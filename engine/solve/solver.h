// From scored candidates to links: the exact flow, then what is not a flow.
//
//   ASSIGN_OR_RETURN(SolveResult result, Solve(scan, candidates, {.threads = 2}, stop));
//
// Relaxation. Without lots and bookings the problem is the FlowProblem of flow/flow_problem.h:
// needs, resources (a booked resource: one supply per half-hour of the week, with
// units * weeks of capacity), an arc per candidate, a second arc with the continuity bonus up to
// the previously proposed quantity, and the policy's tiers of being unmet. Its optimum is the
// bound. Where the candidates are not all pairs, those that could raise the value are sought and
// added until none is left (relaxation.h), so that the bound covers every admissible pair.
//
// Rounding. A component whose relaxed flow breaks a minimum lot, or that holds bookings, is rounded
// first: lots that are nearly reached are filled, the others dropped, and what became free is
// offered again (rounding.h); bookings are placed in the first free consecutive slots, most
// valuable first, and then moved about (booking_rounding.h). With at most kMaxExactPairs candidates
// it is then searched exactly: branch and bound on "no link" against "at least the lot", and on who
// books what (lot_search.h, booking_search.h); with more, the same search improves on the rounding
// as far as kMaxImprovement goes. Status FEASIBLE, with the bound of the relaxation, unless value
// and bound meet.
//
// Minimum orders. A resource of which the flow, or its rounding, takes something but less than its
// minimum order is closed or opened, component by component (order_search.h); the bound is that of
// the flow without minima. No answer leaves with a resource in between.
//
// Steady. Where the previous links are as good as anything found, they stay, and a rounded
// component is solved again from its own answer until that stays: a rerun of an unchanged
// territory, not cut short by a limit, proposes exactly the same. Half-hours and weeks of bookings
// depend only on who books what.
//
// Work. `max_work` and `stop` are looked at between pivots and between search nodes; components
// whose batch is cut short (batches.h) are rounded quickly (quick_rounding.h); large runs keep an
// answer ready meanwhile (incumbent.h). Whatever ends the run, its answer is feasible, its bound
// proved by its prices, and it is there within about a tenth of a second.
//
// The answer depends on ids, not on order or threads: among equal values the smallest sum of hashes
// of the pairs' ids wins.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/limits.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_scan.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

struct SolveParameters {
  // Pivots and search nodes after which the best answer so far is returned. DEFAULT: no limit.
  int64_t max_work = INT64_MAX;
  // The answer is the same for any number.
  int32_t threads = 1;
  // 0: the candidates are not widened.
  int32_t max_closure_rounds = kMaxClosureRounds;
  // Candidates from which on a run that can be cut short keeps an answer ready. What such a run
  // answers with is that, and otherwise what it has at that moment.
  int64_t incumbent_pairs = kIncumbentPairs;
};

// Over all admissible pairs: `candidates`, which were found with `scan`, gets those that pay.
absl::StatusOr<SolveResult> Solve(const PairScan& scan, CandidateSet& candidates,
                                  const SolveParameters& parameters, StopToken stop);

// Over the candidates only. `points` is parallel to them.
absl::StatusOr<SolveResult> Solve(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points,
                                  const SolveParameters& parameters, StopToken stop);

}  // namespace cordee
