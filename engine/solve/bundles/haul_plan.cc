#include "engine/solve/bundles/haul_plan.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/route.h"
#include "engine/solve/tours/tour_solver.h"
#include "engine/solve/tours/unserved.h"

namespace cordee {
namespace {

// Two searches that meet find as much as one of twice the length, in half the time.
constexpr int32_t kSearches = 2;

// What each haul of the tour adds to it: its cost less that of the tour without it.
void AddMarginalCosts(const TourColumns& columns, const Tour& tour,
                      const std::vector<int32_t>& group, HaulPlan& plan) {
  Route route(columns, tour.vehicle, 0);
  route.Assign(columns, tour.stops, 0);
  for (const int32_t stop : tour.stops) {
    if (stop < 0 || !IsPickup(stop)) continue;
    Route without = route;
    std::vector<uint8_t> gone(columns.problem.shipments.size(), 0);
    gone[static_cast<size_t>(ShipmentOf(stop))] = 1;
    without.Remove(columns, gone, 0);
    plan.marginal_cost[static_cast<size_t>(group[static_cast<size_t>(ShipmentOf(stop))])] =
        std::max<int64_t>(route.cost() - without.cost(), 0);
  }
}

// Stops at one place, all to load or all to unload, by number where that changes nothing: the order
// that the search left them in means nothing, and would be another one next time.
Tour InOrder(const TourColumns& columns, const Tour& tour) {
  Tour ordered = tour;
  const auto same = [&](int32_t a, int32_t b) {
    if (a < 0 || b < 0) return a == b;
    return IsPickup(a) == IsPickup(b) && columns.location[static_cast<size_t>(a)] ==
                                             columns.location[static_cast<size_t>(b)];
  };
  for (auto first = ordered.stops.begin(); first != ordered.stops.end();) {
    const auto last = std::find_if(first, ordered.stops.end(),
                                   [&](int32_t stop) { return !same(*first, stop); });
    std::sort(first, last);
    first = last;
  }
  Route before(columns, tour.vehicle, 0);
  Route after = before;
  const bool equal = before.Assign(columns, tour.stops, 0) &&
                     after.Assign(columns, ordered.stops, 0) && before.cost() == after.cost();
  return equal ? ordered : tour;
}

// The hauls of a group and the vehicles for it, as the kernel has them. `hauls` and `vehicles`:
// numbers in all of them, sorted.
class GroupProblem {
 public:
  GroupProblem(const Problem& problem, const std::vector<PlannedHaul>& all,
               const std::vector<int32_t>& hauls, const std::vector<VanDay>& van_days,
               const std::vector<int32_t>& vehicles)
      : hauls_(hauls),
        vehicles_(vehicles),
        problem_(Make(problem, all, hauls, van_days, vehicles)),
        columns_(problem_) {}
  // The columns refer to the problem.
  GroupProblem(const GroupProblem&) = delete;
  GroupProblem& operator=(const GroupProblem&) = delete;

  const TourProblem& problem() const { return problem_; }
  const TourColumns& columns() const { return columns_; }
  Tour TourOf(const HaulTour& from, int32_t van_day) const {
    Tour tour{Rank(vehicles_, van_day), {}};
    for (const HaulStop& stop : from.stops) {
      if (stop.is_regular()) {
        tour.stops.push_back(NumberOfRegular(stop.regular));
        continue;
      }
      tour.stops.push_back(2 * Rank(hauls_, stop.haul) + (stop.pickup ? 0 : 1));
    }
    return tour;
  }

 private:
  static TourProblem Make(const Problem& problem, const std::vector<PlannedHaul>& all,
                          const std::vector<int32_t>& hauls,
                          const std::vector<VanDay>& van_days,
                          const std::vector<int32_t>& vehicles) {
    std::vector<VanDay> chosen;
    for (const int32_t v : vehicles) chosen.push_back(van_days[static_cast<size_t>(v)]);
    std::vector<HaulFacts> facts;
    std::vector<int64_t> prizes;
    for (const int32_t h : hauls) {
      facts.push_back(all[static_cast<size_t>(h)].facts);
      prizes.push_back(all[static_cast<size_t>(h)].prize);
    }
    return MakeTourProblem(problem, facts, prizes, chosen);
  }
  static int32_t Rank(const std::vector<int32_t>& sorted, int32_t number) {
    return static_cast<int32_t>(std::lower_bound(sorted.begin(), sorted.end(), number) -
                                sorted.begin());
  }

