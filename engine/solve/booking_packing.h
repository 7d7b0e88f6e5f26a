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

#include "engine/base/stop.h"
#include "engine/solve/booking_problem.h"

namespace cordee {

// Places parallel to `pairs`; nullopt when there are none, or when `budget` (places tried, counted
// down) ran out: then it is 0. More than 64 pairs are placed by first fit only.
// REQUIRES: all pairs are of one resource.
std::optional<std::vector<Place>> PackBookings(const BookingProblem& bookings,
                                               const std::vector<int32_t>& pairs, int64_t& budget);

// What PackBookings says with kMaxPackingPlaces, kept: plans that follow each other differ on few
// resources. Of each resource the two sets asked for last are remembered. Not thread-safe.
class Packings {
 public:
  // `bookings` must outlive this; what was booked before may change.
  explicit Packings(const BookingProblem& bookings)
      : bookings_(bookings), kept_(bookings.resources().size()) {}

  const BookingProblem& bookings() const { return bookings_; }
  // Valid until the next call. REQUIRES: some pairs, all of one resource.
  const std::optional<std::vector<Place>>& Of(const std::vector<int32_t>& pairs);

 private:
  struct Packing {
    std::vector<int32_t> pairs;
    std::optional<std::vector<Place>> places;
  };
  struct Kept {
    Packing latest;
    Packing before;
  };

  const BookingProblem& bookings_;
  std::vector<Kept> kept_;  // per resource
};

// Places the bookings of a plan anew, resource by resource, by need: places become a function of
// who gets what. A resource whose bookings do not pack within kMaxPackingPlaces keeps its places.
// With `stop` set, the rest keep theirs too.
void SettlePlaces(Packings& packings, BookingPlan& plan, StopToken stop);

}  // namespace cordee
