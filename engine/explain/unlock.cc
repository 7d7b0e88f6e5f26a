#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/base/limits.h"
#include "engine/explain/explain.h"
#include "engine/explain/unlock_cost.h"

namespace cordee {
namespace {

// How changes of different kinds compare, in the trouble of driving one metre further. An order for
// people to look at first, not a price: extending hours is asked before a label, a season last.
constexpr int64_t kHalfHourCost = 2'000;
constexpr int64_t kLotCost = 5'000;
constexpr int64_t kLotShareCost = 20'000;  // times the missing share of the lot
constexpr int64_t kDatesCost = 5'000;
constexpr int64_t kDayCost = 300;
constexpr int64_t kRhythmCost = 10'000;
constexpr int64_t kWeekCost = 1'000;
constexpr int64_t kLabelCost = 40'000;
constexpr int64_t kColdChainCost = 60'000;
constexpr int64_t kMonthCost = 80'000;

constexpr uint32_t Bit(Refusal rule) { return 1u << static_cast<int>(rule); }

// One side of a pair, so that a change to either is sought by the same code.
struct SideView {
  Side side;
  const EntryTable& table;
  size_t row;

  WeekSet weeks() const { return table.weeks[row]; }
  const HalfHours& hours() const { return table.hours[row]; }
};

class UnlockFinder {
 public:
  UnlockFinder(const Problem& problem, NeedIndex need, ResourceIndex resource)
      : problem_(problem),
        need_{Side::kNeed, problem.needs(), static_cast<size_t>(need.value())},
        resource_{Side::kResource, problem.resources(), static_cast<size_t>(resource.value())},
        offered_(problem.ResourceCategory(resource)),
        booking_(problem.NeedCategory(need).booking) {
    best_.resource = resource;
  }

  std::optional<Unlock> Find(Refusal rule) && {
    switch (rule) {
      case Refusal::kDistance:
        TryReach();
        break;
      case Refusal::kRhythm:
        TryWholeHorizon(need_, resource_);
        TryWholeHorizon(resource_, need_);
        break;
      case Refusal::kDates:
      case Refusal::kSeason:
        // A weekly booking keeps its own weeks: it is the resource that has to be open.
        TryWeeks(rule, resource_, need_);
        if (!WeeklyBooking()) TryWeeks(rule, need_, resource_);
        break;
      case Refusal::kHours:
        TryHours(resource_, need_);
        TryHours(need_, resource_);
        break;
      case Refusal::kLabels:
        TryLabels();
        break;
      case Refusal::kColdChain:
        TryTemperature(need_, resource_);
        TryTemperature(resource_, need_);
        break;
      case Refusal::kMinimumLot:
        TryLot(resource_, need_);
        TryLot(need_, resource_);
        break;
      case Refusal::kNone:
      case Refusal::kSameActor:
      case Refusal::kCategory:
        break;
    }
    if (best_.rule == Refusal::kNone) return std::nullopt;
    return best_;
  }

 private:
  bool WeeklyBooking() const { return booking_ && need_.table.period[need_.row] == Period::kWeek; }

  bool Better(const Unlock& unlock) const {
    return best_.rule == Refusal::kNone || unlock.cost < best_.cost;
  }

  void Offer(Unlock unlock) {
    if (!Better(unlock)) return;
    unlock.resource = best_.resource;
    best_ = unlock;
  }

  void TryReach() {
    const Metres distance =
        Distance(need_.table.place[need_.row], resource_.table.place[resource_.row]);
    const Metres limits[] = {need_.table.reach[need_.row], resource_.table.reach[resource_.row],
                             problem_.policy().max_distance};
    const auto is_short = [distance](Metres limit) { return limit < distance; };
    if (std::count_if(std::begin(limits), std::end(limits), is_short) != 1) return;
    const auto at = std::find_if(std::begin(limits), std::end(limits), is_short);
    Unlock unlock;
    unlock.rule = Refusal::kDistance;
    unlock.side = static_cast<Side>(at - std::begin(limits));
    unlock.change = Change::kReach;
    unlock.amount = (distance - *at).value();
    unlock.becomes = distance.value();
    unlock.cost = unlock.amount + (unlock.side == Side::kPolicy ? kPolicyUnlockCost : 0);
    Offer(unlock);
  }

  DateWindow Hull(DateWindow a, DateWindow b) const {
    return {std::min(a.start, b.start), std::max(a.end, b.end)};
  }

  MonthSet MonthsOf(WeekSet weeks) const {
    MonthSet months = 0;
    for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
      if ((weeks >> week & 1) == 0) continue;
      const int32_t thursday = problem_.horizon().start_day + 7 * week + 3;
      months = static_cast<MonthSet>(months | 1 << (FromDayNumber(thursday).month - 1));
    }
    return months;
  }

