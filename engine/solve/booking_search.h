// Who books what: the exact search of small components, the greedy rounding of large ones.
#pragma once

#include <vector>

#include "engine/solve/booking_problem.h"
#include "engine/solve/result.h"
#include "engine/solve/work.h"

namespace cordee {

// The bookings of one component, by need. Always rounded first (booking_rounding.h). At most
// kMaxExactPairs pairs: then branch and bound over who gets what, each choice checked by packing;
// best while no packing needs more than kMaxPackingPlaces. At most 64 pairs: the same with less
// work, to improve on the rounding. Above kMaxExactPairs the plan is solved again as a rerun would,
// until it stays what it is (see lot_search.h).
std::vector<Link> SolveBookings(BookingProblem bookings, WorkMeter& meter);

}  // namespace cordee
