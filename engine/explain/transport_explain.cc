#include "engine/explain/transport_explain.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/candidates/pair_rules.h"
#include "engine/score/score.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "engine/solve/bundles/haul_plan.h"
#include "engine/solve/bundles/haul_problem.h"
#include "engine/solve/bundles/store_routes.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

constexpr int32_t kDaysPerWeek = 7;
constexpr int32_t kSlotsPerDay = 48;
// Of search around the one haul that is new.
constexpr int32_t kIterationsPerHaul = 20;
// Half-hours that are tried on every day, the fewest first.
constexpr int32_t kWider[] = {1, 2, 4, 8, 16};
// Halvings of the load.
constexpr int32_t kLoadSteps = 7;
// What no pair exceeds: all in common, and both signatures.
constexpr int32_t kFullDegree = 100;
constexpr int32_t kBothSigned = 2;

// Every run of a day begins or ends `by` half-hours further out, within its day.
HalfHours Wider(const HalfHours& hours, const TransportUnlock& unlock) {
  HalfHours wide = hours;
  const int32_t earlier = unlock.end == WiderEnd::kLater ? 0 : unlock.half_hours;
  const int32_t later = unlock.end == WiderEnd::kEarlier ? 0 : unlock.half_hours;
  for (int32_t day = 0; day < kDaysPerWeek; ++day) {
    if (!unlock.every_day && day != unlock.day) continue;
    for (int32_t slot = 0; slot < kSlotsPerDay; ++slot) {
      if (!hours.Has(day * kSlotsPerDay + slot)) continue;
      const int32_t begin = std::max(slot - earlier, 0);
      const int32_t end = std::min(slot + later + 1, kSlotsPerDay);
      wide.Add(day * kSlotsPerDay + begin, day * kSlotsPerDay + end);
    }
  }
  return wide;
}

// Plans again, from the tours as they are, with one haul more.
class Replanner {
 public:
  Replanner(const Problem& problem, const HaulPlanner& planner, const std::vector<Link>& links,
            const TransportResult& transport, StopToken stop)
      : transport_(transport), planner_(planner), stop_(stop) {
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

  // Nothing is planned where there are too many.
  bool can() const { return hauls_.size() <= kMaxReplannedHauls + 1; }

  // The tour that carries it, with the number of its day; none when it is left, or another is.
  std::optional<std::pair<VanIndex, int32_t>> TourOf(const PlannedHaul& wanted) {
    if (stop_.StopRequested() || !can()) return std::nullopt;
    if (planner_.LeastCostAlone(wanted.facts) < 0) return std::nullopt;
    hauls_.back() = wanted;
    const absl::StatusOr<HaulPlan> plan = planner_.Plan(
        hauls_, transport_.tours,
        {.iterations_per_haul = kIterationsPerHaul, .only_new = true}, stop_);
    if (!plan.ok()) return std::nullopt;
    for (const uint8_t carried : plan->carried) {
      if (carried == 0) return std::nullopt;
    }
    const auto number = static_cast<int32_t>(hauls_.size()) - 1;
    for (const HaulTour& tour : plan->tours) {
      for (const HaulStop& at : tour.stops) {
        if (at.haul == number) return std::pair(tour.van, tour.day);
      }
    }
    return std::nullopt;
  }

 private:
  const TransportResult& transport_;
  const HaulPlanner& planner_;
  const StopToken stop_;
  std::vector<PlannedHaul> hauls_;  // all that is carried, and the one that is new
};

// What would bring one shipment on a tour.
class Unlocks {
 public:
  Unlocks(const Problem& problem, Replanner& replanner, FreightIndex freight)
      : problem_(problem),
        replanner_(replanner),
        facts_(FactsOf(problem, {.freight = freight}, Quantity(0))) {}

  std::vector<TransportUnlock> Of(Unserved reason) {
    std::vector<TransportUnlock> found;
    const auto keep = [&](std::optional<TransportUnlock> unlock) {
      if (unlock.has_value()) found.push_back(*unlock);
    };
    if (reason == Unserved::kTime || reason == Unserved::kNoRoom) {
      keep(FirstWider(TransportChange::kDeliveryHours));
      keep(FirstWider(TransportChange::kPickupHours));
    }
    if (reason == Unserved::kLoad || reason == Unserved::kNoRoom) keep(Lighter());
    return found;
  }

