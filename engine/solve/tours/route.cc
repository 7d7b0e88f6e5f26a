#include "engine/solve/tours/route.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/check.h"

namespace cordee {

TourColumns::TourColumns(const TourProblem& all)
    : problem(all),
      distance(all.distance.data()),
      time(all.times()),
      locations(all.locations) {
  for (size_t leg = 0; leg < time.size(); ++leg) {
    if (distance[leg] >= kNoWay) time[leg] = kNoWay;
  }
  for (const Shipment& shipment : all.shipments) {
    has_rides = has_rides || shipment.max_ride < kMaxTourTime;
    has_returned = has_returned || shipment.returned != TourLoad{};
    location.push_back(shipment.pickup.location);
    location.push_back(shipment.delivery.location);
  }
  for (int32_t day = 0; day < TourDays(all); ++day) {
    for (const Shipment& shipment : all.shipments) {
      const TourStop& pickup = shipment.pickup;
      const TourStop& delivery = shipment.delivery;
      DayWindows at = {pickup.open, pickup.close, delivery.open, delivery.close};
      if (!shipment.days.empty()) at = shipment.days[static_cast<size_t>(day)];
      // Nothing comes to a closed stop in time.
      if (at.closed()) at = {0, -1, 0, -1};
      alone.push_back({pickup.service, at.pickup_open, at.pickup_close});
      alone.push_back({delivery.service, at.delivery_open, at.delivery_close});
    }
  }
  for (size_t v = 0; v < all.vehicles.size(); ++v) AddRegular(v);
}

void TourColumns::AddRegular(size_t number) {
  const Vehicle& vehicle = problem.vehicles[number];
  std::vector<TimeSegment>& stops = regular.emplace_back();
  regular_cost.push_back(0);
  regular_distance.push_back(0);
  for (const RegularStop& each : vehicle.regular) {
    stops.push_back({each.at.service, each.at.open, each.at.close});
  }
  if (stops.empty()) return;
  const Route bare(*this, static_cast<int32_t>(number), 0);
  regular_distance.back() = bare.distance();
  regular_cost.back() = TourCost(vehicle, bare.distance(), bare.duration());
}

Route::Route(const TourColumns& columns, int32_t vehicle, uint64_t version)
    : vehicle_(vehicle) {
  const Vehicle& of = columns.problem.vehicles[static_cast<size_t>(vehicle)];
  regular_stops_ = of.regular.size();
  nodes_.resize(regular_stops_ + 2);
  nodes_.front().location = of.start;
  nodes_.back().location = of.end;
  for (size_t k = 0; k < regular_stops_; ++k) {
    nodes_[k + 1].stop = NumberOfRegular(static_cast<int32_t>(k));
    nodes_[k + 1].location = of.regular[k].at.location;
  }
  Refresh(columns, version);
}

void Route::Insert(const TourColumns& columns, int32_t shipment, int32_t i, int32_t j,
                   uint64_t version) {
  Node pickup;
  pickup.stop = 2 * shipment;
  Node delivery;
  delivery.stop = 2 * shipment + 1;
  pickup.location = columns.location[static_cast<size_t>(pickup.stop)];
  delivery.location = columns.location[static_cast<size_t>(delivery.stop)];
  nodes_.insert(nodes_.begin() + j + 1, delivery);
  nodes_.insert(nodes_.begin() + i + 1, pickup);
  CHECK(Refresh(columns, version));
}

bool Route::Remove(const TourColumns& columns, const std::vector<uint8_t>& gone,
                   uint64_t version) {
  const auto is_gone = [&](const Node& node) {
    return node.stop >= 0 && gone[static_cast<size_t>(ShipmentOf(node.stop))] != 0;
  };
  const auto kept = std::remove_if(nodes_.begin(), nodes_.end(), is_gone);
  if (kept == nodes_.end()) return false;
  nodes_.erase(kept, nodes_.end());
  // Travel times that break the triangle inequality may make a shorter tour too long.
  if (!Refresh(columns, version)) {
    DropShipments();
    CHECK(Refresh(columns, version) || empty());
  }
  return true;
}

void Route::DropShipments() {
  std::erase_if(nodes_, [](const Node& node) { return node.stop >= 0; });
}

bool Route::Assign(const TourColumns& columns, const std::vector<int32_t>& stops,
                   uint64_t version) {
  DropShipments();
  const std::vector<Node> bare = nodes_;
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(vehicle_)];
  nodes_.erase(nodes_.begin() + 1, nodes_.end() - 1);
  size_t regular = 0;
  bool in_order = true;
  for (const int32_t stop : stops) {
    Node node;
    node.stop = stop;
    if (stop >= 0) {
      node.location = columns.location[static_cast<size_t>(stop)];
    } else {
      in_order = in_order && regular < regular_stops_ &&
                 RegularOf(stop) == static_cast<int32_t>(regular);
      if (!in_order) break;
      node.location = vehicle.regular[regular++].at.location;
    }
    nodes_.insert(nodes_.end() - 1, node);
  }
  if (in_order && regular == regular_stops_ && Refresh(columns, version)) return true;
  nodes_ = bare;
  Refresh(columns, version);
  return false;
}

