// The independent checker of a run. It reads the problem and the claim, and re-derives every rule,
// the value and the bound from the columns of the problem: no solver, no candidate index, no pair
// rule is shared with what it checks. (It may use score.h, which defines what points mean.)
//
//   absl::Status status = CheckClaim(problem, claim);
//
// Checked:
//   - every link is admissible by the hard rules, appears once (per pair), and carries between its
//     lot and its capacity;
//   - no need gets and no resource gives more than it has; no half-hour of a booked resource is
//     taken by more bookings than it has units, in any week;
//   - what a resource gives reaches its minimum order, or is nothing; what is stated of missed
//     minimum orders can be (which choice of them is best is stated and not checked);
//   - a booking lies in the common hours and weeks and lasts what was asked;
//   - the parts of the value, in total and by category, are what the links are worth;
//   - the bound is what the prices prove, over all admissible pairs when that is claimed;
//   - value <= bound, and OPTIMAL only when they are equal.
//
// FailedPrecondition with the first broken rule and the ids it concerns. Cancelled when `stop` is
// set before the bound is proved: then everything else has been checked and holds. The bound takes
// most of the time; what comes before it takes O((links + needs + resources) log) and is never cut
// short.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "engine/base/stop.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

struct CheckParameters {
  int32_t threads = 1;  // the answer is the same for any number
  StopToken stop;
};

absl::Status CheckClaim(const Problem& problem, const SolveResult& claim,
                        const CheckParameters& parameters = {});

}  // namespace cordee