 private:
  std::optional<TransportUnlock> FirstWider(TransportChange change) {
    int32_t before = 0;
    for (const int32_t by : kWider) {
      TransportUnlock unlock{.change = change, .half_hours = by};
      if (DoesHelp(unlock)) return Narrowed(unlock, before);
      before = by;
    }
    return std::nullopt;
  }

  // As `unlock`, at one end of its day or on that day alone if that does, and as few half-hours as
  // do, more than `before`.
  TransportUnlock Narrowed(const TransportUnlock& unlock, int32_t before) {
    TransportUnlock narrow = unlock;
    for (const WiderEnd end : {WiderEnd::kLater, WiderEnd::kEarlier, WiderEnd::kBoth}) {
      TransportUnlock tried = unlock;
      tried.every_day = false;
      tried.end = end;
      if (!DoesHelp(tried)) continue;
      narrow = tried;
      break;
    }
    while (narrow.half_hours - before > 1) {
      TransportUnlock tried = narrow;
      tried.half_hours = (before + narrow.half_hours) / 2;
      if (DoesHelp(tried)) {
        narrow = tried;
      } else {
        before = tried.half_hours;
      }
    }
    return narrow;
  }

  // At most what the largest vehicle holds that may carry it.
  std::optional<TransportUnlock> Lighter() {
    const VanTable& vans = problem_.logistics().vans;
    int32_t most = 0;
    for (int32_t v = 0; v < vans.size(); ++v) {
      if (!MayCarry(problem_, VanIndex(v), facts_)) continue;
      most = std::max(most, vans.capacity[static_cast<size_t>(v)][0]);
    }
    const int32_t load = facts_.load[0];
    TransportUnlock unlock{.change = TransportChange::kLoad};
    if (most == 0) return std::nullopt;
    if (most < load) {
      unlock.grams = int64_t{load - most} * kGramsPerHectogram;
      if (DoesHelp(unlock)) return unlock;
    }
    std::optional<TransportUnlock> found;
    int32_t little = 0;
    int32_t much = std::min(most, load);
    for (int32_t step = 0; step < kLoadSteps && much - little > 1; ++step) {
      const int32_t middle = little + (much - little) / 2;
      unlock.grams = int64_t{load - middle} * kGramsPerHectogram;
      if (!DoesHelp(unlock)) {
        much = middle;
        continue;
      }
      found = unlock;
      little = middle;
    }
    return found;
  }

  // Notes who carries it then. Everything else must stay carried.
  bool DoesHelp(TransportUnlock& unlock) {
    HaulFacts changed = facts_;
    if (unlock.change == TransportChange::kDeliveryHours) {
      changed.delivery_hours = Wider(facts_.delivery_hours, unlock);
    } else if (unlock.change == TransportChange::kPickupHours) {
      changed.pickup_hours = Wider(facts_.pickup_hours, unlock);
    } else {
      changed.load[0] -= static_cast<int32_t>(unlock.grams / kGramsPerHectogram);
    }
    const auto tour =
        replanner_.TourOf({{.freight = FreightIndex(0)}, changed, kMaxTourCost});
    if (!tour.has_value()) return false;
    // On another day than the one that is wider it would not need to be.
    if (!unlock.every_day && unlock.day != tour->second) return false;
    unlock.van = tour->first;
    unlock.day = tour->second;
    return true;
  }

