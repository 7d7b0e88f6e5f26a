// Whether what a tour says about its groups (solve/core_result.h) can be true at all.
//
//   RETURN_IF_ERROR(CheckCore(tour, "tour 3"));
//
// Checked, from the shares and what each party would pay alone:
//   - a tour that nobody shares says nothing; any other says what was found, and of how many
//     groups: all there are up to twelve parties, whose shares are then exact;
//   - the worst group is a group, its excess is what its shares are above the cost of its own
//     tours, and no single party has a larger one;
//   - no division is said to content all where all of them alone would pay less, and the least
//     excess is not above that of the shares;
//   - where somebody pays more than alone, all do, and as much more.
//
// Not checked, as it takes planning: what each party or group would pay without the others, that no
// other group has a larger excess, that shares are the Shapley value, and, but for the above,
// whether the core is empty. Rounding to cents is allowed for. O(parties).
#pragma once

#include <string>

#include "absl/status/status.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// REQUIRES: the shares add up to the cost in cents. FailedPrecondition with the first broken rule.
absl::Status CheckCore(const HaulTour& tour, const std::string& name);

}  // namespace cordee
