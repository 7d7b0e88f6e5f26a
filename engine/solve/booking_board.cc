#include "engine/solve/booking_board.h"

#include <algorithm>
#include <bit>

#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace cordee {

Place ResourceBoard::FirstPlaceIn(const BookingProblem::Pair& pair, WeekSet weeks) const {
  HalfHours free = pair.hours;
  for (WeekSet rest = full_.empty() ? 0 : weeks; rest != 0; rest &= rest - 1) {
    free.Remove(full_[static_cast<size_t>(std::countr_zero(rest))]);
  }
  const int32_t slot = free.Starts(bookings_->duration(pair)).First();
  return slot < 0 ? Place{} : Place{slot, weeks};
}

Place ResourceBoard::FirstPlace(const BookingProblem::Pair& pair) const {
  if (bookings_->weekly(pair)) return FirstPlaceIn(pair, pair.weeks);
  for (WeekSet rest = pair.weeks; rest != 0; rest &= rest - 1) {
    const Place place = FirstPlaceIn(pair, rest & ~(rest - 1));
    if (place.valid()) return place;
  }
  return {};
}

HalfHours ResourceBoard::HoursOf(const BookingProblem::Pair& pair, const Place& place) const {
  HalfHours hours;
  hours.Add(place.slot, place.slot + bookings_->duration(pair));
  return hours;
}

bool ResourceBoard::Fits(const BookingProblem::Pair& pair, const Place& place) const {
  if (full_.empty()) return true;
  const HalfHours hours = HoursOf(pair, place);
  for (WeekSet rest = place.weeks; rest != 0; rest &= rest - 1) {
    if (full_[static_cast<size_t>(std::countr_zero(rest))].Overlaps(hours)) return false;
  }
  return true;
}

bool ResourceBoard::SameWeeks(int32_t a, int32_t b) const {
  if (full_.empty()) return true;
  if (count_.empty()) return full_[static_cast<size_t>(a)] == full_[static_cast<size_t>(b)];
  const auto week_a = count_.begin() + a * kHalfHoursPerWeek;
  return std::equal(week_a, week_a + kHalfHoursPerWeek, count_.begin() + b * kHalfHoursPerWeek);
}

uint16_t* ResourceBoard::Counts(int32_t week) {
  return count_.data() + static_cast<size_t>(week) * kHalfHoursPerWeek;
}

void ResourceBoard::Take(const BookingProblem::Pair& pair, const Place& place) {
  if (full_.empty()) {
    const auto weeks = static_cast<size_t>(bookings_->weeks());
    full_.resize(weeks);
    if (units() > 1) count_.assign(weeks * kHalfHoursPerWeek, 0);
  }
  CHECK(Fits(pair, place));
  const HalfHours hours = HoursOf(pair, place);
  const int32_t end = place.slot + bookings_->duration(pair);
  for (WeekSet rest = place.weeks; rest != 0; rest &= rest - 1) {
    const int32_t week = std::countr_zero(rest);
    HalfHours& full = full_[static_cast<size_t>(week)];
    if (count_.empty()) {
      full.Add(hours);
      continue;
    }
    for (int32_t slot = place.slot; slot < end; ++slot) {
      if (++Counts(week)[slot] == units()) full.Add(slot, slot + 1);
    }
  }
}

void ResourceBoard::Free(const BookingProblem::Pair& pair, const Place& place) {
  const HalfHours hours = HoursOf(pair, place);
  const int32_t end = place.slot + bookings_->duration(pair);
  for (WeekSet rest = place.weeks; rest != 0; rest &= rest - 1) {
    const int32_t week = std::countr_zero(rest);
    full_[static_cast<size_t>(week)].Remove(hours);
    if (count_.empty()) continue;
    for (int32_t slot = place.slot; slot < end; ++slot) --Counts(week)[slot];
  }
}

BookingBoard::BookingBoard(const BookingProblem& bookings) {
  const auto resources = static_cast<int32_t>(bookings.resources().size());
  boards_.reserve(static_cast<size_t>(resources));
  for (int32_t r = 0; r < resources; ++r) boards_.emplace_back(bookings, r);
}

}  // namespace cordee
