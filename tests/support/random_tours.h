// Small tour problems with everything in them, and the best tours by trying all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/verify/tour_check.h"

namespace cordee::testing {

struct ToursShape {
  int32_t shipments = 4;
  int32_t vehicles = 2;
  int32_t locations = 7;
  // No leg is slower than a way round, and there is a way everywhere or to a place from nowhere.
  bool metric = true;
  bool rides = false;    // limits of the time on board
  bool regular = false;  // tours that are driven anyway, and loads that come back
  bool breaks = false;   // drivers who must rest
  // Days with windows of their own, vehicles that may not carry this or that, loads and returns in
  // four dimensions.
  bool week = false;
};

namespace tours {

inline void AddTables(int32_t locations, bool metric, Random& random, TourProblem& problem) {
  std::vector<std::pair<int64_t, int64_t>> at;
  for (int32_t k = 0; k < locations; ++k) {
    at.emplace_back(random.Uniform(0, 60), random.Uniform(0, 60));
  }
  problem.locations = locations;
  const bool own_times = random.OneIn(2);
  const int64_t no_way_in = !metric && random.OneIn(4) ? 10 : 0;
  const int64_t lost = metric && random.OneIn(4) ? locations - 1 : locations;
  for (int64_t from = 0; from < locations; ++from) {
    for (int64_t to = 0; to < locations; ++to) {
      const auto [x, y] = at[static_cast<size_t>(from)];
      const auto [to_x, to_y] = at[static_cast<size_t>(to)];
      const int64_t apart = std::abs(x - to_x) + std::abs(y - to_y);
      const bool no_way =
          from != to && (from == lost || to == lost || (no_way_in > 0 && random.OneIn(no_way_in)));
      problem.distance.push_back(no_way ? kNoWay : static_cast<int32_t>(apart));
      // Now and then slower than a way round: no triangle inequality.
      const int64_t slow = metric || !random.OneIn(6) ? 1 : 3;
      if (own_times) problem.time.push_back(static_cast<int32_t>(apart * slow));
    }
  }
}

inline TourStop RandomStop(int32_t locations, Random& random) {
  TourStop stop;
  stop.location = static_cast<int32_t>(random.Uniform(0, locations - 1));
  stop.service = random.Uniform(0, 8);
  if (random.OneIn(3)) return stop;
  stop.open = random.Uniform(0, 300);
  stop.close = stop.open + random.Uniform(0, 150);
  return stop;
}

// A tour of one to three stops, as it comes out when nothing else is carried; none where that
// cannot be driven.
inline void AddRegular(const ToursShape& shape, Random& random, TourProblem& problem,
                       Vehicle& vehicle) {
  if (random.OneIn(3)) return;
  const int64_t stops = random.Uniform(1, 3);
  for (int64_t k = 0; k < stops; ++k) {
    RegularStop& stop = vehicle.regular.emplace_back();
    stop.at = RandomStop(shape.locations, random);
    stop.load = {static_cast<int32_t>(random.Uniform(0, 12)), 0};
  }
  vehicle.regular_load = {static_cast<int32_t>(random.Uniform(0, 12)), 0};
  TourProblem alone = problem;
  alone.vehicles = {vehicle};
  if (ValidateTourProblem(alone).ok()) return;
  vehicle.regular.clear();
  vehicle.regular_load = {};
}

inline constexpr int64_t kDays = 3;

inline DayWindows RandomDay(Random& random) {
  if (random.OneIn(4)) return {.pickup_open = 1, .pickup_close = 0};  // not at all
  const TourStop pickup = RandomStop(1, random);
  const TourStop delivery = RandomStop(1, random);
  return {pickup.open, pickup.close, delivery.open, delivery.close};
}

inline void AddWeek(const ToursShape& shape, Random& random, TourProblem& problem) {
  const auto between = [&](int64_t low, int64_t high) {
    return static_cast<int32_t>(random.Uniform(low, high));
  };
  for (Shipment& shipment : problem.shipments) {
    shipment.load[2] = between(0, 6);
    shipment.load[3] = between(0, 4);
    if (shape.regular && random.OneIn(3)) std::swap(shipment.load[3], shipment.returned[3]);
    if (random.OneIn(4)) continue;
    for (int64_t day = 0; day < kDays; ++day) shipment.days.push_back(RandomDay(random));
  }
  for (Vehicle& vehicle : problem.vehicles) {
    vehicle.day = between(0, kDays - 1);
    vehicle.capacity[2] = between(4, 14);
    vehicle.capacity[3] = between(3, 9);
    if (vehicle.regular.empty()) continue;
    vehicle.regular_load[2] = between(0, vehicle.capacity[2]);
    for (RegularStop& stop : vehicle.regular) stop.load[3] = between(0, vehicle.capacity[3]);
  }
  if (random.OneIn(4)) return;
  const size_t pairs = problem.vehicles.size() * problem.shipments.size();
  for (size_t k = 0; k < pairs; ++k) problem.barred.push_back(random.OneIn(6) ? 1 : 0);
}

}  // namespace tours

inline TourProblem RandomTours(const ToursShape& shape, Random& random) {
  TourProblem problem;
  tours::AddTables(shape.locations, shape.metric, random, problem);
  const int64_t shipments = random.Uniform(1, shape.shipments);
  for (int64_t s = 0; s < shipments; ++s) {
    Shipment& shipment = problem.shipments.emplace_back();
    shipment.pickup = tours::RandomStop(shape.locations, random);
    shipment.delivery = tours::RandomStop(shape.locations, random);
    shipment.load = {static_cast<int32_t>(random.Uniform(0, 10)),
                     static_cast<int32_t>(random.Uniform(0, 3))};
    if (random.OneIn(5)) shipment.needs = 1;
    if (random.OneIn(3)) shipment.kinds = 1u << random.Uniform(0, 1);
    if (random.OneIn(6)) shipment.excludes = 1u << random.Uniform(0, 1);
    if (shape.rides && random.OneIn(5)) shipment.max_ride = random.Uniform(20, 120);
    if (random.OneIn(4)) shipment.prize = random.Uniform(0, 400);
    if (shape.regular && random.OneIn(3)) {
      std::swap(shipment.load[1], shipment.returned[1]);
    }
  }
  const int64_t vehicles = random.Uniform(1, shape.vehicles);
  for (int64_t v = 0; v < vehicles; ++v) {
    Vehicle& vehicle = problem.vehicles.emplace_back();
    vehicle.start = static_cast<int32_t>(random.Uniform(0, shape.locations - 1));
    vehicle.end = random.OneIn(4) ? static_cast<int32_t>(random.Uniform(0, shape.locations - 1))
                                  : vehicle.start;
    vehicle.capacity = {static_cast<int32_t>(random.Uniform(5, 25)),
                        static_cast<int32_t>(random.Uniform(2, 8))};
    vehicle.features = random.OneIn(2) ? 1 : 0;
    if (random.OneIn(2)) vehicle.earliest = random.Uniform(0, 100);
    if (random.OneIn(2)) vehicle.latest = random.Uniform(300, 700);
    if (random.OneIn(4)) vehicle.max_duration = random.Uniform(100, 400);
    vehicle.fixed_cost = random.OneIn(2) ? random.Uniform(0, 200) : 0;
    vehicle.cost_per_distance = random.Uniform(0, 3);
    vehicle.cost_per_time = random.OneIn(3) ? random.Uniform(0, 2) : 0;
    if (shape.regular) tours::AddRegular(shape, random, problem, vehicle);
    if (shape.breaks) vehicle.breaks = {random.Uniform(60, 150), random.Uniform(5, 30)};
  }
  if (shape.week) tours::AddWeek(shape, random, problem);
  return problem;
}

// The least cost of all tours, by trying every order of every subset on every vehicle.
class BestTours {
 public:
  explicit BestTours(const TourProblem& problem)
      : problem_(problem), subsets_(size_t{1} << problem.shipments.size()) {}

