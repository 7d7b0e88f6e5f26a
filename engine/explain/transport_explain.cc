#include "engine/explain/transport_explain.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/solve/bundles/haul_plan.h"
#include "engine/solve/bundles/store_routes.h"
#include "engine/solve/tours/tour_problem.h"

namespace cordee {
namespace {

constexpr int32_t kSlotsPerDay = 48;
// One pass of insertion overlooks some tours on purpose.
constexpr int32_t kIterationsPerHaul = 2;
// Half-hours that are tried, the fewest first.
constexpr int32_t kWider[] = {1, 2, 4, 8, 16};

// Every run of a day begins `by` half-hours earlier and ends as much later, within its day.
HalfHours Wider(const HalfHours& hours, int32_t by) {
  HalfHours wide;
  for (int32_t day = 0; day < 7; ++day) {
    for (int32_t slot = 0; slot < kSlotsPerDay; ++slot) {
      if (!hours.Has(day * kSlotsPerDay + slot)) continue;
      const int32_t begin = std::max(slot - by, 0);
      const int32_t end = std::min(slot + by + 1, kSlotsPerDay);
      wide.Add(day * kSlotsPerDay + begin, day * kSlotsPerDay + end);
    }
  }
  return wide;
}

class Unlocks {
 public:
  Unlocks(const Problem& problem, const std::vector<Link>& links,
          const TransportResult& transport, StopToken stop)
      : problem_(problem), transport_(transport), stop_(stop), planner_(problem) {
    for (const Haul& haul : transport.hauls) {
      Quantity amount;
      const auto link =
          std::lower_bound(links.begin(), links.end(), haul, [](const Link& a, const Haul& b) {
            return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
          });
      if (!haul.is_freight() && link != links.end()) amount = link->amount;
      hauls_.push_back({haul, FactsOf(problem, haul, amount), kMaxTourCost});
    }
    hauls_.emplace_back();
  }

  std::vector<TransportUnlock> Of(const LeftFreight& left) {
    const Haul haul = {.freight = left.freight};
    const HaulFacts facts = FactsOf(problem_, haul, Quantity(0));
    std::vector<TransportUnlock> found;
    const auto keep = [&](std::optional<TransportUnlock> unlock) {
      if (unlock.has_value()) found.push_back(*unlock);
    };
    if (left.reason == Unserved::kTime || left.reason == Unserved::kNoRoom) {
      keep(FirstWider(facts, TransportChange::kDeliveryHours));
      keep(FirstWider(facts, TransportChange::kPickupHours));
    }
    if (left.reason == Unserved::kLoad || left.reason == Unserved::kNoRoom) {
      keep(Lighter(facts));
    }
    return found;
  }

 private:
  std::optional<TransportUnlock> FirstWider(const HaulFacts& facts, TransportChange change) {
    for (const int32_t by : kWider) {
      HaulFacts wider = facts;
      HalfHours& hours = change == TransportChange::kDeliveryHours ? wider.delivery_hours
                                                                   : wider.pickup_hours;
      hours = Wider(hours, by);
      TransportUnlock unlock{.change = change, .half_hours = by};
      if (IsCarried(wider, unlock)) return unlock;
    }
    return std::nullopt;
  }

  // As much as the largest vehicle that may carry it holds.
  std::optional<TransportUnlock> Lighter(const HaulFacts& facts) {
    const VanTable& vans = problem_.logistics().vans;
    int32_t most = 0;
    for (int32_t v = 0; v < vans.size(); ++v) {
      if (!MayCarry(problem_, VanIndex(v), facts)) continue;
      most = std::max(most, vans.capacity[static_cast<size_t>(v)][0]);
    }
    if (most == 0 || most >= facts.load[0]) return std::nullopt;
    HaulFacts lighter = facts;
    lighter.load[0] = most;
    TransportUnlock unlock{.change = TransportChange::kLoad,
                           .grams = int64_t{facts.load[0] - most} * kGramsPerHectogram};
    if (!IsCarried(lighter, unlock)) return std::nullopt;
    return unlock;
  }