  const Problem& problem_;
  Replanner& replanner_;
  const HaulFacts facts_;
};

// What the goods of a pair are worth at most, once it is allowed, as a cost of each delivery.
int64_t MostPrize(const Problem& problem, const PointsRanking& ranking, NeedIndex need,
                  ResourceIndex resource, Quantity amount, Quantity unmet) {
  const Points points = ranking.OfResource(resource) +
                        ranking.MostOfRest(kFullDegree, Metres(0), kBothSigned);
  const Total saved = UnmetCost(problem, need, unmet) -
                      UnmetCost(problem, need, unmet - std::min(amount, unmet));
  const Total worth = Total{amount.value()} * points.value() * problem.MicropointsPerUnit(need);
  return CostOfWorth(problem, worth + saved, Deliveries(problem, need));
}

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
    in_time = in_time || CostAlone(problem, van_day, light) >= 0;
  }
  const bool known = vans.no_driver[v] == 0 && farthest <= vans.reach[v];
  object(known && !in_time, VanObstacle::kHours);
  if (verdict.obstacles != 0) return verdict;
  verdict.day = -1;
  for (const VanDay& van_day : VanDaysOf(problem, van)) {
    const int64_t cost = CostAlone(problem, van_day, haul);
    if (cost < 0 || (verdict.day >= 0 && cost >= verdict.cost)) continue;
    verdict.day = van_day.day;
    verdict.cost = cost;
  }
  object(verdict.day < 0, VanObstacle::kRegularLoad);
  return verdict;
}

void DropUncarriableUnlocks(const Problem& problem, const std::vector<Link>& links,
                            const TransportResult& transport, int32_t threads, StopToken stop,
                            std::vector<UnmetExplanation>& unmet) {
  if (!problem.logistics().needed) return;
  const HaulPlanner planner(problem);
  const StoreRoutes routes(problem, planner);
  const PointsRanking ranking(problem);
  std::vector<UnmetExplanation*> carried;
  for (UnmetExplanation& each : unmet) {
    if (problem.IsCarried(each.need) && !each.unlocks.empty()) carried.push_back(&each);
  }
  const auto is_worth_it = [&](NeedIndex need, ResourceIndex resource, Quantity amount,
                               Quantity unmet_amount, Replanner& replanner) {
    Haul haul = {.need = need, .resource = resource};
    haul.pieces = planner.PiecesOf(FactsOf(problem, haul, amount));
    const int64_t prize = MostPrize(problem, ranking, need, resource, amount, unmet_amount);
    return replanner.TourOf({haul, FactsOf(problem, haul, amount), prize / haul.pieces})
        .has_value();
  };
  ParallelFor(static_cast<int64_t>(carried.size()), 1, threads, [&](int64_t begin, int64_t end) {
    for (int64_t k = begin; k < end; ++k) {
      UnmetExplanation& each = *carried[static_cast<size_t>(k)];
      Replanner replanner(problem, planner, links, transport, stop);
      std::erase_if(each.unlocks, [&](const Unlock& unlock) {
        const Quantity least = PairLot(problem, each.need, unlock.resource);
        const Haul haul = {.need = each.need, .resource = unlock.resource};
        if (planner.LeastCostAlone(FactsOf(problem, haul, least)) < 0) {
          return !routes.Of(each.need, unlock.resource).goes();
        }
        if (k >= static_cast<int64_t>(kMaxReplannedNeeds) || !replanner.can()) return false;
        const Quantity most =
            std::max(least, std::min(each.unmet, PairCapacity(problem, each.need,
                                                              unlock.resource)));
        return !is_worth_it(each.need, unlock.resource, most, each.unmet, replanner) &&
               !is_worth_it(each.need, unlock.resource, least, each.unmet, replanner);
      });
    }
  });
}

std::vector<LeftFreightExplanation> ExplainLeftFreights(const Problem& problem,
                                                        const std::vector<Link>& links,
                                                        const TransportResult& transport,
                                                        int32_t threads, StopToken stop) {
  std::vector<LeftFreightExplanation> explanations;
  for (const LeftFreight& left : transport.left_freights) {
    explanations.push_back({left.freight, left.reason, {}});
  }
  if (explanations.empty()) return explanations;
  const HaulPlanner planner(problem);
  const size_t explained = std::min(explanations.size(), kMaxExplainedFreights);
  ParallelFor(static_cast<int64_t>(explained), 1, threads, [&](int64_t begin, int64_t end) {
    Replanner replanner(problem, planner, links, transport, stop);
    for (int64_t k = begin; k < end; ++k) {
      LeftFreightExplanation& of = explanations[static_cast<size_t>(k)];
      of.unlocks = Unlocks(problem, replanner, of.freight).Of(of.reason);
    }
  });
  return explanations;
}

}  // namespace cordee
