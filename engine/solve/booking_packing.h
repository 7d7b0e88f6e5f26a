// Can all these bookings be placed on one resource at once, and where?
//
//   std::optional<std::vector<Place>> places = PackBookings(bookings, pairs, budget);
//
// First fit in the given order, then a search over all places. It tries only starts that a plan
// pushed to the left can have (the begin of a run of hours, plus durations), and of weeks that are
// alike only the first.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/solve/booking_problem.h"

namespace cordee {

// Places parallel to `pairs`; nullopt when there are none, or when `budget` (places tried, counted
// down) ran out: then it is 0. More than 64 pairs are placed by first fit only.
// REQUIRES: all pairs are of one resource.
std::optional<std::vector<Place>> PackBookings(const BookingProblem& bookings,
                                               const std::vector<int32_t>& pairs, int64_t& budget);

// Places the bookings of a plan anew, resource by resource, by need: places become a function of
// who gets what. A resource whose bookings do not pack within kMaxPackingPlaces keeps its places.
void SettlePlaces(const BookingProblem& bookings, BookingPlan& plan);

}  // namespace cordee
