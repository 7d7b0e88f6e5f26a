#include "engine/solve/bundles/haul_plan.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/route.h"
#include "engine/solve/tours/tour_solver.h"

namespace cordee {
namespace {

// What each haul of the tour adds to it: its cost less that of the tour without it.
void AddMarginalCosts(const TourColumns& columns, const Tour& tour,
                      const std::vector<int32_t>& group, HaulPlan& plan) {
  Route route(columns, tour.vehicle, 0);
  route.Assign(columns, tour.stops, 0);
  for (const int32_t stop : tour.stops) {
    if (!IsPickup(stop)) continue;
    Route without = route;
    std::vector<uint8_t> gone(columns.problem.shipments.size(), 0);
    gone[static_cast<size_t>(ShipmentOf(stop))] = 1;
    without.Remove(columns, gone, 0);
    plan.marginal_cost[static_cast<size_t>(group[static_cast<size_t>(ShipmentOf(stop))])] =
        std::max<int64_t>(route.cost() - without.cost(), 0);
  }
}

// The tours of `before` that these vehicles and this group can begin with.
std::vector<Tour> StartOf(const std::vector<HaulTour>& before, const std::vector<int32_t>& group,
                          const std::vector<VanDay>& vehicles) {
  std::vector<Tour> start;
  std::vector<uint8_t> taken(vehicles.size(), 0);
  for (const HaulTour& tour : before) {
    for (size_t v = 0; v < vehicles.size(); ++v) {
      const VanDay& vehicle = vehicles[v];
      if (taken[v] != 0 || vehicle.van != tour.van || vehicle.day != tour.day ||
          tour.leaves < vehicle.opens || tour.returns > vehicle.closes) {
        continue;
      }
      taken[v] = 1;
      Tour& begun = start.emplace_back(Tour{static_cast<int32_t>(v), {}});
      for (const HaulStop& stop : tour.stops) {
        const auto at = std::lower_bound(group.begin(), group.end(), stop.haul);
        if (at == group.end() || *at != stop.haul) continue;
        begun.stops.push_back(2 * static_cast<int32_t>(at - group.begin()) +
                              (stop.pickup ? 0 : 1));
      }
      break;
    }
  }
  return start;
}

}  // namespace

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

std::vector<int32_t> HaulPlanner::VehiclesFor(const std::vector<PlannedHaul>& hauls,
                                              const std::vector<int32_t>& group,
                                              const std::vector<uint8_t>& used) const {
  const VanTable& vans = problem_.logistics().vans;
  // Metres to the nearest pick-up of a haul that it may carry.
  std::vector<std::pair<int32_t, int32_t>> near;
  for (size_t v = 0; v < van_days_.size(); ++v) {
    if (used[v] != 0) continue;
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
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

absl::Status HaulPlanner::PlanGroup(const std::vector<PlannedHaul>& hauls,
                                    const std::vector<int32_t>& group,
                                    const std::vector<HaulTour>& before,
                                    int32_t iterations_per_haul, std::vector<uint8_t>& used,
                                    StopToken stop, HaulPlan& plan) const {
  const std::vector<int32_t> chosen = VehiclesFor(hauls, group, used);
  if (chosen.empty()) {
    for (const int32_t h : group) plan.reason[static_cast<size_t>(h)] = Unserved::kFeatures;
    return absl::OkStatus();
  }
  std::vector<VanDay> vehicles;
  for (const int32_t v : chosen) vehicles.push_back(van_days_[static_cast<size_t>(v)]);
  std::vector<HaulFacts> facts;
  std::vector<int64_t> prizes;
  for (const int32_t h : group) {
    facts.push_back(hauls[static_cast<size_t>(h)].facts);
    prizes.push_back(hauls[static_cast<size_t>(h)].prize);
  }
  const TourProblem tours = MakeTourProblem(problem_, facts, prizes, vehicles);
  TourOptions options;
  options.start = StartOf(before, group, vehicles);
  options.iterations = static_cast<int64_t>(group.size()) * iterations_per_haul;
  ASSIGN_OR_RETURN(const TourResult result, SolveTours(tours, options, stop));
  const TourColumns columns(tours);
  for (const Tour& tour : result.tours) {
    const auto v = static_cast<size_t>(tour.vehicle);
    used[static_cast<size_t>(chosen[v])] = 1;
    HaulTour& read = plan.tours.emplace_back(ReadTour(tours, tour, vehicles[v], group));
    for (const HaulStop& at : read.stops) plan.carried[static_cast<size_t>(at.haul)] = 1;
    AddMarginalCosts(columns, tour, group, plan);
  }
  for (const UnservedShipment& left : result.unserved) {
    const auto h = static_cast<size_t>(group[static_cast<size_t>(left.shipment)]);
    plan.reason[h] = left.reason;
  }
  return absl::OkStatus();
}

absl::StatusOr<HaulPlan> HaulPlanner::Plan(const std::vector<PlannedHaul>& hauls,
                                           const std::vector<HaulTour>& before,
                                           const HaulPlanOptions& options,
                                           StopToken stop) const {
  const int32_t iterations = options.iterations_per_haul >= 0
                                 ? options.iterations_per_haul
                                 : problem_.policy().transport.iterations;
  HaulPlan plan;
  plan.carried.assign(hauls.size(), 0);
  plan.reason.assign(hauls.size(), Unserved::kNoRoom);
  plan.marginal_cost.assign(hauls.size(), 0);
  std::vector<int32_t> order(hauls.size());
  std::iota(order.begin(), order.end(), 0);
  if (hauls.size() > static_cast<size_t>(kMaxHaulsTogether)) {
    std::vector<uint64_t> along;
    for (const PlannedHaul& haul : hauls) along.push_back(PlaceOnCurve(haul.facts.to));
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      return along[static_cast<size_t>(a)] < along[static_cast<size_t>(b)];
    });
  }
  std::vector<uint8_t> used(van_days_.size(), 0);
  const auto all = static_cast<int32_t>(hauls.size());
  const int32_t groups = (all + kMaxHaulsTogether - 1) / kMaxHaulsTogether;
  for (int32_t g = 0; g < groups; ++g) {
    const auto at = [&](int32_t k) {
      return order.begin() + static_cast<std::ptrdiff_t>(int64_t{all} * k / groups);
    };
    std::vector<int32_t> group(at(g), at(g + 1));
    std::sort(group.begin(), group.end());
    RETURN_IF_ERROR(PlanGroup(hauls, group, before, iterations, used, stop, plan));
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

}  // namespace cordee
