// Pick-ups and deliveries with time windows, by a fleet of vehicles that need not be alike.
//
//   TourProblem problem;
//   problem.locations = 3;
//   problem.distance = {0, 7, 9, 7, 0, 4, 9, 4, 0};            // rows: from, columns: to
//   problem.shipments.push_back({.pickup = {.location = 1}, .delivery = {.location = 2},
//                                .load = {120}});
//   problem.vehicles.push_back({.start = 0, .end = 0, .capacity = {500}});
//   ASSIGN_OR_RETURN(TourResult result, SolveTours(problem, {}, StopToken()));
//
// A vehicle leaves its start, makes its stops in order and goes to its end. A stop begins within
// its window (a vehicle that comes early waits), lasts its service time, and is reached after the
// travel time from the stop before. A shipment is picked up before it is delivered, by one vehicle.
//
// A vehicle may have a tour already that it drives anyway: stops in their order, with their windows
// and what is on board for them. Shipments then ride along, and cost what the tour costs more.
//
// Who drives for long must rest: `Vehicle::work` is the longest time from leaving, or from the end
// of a break, to the next break or to coming back. A break is taken at a stop, before its service;
// a wait that is long enough is one.
//
// Travel times should keep the triangle inequality (the fastest way is in the table), else tours
// that exist only thanks to a way round may be missed; what is found can be driven all the same.
//
// Units are the caller's: whole units of distance, of time and of cost; loads by dimension.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/status/status.h"

namespace cordee {

// Loads are counted in this many dimensions at once: kilograms, litres, pallets, crates, say.
inline constexpr int32_t kLoadDimensions = 4;
using TourLoad = std::array<int32_t, kLoadDimensions>;

inline constexpr int32_t kMaxShipments = 2'000;
inline constexpr int32_t kMaxVehicles = 2'000;
// Two for each shipment and one for each vehicle.
inline constexpr int32_t kMaxTourLocations = 6'000;
inline constexpr int32_t kMaxTourDays = 256;
inline constexpr int32_t kMaxRegularStops = 100;
inline constexpr int64_t kMaxTourTime = int64_t{1} << 40;
// Of a leg, and of a load.
inline constexpr int32_t kMaxLeg = 1 << 30;
// In a table: there is no way from here to there.
inline constexpr int32_t kNoWay = kMaxLeg;
inline constexpr int32_t kMaxTourLoad = 1 << 29;
// Cost of a unit of distance or time; of a vehicle or a shipment left.
inline constexpr int64_t kMaxCostPerUnit = 1'000'000;
inline constexpr int64_t kMaxTourCost = int64_t{1} << 50;
// Of all that a plan could cost.
inline constexpr int64_t kMaxTourCosts = int64_t{1} << 62;

struct TourStop {
  int32_t location = 0;
  // Service begins within [open, close].
  int64_t open = 0;
  int64_t close = kMaxTourTime;
  int64_t service = 0;
};

// When a shipment is picked up and delivered on one day; not at all where a window closes before it
// opens.
struct DayWindows {
  int64_t pickup_open = 0;
  int64_t pickup_close = kMaxTourTime;
  int64_t delivery_open = 0;
  int64_t delivery_close = kMaxTourTime;

  bool closed() const { return pickup_close < pickup_open || delivery_close < delivery_open; }
};

struct Shipment {
  TourStop pickup;
  TourStop delivery;
  // By `Vehicle::day`, in place of the windows of the stops. DEFAULT: those, on any day.
  std::vector<DayWindows> days;
  // On board between the two.
  TourLoad load = {};
  // Comes back empty: on board from leaving to coming back, those of last time as far as the
  // pick-up, those of this time from the delivery on.
  TourLoad returned = {};
  // From the end of the pick-up to the beginning of the delivery, the most, when the
  // vehicle leaves as late as it can without coming back later, and then waits for nothing but its
  // breaks.
  int64_t max_ride = kMaxTourTime;
  // Bits that the vehicle must have (`Vehicle::features`): cooled, tail lift, licence.
  uint32_t needs = 0;
  // What it is, and what it may not share a tour with, in bits.
  uint32_t kinds = 0;
  uint32_t excludes = 0;
  // Cost of leaving it. DEFAULT: only what cannot be served is left.
  int64_t prize = kMaxTourCost;
};

// A stop of a tour that a vehicle drives anyway.
struct RegularStop {
  TourStop at;
  TourLoad load = {};  // on board for it when the stop is left, besides shipments
};

// When a driver must rest. DEFAULT: never.
struct BreakRule {
  int64_t work = kMaxTourTime;  // without a break, the most
  int64_t lasts = 0;            // a break, the least
};

// A vehicle that leaves on several days is a vehicle for each of them.
struct Vehicle {
  int32_t start = 0;
  int32_t end = 0;
  int32_t day = 0;  // which of `Shipment::days` hold
  // It leaves its start and reaches its end within [earliest, latest].
  int64_t earliest = 0;
  int64_t latest = kMaxTourTime;
  TourLoad capacity = {};
  uint32_t features = 0;
  // From leaving to coming back, the most.
  int64_t max_duration = kMaxTourTime;
  // A vehicle that stays at home costs nothing.
  int64_t fixed_cost = 0;
  int64_t cost_per_distance = 1;
  int64_t cost_per_time = 0;
  // Driven even without shipments: then it costs nothing here, and with them what is more.
  std::vector<RegularStop> regular;
  TourLoad regular_load = {};  // on board for it when the start is left
  BreakRule breaks;
};

struct TourProblem {
  int32_t locations = 0;
  std::vector<int32_t> distance;  // locations x locations
  std::vector<int32_t> time;      // the same; empty: `distance` is the travel time too
  std::vector<Shipment> shipments;
  std::vector<Vehicle> vehicles;
  // vehicles x shipments: not 0 where this vehicle may not carry that shipment, whatever it has.
  // DEFAULT: nowhere.
  std::vector<uint8_t> barred;

  const std::vector<int32_t>& times() const { return time.empty() ? distance : time; }
};

inline bool MayCarry(const TourProblem& problem, int32_t vehicle, int32_t shipment) {
  const auto v = static_cast<size_t>(vehicle);
  const auto s = static_cast<size_t>(shipment);
  return (problem.shipments[s].needs & ~problem.vehicles[v].features) == 0 &&
         (problem.barred.empty() || problem.barred[v * problem.shipments.size() + s] == 0);
}

// One more than the last day of a vehicle.
int32_t TourDays(const TourProblem& problem);

// InvalidArgument naming the row and the field: a table of the wrong size, a negative or too long
// leg, a location that is not there, a window that closes before it opens, too few
// days, a negative load, a limit that is exceeded, costs that could leave 64 bits together, a
// regular tour that cannot be driven.
absl::Status ValidateTourProblem(const TourProblem& problem);

}  // namespace cordee
