#include "engine/solve/tours/insertion.h"

#include <algorithm>
#include <optional>

namespace cordee {
namespace {

// A place is overlooked once in this many times.
constexpr int64_t kBlinkOneIn = 2;
// What a delivery adds that has no place.
constexpr int64_t kNowhere = std::numeric_limits<int64_t>::max();

}  // namespace

// One search. Nodes are numbered as in the route; place k lies between node k and the next.
struct InsertionSearch::Search {
  const TourColumns& columns;
  const Route& route;
  const std::vector<Place>& places;
  const Places pickups;
  const Places deliveries;
  const int32_t shipment;
  Random* const blink;
  BreakSearch& breaks;
  std::vector<Step>& steps;
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(route.vehicle())];
  const TimeSegment& pickup = columns.Alone(vehicle.day, 2 * shipment);
  const TimeSegment& delivery = columns.Alone(vehicle.day, 2 * shipment + 1);
  // Of a vehicle that leaves: an empty route costs nothing, not even from its start to its end,
  // unless it is driven anyway.
  const int64_t free_cost =
      route.empty() && !route.has_regular() ? TourCost(vehicle, route.distance(), 0) : 0;
  const int64_t regular_cost = columns.regular_cost[static_cast<size_t>(route.vehicle())];
  Insertion best;  // its cost: what to stay below
  bool found = false;

  const Route::Node& At(int32_t k) const { return route.nodes()[static_cast<size_t>(k)]; }
  const Place& PlaceAt(int32_t k) const { return places[static_cast<size_t>(k)]; }

  void Run() {
    for (int32_t i = pickups.first; i <= std::min(pickups.last, deliveries.last); ++i) {
      const Place& place = PlaceAt(i);
      if (!place.fits || CostAtLeast(place.pickup_added) >= best.cost) continue;
      TimeSegment with_pickup;
      if (!Join(At(i).until, place.to_pickup, pickup, &with_pickup)) continue;
      if (i >= deliveries.first) TryBoth(i, with_pickup);
      Extend(i, with_pickup);
    }
  }

  // Both stops in place i.
  void TryBoth(int32_t i, const TimeSegment& with_pickup) {
    const Place& place = PlaceAt(i);
    const int32_t from = columns.location[static_cast<size_t>(2 * shipment)];
    const int32_t to = columns.location[static_cast<size_t>(2 * shipment + 1)];
    const int32_t before = At(i).location;
    const int32_t next = At(i + 1).location;
    const int64_t added = columns.Distance(before, from) + columns.Distance(from, to) +
                          columns.Distance(to, next) - columns.Distance(before, next);
    Try(i, i, with_pickup, columns.Time(from, to), place, added);
  }

  // The pick-up in place i, the delivery further on.
  void Extend(int32_t i, TimeSegment ahead) {
    const int64_t pickup_added = PlaceAt(i).pickup_added;
    int64_t travel = PlaceAt(i).from_pickup;
    // Without the delivery already too late, or too long? Then with it all the more.
    TimeSegment rest;
    if (!Join(ahead, travel, At(i + 1).from, &rest) || rest.duration > vehicle.max_duration) return;
    for (int32_t j = i + 1; j <= deliveries.last; ++j) {
      const Place& place = PlaceAt(j);
      if (!place.fits || place.delivery_added_from == kNowhere ||
          CostAtLeast(pickup_added + place.delivery_added_from) >= best.cost) {
        return;
      }
      const Route::Node& node = At(j);
      TimeSegment further;
      const bool served =
          node.stop >= 0
              ? Join(ahead, travel, columns.Alone(vehicle.day, node.stop), &further)
              : Join(ahead, travel, AloneAt(columns, vehicle, route.vehicle(), node), &further);
      if (!served) return;
      ahead = further;
      if (ahead.earliest + ahead.duration > delivery.latest) return;
      travel = At(j + 1).leg_time;
      if (j < deliveries.first) continue;
      Try(i, j, ahead, place.to_delivery, place, pickup_added + place.delivery_added);
    }
  }

  // `ahead`: all before the delivery; `added`: distance.
  void Try(int32_t i, int32_t j, const TimeSegment& ahead, int64_t travel, const Place& place,
           int64_t added) {
    if (CostAtLeast(added) >= best.cost) return;
    if (blink != nullptr && blink->OneIn(kBlinkOneIn)) return;
    TimeSegment delivered;
    TimeSegment whole;
    if (!Join(ahead, travel, delivery, &delivered) ||
        !Join(delivered, place.from_delivery, At(j + 1).from, &whole) ||
        whole.duration > vehicle.max_duration) {
      return;
    }
    int64_t more = TourCost(vehicle, route.distance() + added, whole.duration) - regular_cost;
    if (std::max<int64_t>(more, 0) - route.cost() >= best.cost) return;
    std::optional<Breaks> rested;
    if (whole.duration > vehicle.breaks.work) {
      Follow(i, j);
      rested = breaks.Place(steps, vehicle.breaks, vehicle.max_duration);
      if (!rested.has_value()) return;
      more += (rested->whole.duration - whole.duration) * vehicle.cost_per_time;
    }
    const int64_t cost = std::max<int64_t>(more, 0) - route.cost();
    if (cost < best.cost && RidesHoldWith(i, j, whole.latest, rested)) {
      best = {cost, i, j};
      found = true;
    }
  }

