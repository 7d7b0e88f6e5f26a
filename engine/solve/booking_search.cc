#include "engine/solve/booking_search.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/base/limits.h"
#include "engine/solve/booking_packing.h"
#include "engine/solve/booking_rounding.h"

namespace cordee {
namespace {

class BookingSearch {
 public:
  BookingSearch(Packings& packings, BookingPlan start, int64_t max_nodes, int64_t max_places,
                WorkMeter& meter)
      : packings_(packings),
        bookings_(packings.bookings()),
        max_nodes_(max_nodes),
        max_places_(max_places),
        meter_(meter),
        best_(std::move(start)),
        on_resource_(bookings_.resources().size()) {
    current_.pair.assign(bookings_.needs().size(), -1);
    best_gain_below_.assign(bookings_.needs().size() + 1, 0);
    for (size_t n = bookings_.needs().size(); n-- > 0;) {
      Total most = 0;
      for (int32_t p : Choices(n)) most = std::max(most, pair(p).gain);
      best_gain_below_[n] = best_gain_below_[n + 1] + most;
    }
  }

  BookingPlan Search() && {
    Visit(0);
    return std::move(best_);
  }

 private:
  const BookingProblem::Pair& pair(int32_t p) const {
    return bookings_.pairs()[static_cast<size_t>(p)];
  }

  // The pairs of a need, most gain first.
  std::vector<int32_t> Choices(size_t need) const {
    std::vector<int32_t> choices;
    for (size_t p = bookings_.needs()[need].pair_begin; p < bookings_.needs()[need].pair_end; ++p) {
      choices.push_back(static_cast<int32_t>(p));
    }
    std::stable_sort(choices.begin(), choices.end(),
                     [this](int32_t a, int32_t b) { return pair(a).gain > pair(b).gain; });
    return choices;
  }

  void Visit(size_t need) {
    if (meter_.Exhausted() || nodes_ >= max_nodes_) return;
    meter_.Add(1);
    ++nodes_;
    // An equal gain may still come with a smaller tie.
    if (current_.gain + best_gain_below_[need] < best_.gain) return;
    if (need == bookings_.needs().size()) {
      if (current_.BetterThan(best_)) Keep();
      return;
    }
    for (int32_t p : Choices(need)) {
      std::vector<int32_t>& here = on_resource_[static_cast<size_t>(pair(p).resource)];
      here.push_back(p);
      if (Packs(here)) {
        current_.pair[need] = p;
        current_.gain += pair(p).gain;
        current_.tie += pair(p).tie;
        Visit(need + 1);
        current_.pair[need] = -1;
        current_.gain -= pair(p).gain;
        current_.tie -= pair(p).tie;
      }
      here.pop_back();
    }
    Visit(need + 1);
  }

  // Whether a resource can take these pairs together; remembered by the set of pairs,
  // at most 64 in all.
  bool Packs(const std::vector<int32_t>& pairs) {
    uint64_t set = 0;
    for (int32_t p : pairs) set |= uint64_t{1} << p;
    const auto [found, is_new] = packs_.try_emplace(set, false);
    if (is_new) {
      int64_t budget = max_places_;
      found->second = PackBookings(bookings_, pairs, budget).has_value();
    }
    return found->second;
  }

  void Keep() {
    best_ = current_;
    best_.place.assign(bookings_.needs().size(), {});
    SettlePlaces(packings_, best_, meter_.stop());
  }

  Packings& packings_;
  const BookingProblem& bookings_;
  const int64_t max_nodes_;
  const int64_t max_places_;
  WorkMeter& meter_;
  BookingPlan best_;
  BookingPlan current_;
  std::vector<std::vector<int32_t>> on_resource_;
  std::vector<Total> best_gain_below_;
  absl::flat_hash_map<uint64_t, bool> packs_;
  int64_t nodes_ = 0;
};

BookingPlan SolveOnce(Packings& packings, WorkMeter& meter) {
  BookingPlan plan = RoundBookings(packings, meter);
  const auto pairs = static_cast<int64_t>(packings.bookings().pairs().size());
  if (pairs <= kMaxExactPairs) {
    return BookingSearch(packings, std::move(plan), kMaxExactNodes, kMaxPackingPlaces, meter)
        .Search();
  }
  if (pairs > 64) return plan;
  return BookingSearch(packings, std::move(plan), kMaxImprovement / pairs, kMaxImprovementPlaces,
                       meter)
      .Search();
}

}  // namespace

std::vector<Link> SolveBookings(BookingProblem bookings, WorkMeter& meter) {
  Packings packings(bookings);
  BookingPlan plan = SolveOnce(packings, meter);
  if (static_cast<int64_t>(bookings.pairs().size()) > kMaxExactPairs) {
    for (int32_t round = 0; round < kMaxSettlingRounds && !meter.Exhausted(); ++round) {
      bookings.SetPrevious(plan.pair);
      BookingPlan next = SolveOnce(packings, meter);
      if (next.pair == plan.pair) break;
      plan = std::move(next);
    }
  }
  std::vector<Link> links;
  for (size_t n = 0; n < bookings.needs().size(); ++n) {
    if (plan.pair[n] < 0) continue;
    const BookingProblem::Pair& pair = bookings.pairs()[static_cast<size_t>(plan.pair[n])];
    links.push_back({.need = bookings.needs()[n].index,
                     .resource = bookings.resources()[static_cast<size_t>(pair.resource)],
                     .amount = Quantity(bookings.needs()[n].amount),
                     .booked_slot = plan.place[n].slot,
                     .booked_weeks = plan.place[n].weeks});
  }
  return links;
}

}  // namespace cordee