  int64_t Cost() {
    std::vector<int64_t> best(subsets_, 0);
    for (size_t subset = 0; subset < subsets_; ++subset) {
      for (size_t s = 0; s < problem_.shipments.size(); ++s) {
        if ((subset >> s & 1) != 0) best[subset] += problem_.shipments[s].prize;
      }
    }
    // best[subset]: with the vehicles so far, all of `subset` served or left.
    for (size_t v = 0; v < problem_.vehicles.size(); ++v) {
      tour_.vehicle = static_cast<int32_t>(v);
      alone_.assign(subsets_, kNone);
      regular_cost_ = RegularCost(problem_.vehicles[v]);
      Extend(0, 0, 0);
      std::vector<int64_t> with(best);
      for (size_t subset = 1; subset < subsets_; ++subset) {
        for (size_t part = subset; part > 0; part = (part - 1) & subset) {
          if (alone_[part] == kNone) continue;
          with[subset] = std::min(with[subset], best[subset & ~part] + alone_[part]);
        }
      }
      best = with;
    }
    return best.back();
  }

 private:
  static constexpr int64_t kNone = INT64_MAX;

  // Of the regular tour alone: as early as possible, then leaving as late as that allows.
  int64_t RegularCost(const Vehicle& vehicle) const {
    if (vehicle.regular.empty()) return 0;
    std::vector<int32_t> at = {vehicle.start};
    for (const RegularStop& stop : vehicle.regular) at.push_back(stop.at.location);
    at.push_back(vehicle.end);
    const auto leg = [&](const std::vector<int32_t>& table, size_t k) {
      return table[static_cast<size_t>(at[k] * problem_.locations + at[k + 1])];
    };
    int64_t now = vehicle.earliest;
    int64_t distance = 0;
    for (size_t k = 0; k + 1 < at.size(); ++k) {
      now += leg(problem_.times(), k);
      distance += leg(problem_.distance, k);
      if (k == vehicle.regular.size()) break;
      now = std::max(now, vehicle.regular[k].at.open) + vehicle.regular[k].at.service;
    }
    int64_t latest = now;
    for (size_t k = vehicle.regular.size(); k > 0; --k) {
      const TourStop& stop = vehicle.regular[k - 1].at;
      latest = std::min(latest - leg(problem_.times(), k) - stop.service, stop.close);
    }
    latest = std::max(latest - leg(problem_.times(), 0), vehicle.earliest);
    return vehicle.fixed_cost + distance * vehicle.cost_per_distance +
           (now - latest) * vehicle.cost_per_time;
  }