  // The steps of the route with both stops.
  void Follow(int32_t i, int32_t j) const {
    steps.clear();
    int32_t here = At(0).location;
    const auto go = [&](int32_t there, const TimeSegment& alone) {
      steps.push_back({columns.Time(here, there), alone});
      here = there;
    };
    for (int32_t k = 0; k < static_cast<int32_t>(route.nodes().size()); ++k) {
      go(At(k).location, AloneAt(columns, vehicle, route.vehicle(), At(k)));
      if (k == i) go(columns.location[static_cast<size_t>(2 * shipment)], pickup);
      if (k == j) go(columns.location[static_cast<size_t>(2 * shipment + 1)], delivery);
    }
  }

  // A stop more never makes a tour shorter where the triangle inequality holds.
  int64_t CostAtLeast(int64_t added) const { return free_cost + added * vehicle.cost_per_distance; }

  bool RidesHoldWith(int32_t i, int32_t j, int64_t leaves,
                     const std::optional<Breaks>& rested) const {
    if (!columns.has_rides) return true;
    std::vector<int32_t> stops;
    for (int32_t k = 0; k + 1 < static_cast<int32_t>(route.nodes().size()); ++k) {
      if (k > 0) stops.push_back(At(k).stop);
      if (k == i) stops.push_back(2 * shipment);
      if (k == j) stops.push_back(2 * shipment + 1);
    }
    if (!rested.has_value()) return RidesHold(columns, route.vehicle(), leaves, stops, nullptr);
    return RidesHold(columns, route.vehicle(), rested->whole.earliest, stops, &*rested);
  }
};

InsertionSearch::Places InsertionSearch::InTime(const Route& route, const TimeSegment& stop) {
  const std::vector<Route::Node>& nodes = route.nodes();
  // Along a tour, ends of service and latest beginnings only grow.
  const auto first = std::partition_point(
      nodes.begin() + 1, nodes.end(), [&](const Route::Node& next) {
        return next.from.latest < stop.earliest + stop.duration;
      });
  const auto last = std::partition_point(
      nodes.begin(), nodes.end() - 1, [&](const Route::Node& before) {
        return before.until.earliest + before.until.duration <= stop.latest;
      });
  return {static_cast<int32_t>(first - nodes.begin()) - 1,
          static_cast<int32_t>(last - nodes.begin()) - 1};
}

void InsertionSearch::Measure(const TourColumns& columns, const Route& route, int32_t shipment,
                              Places pickups, Places deliveries) {
  const std::vector<Route::Node>& nodes = route.nodes();
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(route.vehicle())];
  const Shipment& wanted = columns.problem.shipments[static_cast<size_t>(shipment)];
  const TourLoad& load = wanted.load;
  const int32_t pickup = columns.location[static_cast<size_t>(2 * shipment)];
  const int32_t delivery = columns.location[static_cast<size_t>(2 * shipment + 1)];
  if (places_.size() < nodes.size()) places_.resize(nodes.size());
  int64_t least = kNowhere;
  for (int32_t k = deliveries.last; k >= pickups.first; --k) {
    Place& place = places_[static_cast<size_t>(k)];
    const Route::Node& before = nodes[static_cast<size_t>(k)];
    const Route::Node& next = nodes[static_cast<size_t>(k) + 1];
    place.fits = true;
    for (size_t d = 0; d < load.size(); ++d) {
      place.fits &= before.load[d] + load[d] + wanted.returned[d] <= vehicle.capacity[d];
    }
    if (!place.fits) least = kNowhere;
    if (k <= pickups.last) {
      place.to_pickup = columns.Time(before.location, pickup);
      place.from_pickup = columns.Time(pickup, next.location);
      place.pickup_added = columns.Distance(before.location, pickup) +
                           columns.Distance(pickup, next.location) - next.leg_distance;
    }
    if (k >= deliveries.first) {
      place.to_delivery = columns.Time(before.location, delivery);
      place.from_delivery = columns.Time(delivery, next.location);
      place.delivery_added = columns.Distance(before.location, delivery) +
                             columns.Distance(delivery, next.location) - next.leg_distance;
      if (place.fits) least = std::min(least, place.delivery_added);
    }
    place.delivery_added_from = least;
  }
}

Insertion InsertionSearch::Find(const TourColumns& columns, const Route& route, int32_t shipment,
                                int64_t limit, Random* blink) {
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(route.vehicle())];
  const Shipment& wanted = columns.problem.shipments[static_cast<size_t>(shipment)];
  if (!MayCarry(columns.problem, route.vehicle(), shipment)) return {};
  if ((wanted.excludes & route.kinds()) != 0 || (wanted.kinds & route.excludes()) != 0) return {};
  for (size_t d = 0; d < wanted.returned.size(); ++d) {
    if (route.peak()[d] + wanted.returned[d] > vehicle.capacity[d]) return {};
  }
  const Places pickups = InTime(route, columns.Alone(vehicle.day, 2 * shipment));
  const Places deliveries = InTime(route, columns.Alone(vehicle.day, 2 * shipment + 1));
  if (pickups.first > std::min(pickups.last, deliveries.last)) return {};
  Measure(columns, route, shipment, pickups, deliveries);
  Search search{columns, route,    places_, pickups, deliveries,
                shipment, blink, breaks_, steps_};
  search.best.cost = limit;
  search.Run();
  return search.found ? search.best : Insertion();
}

}  // namespace cordee