  // Plans again with the change, from the tours as they are: everything else must stay carried.
  bool IsCarried(const HaulFacts& facts, TransportUnlock& unlock) {
    if (stop_.StopRequested()) return false;
    hauls_.back() = {{.freight = FreightIndex(0)}, facts, kMaxTourCost};
    const absl::StatusOr<HaulPlan> plan =
        planner_.Plan(hauls_, transport_.tours, {.iterations_per_haul = kIterationsPerHaul}, stop_);
    if (!plan.ok()) return false;
    for (const uint8_t carried : plan->carried) {
      if (carried == 0) return false;
    }
    const auto wanted = static_cast<int32_t>(hauls_.size()) - 1;
    for (const HaulTour& tour : plan->tours) {
      for (const HaulStop& at : tour.stops) {
        if (at.haul != wanted) continue;
        unlock.van = tour.van;
        unlock.day = tour.day;
      }
    }
    return true;
  }

  const Problem& problem_;
  const TransportResult& transport_;
  const StopToken stop_;
  const HaulPlanner planner_;
  std::vector<PlannedHaul> hauls_;  // all that is carried, and the one that is left
};

}  // namespace

VanVerdict ExamineVan(const Problem& problem, VanIndex van, const HaulFacts& haul) {
  const VanTable& vans = problem.logistics().vans;
  const auto v = static_cast<size_t>(van.value());
  VanVerdict verdict;
  const auto object = [&verdict](bool is, VanObstacle obstacle) {
    if (is) verdict.obstacles |= 1u << static_cast<int>(obstacle);
  };
  const bool own = vans.actor[v] == haul.giver || vans.actor[v] == haul.taker;
  object(vans.no_driver[v] != 0, VanObstacle::kDriver);
  object(vans.carriage[v] == Carriage::kOwn && !own, VanObstacle::kCarriage);
  object((vans.temperatures[v] & TemperatureBit(haul.temperature)) == 0,
         VanObstacle::kTemperature);
  for (size_t d = 0; d < haul.load.size(); ++d) {
    const bool limited = d == 0 || vans.capacity[v][d] > 0;
    object(limited && haul.load[d] + haul.returned[d] > vans.capacity[v][d], VanObstacle::kLoad);
  }
  verdict.grams_over =
      std::max(haul.load[0] - vans.capacity[v][0], 0) * kGramsPerHectogram;
  const Metres farthest =
      std::max(Distance(vans.place[v], haul.from), Distance(vans.place[v], haul.to));
  object(farthest > vans.reach[v], VanObstacle::kReach);
  if (farthest > vans.reach[v]) verdict.metres_over = farthest - vans.reach[v];
  object((haul.weeks & ~vans.weeks[v]) != 0, VanObstacle::kWeeks);
  // Its hours, whatever else stands against it.
  HaulFacts light = haul;
  light.load = {};
  light.returned = {};
  light.weeks = 0;
  light.giver = light.taker = vans.actor[v];
  light.temperature = Temperature::kAmbient;
  bool in_time = false;
  for (const VanDay& van_day : VanDaysOf(problem, van)) {
    const int64_t cost = CostAlone(problem, van_day, light);
    if (cost < 0) continue;
    if (!in_time || cost < verdict.cost) {
      verdict.day = van_day.day;
      verdict.cost = cost;
    }
    in_time = true;
  }
  const bool known = vans.no_driver[v] == 0 && farthest <= vans.reach[v];
  object(known && !in_time, VanObstacle::kHours);
  return verdict;
}

void DropUncarriableUnlocks(const Problem& problem, std::vector<UnmetExplanation>& unmet) {
  if (!problem.logistics().needed) return;
  const HaulPlanner planner(problem);
  const StoreRoutes routes(problem, planner);
  for (UnmetExplanation& each : unmet) {
    if (!problem.IsCarried(each.need)) continue;
    std::erase_if(each.unlocks, [&](const Unlock& unlock) {
      const Haul haul = {.need = each.need, .resource = unlock.resource};
      const Quantity least = PairLot(problem, each.need, unlock.resource);
      return planner.LeastCostAlone(FactsOf(problem, haul, least)) < 0 &&
             !routes.Of(each.need, unlock.resource).goes();
    });
  }
}

std::vector<LeftFreightExplanation> ExplainLeftFreights(const Problem& problem,
                                                        const std::vector<Link>& links,
                                                        const TransportResult& transport,
                                                        StopToken stop) {
  std::vector<LeftFreightExplanation> explanations;
  if (transport.left_freights.empty()) return explanations;
  Unlocks unlocks(problem, links, transport, stop);
  for (const LeftFreight& left : transport.left_freights) {
    LeftFreightExplanation& to = explanations.emplace_back();
    to.freight = left.freight;
    to.reason = left.reason;
    if (explanations.size() <= kMaxExplainedFreights) to.unlocks = unlocks.Of(left);
  }
  return explanations;
}

}  // namespace cordee
