// Bookings of components too large to search exactly.
//
// Several plans are made greedily (most gain for each half-hour first; what the relaxation likes
// first; what was proposed before first), each by placing pairs at their first free place. Then
// bookings move to dearer pairs, and needs left out push one booking elsewhere when that gains. The
// best plan wins; among equals the one closest to what was proposed before.
#pragma once

#include "engine/solve/booking_problem.h"
#include "engine/solve/work.h"

namespace cordee {

// Feasible always. At most kMaxBookingMoves places are tried for improvement.
BookingPlan RoundBookings(const BookingProblem& bookings, WorkMeter& meter);

}  // namespace cordee
