// Bookings of components too large to search exactly.
//
// Two plans are made greedily, by placing pairs at their first free place: one with what was
// proposed before first, then the most gain for each half-hour; the other by gain alone or, on a
// first run, by what the relaxation likes. Then bookings move to dearer pairs, and needs left out
// push one booking elsewhere when that gains. The better plan wins; among equals the one that kept
// what was before.
#pragma once

#include "engine/solve/booking_packing.h"
#include "engine/solve/booking_problem.h"
#include "engine/solve/work.h"

namespace cordee {

// Feasible always. At most kMaxBookingMoves places are tried for improvement.
BookingPlan RoundBookings(Packings& packings, WorkMeter& meter);

}  // namespace cordee