  // `side` alone is not open over the whole horizon.
  void TryWholeHorizon(const SideView& side, const SideView& other) {
    const Horizon& horizon = problem_.horizon();
    if (other.weeks() != horizon.AllWeeks() || side.weeks() == horizon.AllWeeks()) return;
    Unlock unlock;
    unlock.rule = Refusal::kRhythm;
    unlock.side = side.side;
    unlock.change = Change::kDates;
    unlock.dates = Hull(side.table.dates[side.row], {horizon.start_day, horizon.end_day()});
    unlock.months =
        static_cast<MonthSet>(MonthsOf(horizon.AllWeeks()) & ~side.table.season[side.row]);
    unlock.amount = CountWeeks(horizon.AllWeeks() & ~side.weeks());
    unlock.cost = kRhythmCost + kWeekCost * unlock.amount;
    Offer(unlock);
  }

  // Opens `side` in a week of `other`, or in all of them for a weekly booking: by its dates or by
  // its season, whichever of the two is enough.
  void TryWeeks(Refusal rule, const SideView& side, const SideView& other) {
    if (WeeklyBooking()) {
      if (other.weeks() != 0) TryTarget(rule, side, other.weeks());
      return;
    }
    for (int32_t week = 0; week < problem_.horizon().weeks; ++week) {
      if ((other.weeks() >> week & 1) != 0) TryTarget(rule, side, WeekSet{1} << week);
    }
  }

  void TryTarget(Refusal rule, const SideView& side, WeekSet target) {
    Unlock unlock;
    unlock.rule = rule;
    unlock.side = side.side;
    unlock.change = Change::kDates;
    unlock.dates = side.table.dates[side.row];

    Unlock by_season = unlock;
    by_season.months = static_cast<MonthSet>(MonthsOf(target) & ~side.table.season[side.row]);
    by_season.amount = std::popcount(by_season.months);
    by_season.cost = kMonthCost * by_season.amount;
    OfferIfOpen(by_season, side, target);

    const DateWindow dates = unlock.dates;
    if (dates.empty()) return;
    // One day inside a week is enough to touch it.
    const int32_t first = problem_.horizon().start_day + 7 * std::countr_zero(target);
    const int32_t last = problem_.horizon().start_day + 7 * (63 - std::countl_zero(target));
    if (dates.start >= first + 7) unlock.dates.start = first + 6;
    if (dates.end <= last) unlock.dates.end = last + 1;
    unlock.amount = int64_t{dates.start} - unlock.dates.start + unlock.dates.end - dates.end;
    unlock.cost = kDatesCost + kDayCost * unlock.amount;
    OfferIfOpen(unlock, side, target);
  }

  void OfferIfOpen(const Unlock& unlock, const SideView& side, WeekSet target) {
    if (unlock.amount <= 0 || !Better(unlock)) return;
    const auto season = static_cast<MonthSet>(side.table.season[side.row] | unlock.months);
    const WeekSet opened = problem_.horizon().WeeksIn(unlock.dates, season);
    if ((target & ~opened) == 0) Offer(unlock);
  }

  // Opens half-hours of `other` on `side`.
  void TryHours(const SideView& side, const SideView& other) {
    HalfHours added;
    HalfHours common = side.hours() & other.hours();
    const auto open = [&](int32_t slot) {
      if (common.Has(slot)) return;
      added.Add(slot, slot + 1);
      common.Add(slot, slot + 1);
    };
    if (booking_) {
      const int32_t begin = CheapestPlace(side, other);
      if (begin < 0) return;
      const int32_t duration = problem_.needs().duration[need_.row];
      for (int32_t slot = begin; slot < begin + duration; ++slot) open(slot);
    }
    for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
      if (common.Count() >= problem_.policy().min_common_half_hours) break;
      if (other.hours().Has(slot)) open(slot);
    }
    if (common.Count() < problem_.policy().min_common_half_hours) return;
    Unlock unlock;
    unlock.rule = Refusal::kHours;
    unlock.side = side.side;
    unlock.change = Change::kHours;
    unlock.hours = added;
    unlock.amount = added.Count();
    unlock.cost = kHalfHourCost * unlock.amount;
    Offer(unlock);
  }

  // First half-hour of the booking place in the hours of `other` that takes the fewest new
  // half-hours of `side`; -1 when `other` has no place at all.
  int32_t CheapestPlace(const SideView& side, const SideView& other) const {
    const int32_t duration = problem_.needs().duration[need_.row];
    int32_t best = -1;
    int32_t fewest = kHalfHoursPerWeek + 1;
    for (const auto& [begin, end] : other.hours().Runs()) {
      for (int32_t start = begin; start + duration <= end; ++start) {
        int32_t closed = 0;
        for (int32_t slot = start; slot < start + duration; ++slot) {
          closed += side.hours().Has(slot) ? 0 : 1;
        }
        if (closed < fewest) {
          fewest = closed;
          best = start;
        }
      }
    }
    return best;
  }

