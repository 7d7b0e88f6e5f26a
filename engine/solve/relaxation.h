// The best that the pairs of a run are worth when lots and the shape of bookings are left aside:
// the flow that rounding starts from, the prices that prove the bound, and the closure of the
// candidates over all admissible pairs.
//
//   ASSIGN_OR_RETURN(Relaxation relaxed, Relax(problem, candidates, points, parameters, meter,
//                                              incumbent));
//   ASSIGN_OR_RETURN(Relaxation relaxed, RelaxAllPairs(scan, candidates, parameters, meter,
//                                                      incumbent));
//
// Closure. Solved on the candidates, the prices of the resources are known, and what a unit more is
// worth to each need. A pair outside the candidates can raise the value only if it is worth more to
// its need than that, its price taken off; all such pairs are sought in the index, added, and the
// flow is solved again, until none is left: then the prices bound all admissible pairs. It is
// column generation; the last search is the proof.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_scan.h"
#include "engine/model/problem.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/incumbent.h"
#include "engine/solve/result.h"
#include "engine/solve/solver.h"
#include "engine/solve/work.h"

namespace cordee {

struct Relaxation {
  FlowExpansion expansion;  // without a network when stopped before there was one
  std::vector<Link> links;  // what flows, sorted by need and resource; bookings unplaced
  BoundProof proof;
};

// Covers all pairs when the candidates are all pairs. Where the meter ends the flow, links are
// feasible but for their lots and the bound is what the prices prove; with an incumbent, which is
// offered answers on the way, it is Cancelled then.
absl::StatusOr<Relaxation> Relax(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter,
                                 Incumbent& incumbent);

// Adds the pairs that pay to `candidates`. Does not cover all pairs when the meter ends it, when
// kMaxClosureRounds are not enough or kMaxCandidates would be exceeded.
absl::StatusOr<Relaxation> RelaxAllPairs(const PairScan& scan, CandidateSet& candidates,
                                         const SolveParameters& parameters, WorkMeter& meter,
                                         Incumbent& incumbent);

}  // namespace cordee
