// Links together with the tours that carry them.
//
//   ASSIGN_OR_RETURN(SolveResult result, Solve(scan, candidates, parameters, stop));
//   ASSIGN_OR_RETURN(TransportResult transport,
//                    SolveBundles(problem, candidates, parameters, stop, result));
//
// The flow without transport gives the bound: whatever goods cost to carry, no set of links is
// worth more. Then, round after round, the links that the flow wants become hauls (haul_plan.h),
// those that no tour carries for what they are worth are taken off the candidates, what each
// carried one costs (its marginal cost: what its tour would cost less without it) is taken off its
// points, and the flow is solved again, until it wants the same links or the policy's rounds are
// used up. Pairs that were not tried yet are charged an expected cost, and those that no vehicle
// could carry alone never enter. The best round is kept: value of its links less the cost of its
// week of tours, every week of the horizon. At last its links are filled up: the flow once more
// over those that have a tour.
//
// Pairs whose goods no vehicle can carry straight may go by a store (store_routes.h): two hauls,
// before and after some nights there, both of them or none. What the store asks for it is charged
// like the way; what it has no room for is left (store_room.h).
//
// A rerun begins with the links and tours of the base run (held_plan.h): the flow and the search
// are let loose only on what was written since, on what stands no longer, and on what lies around
// it.
//
// Afterwards every link of a carried category is carried whole by the tours. A link's amount is
// what the flow gave; what its tours do not take is left out with it. Of more than kMaxHauls, those
// that are worth most are planned.
#pragma once

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/solver.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// What no vehicle takes, of links that were wanted, is told for as many as this.
inline constexpr size_t kMaxLeftLinks = 1'000;

// Replaces the links of `result`, which is that of Solve over `candidates`, and what follows from
// them; its bound and prices stay. REQUIRES: problem.logistics().plans(). Set, `stop` ends with the
// best round so far; links without a tour are left out all the same.
absl::StatusOr<TransportResult> SolveBundles(const Problem& problem,
                                             const CandidateSet& candidates,
                                             const SolveParameters& parameters, StopToken stop,
                                             SolveResult& result);

// Cost units that micropoints over the horizon are worth, shared among `times` deliveries.
int64_t CostOfWorth(const Problem& problem, Total micropoints, int64_t times);

// The value in micropoints over the horizon that a cost of every week takes away, rounded down.
Total WorthOfCost(const Problem& problem, int64_t cost_a_week);

}  // namespace cordee