  void Extend(size_t picked, size_t delivered, size_t regular) {
    const size_t regular_stops =
        problem_.vehicles[static_cast<size_t>(tour_.vehicle)].regular.size();
    if (picked == delivered && picked != 0 && regular == regular_stops) {
      const auto times = DriveTour(problem_, tour_);
      if (times.ok()) {
        const Vehicle& vehicle = problem_.vehicles[static_cast<size_t>(tour_.vehicle)];
        const int64_t cost = std::max<int64_t>(
            vehicle.fixed_cost + times->distance * vehicle.cost_per_distance +
                (times->returns - times->leaves) * vehicle.cost_per_time - regular_cost_,
            0);
        alone_[picked] = std::min(alone_[picked], cost);
      }
    }
    if (regular < regular_stops) {
      tour_.stops.push_back(-2 - static_cast<int32_t>(regular));
      Extend(picked, delivered, regular + 1);
      tour_.stops.pop_back();
    }
    for (size_t s = 0; s < problem_.shipments.size(); ++s) {
      const size_t bit = size_t{1} << s;
      if ((delivered & bit) != 0) continue;
      const bool on_board = (picked & bit) != 0;
      tour_.stops.push_back(static_cast<int32_t>(2 * s + (on_board ? 1 : 0)));
      Extend(picked | bit, on_board ? delivered | bit : delivered, regular);
      tour_.stops.pop_back();
    }
  }

  const TourProblem& problem_;
  const size_t subsets_;
  Tour tour_;
  int64_t regular_cost_ = 0;
  std::vector<int64_t> alone_;  // one vehicle, by subset
};

}  // namespace cordee::testing
