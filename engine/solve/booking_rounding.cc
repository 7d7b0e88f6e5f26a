#include "engine/solve/booking_rounding.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/solve/booking_board.h"
#include "engine/solve/booking_packing.h"

namespace cordee {
namespace {

class Planner {
 public:
  Planner(Packings& packings, WorkMeter& meter)
      : packings_(packings),
        bookings_(packings.bookings()),
        meter_(meter),
        board_(bookings_),
        pairs_on_(bookings_.resources().size()) {
    plan_.pair.assign(bookings_.needs().size(), -1);
    plan_.place.assign(bookings_.needs().size(), {});
  }

  // Places each need at its first pair of `order` that fits.
  void Place(const std::vector<int32_t>& order) {
    for (int32_t p : order) {
      if (Stopped()) return;
      if (plan_.pair[NeedOf(p)] < 0) TryTake(p);
    }
  }

  // Takes the first of `pairs` of each need, packed resource by resource where that is possible.
  void PlaceTogether(const std::vector<int32_t>& pairs) {
    std::vector<std::vector<int32_t>> wanted(pairs_on_.size());
    int32_t last_need = -1;
    for (int32_t p : pairs) {
      if (pair(p).need == last_need) continue;
      last_need = pair(p).need;
      wanted[static_cast<size_t>(pair(p).resource)].push_back(p);
    }
    for (const std::vector<int32_t>& here : wanted) {
      if (here.empty()) continue;
      if (Stopped()) return;
      const auto& places = packings_.Of(here);
      for (size_t i = 0; places.has_value() && i < here.size(); ++i) {
        TakeAt(here[i], (*places)[i]);
      }
    }
    Place(pairs);
  }

  void Improve() {
    bool changed = true;
    for (int32_t pass = 0; changed && pass < kMaxBookingPasses; ++pass) {
      changed = false;
      for (size_t n = 0; n < plan_.pair.size() && !Tired(); ++n) {
        if (plan_.pair[n] >= 0) {
          changed = MoveToBetter(n) || changed;
        } else {
          changed = PushIn(n) || changed;
        }
      }
    }
  }

  // With places that depend only on who gets what.
  BookingPlan Settled() && {
    SettlePlaces(packings_, plan_, meter_.stop());
    return std::move(plan_);
  }

 private:
  const BookingProblem::Pair& pair(int32_t p) const {
    return bookings_.pairs()[static_cast<size_t>(p)];
  }
  size_t NeedOf(int32_t p) const { return static_cast<size_t>(pair(p).need); }

  // A stopped plan is left as it is: nobody takes it. Without work left it is still made.
  bool Stopped() { return meter_.stop().StopRequested() && meter_.Exhausted(); }
  bool Tired() { return moves_ >= kMaxBookingMoves || meter_.Exhausted(); }

  bool TryTake(int32_t p) {
    const cordee::Place place = board_.FirstPlace(pair(p));
    if (!place.valid()) return false;
    TakeAt(p, place);
    return true;
  }

  void TakeAt(int32_t p, const cordee::Place& place) {
    board_.Take(pair(p), place);
    plan_.pair[NeedOf(p)] = p;
    plan_.place[NeedOf(p)] = place;
    plan_.gain += pair(p).gain;
    plan_.tie += pair(p).tie;
    pairs_on_[static_cast<size_t>(pair(p).resource)].push_back(p);
  }

  void Free(int32_t p) {
    board_.Free(pair(p), plan_.place[NeedOf(p)]);
    plan_.pair[NeedOf(p)] = -1;
    plan_.gain -= pair(p).gain;
    plan_.tie -= pair(p).tie;
    std::vector<int32_t>& here = pairs_on_[static_cast<size_t>(pair(p).resource)];
    here.erase(std::find(here.begin(), here.end(), p));
  }

  bool CountMove() {
    if (Tired()) return false;
    ++moves_;
    meter_.Add(1);
    return true;
  }

  // The need's pairs that gain more than `floor`, most gain first.
  std::vector<int32_t> PairsAbove(size_t need, Total floor) const {
    std::vector<int32_t> above;
    const BookingProblem::Need& row = bookings_.needs()[need];
    for (size_t p = row.pair_begin; p < row.pair_end; ++p) {
      if (bookings_.pairs()[p].gain > floor) above.push_back(static_cast<int32_t>(p));
    }
    std::stable_sort(above.begin(), above.end(),
                     [this](int32_t a, int32_t b) { return pair(a).gain > pair(b).gain; });
    return above;
  }

  bool MoveToBetter(size_t need) {
    const int32_t now = plan_.pair[need];
    const cordee::Place place = plan_.place[need];
    const std::vector<int32_t> better = PairsAbove(need, pair(now).gain);
    if (better.empty()) return false;
    Free(now);
    for (int32_t p : better) {
      if (CountMove() && TryTake(p)) return true;
    }
    TakeAt(now, place);
    return false;
  }