  void TryLabels() {
    Unlock unlock;
    unlock.rule = Refusal::kLabels;
    unlock.side = Side::kResource;
    unlock.change = Change::kLabels;
    unlock.missing_labels = need_.table.labels[need_.row] & ~resource_.table.labels[resource_.row];
    unlock.amount = std::popcount(unlock.missing_labels);
    unlock.cost = kLabelCost * unlock.amount;
    Offer(unlock);
  }

  // `side` alone lacks the class.
  void TryTemperature(const SideView& side, const SideView& other) {
    const TemperatureSet wanted = TemperatureBit(offered_.temperature);
    if ((other.table.temperatures[other.row] & wanted) == 0) return;
    if ((side.table.temperatures[side.row] & wanted) != 0) return;
    Unlock unlock;
    unlock.rule = Refusal::kColdChain;
    unlock.side = side.side;
    unlock.change = Change::kTemperature;
    unlock.cost = kColdChainCost;
    Offer(unlock);
  }

  int64_t PeriodsInHorizon(Period period) const {
    const int64_t weeks = problem_.horizon().weeks;
    switch (period) {
      case Period::kWeek:
        return weeks;
      case Period::kMonth:
        return kMonthsPerQuarter * weeks / kWeeksPerQuarter;
      case Period::kOnce:
        return 1;
    }
    return 1;
  }

  // The lot of `side` is more than `other` has: accept less, or, when `side` goes whole or not at
  // all, ask or offer more.
  void TryLot(const SideView& side, const SideView& other) {
    const int64_t lot = side.table.minimum_lot[side.row].value();
    const int64_t has = other.table.amount[other.row].value();
    if (lot <= has) return;
    Unlock unlock;
    unlock.rule = Refusal::kMinimumLot;
    unlock.amount = lot - has;
    unlock.cost = kLotCost + static_cast<int64_t>(Total{kLotShareCost} * unlock.amount / lot);
    if (lot < side.table.amount[side.row].value()) {
      unlock.side = side.side;
      unlock.change = Change::kMinimumLot;
      unlock.becomes = has / PeriodsInHorizon(side.table.period[side.row]);
      Offer(unlock);
      return;
    }
    const int64_t periods = PeriodsInHorizon(other.table.period[other.row]);
    unlock.side = other.side;
    unlock.change = Change::kQuantity;
    unlock.becomes = (lot + periods - 1) / periods;
    if (unlock.becomes > kMaxQuantityPerPeriod) return;
    // What goes whole must still fit after it grew.
    const bool other_whole = other.table.minimum_lot[other.row] == other.table.amount[other.row];
    if (other_whole && unlock.becomes * periods > side.table.amount[side.row].value()) return;
    Offer(unlock);
  }

  const Problem& problem_;
  const SideView need_;
  const SideView resource_;
  const Category& offered_;
  const bool booking_;
  Unlock best_;
};

}  // namespace

namespace {

// Dates grow at least over the gap between the windows, less the days of a week that both touch.
int64_t LeastDatesCost(DateWindow a, DateWindow b) {
  const int64_t gap = int64_t{std::max(a.start, b.start)} - std::min(a.end, b.end);
  return kDatesCost + kDayCost * std::max<int64_t>(1, gap - 5);
}

}  // namespace

int64_t LeastUnlockCost(const Problem& problem, NeedIndex need, ResourceIndex resource,
                        const Pair& pair) {
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  const auto n = static_cast<size_t>(need.value());
  const auto r = static_cast<size_t>(resource.value());
  switch (pair.refusal) {
    case Refusal::kDistance:
      return (pair.distance - resources.reach[r]).value();
    case Refusal::kRhythm:
      return kRhythmCost + kWeekCost;
    case Refusal::kDates:
      return std::min(kMonthCost, LeastDatesCost(needs.dates[n], resources.dates[r]));
    case Refusal::kSeason:
      return std::min(kMonthCost, kDatesCost + kDayCost);
    case Refusal::kHours:
      return kHalfHourCost *
             std::max(1, problem.policy().min_common_half_hours - pair.hours.Count());
    case Refusal::kLabels:
      return kLabelCost * std::popcount(needs.labels[n] & ~resources.labels[r]);
    case Refusal::kColdChain:
      return kColdChainCost;
    case Refusal::kMinimumLot:
      return kLotCost;
    case Refusal::kNone:
    case Refusal::kSameActor:
    case Refusal::kCategory:
      break;
  }
  return 0;
}

std::optional<Unlock> FindUnlock(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  uint32_t refusals = AllRefusals(problem, need, resource);
  // A booking has no lot of its own: it is carried whole.
  if (problem.NeedCategory(need).booking) refusals &= ~Bit(Refusal::kMinimumLot);
  if (std::popcount(refusals) != 1) return std::nullopt;
  const auto rule = static_cast<Refusal>(std::countr_zero(refusals));
  return UnlockFinder(problem, need, resource).Find(rule);
}

}  // namespace cordee
