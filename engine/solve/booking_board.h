// What bookings have taken, by week and half-hour.
//
//   BookingBoard board(bookings);
//   Place place = board.FirstPlace(pair);
//   if (place.valid()) board.Take(pair, place);
//
// The half-hours that are full are bits, so a place is found for some words of them a week.
// Memory: 48 bytes for each week of a resource that something is taken of; with several units, two
// more for each of its half-hours. Not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/calendar.h"
#include "engine/solve/booking_problem.h"

namespace cordee {

// One resource. REQUIRES of all: the pair is one of it.
class ResourceBoard {
 public:
  // `bookings` must outlive this.
  ResourceBoard(const BookingProblem& bookings, int32_t resource)
      : bookings_(&bookings), resource_(resource) {}

  // The earliest place where the pair fits: week first, then half-hour. Invalid when there is none.
  Place FirstPlace(const BookingProblem::Pair& pair) const;
  bool Fits(const BookingProblem::Pair& pair, const Place& place) const;
  // Whether the same is taken in two weeks.
  bool SameWeeks(int32_t a, int32_t b) const;
  // REQUIRES: Fits.
  void Take(const BookingProblem::Pair& pair, const Place& place);
  // REQUIRES: it was taken.
  void Free(const BookingProblem::Pair& pair, const Place& place);

 private:
  int64_t units() const { return bookings_->units(resource_); }
  Place FirstPlaceIn(const BookingProblem::Pair& pair, WeekSet weeks) const;
  HalfHours HoursOf(const BookingProblem::Pair& pair, const Place& place) const;
  // Per week: bookings by half-hour. REQUIRES: several units.
  uint16_t* Counts(int32_t week);

  const BookingProblem* bookings_;
  int32_t resource_;
  std::vector<HalfHours> full_;  // per week; empty while nothing is taken
  std::vector<uint16_t> count_;  // by week and half-hour; empty when there is one unit
};

// All resources of a component.
class BookingBoard {
 public:
  explicit BookingBoard(const BookingProblem& bookings);

  Place FirstPlace(const BookingProblem::Pair& pair) const { return Of(pair).FirstPlace(pair); }
  void Take(const BookingProblem::Pair& pair, const Place& place) { Of(pair).Take(pair, place); }
  void Free(const BookingProblem::Pair& pair, const Place& place) { Of(pair).Free(pair, place); }

 private:
  ResourceBoard& Of(const BookingProblem::Pair& pair) {
    return boards_[static_cast<size_t>(pair.resource)];
  }
  const ResourceBoard& Of(const BookingProblem::Pair& pair) const {
    return boards_[static_cast<size_t>(pair.resource)];
  }

  std::vector<ResourceBoard> boards_;
};

}  // namespace cordee
