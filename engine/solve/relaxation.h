// The best that the pairs of a run are worth when lots and the shape of bookings are left aside:
// the flow that rounding starts from, the prices that prove the bound, and the closure of the
// candidates over all admissible pairs.
//
//   ASSIGN_OR_RETURN(Relaxation relaxed, Relax(problem, candidates, points, parameters, meter));
//   ASSIGN_OR_RETURN(Relaxation relaxed, RelaxAllPairs(scan, candidates, parameters, meter));
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
#include "engine/solve/result.h"
#include "engine/solve/solver.h"
#include "engine/solve/work.h"

namespace cordee {

struct Relaxation {
  FlowExpansion expansion;          // without a network when stopped before there was one
  std::vector<int64_t> amount;      // per candidate
  std::vector<SupplyPrice> prices;  // as in SolveResult
  Total bound = 0;                  // proved by the prices
  bool covers_all_pairs = false;
  Closure closure;
};

// `covers_all_pairs` when the candidates are all pairs. Where the meter ends the flow, amounts are
// feasible and the bound is what the prices prove.
absl::StatusOr<Relaxation> Relax(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter);

// Adds the pairs that pay to `candidates`. Does not cover all pairs when the meter ends it, when
// kMaxClosureRounds are not enough or kMaxCandidates would be exceeded.
absl::StatusOr<Relaxation> RelaxAllPairs(const PairScan& scan, CandidateSet& candidates,
                                         const SolveParameters& parameters, WorkMeter& meter);

}  // namespace cordee
