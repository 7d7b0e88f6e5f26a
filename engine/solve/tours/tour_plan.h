// All tours in the making, with a step back: what was changed since Begin() can be undone at the
// price of the routes touched.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/tours/insertion.h"
#include "engine/solve/tours/route.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

class TourPlan {
 public:
  // Nothing is served.
  explicit TourPlan(const TourColumns& columns);

  const TourColumns& columns() const { return *columns_; }
  const Route& route(int32_t vehicle) const { return routes_[static_cast<size_t>(vehicle)]; }
  // Vehicles that leave, in no order.
  const std::vector<int32_t>& used() const { return used_; }
  // The vehicle of a shipment, -1: not served.
  int32_t VehicleOf(int32_t shipment) const { return vehicle_of_[static_cast<size_t>(shipment)]; }
  const std::vector<int32_t>& unserved() const { return unserved_; }
  // Of the tours and of what is not served.
  int64_t cost() const { return cost_; }

  void Begin();
  void Undo();

  // REQUIRES: the shipment is not served, and the insertion was found in the route as it is.
  void Insert(int32_t shipment, int32_t vehicle, const Insertion& at);
  void Remove(const std::vector<int32_t>& shipments);
  void RemoveAll(int32_t vehicle);
  // Sets a route to `stops`, of shipments that are not served. False, and nothing is changed, when
  // it cannot be driven.
  bool Assign(int32_t vehicle, const std::vector<int32_t>& stops);

  // The tours by vehicle.
  std::vector<Tour> Tours() const;
  // Replaces everything. REQUIRES: tours that can be driven.
  void Restore(const std::vector<Tour>& tours);

 private:
  Route& Touch(int32_t vehicle);
  void Changed(int32_t vehicle, int64_t cost_before);
  void SetVehicle(int32_t shipment, int32_t vehicle);
  void SetUsed(int32_t vehicle, bool used);

  const TourColumns* columns_;
  std::vector<Route> routes_;  // by vehicle
  std::vector<int32_t> used_;
  std::vector<int32_t> used_at_;  // place of a vehicle in used_, -1: it stays at home
  std::vector<int32_t> vehicle_of_;
  std::vector<int32_t> unserved_;
  std::vector<int32_t> unserved_at_;
  int64_t cost_ = 0;
  uint64_t version_ = 0;

  // Since Begin().
  struct Served {
    int32_t shipment;
    int32_t vehicle;
  };
  std::vector<int32_t> touched_;
  std::vector<uint8_t> is_touched_;
  std::vector<Route> before_;  // of the touched, in their order; then spare
  std::vector<Served> vehicle_before_;
  int64_t cost_before_ = 0;
  std::vector<uint8_t> gone_;
  std::vector<int32_t> lost_;
};

}  // namespace cordee