// What is on board from the start on, and is never put down.
void Route::LoadBase(const TourColumns& columns) {
  TourLoad& load = nodes_.front().load;
  load = columns.problem.vehicles[static_cast<size_t>(vehicle_)].regular_load;
  if (columns.has_returned) {
    for (const Node& node : nodes_) {
      if (node.stop < 0 || !IsPickup(node.stop)) continue;
      const auto s = static_cast<size_t>(ShipmentOf(node.stop));
      for (size_t d = 0; d < load.size(); ++d) load[d] += columns.problem.shipments[s].returned[d];
    }
  }
  peak_ = load;
}

// What a stop of a shipment changes on board. False when it may not be there.
bool Route::Board(const TourColumns& columns, Node& node) {
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(vehicle_)];
  const Shipment& shipment =
      columns.problem.shipments[static_cast<size_t>(ShipmentOf(node.stop))];
  if (IsPickup(node.stop)) {
    if (!MayCarry(columns.problem, vehicle_, ShipmentOf(node.stop))) return false;
    if ((shipment.excludes & kinds_) != 0 || (shipment.kinds & excludes_) != 0) return false;
    kinds_ |= shipment.kinds;
    excludes_ |= shipment.excludes;
  }
  for (size_t d = 0; d < node.load.size(); ++d) {
    node.load[d] += IsPickup(node.stop) ? shipment.load[d] : -shipment.load[d];
    if (node.load[d] > vehicle.capacity[d] || node.load[d] < 0) return false;
    peak_[d] = std::max(peak_[d], node.load[d]);
  }
  return true;
}

bool Route::LoadAndJoin(const TourColumns& columns) {
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(vehicle_)];
  const TimeSegment depot = {0, vehicle.earliest, vehicle.latest};
  LoadBase(columns);
  for (size_t d = 0; d < peak_.size(); ++d) {
    if (peak_[d] > vehicle.capacity[d]) return false;
  }
  const TourLoad* regular = &vehicle.regular_load;
  nodes_.front().until = depot;
  for (size_t k = 1; k < nodes_.size(); ++k) {
    Node& node = nodes_[k];
    const Node& before = nodes_[k - 1];
    node.leg_distance = static_cast<int32_t>(columns.Distance(before.location, node.location));
    node.leg_time = columns.Time(before.location, node.location);
    distance_ += node.leg_distance;
    const TimeSegment alone = AloneAt(columns, vehicle, vehicle_, node);
    if (!Join(before.until, node.leg_time, alone, &node.until)) return false;
    node.load = before.load;
    if (node.stop >= 0) {
      if (!Board(columns, node)) return false;
    } else if (node.stop != kDepot) {
      const TourLoad& now = vehicle.regular[static_cast<size_t>(RegularOf(node.stop))].load;
      for (size_t d = 0; d < node.load.size(); ++d) {
        node.load[d] += now[d] - (*regular)[d];
        if (node.load[d] > vehicle.capacity[d]) return false;
        peak_[d] = std::max(peak_[d], node.load[d]);
      }
      regular = &now;
    }
  }
  nodes_.back().from = depot;
  for (size_t k = nodes_.size() - 1; k-- > 0;) {
    const TimeSegment alone = AloneAt(columns, vehicle, vehicle_, nodes_[k]);
    if (!Join(alone, nodes_[k + 1].leg_time, nodes_[k + 1].from, &nodes_[k].from)) return false;
  }
  return true;
}

