#include "engine/solve/bundles/transport_floor.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/least_drive.h"
#include "engine/solve/bundles/haul_problem.h"
#include "engine/solve/tours/route.h"

namespace cordee {
namespace {

using Wide = __int128;

constexpr int32_t kDaysPerWeek = 7;
constexpr int32_t kHalfHoursPerDay = kHalfHoursPerWeek / kDaysPerWeek;
constexpr int64_t kCostPerEuro = kCostPerCent * kCentsPerEuro;
constexpr Wide kNoCost = -1;

uint32_t DaysOf(const HalfHours& hours) {
  uint32_t days = 0;
  for (int32_t day = 0; day < kDaysPerWeek; ++day) {
    HalfHours all_day;
    all_day.Add(day * kHalfHoursPerDay, (day + 1) * kHalfHoursPerDay);
    if (hours.Overlaps(all_day)) days |= 1U << day;
  }
  return days;
}

Drive DirectWay(const Problem& problem, const HaulFacts& haul) {
  if (!problem.roads().places.empty()) return {};
  const int32_t metres = Distance(haul.from, haul.to).value() - kRoundingMetres;
  return LeastDrive(Metres(std::max(metres, 0)), problem.policy().transport);
}

}  // namespace

// Hectograms that are carried at a time, rounded down; the facts have them rounded up. `whole`: one
// vehicle must hold all of it.
struct TransportFloor::Part {
  Wide hectograms = 0;
  uint32_t pickup_days = 0;
  uint32_t delivery_days = 0;
  bool whole = false;
};

TransportFloor::TransportFloor(const Problem& problem) : problem_(problem) {
  const auto list = [](const std::vector<HalfHours>& all, std::vector<uint32_t>& days) {
    for (const HalfHours& hours : all) days.push_back(DaysOf(hours));
  };
  list(problem.logistics().vans.hours, van_days_);
  list(problem.needs().hours, need_days_);
  list(problem.resources().hours, resource_days_);
}

Wide TransportFloor::LeastCost(const HaulFacts& haul, const Part& part) const {
  const VanTable& vans = problem_.logistics().vans;
  const uint32_t open = part.pickup_days & part.delivery_days;
  const Drive way = DirectWay(problem_, haul);
  Wide least = kNoCost;
  for (size_t v = 0; v < van_days_.size(); ++v) {
    const int64_t holds = vans.capacity[v][0];
    if ((open & van_days_[v]) == 0 || (part.whole && haul.load[0] > holds)) continue;
    if (!MayCarry(problem_, VanIndex(static_cast<int32_t>(v)), haul)) continue;
    const Wide second = vans.cents_per_hour[v] * (kCostPerCent / 3'600);
    const Wide metre = vans.cents_per_km[v] * (kCostPerCent / 1'000);
    const int64_t at_once = std::min<int64_t>(haul.load[0], holds);
    Wide cost = 0;
    if (at_once > 0) {
      cost = part.hectograms * 2 * haul.service * second / at_once +
             part.hectograms * (metre * way.metres + second * way.seconds) / holds;
    }
    cost = std::min<Wide>(cost, kMaxTourCost);
    if (least == kNoCost || cost < least) least = cost;
  }
  return least;
}

bool TransportFloor::MayKeep(const HaulFacts& haul) const {
  const std::vector<TemperatureSet>& keeps = problem_.logistics().stores.temperatures;
  return std::any_of(keeps.begin(), keeps.end(), [&](TemperatureSet temperatures) {
    return (temperatures & TemperatureBit(haul.temperature)) != 0;
  });
}

// Twice what a haul costs that need not go anywhere, on any day.
Wide TransportFloor::LeastCostByStore(const HaulFacts& haul, const Part& part) const {
  HaulFacts leg = haul;
  const auto cheapest = [&](const UnitVector& end, uint32_t days) {
    leg.from = leg.to = end;
    Part one_end = part;
    one_end.pickup_days = one_end.delivery_days = days;
    return LeastCost(leg, one_end);
  };
  const Wide in = cheapest(haul.from, part.pickup_days);
  const Wide out = cheapest(haul.to, part.delivery_days);
  return in == kNoCost || out == kNoCost ? kNoCost : in + out;
}

int32_t TransportFloor::PointsOf(NeedIndex need, ResourceIndex resource) const {
  const Quantity most = PairCapacity(problem_, need, resource);
  const HaulFacts facts = FactsOf(problem_, {.need = need, .resource = resource}, most);
  const Wide grams = Wide{most.value()} * problem_.NeedCategory(need).unit_grams;
  const Part part = {.hectograms = grams / Deliveries(problem_, need) / kGramsPerHectogram,
                     .pickup_days = resource_days_[static_cast<size_t>(resource.value())],
                     .delivery_days = need_days_[static_cast<size_t>(need.value())]};
  Wide cost = LeastCost(facts, part);
  if (MayKeep(facts)) {
    const Wide by_store = LeastCostByStore(facts, part);
    if (cost == kNoCost || (by_store != kNoCost && by_store < cost)) cost = by_store;
  }
  if (cost == kNoCost) return kNobody;
  const TransportRules& rules = problem_.policy().transport;
  const Wide micropoints =
      cost * problem_.horizon().weeks * rules.points_per_euro * kMicropointsPerPoint / kCostPerEuro;
  const Wide points =
      micropoints / (Wide{std::max<int64_t>(most.value(), 1)} * problem_.MicropointsPerUnit(need));
  return static_cast<int32_t>(std::min<Wide>(points, kMaxPointsPerReference));
}

int64_t TransportFloor::CostOf(FreightIndex freight) const {
  const HaulFacts facts = FactsOf(problem_, {.freight = freight}, Quantity(0));
  const Part part = {.hectograms = facts.load[0],
                     .pickup_days = DaysOf(facts.pickup_hours),
                     .delivery_days = DaysOf(facts.delivery_hours),
                     .whole = true};
  const Wide cost = LeastCost(facts, part);
  return cost == kNoCost ? 0 : static_cast<int64_t>(cost);
}

int64_t TransportFloor::CostOfRegularTours() const {
  int64_t cost = 0;
  for (const VanDay& run : AllVanDays(problem_)) {
    if (run.regular < 0) continue;
    const TourProblem alone = MakeTourProblem(problem_, {}, {}, {{run}});
    cost += TourColumns(alone).regular_cost[0];
  }
  return cost;
}

}  // namespace cordee
