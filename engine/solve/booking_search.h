// Who books what: the exact search of small components, the greedy rounding of large ones.
#pragma once

#include <vector>

#include "engine/solve/booking_problem.h"
#include "engine/solve/result.h"
#include "engine/solve/work.h"

namespace cordee {

// The bookings of one component, by need. At most kMaxExactPairs pairs: branch and bound over who
// gets what, each choice checked by packing; best while no packing runs out of kMaxPackingPlaces.
// More: RoundBookings.
std::vector<Link> SolveBookings(const BookingProblem& bookings, WorkMeter& meter);

}  // namespace cordee