  const std::vector<int32_t>& hauls_;
  const std::vector<int32_t>& vehicles_;
  const TourProblem problem_;
  const TourColumns columns_;
};

}  // namespace

// A tour to begin with, and the vehicle that drives it: a row of van_days_.
struct HaulPlanner::Start {
  int32_t van_day = 0;
  const HaulTour* tour = nullptr;
};

// Hauls that are planned together, sorted, with the tours that they begin with.
struct HaulPlanner::Group {
  std::vector<int32_t> hauls;
  std::vector<Start> starts;
};

HaulPlanner::HaulPlanner(const Problem& problem)
    : problem_(problem), van_days_(AllVanDays(problem)) {}

int32_t HaulPlanner::PiecesOf(const HaulFacts& whole) const {
  const VanTable& vans = problem_.logistics().vans;
  int64_t pieces = 0;
  for (int32_t v = 0; v < vans.size(); ++v) {
    if (!MayCarry(problem_, VanIndex(v), whole)) continue;
    const Load& capacity = vans.capacity[static_cast<size_t>(v)];
    int64_t needed = 1;
    for (size_t d = 0; d < capacity.size(); ++d) {
      if (d > 0 && capacity[d] == 0) continue;
      const int64_t most = std::max(capacity[d], 1);
      needed = std::max(needed, (int64_t{whole.load[d]} + most - 1) / most);
    }
    pieces = pieces == 0 ? needed : std::min(pieces, needed);
  }
  return static_cast<int32_t>(std::clamp<int64_t>(pieces, 1, kMaxHaulPieces));
}

int64_t HaulPlanner::LeastCostAlone(const HaulFacts& haul) const {
  int64_t best = -1;
  const HaulWindows windows = WindowsOf(haul);
  for (const VanDay& van_day : van_days_) {
    const int64_t cost = CostAlone(problem_, van_day, haul, windows);
    if (cost >= 0 && (best < 0 || cost < best)) best = cost;
  }
  return best;
}

std::array<int64_t, 7> HaulPlanner::LeastCostsByDay(const HaulFacts& haul) const {
  std::array<int64_t, 7> best;
  best.fill(-1);
  const HaulWindows windows = WindowsOf(haul);
  for (const VanDay& van_day : van_days_) {
    const int64_t cost = CostAlone(problem_, van_day, haul, windows);
    int64_t& least = best[static_cast<size_t>(van_day.day)];
    if (cost >= 0 && (least < 0 || cost < least)) least = cost;
  }
  return best;
}

// Those that a vehicle can begin with; no vehicle has two.
std::vector<HaulPlanner::Start> HaulPlanner::StartsOf(const std::vector<HaulTour>& before) const {
  std::vector<Start> starts;
  std::vector<uint8_t> taken(van_days_.size(), 0);
  for (const HaulTour& tour : before) {
    const auto first = std::lower_bound(
        van_days_.begin(), van_days_.end(), tour, [](const VanDay& a, const HaulTour& b) {
          return std::tuple(a.day, a.van) < std::tuple(b.day, b.van);
        });
    for (auto at = first; at != van_days_.end(); ++at) {
      if (at->van != tour.van || at->day != tour.day) break;
      const auto v = static_cast<size_t>(at - van_days_.begin());
      if (taken[v] != 0 || tour.leaves < at->opens || tour.returns > at->closes) continue;
      taken[v] = 1;
      starts.push_back({static_cast<int32_t>(v), &tour});
      break;
    }
  }
  return starts;
}

std::vector<int32_t> HaulPlanner::VehiclesFor(const std::vector<PlannedHaul>& hauls,
                                              const std::vector<int32_t>& group,
                                              const std::vector<uint8_t>& taken) const {
  const VanTable& vans = problem_.logistics().vans;
  // Metres to the nearest pick-up of a haul that it may carry.
  std::vector<std::pair<int32_t, int32_t>> near;
  for (size_t v = 0; v < van_days_.size(); ++v) {
    if (taken[v] != 0) continue;
    const VanIndex van = van_days_[v].van;
    int32_t nearest = INT32_MAX;
    for (const int32_t h : group) {
      const HaulFacts& facts = hauls[static_cast<size_t>(h)].facts;
      if (!MayCarry(problem_, van, facts)) continue;
      const Metres metres = Distance(vans.place[static_cast<size_t>(van.value())], facts.from);
      nearest = std::min(nearest, metres.value());
    }
    if (nearest < INT32_MAX) near.emplace_back(nearest, static_cast<int32_t>(v));
  }
  std::sort(near.begin(), near.end());
  if (near.size() > static_cast<size_t>(kMaxVanDays)) near.resize(kMaxVanDays);
  std::vector<int32_t> chosen;
  for (const auto& [metres, v] : near) chosen.push_back(v);
  return chosen;
}

absl::Status HaulPlanner::PlanGroup(const std::vector<PlannedHaul>& hauls, const Group& group,
                                    const HaulPlanOptions& options, std::vector<uint8_t>& taken,
                                    StopToken stop, HaulPlan& plan) const {
  std::vector<int32_t> chosen = VehiclesFor(hauls, group.hauls, taken);
  for (const Start& start : group.starts) chosen.push_back(start.van_day);
  std::sort(chosen.begin(), chosen.end());
  for (const int32_t h : group.hauls) {
    plan.reason[static_cast<size_t>(h)] = WithoutRules(hauls[static_cast<size_t>(h)].facts);
  }
  if (chosen.empty()) return absl::OkStatus();
  const GroupProblem tours(problem_, hauls, group.hauls, van_days_, chosen);
  TourOptions search;
  std::vector<uint8_t> begun(group.hauls.size(), 0);
  for (const Start& start : group.starts) {
    Tour tour = tours.TourOf(*start.tour, start.van_day);
    if (!Route(tours.columns(), tour.vehicle, 0).Assign(tours.columns(), tour.stops, 0)) continue;
    for (const int32_t at : tour.stops) {
      if (at >= 0) begun[static_cast<size_t>(ShipmentOf(at))] = 1;
    }
    search.start.push_back(std::move(tour));
  }
  auto around = static_cast<int64_t>(group.hauls.size());
  if (options.only_new) {
    for (size_t k = 0; k < begun.size(); ++k) {
      const bool quiet = hauls[static_cast<size_t>(group.hauls[k])].quiet;
      if (begun[k] == 0 && !quiet) search.focus.push_back(static_cast<int32_t>(k));
    }
    around = static_cast<int64_t>(search.focus.size());
  }
  search.iterations = (around * options.iterations_per_haul + kSearches - 1) / kSearches;
  search.searches = kSearches;
  search.threads = options.threads;
  ASSIGN_OR_RETURN(const TourResult result, SolveTours(tours.problem(), search, stop));
  for (const Start& start : group.starts) taken[static_cast<size_t>(start.van_day)] = 0;
  for (const Tour& found : result.tours) {
    const Tour tour = InOrder(tours.columns(), found);
    const auto v = static_cast<size_t>(chosen[static_cast<size_t>(tour.vehicle)]);
    taken[v] = 1;
    HaulTour& read =
        plan.tours.emplace_back(ReadTour(tours.problem(), tour, van_days_[v], group.hauls));
    for (const HaulStop& at : read.stops) {
      if (!at.is_regular()) plan.carried[static_cast<size_t>(at.haul)] = 1;
    }
    AddMarginalCosts(tours.columns(), tour, group.hauls, plan);
  }
  for (const UnservedShipment& left : result.unserved) {
    const auto h = static_cast<size_t>(group.hauls[static_cast<size_t>(left.shipment)]);
    plan.reason[h] = std::max(plan.reason[h], WithRegularTours(hauls[h].facts, left.reason));
  }
  return absl::OkStatus();
}

// What stands in the way of a haul that no vehicle may carry: that none holds it, or the rules.
Unserved HaulPlanner::WithoutRules(const HaulFacts& haul) const {
  const VanTable& vans = problem_.logistics().vans;
  const bool held = std::any_of(van_days_.begin(), van_days_.end(), [&](const VanDay& van_day) {
    const Load& most = vans.capacity[static_cast<size_t>(van_day.van.value())];
    for (size_t d = 0; d < most.size(); ++d) {
      if ((d == 0 || most[d] > 0) && haul.load[d] + haul.returned[d] > most[d]) return false;
    }
    return true;
  });
  return held ? Unserved::kFeatures : Unserved::kLoad;
}

// What only the load of a regular tour keeps from being carried is a matter of room, not of time.
Unserved HaulPlanner::WithRegularTours(const HaulFacts& haul, Unserved reason) const {
  if (reason != Unserved::kTime) return reason;
  HaulFacts light = haul;
  light.load = light.returned = {};
  const HaulWindows windows = WindowsOf(haul);
  const bool in_time = std::any_of(van_days_.begin(), van_days_.end(), [&](const VanDay& each) {
    return each.regular >= 0 && CostAlone(problem_, each, light, windows) >= 0;
  });
  return in_time ? Unserved::kNoRoom : reason;
}

std::vector<Unserved> HaulPlanner::WhyLeft(const std::vector<PlannedHaul>& hauls) const {
  std::vector<Unserved> reasons;
  for (const PlannedHaul& haul : hauls) reasons.push_back(WithoutRules(haul.facts));
  const std::vector<uint8_t> taken(van_days_.size(), 0);
  for (size_t begin = 0; begin < hauls.size(); begin += kMaxHaulsTogether) {
    std::vector<int32_t> group(std::min<size_t>(kMaxHaulsTogether, hauls.size() - begin));
    std::iota(group.begin(), group.end(), static_cast<int32_t>(begin));
    std::vector<int32_t> chosen = VehiclesFor(hauls, group, taken);
    if (chosen.empty()) continue;
    std::sort(chosen.begin(), chosen.end());
    const GroupProblem tours(problem_, hauls, group, van_days_, chosen);
    for (size_t k = 0; k < group.size(); ++k) {
      reasons[begin + k] =
          std::max(reasons[begin + k],
                   WithRegularTours(hauls[begin + k].facts,
                                    WhyUnserved(tours.columns(), static_cast<int32_t>(k))));
    }
  }
  return reasons;
}

absl::StatusOr<HaulPlan> HaulPlanner::Plan(const std::vector<PlannedHaul>& hauls,
                                           const std::vector<HaulTour>& before,
                                           const HaulPlanOptions& options,
                                           StopToken stop) const {
  HaulPlanOptions chosen = options;
  if (chosen.iterations_per_haul < 0) {
    chosen.iterations_per_haul = problem_.policy().transport.iterations;
  }
  HaulPlan plan;
  plan.carried.assign(hauls.size(), 0);
  plan.reason.assign(hauls.size(), Unserved::kNoRoom);
  plan.marginal_cost.assign(hauls.size(), 0);
  const std::vector<Start> starts = StartsOf(before);
  std::vector<uint8_t> taken(van_days_.size(), 0);
  // Kept for the group that begins with it.
  for (const Start& start : starts) taken[static_cast<size_t>(start.van_day)] = 1;
  for (const Group& group : GroupsOf(hauls, starts)) {
    RETURN_IF_ERROR(PlanGroup(hauls, group, chosen, taken, stop, plan));
  }
  std::stable_sort(plan.tours.begin(), plan.tours.end(), [](const HaulTour& a, const HaulTour& b) {
    return std::tuple(a.day, a.van, a.leaves) < std::tuple(b.day, b.van, b.leaves);
  });
  for (const HaulTour& tour : plan.tours) {
    plan.cost += tour.cost;
    plan.metres += tour.metres;
  }
  return plan;
}

std::vector<HaulPlanner::Group> HaulPlanner::GroupsOf(const std::vector<PlannedHaul>& hauls,
                                                      const std::vector<Start>& starts) {
  const auto all = static_cast<int64_t>(hauls.size());
  const int64_t count = (all + kMaxHaulsTogether - 1) / kMaxHaulsTogether;
  std::vector<Group> groups(static_cast<size_t>(count));
  // By place along a curve, hauls of one tour together where its first is.
  std::vector<std::tuple<uint64_t, int32_t, int32_t>> order;  // place, tour, haul
  for (size_t h = 0; h < hauls.size(); ++h) {
    const uint64_t place = count > 1 ? PlaceOnCurve(hauls[h].facts.to) : 0;
    order.emplace_back(place, -1, static_cast<int32_t>(h));
  }
  for (size_t t = 0; t < starts.size(); ++t) {
    const std::vector<HaulStop>& stops = starts[t].tour->stops;
    const auto first = std::find_if(stops.begin(), stops.end(), [](const HaulStop& stop) {
      return !stop.is_regular();
    });
    if (first == stops.end()) continue;
    const uint64_t place = std::get<0>(order[static_cast<size_t>(first->haul)]);
    for (const HaulStop& stop : stops) {
      if (stop.is_regular()) continue;
      order[static_cast<size_t>(stop.haul)] = {place, static_cast<int32_t>(t), stop.haul};
    }
  }
  std::sort(order.begin(), order.end());
  int64_t g = 0;
  int32_t tour_before = -1;
  for (int64_t k = 0; k < all; ++k) {
    const auto [place, tour, haul] = order[static_cast<size_t>(k)];
    const bool goes_on = tour >= 0 && tour == tour_before;
    if (!goes_on) {
      while (k >= all * (g + 1) / count) ++g;
    }
    Group& group = groups[static_cast<size_t>(g)];
    if (tour >= 0 && !goes_on) group.starts.push_back(starts[static_cast<size_t>(tour)]);
    group.hauls.push_back(haul);
    tour_before = tour;
  }
  for (Group& group : groups) std::sort(group.hauls.begin(), group.hauls.end());
  std::erase_if(groups, [](const Group& group) { return group.hauls.empty(); });
  return groups;
}

}  // namespace cordee
