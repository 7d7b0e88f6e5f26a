#include "engine/solve/tours/unserved.h"

#include <algorithm>

#include "engine/solve/tours/insertion.h"

namespace cordee {
namespace {

// What `vehicle` does not pass, alone and with nothing else to do.
Unserved Obstacle(const TourColumns& columns, int32_t shipment, int32_t vehicle) {
  const Vehicle& of = columns.problem.vehicles[static_cast<size_t>(vehicle)];
  const Shipment& wanted = columns.problem.shipments[static_cast<size_t>(shipment)];
  for (size_t d = 0; d < wanted.load.size(); ++d) {
    if (wanted.load[d] + wanted.returned[d] > of.capacity[d]) return Unserved::kLoad;
  }
  if (!MayCarry(columns.problem, vehicle, shipment)) return Unserved::kFeatures;
  const auto no_way = [&](int32_t from, int32_t to) {
    return columns.Time(from, to) >= kMaxTourTime;
  };
  if (no_way(of.start, wanted.pickup.location) ||
      no_way(wanted.pickup.location, wanted.delivery.location) ||
      no_way(wanted.delivery.location, of.end)) {
    return Unserved::kUnreached;
  }
  const Insertion alone =
      InsertionSearch().Find(columns, Route(columns, vehicle, 0), shipment);
  if (alone.cost == kNoInsertion) return Unserved::kTime;
  return alone.cost >= wanted.prize ? Unserved::kPrize : Unserved::kNoRoom;
}

}  // namespace

Unserved WhyUnserved(const TourColumns& columns, int32_t shipment) {
  auto furthest = Unserved::kLoad;
  for (size_t v = 0; v < columns.problem.vehicles.size(); ++v) {
    furthest = std::max(furthest, Obstacle(columns, shipment, static_cast<int32_t>(v)));
  }
  return furthest;
}

}  // namespace cordee
