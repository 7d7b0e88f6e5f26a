// What every set of shipments costs at best when there are vehicles enough of each kind: by dynamic
// programming over who is on board, without the solver and without its checker.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/solve/tours/tour_problem.h"

namespace cordee::testing {

// Vehicles without a latest hour that are paid by distance, and come back to where they start.
class BestBundles {
 public:
  // `kinds`: the first vehicles, of which there are as many as shipments.
  BestBundles(const TourProblem& problem, size_t kinds)
      : problem_(problem), shipments_(problem.shipments.size()), best_(size_t{1} << shipments_) {
    std::vector<int64_t> tour(best_.size(), kNone);
    for (size_t v = 0; v < kinds; ++v) DriveAll(problem.vehicles[v], tour);
    for (size_t set = 1; set < best_.size(); ++set) {
      best_[set] = kNone;
      for (size_t part = set; part > 0; part = (part - 1) & set) {
        if (tour[part] == kNone || best_[set & ~part] == kNone) continue;
        best_[set] = std::min(best_[set], best_[set & ~part] + tour[part]);
      }
    }
  }

  // INT64_MAX: it cannot be carried.
  int64_t Of(size_t set) const { return best_[set]; }

 private:
  static constexpr int64_t kNone = INT64_MAX;
  // When a vehicle is done at a stop, and how far it came.
  using Label = std::pair<int64_t, int64_t>;

  int64_t Leg(const std::vector<int32_t>& table, int32_t from, int32_t to) const {
    return table[static_cast<size_t>(from * problem_.locations + to)];
  }

  static void Keep(std::vector<Label>& labels, Label label) {
    for (const Label& other : labels) {
      if (other.first <= label.first && other.second <= label.second) return;
    }
    std::erase_if(labels, [&](const Label& other) {
      return label.first <= other.first && label.second <= other.second;
    });
    labels.push_back(label);
  }

  // Of one vehicle. A state has a digit for each shipment: 0 not yet, 1 on board, 2 delivered.
  void DriveAll(const Vehicle& vehicle, std::vector<int64_t>& tour) const {
    std::vector<size_t> power = {1};
    for (size_t s = 0; s < shipments_; ++s) power.push_back(3 * power.back());
    const size_t stops = 2 * shipments_;
    std::vector<std::vector<Label>> labels(power.back() * (stops + 1));
    labels[stops] = {{vehicle.earliest, 0}};  // the state of having left
    for (size_t state = 0; state < power.back(); ++state) {
      int64_t load = 0;
      size_t delivered = 0;
      bool empty = state != 0;
      for (size_t s = 0; s < shipments_; ++s) {
        const size_t digit = state / power[s] % 3;
        if (digit == 1) load += problem_.shipments[s].load[0];
        if (digit == 1) empty = false;
        if (digit == 2) delivered |= size_t{1} << s;
      }
      if (load > vehicle.capacity[0]) continue;
      for (size_t last = 0; last <= stops; ++last) {
        const int32_t here = last == stops ? vehicle.start : StopOf(last).location;
        for (const Label& label : labels[state * (stops + 1) + last]) {
          if (empty) {
            const int64_t cost = vehicle.fixed_cost + vehicle.cost_per_distance *
                (label.second + Leg(problem_.distance, here, vehicle.end));
            tour[delivered] = std::min(tour[delivered], cost);
          }
          for (size_t s = 0; s < shipments_; ++s) {
            const size_t digit = state / power[s] % 3;
            if (digit == 2) continue;
            const TourStop& stop = StopOf(2 * s + digit);
            const int64_t begins =
                std::max(label.first + Leg(problem_.times(), here, stop.location), stop.open);
            if (begins > stop.close) continue;
            Keep(labels[(state + power[s]) * (stops + 1) + 2 * s + digit],
                 {begins + stop.service,
                  label.second + Leg(problem_.distance, here, stop.location)});
          }
        }
      }
    }
  }

  const TourStop& StopOf(size_t stop) const {
    const Shipment& shipment = problem_.shipments[stop / 2];
    return stop % 2 == 0 ? shipment.pickup : shipment.delivery;
  }

  const TourProblem& problem_;
  const size_t shipments_;
  std::vector<int64_t> best_;  // by set
};

}  // namespace cordee::testing
