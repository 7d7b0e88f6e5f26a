#include "engine/solve/tours/tour_plan.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace cordee {

TourPlan::TourPlan(const TourColumns& columns)
    : columns_(&columns),
      used_at_(columns.problem.vehicles.size(), -1),
      vehicle_of_(columns.problem.shipments.size(), -1),
      is_touched_(columns.problem.vehicles.size(), 0),
      gone_(columns.problem.shipments.size(), 0) {
  for (size_t v = 0; v < columns.problem.vehicles.size(); ++v) {
    routes_.emplace_back(columns, static_cast<int32_t>(v), ++version_);
  }
  for (size_t s = 0; s < columns.problem.shipments.size(); ++s) {
    unserved_.push_back(static_cast<int32_t>(s));
    unserved_at_.push_back(static_cast<int32_t>(s));
    cost_ += columns.problem.shipments[s].prize;
  }
  Begin();
}

void TourPlan::Begin() {
  for (const int32_t vehicle : touched_) is_touched_[static_cast<size_t>(vehicle)] = 0;
  touched_.clear();
  vehicle_before_.clear();
  cost_before_ = cost_;
}

void TourPlan::Undo() {
  for (size_t k = 0; k < touched_.size(); ++k) {
    const auto v = static_cast<size_t>(touched_[k]);
    std::swap(routes_[v], before_[k]);
    SetUsed(touched_[k], !routes_[v].empty());
  }
  for (size_t k = vehicle_before_.size(); k-- > 0;) {
    SetVehicle(vehicle_before_[k].shipment, vehicle_before_[k].vehicle);
  }
  cost_ = cost_before_;
  Begin();
}

Route& TourPlan::Touch(int32_t vehicle) {
  const auto v = static_cast<size_t>(vehicle);
  if (is_touched_[v] == 0) {
    is_touched_[v] = 1;
    if (before_.size() == touched_.size()) {
      before_.push_back(routes_[v]);
    } else {
      before_[touched_.size()] = routes_[v];
    }
    touched_.push_back(vehicle);
  }
  return routes_[v];
}

void TourPlan::Changed(int32_t vehicle, int64_t cost_before) {
  const Route& now = route(vehicle);
  cost_ += now.cost() - cost_before;
  SetUsed(vehicle, !now.empty());
}

void TourPlan::SetVehicle(int32_t shipment, int32_t vehicle) {
  const auto s = static_cast<size_t>(shipment);
  if (vehicle_of_[s] < 0 && vehicle >= 0) {
    const auto at = static_cast<size_t>(unserved_at_[s]);
    unserved_[at] = unserved_.back();
    unserved_at_[static_cast<size_t>(unserved_[at])] = static_cast<int32_t>(at);
    unserved_.pop_back();
  } else if (vehicle_of_[s] >= 0 && vehicle < 0) {
    unserved_at_[s] = static_cast<int32_t>(unserved_.size());
    unserved_.push_back(shipment);
  }
  vehicle_of_[s] = vehicle;
}

void TourPlan::SetUsed(int32_t vehicle, bool used) {
  int32_t& at = used_at_[static_cast<size_t>(vehicle)];
  if (used == (at >= 0)) return;
  if (used) {
    at = static_cast<int32_t>(used_.size());
    used_.push_back(vehicle);
    return;
  }
  used_[static_cast<size_t>(at)] = used_.back();
  used_at_[static_cast<size_t>(used_.back())] = at;
  used_.pop_back();
  at = -1;
}

void TourPlan::Insert(int32_t shipment, int32_t vehicle, const Insertion& at) {
  Route& into = Touch(vehicle);
  const int64_t before = into.cost();
  into.Insert(*columns_, shipment, at.i, at.j, ++version_);
  vehicle_before_.push_back({shipment, -1});
  SetVehicle(shipment, vehicle);
  cost_ -= columns_->problem.shipments[static_cast<size_t>(shipment)].prize;
  Changed(vehicle, before);
}

void TourPlan::Remove(const std::vector<int32_t>& shipments) {
  for (const int32_t shipment : shipments) gone_[static_cast<size_t>(shipment)] = 1;
  for (const int32_t shipment : shipments) {
    const int32_t vehicle = VehicleOf(shipment);
    if (vehicle < 0) continue;
    Route& from = Touch(vehicle);
    const int64_t before = from.cost();
    lost_.clear();
    for (const Route::Node& node : from.nodes()) {
      if (node.stop >= 0 && IsPickup(node.stop)) lost_.push_back(ShipmentOf(node.stop));
    }
    from.Remove(*columns_, gone_, ++version_);
    const bool all = from.empty();
    for (const int32_t each : lost_) {
      if (!all && gone_[static_cast<size_t>(each)] == 0) continue;
      vehicle_before_.push_back({each, vehicle});
      SetVehicle(each, -1);
      cost_ += columns_->problem.shipments[static_cast<size_t>(each)].prize;
    }
    Changed(vehicle, before);
  }
  for (const int32_t shipment : shipments) gone_[static_cast<size_t>(shipment)] = 0;
}

void TourPlan::RemoveAll(int32_t vehicle) {
  std::vector<int32_t> shipments;
  for (const Route::Node& node : route(vehicle).nodes()) {
    if (node.stop >= 0 && IsPickup(node.stop)) shipments.push_back(ShipmentOf(node.stop));
  }
  Remove(shipments);
}

bool TourPlan::Assign(int32_t vehicle, const std::vector<int32_t>& stops) {
  CHECK(route(vehicle).empty());
  Route trial(*columns_, vehicle, 0);
  if (!trial.Assign(*columns_, stops, version_ + 1)) return false;
  ++version_;
  Touch(vehicle) = trial;
  for (const int32_t stop : stops) {
    if (stop < 0 || !IsPickup(stop)) continue;
    vehicle_before_.push_back({ShipmentOf(stop), -1});
    SetVehicle(ShipmentOf(stop), vehicle);
    cost_ -= columns_->problem.shipments[static_cast<size_t>(ShipmentOf(stop))].prize;
  }
  Changed(vehicle, 0);
  return true;
}

std::vector<Tour> TourPlan::Tours() const {
  std::vector<int32_t> vehicles = used_;
  std::sort(vehicles.begin(), vehicles.end());
  std::vector<Tour> tours;
  for (const int32_t vehicle : vehicles) {
    Tour& tour = tours.emplace_back();
    tour.vehicle = vehicle;
    for (const Route::Node& node : route(vehicle).nodes()) {
      if (node.stop != kDepot) tour.stops.push_back(node.stop);
    }
  }
  return tours;
}

void TourPlan::Restore(const std::vector<Tour>& tours) {
  while (!used_.empty()) RemoveAll(used_.back());
  for (const Tour& tour : tours) CHECK(Assign(tour.vehicle, tour.stops));
  Begin();
}

}  // namespace cordee
