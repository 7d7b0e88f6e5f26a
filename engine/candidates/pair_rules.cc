#include "engine/candidates/pair_rules.h"

#include <algorithm>

namespace cordee {
namespace {

// The row numbers of a pair and the tables they point into.
struct Rows {
  Rows(const Problem& p, NeedIndex need, ResourceIndex resource)
      : problem(p),
        needs(p.needs()),
        resources(p.resources()),
        n(static_cast<size_t>(need.value())),
        r(static_cast<size_t>(resource.value())),
        booking(p.NeedCategory(need).booking),
        carried(p.IsCarried(need)) {}

  const Problem& problem;
  const EntryTable& needs;
  const EntryTable& resources;
  size_t n;
  size_t r;
  bool booking;
  bool carried;
};

Metres Reach(const Rows& rows) {
  return std::min(
      {rows.needs.reach[rows.n], rows.resources.reach[rows.r], rows.problem.policy().max_distance});
}

bool RhythmsFit(const Rows& rows) {
  if (rows.booking) return true;
  const bool need_once = rows.needs.period[rows.n] == Period::kOnce;
  const bool resource_once = rows.resources.period[rows.r] == Period::kOnce;
  if (need_once == resource_once) return true;
  const WeekSet all = rows.problem.horizon().AllWeeks();
  return rows.needs.weeks[rows.n] == all && rows.resources.weeks[rows.r] == all;
}

// A weekly booking needs every one of its weeks, everything else at least one.
bool WeeksSuffice(const Rows& rows, WeekSet needed, WeekSet available) {
  if (rows.booking && rows.needs.period[rows.n] == Period::kWeek) {
    return needed != 0 && (needed & ~available) == 0;
  }
  return (needed & available) != 0;
}

bool DatesSuffice(const Rows& rows) {
  const Horizon& horizon = rows.problem.horizon();
  return WeeksSuffice(rows, horizon.WeeksIn(rows.needs.dates[rows.n], kAllMonths),
                      horizon.WeeksIn(rows.resources.dates[rows.r], kAllMonths));
}

bool HoursSuffice(const Rows& rows, const HalfHours& common) {
  if (rows.carried) return true;
  if (common.Count() < rows.problem.policy().min_common_half_hours) return false;
  return !rows.booking || common.HasRun(rows.needs.duration[rows.n]);
}

bool LabelsHeld(const Rows& rows) {
  return (rows.needs.labels[rows.n] & ~rows.resources.labels[rows.r]) == 0;
}

bool ColdChainHolds(const Rows& rows) {
  const CategoryIndex offered = rows.resources.category[rows.r];
  const TemperatureSet needed =
      TemperatureBit(rows.problem.catalogue().category(offered).temperature);
  return (needed & rows.needs.temperatures[rows.n] & rows.resources.temperatures[rows.r]) != 0;
}

Quantity Capacity(const Rows& rows) {
  const Quantity wanted = rows.needs.amount[rows.n];
  return rows.booking ? wanted : std::min(wanted, rows.resources.amount[rows.r]);
}

Quantity Lot(const Rows& rows) {
  const Quantity wanted = std::max(Quantity(1), rows.needs.minimum_lot[rows.n]);
  return rows.booking ? wanted : std::max(wanted, rows.resources.minimum_lot[rows.r]);
}

void FillFacts(const Rows& rows, Pair& pair) {
  pair.degree_percent =
      rows.problem.catalogue().Degree(rows.needs.category[rows.n], rows.resources.category[rows.r]);
  pair.distance = Distance(rows.needs.place[rows.n], rows.resources.place[rows.r]);
  pair.weeks = rows.needs.weeks[rows.n] & rows.resources.weeks[rows.r];
  pair.hours = rows.needs.hours[rows.n] & rows.resources.hours[rows.r];
  pair.capacity = Capacity(rows);
  pair.lot = Lot(rows);
}

}  // namespace

Quantity PairCapacity(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  return Capacity(Rows(problem, need, resource));
}

Quantity PairLot(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  return Lot(Rows(problem, need, resource));
}

Pair ExaminePair(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  const Rows rows(problem, need, resource);
  Pair pair;
  const auto refuse = [&pair](Refusal refusal) {
    pair.refusal = refusal;
    return pair;
  };
  if (rows.needs.actor[rows.n] == rows.resources.actor[rows.r]) return refuse(Refusal::kSameActor);
  pair.degree_percent =
      problem.catalogue().Degree(rows.needs.category[rows.n], rows.resources.category[rows.r]);
  if (pair.degree_percent == 0) return refuse(Refusal::kCategory);
  pair.distance = Distance(rows.needs.place[rows.n], rows.resources.place[rows.r]);
  if (pair.distance > Reach(rows)) return refuse(Refusal::kDistance);
  if (!RhythmsFit(rows)) return refuse(Refusal::kRhythm);
  pair.weeks = rows.needs.weeks[rows.n] & rows.resources.weeks[rows.r];
  if (!WeeksSuffice(rows, rows.needs.weeks[rows.n], rows.resources.weeks[rows.r])) {
    return refuse(DatesSuffice(rows) ? Refusal::kSeason : Refusal::kDates);
  }
  pair.hours = rows.needs.hours[rows.n] & rows.resources.hours[rows.r];
  if (!HoursSuffice(rows, pair.hours)) return refuse(Refusal::kHours);
  if (!LabelsHeld(rows)) return refuse(Refusal::kLabels);
  if (!ColdChainHolds(rows)) return refuse(Refusal::kColdChain);
  pair.capacity = Capacity(rows);
  pair.lot = Lot(rows);
  if (pair.lot > pair.capacity) return refuse(Refusal::kMinimumLot);
  return pair;
}

uint32_t AllRefusals(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  const Rows rows(problem, need, resource);
  Pair pair;
  FillFacts(rows, pair);
  uint32_t refusals = 0;
  const auto refuse_if = [&refusals](bool broken, Refusal rule) {
    if (broken) refusals |= 1u << static_cast<int>(rule);
  };
  refuse_if(rows.needs.actor[rows.n] == rows.resources.actor[rows.r], Refusal::kSameActor);
  refuse_if(pair.degree_percent == 0, Refusal::kCategory);
  refuse_if(pair.distance > Reach(rows), Refusal::kDistance);
  refuse_if(!RhythmsFit(rows), Refusal::kRhythm);
  if (!WeeksSuffice(rows, rows.needs.weeks[rows.n], rows.resources.weeks[rows.r])) {
    refuse_if(true, DatesSuffice(rows) ? Refusal::kSeason : Refusal::kDates);
  }
  refuse_if(!HoursSuffice(rows, pair.hours), Refusal::kHours);
  refuse_if(!LabelsHeld(rows), Refusal::kLabels);
  refuse_if(!ColdChainHolds(rows), Refusal::kColdChain);
  refuse_if(pair.lot > pair.capacity, Refusal::kMinimumLot);
  return refusals;
}

}  // namespace cordee
