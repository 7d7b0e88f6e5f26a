#include "engine/solve/bundles/store_routes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/candidates/pair_rules.h"

namespace cordee {
namespace {

size_t At(StoreIndex store) { return static_cast<size_t>(store.value()); }

Haul LegOf(const StoreRoute& route, NeedIndex need, ResourceIndex resource, int32_t leg) {
  return {.need = need,
          .resource = resource,
          .store = route.store,
          .leg = leg,
          .first_day = leg == 1 ? route.first_day : route.fetch_day,
          .last_day = leg == 1 ? route.fetch_day - 1 : route.last_day};
}

// Days of [first, last] that cost something.
int32_t Choice(const std::array<int64_t, 7>& costs, int32_t first, int32_t last) {
  int32_t days = 0;
  for (int32_t day = first; day <= last; ++day) days += costs[static_cast<size_t>(day)] >= 0;
  return days;
}

}  // namespace

bool StoreRoutes::MayKeep(StoreIndex store, const HaulFacts& straight) const {
  const StoreTable& stores = problem_.logistics().stores;
  const size_t s = At(store);
  return (straight.weeks & ~stores.weeks[s]) == 0 &&
         (stores.temperatures[s] & TemperatureBit(straight.temperature)) != 0 &&
         straight.load[0] <= stores.hectograms[s] &&
         Distance(stores.place[s], straight.from) <= stores.reach[s] &&
         Distance(stores.place[s], straight.to) <= stores.reach[s];
}

StoreRoute StoreRoutes::Of(NeedIndex need, ResourceIndex resource) const {
  StoreRoute best;
  if (!any()) return best;
  const Quantity least = PairLot(problem_, need, resource);
  Haul straight = {.need = need, .resource = resource};
  const HaulFacts whole = FactsOf(problem_, straight, least);
  std::vector<std::pair<int32_t, StoreIndex>> near;
  const StoreTable& stores = problem_.logistics().stores;
  for (const StoreIndex store : IndexRange<StoreIndex>(stores.size())) {
    if (!MayKeep(store, whole)) continue;
    const UnitVector& place = stores.place[At(store)];
    near.emplace_back(Distance(whole.from, place).value() + Distance(place, whole.to).value(),
                      store);
  }
  if (near.empty()) return best;
  straight.pieces = planner_.PiecesOf(whole);
  if (planner_.LeastCostAlone(FactsOf(problem_, straight, least)) >= 0) return best;
  std::sort(near.begin(), near.end());
  int32_t best_choice = 0;
  for (size_t k = 0; k < std::min(near.size(), kStoresTried); ++k) {
    TryStore(near[k].second, need, resource, best, best_choice);
  }
  return best;
}

void StoreRoutes::TryStore(StoreIndex store, NeedIndex need, ResourceIndex resource,
                           StoreRoute& best, int32_t& best_choice) const {
  const StoreTable& stores = problem_.logistics().stores;
  const Quantity least = PairLot(problem_, need, resource);
  StoreRoute route = {.store = store, .fetch_day = kLastDayOfWeek + 1};
  Haul in = LegOf(route, need, resource, 1);
  route.fetch_day = 0;
  route.last_day = kLastDayOfWeek;
  Haul out = LegOf(route, need, resource, 2);
  in.pieces = out.pieces = std::max(planner_.PiecesOf(FactsOf(problem_, in, least)),
                                    planner_.PiecesOf(FactsOf(problem_, out, least)));
  const auto costs_in = planner_.LeastCostsByDay(FactsOf(problem_, in, least));
  if (Choice(costs_in, 0, kLastDayOfWeek) == 0) return;
  const auto costs_out = planner_.LeastCostsByDay(FactsOf(problem_, out, least));
  in.pieces = 1;
  const HaulFacts most = FactsOf(problem_, in, PairCapacity(problem_, need, resource));
  const int64_t kept = std::min(most.load[0], stores.hectograms[At(store)]);
  const int64_t a_night = StorageCost(stores.cents_per_100kg_night[At(store)], kept, 1);
  for (route.first_day = 0; route.first_day < kLastDayOfWeek; ++route.first_day) {
    route.last_day = std::min(route.first_day + stores.max_nights[At(store)], kLastDayOfWeek);
    for (route.fetch_day = route.first_day + 1; route.fetch_day <= route.last_day;
         ++route.fetch_day) {
      const int32_t choice = Choice(costs_in, route.first_day, route.fetch_day - 1) +
                             Choice(costs_out, route.fetch_day, route.last_day);
      for (int32_t in_day = route.first_day; in_day < route.fetch_day; ++in_day) {
        for (int32_t out_day = route.fetch_day; out_day <= route.last_day; ++out_day) {
          route.cost_in = costs_in[static_cast<size_t>(in_day)];
          route.cost_out = costs_out[static_cast<size_t>(out_day)];
          if (route.cost_in < 0 || route.cost_out < 0) continue;
          route.nights = out_day - in_day;
          route.storage_cost = a_night * route.nights;
          const int64_t cost = route.cost_in + route.cost_out + route.storage_cost;
          const int64_t least_cost = best.cost_in + best.cost_out + best.storage_cost;
          const bool better = !best.goes() || cost < least_cost ||
                              (cost == least_cost && choice > best_choice);
          if (!better) continue;
          best = route;
          best_choice = choice;
        }
      }
    }
  }
}

Link StoreRoutes::Trim(const StoreRoute& route, const Link& link) const {
  const int64_t holds = problem_.logistics().stores.hectograms[At(route.store)];
  const std::array<PlannedHaul, 2> legs = LegsOf(route, link, 0);
  const int64_t pieces = legs[0].haul.pieces;
  if (legs[0].facts.load[0] * pieces <= holds) return link;
  // Every piece is rounded up to hectograms.
  const int64_t grams = (holds - (pieces - 1)) * kGramsPerHectogram;
  const int64_t units = std::max<int64_t>(grams, 0) / problem_.NeedCategory(link.need).unit_grams;
  Link trimmed = link;
  trimmed.amount = Quantity(units * Deliveries(problem_, link.need));
  const bool enough = trimmed.amount >= PairLot(problem_, link.need, link.resource) &&
                      trimmed.amount > Quantity(0) && trimmed.amount < link.amount;
  return enough ? trimmed : link;
}

std::array<PlannedHaul, 2> StoreRoutes::LegsOf(const StoreRoute& route, const Link& link,
                                               int64_t prize) const {
  const StoreTable& stores = problem_.logistics().stores;
  std::array<PlannedHaul, 2> legs;
  int32_t pieces = 1;
  for (int32_t leg = 1; leg <= 2; ++leg) {
    PlannedHaul& planned = legs[static_cast<size_t>(leg) - 1];
    planned.haul = LegOf(route, link.need, link.resource, leg);
    planned.facts = FactsOf(problem_, planned.haul, link.amount);
    pieces = std::max(pieces, planner_.PiecesOf(planned.facts));
  }
  const int64_t storage = StorageCost(stores.cents_per_100kg_night[At(route.store)],
                                      legs[0].facts.load[0], route.nights);
  const int64_t left = std::max<int64_t>(prize - storage, 0);
  const int64_t both = route.cost_in + route.cost_out;
  const auto in = both == 0 ? left / 2
                            : static_cast<int64_t>(static_cast<__int128>(left) * route.cost_in /
                                                   both);
  for (size_t k = 0; k < legs.size(); ++k) {
    legs[k].haul.pieces = pieces;
    legs[k].facts = FactsOf(problem_, legs[k].haul, link.amount);
    legs[k].prize = (k == 0 ? in : left - in) / pieces;
  }
  return legs;
}

}  // namespace cordee