bool Route::Refresh(const TourColumns& columns, uint64_t version) {
  version_ = version;
  distance_ = 0;
  kinds_ = 0;
  excludes_ = 0;
  cost_ = 0;
  if (!LoadAndJoin(columns)) return false;
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(vehicle_)];
  duration_ = nodes_.front().from.duration;
  if (empty()) return true;
  std::optional<Breaks> breaks;
  if (duration_ > vehicle.breaks.work) {
    breaks = PlaceBreaks(Steps(columns), vehicle.breaks, vehicle.max_duration);
    if (!breaks.has_value()) return false;
    duration_ = breaks->whole.duration;
  }
  cost_ = std::max<int64_t>(TourCost(vehicle, distance_, duration_) -
                                columns.regular_cost[static_cast<size_t>(vehicle_)],
                            0);
  return duration_ <= vehicle.max_duration &&
         RidesAllHold(columns, breaks.has_value() ? &*breaks : nullptr);
}

std::vector<Step> Route::Steps(const TourColumns& columns) const {
  const Vehicle& vehicle = columns.problem.vehicles[static_cast<size_t>(vehicle_)];
  std::vector<Step> steps;
  for (const Node& node : nodes_) {
    steps.push_back({node.leg_time, AloneAt(columns, vehicle, vehicle_, node)});
  }
  return steps;
}

bool Route::RidesAllHold(const TourColumns& columns, const Breaks* breaks) const {
  if (!columns.has_rides) return true;
  std::vector<int32_t> stops;
  for (const Node& node : nodes_) {
    if (node.stop != kDepot) stops.push_back(node.stop);
  }
  const int64_t leaves =
      breaks == nullptr ? nodes_.front().from.latest : breaks->whole.earliest;
  return RidesHold(columns, vehicle_, leaves, stops, breaks);
}

bool RidesHold(const TourColumns& columns, int32_t vehicle, int64_t leaves,
               const std::vector<int32_t>& stops, const Breaks* breaks) {
  const Vehicle& of = columns.problem.vehicles[static_cast<size_t>(vehicle)];
  std::vector<std::pair<int32_t, int64_t>> on_board;  // shipment, since when
  int64_t now = leaves;
  int32_t here = of.start;
  for (size_t k = 0; k < stops.size(); ++k) {
    const int32_t stop = stops[k];
    const bool regular = stop < 0;
    const TimeSegment& alone = regular ? columns.regular[static_cast<size_t>(vehicle)]
                                                        [static_cast<size_t>(RegularOf(stop))]
                                       : columns.Alone(of.day, stop);
    const int32_t there = regular ? of.regular[static_cast<size_t>(RegularOf(stop))].at.location
                                  : columns.location[static_cast<size_t>(stop)];
    const int64_t rest = breaks != nullptr && breaks->Has(k + 1) ? of.breaks.lasts : 0;
    const int64_t begins = std::max(now + columns.Time(here, there) + rest, alone.earliest);
    now = begins + alone.duration;
    here = there;
    if (regular) continue;
    if (IsPickup(stop)) {
      on_board.emplace_back(ShipmentOf(stop), now);
      continue;
    }
    const auto at = std::find_if(on_board.begin(), on_board.end(), [&](const auto& each) {
      return each.first == ShipmentOf(stop);
    });
    const int64_t most =
        columns.problem.shipments[static_cast<size_t>(ShipmentOf(stop))].max_ride;
    if (begins - at->second > most) return false;
    on_board.erase(at);
  }
  return true;
}

}  // namespace cordee
