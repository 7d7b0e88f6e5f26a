#include "engine/candidates/pair_scan.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace cordee {
namespace {

// Height and width of the squares that needs are sorted by.
constexpr Metres kSquare(10'000);

WeekSet WeeksByDates(const Horizon& horizon, DateWindow dates) {
  return dates.open() ? horizon.AllWeeks() : horizon.WeeksIn(dates, kAllMonths);
}

bool Signed(const Problem& problem, ActorIndex actor) {
  return problem.actors().charter_signed[static_cast<size_t>(actor.value())] != 0;
}

int64_t& At(RefusalCounts& refusals, Refusal refusal) {
  return refusals[static_cast<size_t>(refusal)];
}

}  // namespace

struct PairScan::Demand {
  LabelSet labels;
  WeekSet weeks;
  WeekSet weeks_by_dates;
  Quantity amount;
  Quantity minimum_lot;
  ActorIndex actor;
  int32_t hours;
  int32_t duration;
  TemperatureSet temperatures;
  bool once;
  bool open_all_weeks;
  bool charter_signed;
  bool booking;
  bool carried;
};

PairScan::PairScan(const Problem& problem, const PairRanking& ranking, StopToken stop)
    : problem_(problem), ranking_(ranking), index_(problem), patterns_(problem) {
  if (stop.StopRequested()) return;
  MakeOffers();
  GroupByActor();
  if (stop.StopRequested()) return;
  SortNeeds();
  complete_ = true;
}

void PairScan::MakeOffers() {
  const EntryTable& resources = problem_.resources();
  const Horizon& horizon = problem_.horizon();
  offers_.reserve(static_cast<size_t>(index_.size()));
  for (int32_t position = 0; position < index_.size(); ++position) {
    const ResourceIndex resource = index_.at(position);
    const auto r = static_cast<size_t>(resource.value());
    Offer& offer = offers_.emplace_back();
    offer.labels = resources.labels[r];
    offer.weeks = resources.weeks[r];
    offer.weeks_by_dates = WeeksByDates(horizon, resources.dates[r]);
    offer.amount = resources.amount[r];
    offer.minimum_lot = resources.minimum_lot[r];
    offer.resource = resource;
    offer.actor = resources.actor[r];
    offer.hours = patterns_.of_resource(resource);
    offer.temperature = static_cast<TemperatureSet>(
        resources.temperatures[r] &
        TemperatureBit(problem_.ResourceCategory(resource).temperature));
    offer.once = resources.period[r] == Period::kOnce;
    offer.open_all_weeks = resources.weeks[r] == horizon.AllWeeks();
    offer.charter_signed = Signed(problem_, offer.actor);
    own_points_.push_back(ranking_.OfResource(resource));
  }
}

void PairScan::GroupByActor() {
  const EntryTable& resources = problem_.resources();
  actor_begin_.assign(static_cast<size_t>(problem_.actors().size()) + 1, 0);
  for (ActorIndex actor : resources.actor) ++actor_begin_[static_cast<size_t>(actor.value()) + 1];
  for (size_t a = 1; a < actor_begin_.size(); ++a) actor_begin_[a] += actor_begin_[a - 1];
  std::vector<int32_t> next(actor_begin_.begin(), actor_begin_.end() - 1);
  actor_offers_.resize(resources.category.size());
  for (size_t r = 0; r < resources.category.size(); ++r) {
    const auto actor = static_cast<size_t>(resources.actor[r].value());
    actor_offers_[static_cast<size_t>(next[actor]++)] = resources.category[r];
  }
}

PairScan::Demand PairScan::DemandOf(NeedIndex need) const {
  const EntryTable& needs = problem_.needs();
  const auto n = static_cast<size_t>(need.value());
  return {.labels = needs.labels[n],
          .weeks = needs.weeks[n],
          .weeks_by_dates = WeeksByDates(problem_.horizon(), needs.dates[n]),
          .amount = needs.amount[n],
          .minimum_lot = needs.minimum_lot[n],
          .actor = needs.actor[n],
          .hours = patterns_.of_need(need),
          .duration = needs.duration[n],
          .temperatures = needs.temperatures[n],
          .once = needs.period[n] == Period::kOnce,
          .open_all_weeks = needs.weeks[n] == problem_.horizon().AllWeeks(),
          .charter_signed = Signed(problem_, needs.actor[n]),
          .booking = problem_.NeedCategory(need).booking,
          .carried = problem_.IsCarried(need)};
}

// The pairs that need no look: those with resources of the same actor, and those of a category that
// does not serve. What is within reach is taken off kDistance as it is found.
void PairScan::CountUnseen(NeedIndex need, RefusalCounts& refusals) const {
  const auto n = static_cast<size_t>(need.value());
  const CategoryIndex wanted = problem_.needs().category[n];
  int64_t serving = 0;
  for (const Substitution& accepted : problem_.catalogue().AcceptedBy(wanted)) {
    const auto [begin, end] = index_.InCategory(accepted.category);
    serving += end - begin;
  }
  const auto actor = static_cast<size_t>(problem_.needs().actor[n].value());
  for (int32_t i = actor_begin_[actor]; i < actor_begin_[actor + 1]; ++i) {
    const CategoryIndex offered = actor_offers_[static_cast<size_t>(i)];
    if (problem_.catalogue().Degree(wanted, offered) > 0) --serving;
  }
  const int64_t own = actor_begin_[actor + 1] - actor_begin_[actor];
  At(refusals, Refusal::kSameActor) += own;
  At(refusals, Refusal::kCategory) += index_.size() - own - serving;
  At(refusals, Refusal::kDistance) += serving;
}

Refusal PairScan::ExamineWeeks(const Demand& demand, const Offer& offer, WeekSet common) const {
  const bool every_week = demand.booking && !demand.once;
  const auto suffices = [&](WeekSet both, WeekSet wanted) {
    return both != 0 && (!every_week || both == wanted);
  };
  if (suffices(common, demand.weeks)) return Refusal::kNone;
  const WeekSet by_dates = demand.weeks_by_dates & offer.weeks_by_dates;
  return suffices(by_dates, demand.weeks_by_dates) ? Refusal::kSeason : Refusal::kDates;
}

Refusal PairScan::Examine(const Demand& demand, const Offer& offer, PairFacts& facts) const {
  if (!demand.booking && demand.once != offer.once &&
      !(demand.open_all_weeks && offer.open_all_weeks)) {
    return Refusal::kRhythm;
  }
  const WeekSet weeks = demand.weeks & offer.weeks;
  if (Refusal refusal = ExamineWeeks(demand, offer, weeks); refusal != Refusal::kNone) {
    return refusal;
  }
  const int32_t half_hours = patterns_.CountCommon(demand.hours, offer.hours);
  if (!demand.carried && half_hours < problem_.policy().min_common_half_hours) {
    return Refusal::kHours;
  }
  if (demand.booking && !patterns_.HaveCommonRun(demand.hours, offer.hours, demand.duration)) {
    return Refusal::kHours;
  }
  if ((demand.labels & ~offer.labels) != 0) return Refusal::kLabels;
  if ((demand.temperatures & offer.temperature) == 0) return Refusal::kColdChain;
  const Quantity capacity = demand.booking ? demand.amount : std::min(demand.amount, offer.amount);
  const Quantity lot =
      std::max({Quantity(1), demand.minimum_lot, demand.booking ? Quantity(1) : offer.minimum_lot});
  if (lot > capacity) return Refusal::kMinimumLot;
  facts.common_weeks = CountWeeks(weeks);
  facts.common_half_hours = half_hours;
  facts.signatures = (demand.charter_signed ? 1 : 0) + (offer.charter_signed ? 1 : 0);
  return Refusal::kNone;
}

void PairScan::Find(NeedIndex need, Room& room, RefusalCounts& refusals) const {
  const auto n = static_cast<size_t>(need.value());
  const EntryTable& needs = problem_.needs();
  const Demand demand = DemandOf(need);
  const Cap cap(needs.place[n], std::min(needs.reach[n], problem_.policy().max_distance));
  CountUnseen(need, refusals);
  room.pairs.clear();
  int64_t within = 0;
  for (const Substitution& accepted : problem_.catalogue().AcceptedBy(needs.category[n])) {
    for (const IndexHit& hit : index_.FindWithin(accepted.category, cap, room.hits)) {
      const Offer& offer = offers_[static_cast<size_t>(hit.position)];
      if (offer.actor == demand.actor) continue;
      ++within;
      PairFacts facts{.resource = offer.resource,
                      .degree_percent = accepted.degree_percent,
                      .position = hit.position};
      if (Refusal refusal = Examine(demand, offer, facts); refusal != Refusal::kNone) {
        ++At(refusals, refusal);
        continue;
      }
      facts.distance = DistanceOfChord(hit.squared_chord);
      room.pairs.push_back(facts);
    }
  }
  At(refusals, Refusal::kDistance) -= within;
  AddPoints(need, room);
}

void PairScan::AddPoints(NeedIndex need, Room& room) const {
  room.points.resize(room.pairs.size());
  ranking_.Rank(need, room.pairs, room.points);
  for (size_t i = 0; i < room.pairs.size(); ++i) {
    room.points[i] += own_points_[static_cast<size_t>(room.pairs[i].position)];
  }
}

void PairScan::FindAbove(NeedIndex need, const Bar& bar, Room& room) const {
  const auto n = static_cast<size_t>(need.value());
  const EntryTable& needs = problem_.needs();
  const Demand demand = DemandOf(need);
  const Cap cap(needs.place[n], std::min(needs.reach[n], problem_.policy().max_distance));
  const int32_t most_signatures = demand.charter_signed ? 2 : 1;
  room.pairs.clear();
  for (const Substitution& accepted : problem_.catalogue().AcceptedBy(needs.category[n])) {
    const auto most = [&](Metres distance) {
      return ranking_.MostOfRest(accepted.degree_percent, distance, most_signatures);
    };
    const Points most_anywhere = most(Metres(0));
    for (const IndexHit& hit : index_.FindWithin(accepted.category, cap, room.hits)) {
      const Points own = own_points_[static_cast<size_t>(hit.position)];
      if (bar.Surplus(most_anywhere + own, hit.position) <= bar.least) continue;
      const Metres distance = DistanceOfChord(hit.squared_chord);
      if (bar.Surplus(most(distance) + own, hit.position) <= bar.least) continue;
      const Offer& offer = offers_[static_cast<size_t>(hit.position)];
      if (offer.actor == demand.actor) continue;
      PairFacts facts{.resource = offer.resource,
                      .distance = distance,
                      .degree_percent = accepted.degree_percent,
                      .position = hit.position};
      if (Examine(demand, offer, facts) == Refusal::kNone) room.pairs.push_back(facts);
    }
  }
  AddPoints(need, room);
}

void PairScan::SortNeeds() {
  const EntryTable& needs = problem_.needs();
  struct Key {
    CategoryIndex category;
    int32_t north;
    int32_t east;
    NeedIndex need;
  };
  const auto square = [](double on_unit_sphere) {
    return static_cast<int32_t>(
        std::floor(on_unit_sphere * (kEarthRadiusMetres / kSquare.value())));
  };
  std::vector<Key> keys;
  keys.reserve(static_cast<size_t>(needs.size()));
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(needs.size()))) {
    const auto n = static_cast<size_t>(need.value());
    keys.push_back({needs.category[n], square(needs.place[n].z), square(needs.place[n].y), need});
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return std::tie(a.category, a.north, a.east, a.need) <
           std::tie(b.category, b.north, b.east, b.need);
  });
  needs_by_place_.reserve(keys.size());
  for (const Key& key : keys) needs_by_place_.push_back(key.need);
}

}  // namespace cordee
