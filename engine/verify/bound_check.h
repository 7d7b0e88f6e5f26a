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
// spread over its units, rounded up to whole points.
//
// The bound with transport is the same, of pairs that are worth less by what carrying them costs at
// the least (carriage_floor.h), but never less than nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"
#include "engine/verify/carriage_floor.h"

namespace cordee::verify {

// The bound over all admissible pairs, the same for any number of threads; set, `floor` is what
// carried goods cost at the least. FailedPrecondition when prices are not sorted, not positive, or
// belong to no supply; Cancelled when `stop` is set.
//
// Each need looks at resources from near to far and leaves out boxes of them that cannot change its
// best (supply_tree.h), so at prices near the optimum it examines few pairs; at worst, at prices
// that say nothing, all within its reach. O(resources + prices + needs) memory.
absl::StatusOr<Total> AllPairsBound(const Problem& problem, const std::vector<SupplyPrice>& prices,
                                    int32_t threads = 1, StopToken stop = StopToken(),
                                    const CarriageFloor* floor = nullptr);

// The claimed bound is not below the value, and equal to it when OPTIMAL is claimed.
absl::Status CheckGap(const SolveResult& claim);

// The claimed bound is what the prices prove. A bound over candidates only cannot be re-derived
// from the claim: it must not be above the bound over all pairs.
absl::Status CheckBound(const Problem& problem, const SolveResult& claim, int32_t threads,
                        StopToken stop);

// Where a bound with transport is claimed: its prices prove it, it is below the one without, and
// value less cost is not above it. Where none is, it has no prices.
absl::Status CheckTransportBound(const Problem& problem, const SolveResult& claim,
                                 const TransportResult& transport, int32_t threads,
                                 StopToken stop);

}  // namespace cordee::verify
