#include "engine/solve/booking_problem.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "engine/base/check.h"
#include "engine/solve/value.h"

namespace cordee {
BookingProblem::BookingProblem(const Problem& problem, const CandidateSet& candidates,
                               const FlowExpansion& expansion, const std::vector<int64_t>& relaxed,
                               std::span<const NeedIndex> needs)
    : weeks_(problem.horizon().weeks) {
  const FlowProblem& flow = expansion.flow;
  absl::flat_hash_map<int32_t, int32_t> rows;
  for (NeedIndex index : needs) {
    const auto n = static_cast<size_t>(index.value());
    CHECK(problem.NeedCategory(index).booking);
    Need need;
    need.index = index;
    need.amount = problem.needs().amount[n].value();
    need.duration = problem.needs().duration[n];
    need.weekly = problem.needs().period[n] != Period::kOnce;
    need.pair_begin = pairs_.size();
    const int64_t unit = problem.MicropointsPerUnit(index);
    const Total saved = UnmetCost(problem, index, Quantity(need.amount));
    const auto i = static_cast<size_t>(expansion.need_row[n]);
    int64_t last = -1;
    for (const int32_t a : ArcsByCandidate(expansion, index)) {
      const int64_t candidate = expansion.arc_candidate[static_cast<size_t>(a)];
      if (candidate == last) continue;  // another half-hour
      last = candidate;
      const auto c = static_cast<size_t>(candidate);
      const ResourceIndex resource = candidates.resource[c];
      const auto r = static_cast<size_t>(resource.value());
      const auto [row, is_new] =
          rows.try_emplace(resource.value(), static_cast<int32_t>(resources_.size()));
      if (is_new) {
        resources_.push_back(resource);
        units_.push_back(std::min<int64_t>(problem.resources().amount[r].value(),
                                           std::numeric_limits<uint16_t>::max()));
      }
      Pair pair;
      pair.need = static_cast<int32_t>(needs_.size());
      pair.resource = row->second;
      pair.previous = expansion.previous[c];
      pair.hours =
          BookableHours(problem.needs().hours[n] & problem.resources().hours[r], need.duration);
      pair.weeks = problem.needs().weeks[n] & problem.resources().weeks[r];
      pair.bonus = problem.policy().continuity_points * unit;
      const int64_t per_unit = flow.Value(i, static_cast<size_t>(a));
      pair.tie = Total{need.amount} * flow.Tie(i, static_cast<size_t>(a));
      const Total kept = std::min(pair.previous, need.amount);
      const Total spread = (kept * problem.policy().continuity_points + need.amount - 1) /
                           need.amount;  // whole points, as in the expansion
      pair.gain = Total{need.amount} * (per_unit - spread * unit) + kept * pair.bonus + saved;
      pair.relaxed = relaxed[c];
      pairs_.push_back(pair);
    }
    need.pair_end = pairs_.size();
    needs_.push_back(need);
  }
}

BookingProblem BookingProblem::WithPrevious(const std::vector<int32_t>& booked) const {
  BookingProblem rerun = *this;
  for (size_t p = 0; p < pairs_.size(); ++p) {
    Pair& pair = rerun.pairs_[p];
    const auto need = static_cast<size_t>(pair.need);
    const int64_t amount = needs_[need].amount;
    pair.gain -= Total{std::min(pair.previous, amount)} * pair.bonus;
    pair.previous = booked[need] == static_cast<int32_t>(p) ? amount : 0;
    pair.gain += Total{pair.previous} * pair.bonus;
  }
  return rerun;
}

BookingBoard::BookingBoard(const BookingProblem& bookings)
    : bookings_(&bookings), taken_(bookings.resources().size()) {}

int32_t BookingBoard::LastFull(const BookingProblem::Pair& pair, int32_t slot,
                               WeekSet weeks) const {
  const std::vector<uint16_t>& taken = taken_[static_cast<size_t>(pair.resource)];
  if (taken.empty()) return -1;
  const int64_t units = bookings_->units(pair.resource);
  for (int32_t s = slot + bookings_->duration(pair) - 1; s >= slot; --s) {
    for (WeekSet rest = weeks; rest != 0; rest &= rest - 1) {
      const int32_t week = std::countr_zero(rest);
      if (taken[static_cast<size_t>(week * kHalfHoursPerWeek + s)] >= units) return s;
    }
  }
  return -1;
}

Place BookingBoard::FirstPlaceIn(const BookingProblem::Pair& pair, WeekSet weeks) const {
  const int32_t duration = bookings_->duration(pair);
  for (auto [begin, end] : pair.hours.Runs()) {
    for (int32_t slot = begin; slot + duration <= end;) {
      const int32_t full = LastFull(pair, slot, weeks);
      if (full < 0) return {slot, weeks};
      slot = full + 1;
    }
  }
  return {};
}

Place BookingBoard::FirstPlace(const BookingProblem::Pair& pair) const {
  if (bookings_->weekly(pair)) return FirstPlaceIn(pair, pair.weeks);
  for (WeekSet rest = pair.weeks; rest != 0; rest &= rest - 1) {
    const Place place = FirstPlaceIn(pair, rest & ~(rest - 1));
    if (place.valid()) return place;
  }
  return {};
}

bool BookingBoard::Fits(const BookingProblem::Pair& pair, const Place& place) const {
  return LastFull(pair, place.slot, place.weeks) < 0;
}

bool BookingBoard::SameWeeks(int32_t resource, int32_t a, int32_t b) const {
  const std::vector<uint16_t>& taken = taken_[static_cast<size_t>(resource)];
  if (taken.empty()) return true;
  const auto week_a = taken.begin() + a * kHalfHoursPerWeek;
  return std::equal(week_a, week_a + kHalfHoursPerWeek, taken.begin() + b * kHalfHoursPerWeek);
}

void BookingBoard::Change(const BookingProblem::Pair& pair, const Place& place, int32_t by) {
  std::vector<uint16_t>& taken = taken_[static_cast<size_t>(pair.resource)];
  if (taken.empty()) {
    taken.assign(static_cast<size_t>(bookings_->weeks()) * kHalfHoursPerWeek, 0);
  }
  for (WeekSet rest = place.weeks; rest != 0; rest &= rest - 1) {
    const int32_t week = std::countr_zero(rest);
    for (int32_t s = place.slot; s < place.slot + bookings_->duration(pair); ++s) {
      uint16_t& count = taken[static_cast<size_t>(week * kHalfHoursPerWeek + s)];
      count = static_cast<uint16_t>(count + by);
      CHECK(count <= bookings_->units(pair.resource));
    }
  }
}

}  // namespace cordee
