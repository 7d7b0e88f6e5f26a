#include "engine/solve/booking_packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "engine/base/limits.h"
#include "engine/solve/booking_board.h"

namespace cordee {
namespace {

class Packer {
 public:
  Packer(const BookingProblem& bookings, const std::vector<int32_t>& pairs, int64_t& budget)
      : bookings_(bookings),
        pairs_(pairs),
        budget_(budget),
        resource_(bookings.pairs()[static_cast<size_t>(pairs.front())].resource),
        board_(bookings, resource_),
        places_(pairs.size()) {}

  std::optional<std::vector<Place>> Pack() {
    if (FirstFit()) return places_;
    if (pairs_.size() > 64) return std::nullopt;
    board_ = ResourceBoard(bookings_, resource_);
    FindStarts();
    FindWeekKinds();
    if (Search(0)) return places_;
    return std::nullopt;
  }

 private:
  const BookingProblem::Pair& pair(size_t i) const {
    return bookings_.pairs()[static_cast<size_t>(pairs_[i])];
  }

  bool FirstFit() {
    for (size_t i = 0; i < pairs_.size(); ++i) {
      places_[i] = board_.FirstPlace(pair(i));
      if (!places_[i].valid()) return false;
      board_.Take(pair(i), places_[i]);
    }
    return true;
  }

  void FindStarts() {
    for (size_t i = 0; i < pairs_.size(); ++i) {
      for (auto [begin, end] : pair(i).hours.Runs()) start_.Add(begin, begin + 1);
    }
    for (int32_t s = 0; s < kHalfHoursPerWeek; ++s) {
      if (!start_.Has(s)) continue;
      for (size_t i = 0; i < pairs_.size(); ++i) {
        const int32_t end = s + bookings_.duration(pair(i));
        if (end < kHalfHoursPerWeek) start_.Add(end, end + 1);
      }
    }
  }

  // Weeks in which the same bookings may lie are of one kind.
  void FindWeekKinds() {
    for (size_t w = 0; w < week_kind_.size(); ++w) {
      for (size_t i = 0; i < pairs_.size(); ++i) {
        week_kind_[w] |= (pair(i).weeks >> w & 1) << i;
      }
    }
  }

  bool Search(size_t i) {
    if (i == pairs_.size()) return true;
    if (bookings_.weekly(pair(i))) return SearchWeeks(i, pair(i).weeks);
    for (WeekSet rest = pair(i).weeks; rest != 0; rest &= rest - 1) {
      const WeekSet week = rest & ~(rest - 1);
      if (LikeAnEarlierWeek(i, std::countr_zero(week))) continue;
      if (SearchWeeks(i, week)) return true;
    }
    return false;
  }

  bool LikeAnEarlierWeek(size_t i, int32_t week) const {
    for (WeekSet rest = pair(i).weeks; std::countr_zero(rest) < week; rest &= rest - 1) {
      const int32_t earlier = std::countr_zero(rest);
      if (week_kind_[static_cast<size_t>(earlier)] == week_kind_[static_cast<size_t>(week)] &&
          board_.SameWeeks(earlier, week)) {
        return true;
      }
    }
    return false;
  }

  bool SearchWeeks(size_t i, WeekSet weeks) {
    HalfHours starts = pair(i).hours.Starts(bookings_.duration(pair(i))) & start_;
    for (int32_t slot = starts.First(); slot >= 0; slot = starts.First()) {
      starts.Remove(slot);
      if (budget_ == 0) return false;
      --budget_;
      places_[i] = {slot, weeks};
      if (!board_.Fits(pair(i), places_[i])) continue;
      board_.Take(pair(i), places_[i]);
      if (Search(i + 1)) return true;
      board_.Free(pair(i), Place{slot, weeks});
    }
    return false;
  }

  const BookingProblem& bookings_;
  const std::vector<int32_t>& pairs_;
  int64_t& budget_;
  const int32_t resource_;
  ResourceBoard board_;
  std::vector<Place> places_;
  HalfHours start_;
  std::array<uint64_t, kMaxHorizonWeeks> week_kind_ = {};
};

}  // namespace

std::optional<std::vector<Place>> PackBookings(const BookingProblem& bookings,
                                               const std::vector<int32_t>& pairs, int64_t& budget) {
  if (pairs.empty()) return std::vector<Place>();
  return Packer(bookings, pairs, budget).Pack();
}

const std::optional<std::vector<Place>>& Packings::Of(const std::vector<int32_t>& pairs) {
  const int32_t resource = bookings_.pairs()[static_cast<size_t>(pairs.front())].resource;
  Kept& kept = kept_[static_cast<size_t>(resource)];
  if (kept.latest.pairs != pairs) {
    kept.latest.pairs.swap(kept.before.pairs);
    kept.latest.places.swap(kept.before.places);
    if (kept.latest.pairs != pairs) {
      int64_t budget = kMaxPackingPlaces;
      kept.latest = {pairs, PackBookings(bookings_, pairs, budget)};
    }
  }
  return kept.latest.places;
}

void SettlePlaces(Packings& packings, BookingPlan& plan, StopToken stop) {
  const BookingProblem& bookings = packings.bookings();
  std::vector<std::vector<int32_t>> on_resource(bookings.resources().size());
  for (int32_t p : plan.pair) {
    if (p < 0) continue;
    const int32_t resource = bookings.pairs()[static_cast<size_t>(p)].resource;
    on_resource[static_cast<size_t>(resource)].push_back(p);
  }
  for (const std::vector<int32_t>& here : on_resource) {
    if (here.empty()) continue;
    if (stop.StopRequested()) return;
    const std::optional<std::vector<Place>>& places = packings.Of(here);
    if (!places.has_value()) continue;
    for (size_t i = 0; i < here.size(); ++i) {
      const auto need = static_cast<size_t>(bookings.pairs()[static_cast<size_t>(here[i])].need);
      plan.place[need] = (*places)[i];
    }
  }
}

}  // namespace cordee
