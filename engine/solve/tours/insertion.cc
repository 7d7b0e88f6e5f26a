#include "engine/solve/tours/insertion.h"

#include <algorithm>

namespace cordee {
namespace {

// A place is overlooked once in this many times.
constexpr int64_t kBlinkOneIn = 8;

class Search {
 public:
  Search(const TourColumns& columns, const Route& route, int32_t shipment, Random* blink)
      : columns_(columns),
        blink_(blink),
        nodes_(route.nodes()),
        vehicle_(columns.problem.vehicles[static_cast<size_t>(route.vehicle())]),
        number_(shipment),
        shipment_(columns.problem.shipments[static_cast<size_t>(shipment)]),
        pickup_(columns.location[static_cast<size_t>(2 * shipment)]),
        delivery_(columns.location[static_cast<size_t>(2 * shipment + 1)]),
        pickup_alone_(columns.alone[static_cast<size_t>(2 * shipment)]),
        delivery_alone_(columns.alone[static_cast<size_t>(2 * shipment + 1)]),
        route_distance_(route.distance()),
        // An empty route costs nothing: not the leg from its start to its end, either.
        free_cost_(route.empty() ? TourCost(vehicle_, route.distance(), 0) : 0),
        route_cost_(route.cost()) {}

  Insertion Run() {
    const auto end = static_cast<int32_t>(nodes_.size()) - 1;
    for (int32_t i = 0; i < end; ++i) {
      if (!FitsAfter(i)) continue;
      const Route::Node& before = At(i);
      const Route::Node& next = At(i + 1);
      TimeSegment with_pickup;
      if (!Join(before.until, columns_.Time(before.location, pickup_), pickup_alone_,
                &with_pickup)) {
        continue;
      }
      const int64_t leg = columns_.Distance(before.location, pickup_);
      const int64_t skipped = columns_.Distance(before.location, next.location);
      TryDelivery(i, i, with_pickup, pickup_, leg - skipped);
      Extend(i, with_pickup, leg + columns_.Distance(pickup_, next.location) - skipped);
    }
    return best_;
  }

 private:
  const Route::Node& At(int32_t k) const { return nodes_[static_cast<size_t>(k)]; }

  // With the load on board when node `k` is left.
  bool FitsAfter(int32_t k) const {
    bool fits = true;
    for (size_t d = 0; d < shipment_.load.size(); ++d) {
      fits &= At(k).load[d] + shipment_.load[d] <= vehicle_.capacity[d];
    }
    return fits;
  }

  void Extend(int32_t i, TimeSegment ahead, int64_t added) {
    const auto end = static_cast<int32_t>(nodes_.size()) - 1;
    int32_t location = pickup_;
    for (int32_t j = i + 1; j < end && CostAtLeast(added) < best_.cost; ++j) {
      const Route::Node& node = At(j);
      TimeSegment further;
      const TimeSegment& alone = columns_.alone[static_cast<size_t>(node.stop)];
      if (!FitsAfter(j) ||
          !Join(ahead, columns_.Time(location, node.location), alone, &further)) {
        return;
      }
      ahead = further;
      location = node.location;
      TryDelivery(i, j, ahead, location,
                  added - columns_.Distance(location, At(j + 1).location));
    }
  }

  // `added`: distance without the legs to and from the delivery.
  void TryDelivery(int32_t i, int32_t j, const TimeSegment& ahead, int32_t from, int64_t added) {
    const Route::Node& next = At(j + 1);
    const int64_t distance = added + columns_.Distance(from, delivery_) +
                             columns_.Distance(delivery_, next.location);
    if (CostAtLeast(distance) >= best_.cost) return;
    if (blink_ != nullptr && blink_->OneIn(kBlinkOneIn)) return;
    TimeSegment delivered;
    TimeSegment whole;
    if (!Join(ahead, columns_.Time(from, delivery_), delivery_alone_, &delivered) ||
        !Join(delivered, columns_.Time(delivery_, next.location), next.from, &whole) ||
        whole.duration > vehicle_.max_duration) {
      return;
    }
    const int64_t cost =
        TourCost(vehicle_, route_distance_ + distance, whole.duration) - route_cost_;
    if (cost < best_.cost && RidesHoldWith(i, j, whole.latest)) best_ = {cost, i, j};
  }

  bool RidesHoldWith(int32_t i, int32_t j, int64_t leaves) const {
    if (!columns_.has_rides) return true;
    std::vector<int32_t> stops;
    for (int32_t k = 0; k + 1 < static_cast<int32_t>(nodes_.size()); ++k) {
      if (k > 0) stops.push_back(At(k).stop);
      if (k == i) stops.push_back(2 * number_);
      if (k == j) stops.push_back(2 * number_ + 1);
    }
    return RidesHold(columns_, nodes_.front().location, leaves, stops);
  }

  // Of a tour longer by `distance`. A later start may save waiting time that is paid for.
  int64_t CostAtLeast(int64_t distance) const {
    return vehicle_.cost_per_time > 0 ? std::numeric_limits<int64_t>::min()
                                      : free_cost_ + distance * vehicle_.cost_per_distance;
  }

  const TourColumns& columns_;
  Random* const blink_;
  const std::vector<Route::Node>& nodes_;
  const Vehicle& vehicle_;
  const int32_t number_;
  const Shipment& shipment_;
  const int32_t pickup_;
  const int32_t delivery_;
  const TimeSegment& pickup_alone_;
  const TimeSegment& delivery_alone_;
  const int64_t route_distance_;
  const int64_t free_cost_;
  const int64_t route_cost_;
  Insertion best_;
};

}  // namespace

Insertion FindInsertion(const TourColumns& columns, const Route& route, int32_t shipment,
                        Random* blink) {
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(route.vehicle())];
  const Shipment& wanted = columns.problem.shipments[static_cast<size_t>(shipment)];
  if ((wanted.needs & ~vehicle.features) != 0) return {};
  if ((wanted.excludes & route.kinds()) != 0 || (wanted.kinds & route.excludes()) != 0) return {};
  return Search(columns, route, shipment, blink).Run();
}

}  // namespace cordee