  bool PushIn(size_t need) {
    for (int32_t p : PairsAbove(need, -1)) {
      if (CountMove() && TryTake(p)) return true;
      const std::vector<int32_t> others = pairs_on_[static_cast<size_t>(pair(p).resource)];
      for (int32_t other : others) {
        if (CountMove() && PushOut(other, p)) return true;
      }
    }
    return false;
  }

  // Puts `p` in the place of `other`, and `other` wherever it still gains most. Undone unless the
  // plan gains.
  bool PushOut(int32_t other, int32_t p) {
    const Total before = plan_.gain;
    const size_t need = NeedOf(other);
    const cordee::Place place = plan_.place[need];
    Free(other);
    if (TryTake(p)) {
      for (int32_t next : PairsAbove(need, pair(other).gain - pair(p).gain)) {
        if (CountMove() && TryTake(next)) break;
      }
      if (plan_.gain > before) return true;
      if (plan_.pair[need] >= 0) Free(plan_.pair[need]);
      Free(p);
    }
    TakeAt(other, place);
    return false;
  }

  Packings& packings_;
  const BookingProblem& bookings_;
  WorkMeter& meter_;
  BookingBoard board_;
  BookingPlan plan_;
  std::vector<std::vector<int32_t>> pairs_on_;  // per resource: what is placed there
  int64_t moves_ = 0;
};

// Pairs by gain for each half-hour taken, best first, then by tie and index.
class ByDensity {
 public:
  explicit ByDensity(const BookingProblem& bookings) : bookings_(bookings) {}

  std::vector<int32_t> Sorted() const {
    std::vector<Key> keys;
    keys.reserve(bookings_.pairs().size());
    for (int32_t p = 0; p < static_cast<int32_t>(bookings_.pairs().size()); ++p) {
      keys.push_back({pair(p).gain / amount(pair(p)), p});
    }
    std::sort(keys.begin(), keys.end(), [this](const Key& a, const Key& b) {
      return a.whole != b.whole ? a.whole > b.whole : IsDenser(a.pair, b.pair);
    });
    std::vector<int32_t> order;
    order.reserve(keys.size());
    for (const Key& key : keys) order.push_back(key.pair);
    return order;
  }
  // Whether the relaxation gives a larger share of the need to `a` than to `b`.
  bool MoreRelaxed(int32_t a, int32_t b) const {
    return Total{pair(a).relaxed} * amount(pair(b)) > Total{pair(b).relaxed} * amount(pair(a));
  }

 private:
  struct Key {
    Total whole;  // of the gain for each half-hour
    int32_t pair;
  };

  bool IsDenser(int32_t a, int32_t b) const {
    const BookingProblem::Pair& x = pair(a);
    const BookingProblem::Pair& y = pair(b);
    const Total left = x.gain * amount(y);
    const Total right = y.gain * amount(x);
    if (left != right) return left > right;
    if (x.tie != y.tie) return x.tie < y.tie;
    return a < b;
  }
  const BookingProblem::Pair& pair(int32_t p) const {
    return bookings_.pairs()[static_cast<size_t>(p)];
  }
  int64_t amount(const BookingProblem::Pair& pair) const {
    return bookings_.needs()[static_cast<size_t>(pair.need)].amount;
  }

  const BookingProblem& bookings_;
};

BookingPlan PlanFrom(Packings& packings, const std::vector<int32_t>& kept,
                     const std::vector<int32_t>& order, WorkMeter& meter) {
  Planner planner(packings, meter);
  planner.PlaceTogether(kept);
  planner.Place(order);
  planner.Improve();
  return std::move(planner).Settled();
}

}  // namespace

BookingPlan RoundBookings(Packings& packings, WorkMeter& meter) {
  const BookingProblem& bookings = packings.bookings();
  const ByDensity denser(bookings);
  std::vector<int32_t> before;
  for (int32_t p = 0; p < static_cast<int32_t>(bookings.pairs().size()); ++p) {
    if (bookings.pairs()[static_cast<size_t>(p)].previous > 0) before.push_back(p);
  }
  std::vector<int32_t> order = denser.Sorted();

  BookingPlan best = PlanFrom(packings, before, order, meter);
  if (meter.Exhausted()) return best;
  // A plan that kept what was before wins among equals.
  const bool first_run = before.empty();
  if (first_run) {
    const auto flows = [&](int32_t p) {
      return bookings.pairs()[static_cast<size_t>(p)].relaxed > 0;
    };
    const auto end = std::stable_partition(order.begin(), order.end(), flows);
    std::stable_sort(order.begin(), end,
                     [&](int32_t a, int32_t b) { return denser.MoreRelaxed(a, b); });
  }
  BookingPlan other = PlanFrom(packings, {}, order, meter);
  return (first_run ? other.BetterThan(best) : other.gain > best.gain) ? other : best;
}

}  // namespace cordee
