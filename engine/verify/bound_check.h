// What prices prove. For any non-negative prices of supplies, no set of links is worth more than
//
//   sum over needs of the best that the need could buy at those prices
//   + sum over supplies of price * capacity
//
// (weak Lagrangian duality; minimum lots and the shape of bookings are relaxed). Supplies and arcs
// are those of the relaxation in solve/solver.h: a resource is one supply; a booked resource is one
// supply per open half-hour of the week, with units * (its open weeks) of capacity, and an arc of a
// booking need carries at most one half-hour per occurrence. Continuity makes the previously
// proposed part of an arc worth more; for a booking, which is carried whole or not at all, it is
// spread over its units, rounded up.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee::verify {

// The bound over all admissible pairs. FailedPrecondition when prices are not sorted, not positive,
// or belong to no supply. O(pairs of compatible category within a band of latitude) time,
// O(resources) memory.
absl::StatusOr<Total> AllPairsBound(const Problem& problem, const std::vector<SupplyPrice>& prices);

// The claimed bound is what the prices prove, is not below the value, and is equal to it when
// OPTIMAL is claimed. A bound over candidates only cannot be re-derived from the claim: it must lie
// between the value and the bound over all pairs.
absl::Status CheckBound(const Problem& problem, const SolveResult& claim);

}  // namespace cordee::verify
