// One vehicle's tour in the making, with what every insertion needs beside each stop.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/tours/breaks.h"
#include "engine/solve/tours/time_segment.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

// The problem as columns, by stop (2 s: pick-up of shipment s, 2 s + 1: its delivery).
struct TourColumns {
  explicit TourColumns(const TourProblem& problem);

  const TourProblem& problem;
  const int32_t* distance;
  std::vector<int32_t> time;  // kNoWay where either table says so
  int64_t locations;
  std::vector<int32_t> location;
  std::vector<TimeSegment> alone;  // a stop by itself, by day and stop
  bool has_rides = false;          // some shipment may not stay on board for long
  bool has_returned = false;       // something of a shipment comes back
  // By vehicle: the stops of its regular tour by themselves, and what that costs.
  std::vector<std::vector<TimeSegment>> regular;
  std::vector<int64_t> regular_cost;
  std::vector<int64_t> regular_distance;

  const TimeSegment& Alone(int32_t day, int32_t stop) const {
    return alone[static_cast<size_t>(day) * location.size() + static_cast<size_t>(stop)];
  }
  int64_t Distance(int32_t from, int32_t to) const { return distance[from * locations + to]; }
  // Beyond every window where there is no way.
  int64_t Time(int32_t from, int32_t to) const {
    const int32_t leg = time[static_cast<size_t>(from * locations + to)];
    return leg < kNoWay ? leg : 4 * kMaxTourTime;
  }
  int32_t stops() const { return static_cast<int32_t>(location.size()); }

 private:
  void AddRegular(size_t vehicle);
};

// Of a stop for a shipment: not negative.
inline int32_t ShipmentOf(int32_t stop) { return stop >> 1; }
inline bool IsPickup(int32_t stop) { return (stop & 1) == 0; }
inline constexpr int32_t kDepot = -1;

class Route {
 public:
  struct Node {
    int32_t stop = kDepot;  // the start, first, and the end, last
    int32_t location = 0;
    int32_t leg_distance = 0;  // from the node before
    int64_t leg_time = 0;
    TimeSegment until;  // from the start up to and with this node
    TimeSegment from;   // from this node to the end
    TourLoad load = {};  // on board when it is left
  };

  // With nothing but the regular tour.
  Route(const TourColumns& columns, int32_t vehicle, uint64_t version);

  int32_t vehicle() const { return vehicle_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  // Carries no shipment.
  bool empty() const { return nodes_.size() == regular_stops_ + 2; }
  bool has_regular() const { return regular_stops_ > 0; }
  // Those of the regular tour included.
  int32_t stops() const { return static_cast<int32_t>(nodes_.size()) - 2; }
  int64_t distance() const { return distance_; }
  // More than without shipments; never below 0, not even where a way round is shorter.
  int64_t cost() const { return cost_; }
  // From leaving to coming back, breaks included.
  int64_t duration() const { return duration_; }
  // From the start to the end, as PlaceBreaks takes them.
  std::vector<Step> Steps(const TourColumns& columns) const;
  // The most that is on board at a time.
  const TourLoad& peak() const { return peak_; }
  uint32_t kinds() const { return kinds_; }
  uint32_t excludes() const { return excludes_; }
  // Routes of equal version have equal stops; changed by every change.
  uint64_t version() const { return version_; }

  // The pick-up comes after node `i`, the delivery after node `j` (numbers of now; i <= j).
  // REQUIRES: that this is feasible.
  void Insert(const TourColumns& columns, int32_t shipment, int32_t i, int32_t j, uint64_t version);
  // Takes out every stop of which `gone` (by shipment) is not 0. False when nothing was.
  bool Remove(const TourColumns& columns, const std::vector<uint8_t>& gone, uint64_t version);
  // Replaces all stops; those of the regular tour are among them, in their order. False, and then
  // without shipments, when it cannot be driven.
  bool Assign(const TourColumns& columns, const std::vector<int32_t>& stops, uint64_t version);

 private:
  // All that follows from the stops. False when it cannot be driven.
  bool Refresh(const TourColumns& columns, uint64_t version);
  bool LoadAndJoin(const TourColumns& columns);
  void LoadBase(const TourColumns& columns);
  bool Board(const TourColumns& columns, Node& node);
  void DropShipments();
  bool RidesAllHold(const TourColumns& columns, const Breaks* breaks) const;

  int32_t vehicle_;
  std::vector<Node> nodes_;
  size_t regular_stops_ = 0;
  int64_t distance_ = 0;
  int64_t cost_ = 0;
  int64_t duration_ = 0;
  TourLoad peak_ = {};
  uint32_t kinds_ = 0;
  uint32_t excludes_ = 0;
  uint64_t version_ = 0;
};

// A node by itself: the vehicle's day at its start and end.
inline TimeSegment AloneAt(const TourColumns& columns, const Vehicle& vehicle, int32_t number,
                           const Route::Node& node) {
  if (node.stop >= 0) return columns.Alone(vehicle.day, node.stop);
  if (node.stop == kDepot) return {0, vehicle.earliest, vehicle.latest};
  return columns.regular[static_cast<size_t>(number)][static_cast<size_t>(RegularOf(node.stop))];
}

// Whether no shipment of a tour is on board for too long when the vehicle leaves as late as it can
// (`leaves`) and then waits for nothing but its breaks. `stops`: with those of its regular tour.
// `breaks`: nullptr when there are none. REQUIRES: that it can be driven in time.
bool RidesHold(const TourColumns& columns, int32_t vehicle, int64_t leaves,
               const std::vector<int32_t>& stops, const Breaks* breaks);

// Of a vehicle that leaves.
inline int64_t TourCost(const Vehicle& vehicle, int64_t distance, int64_t duration) {
  return vehicle.fixed_cost + distance * vehicle.cost_per_distance +
         duration * vehicle.cost_per_time;
}

}  // namespace cordee
