// Takes strings of stops out of neighbouring tours, so that they can be put back better.
//
// Adjacent string removal of Christiaens, Vanden Berghe, "Slack induction by string removals for
// vehicle routing problems", Transportation Science 54 (2020): a seed, then, among its nearest
// stops, a string out of each tour that they lie in. Here a shipment leaves with both its stops.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_plan.h"

namespace cordee {

class Ruin {
 public:
  explicit Ruin(const TourColumns& columns);

  // Shipments to take out: of tours around a seed stop, drawn from `seeds` (all when empty). Their
  // number is bounded whatever the size of the plan. The reference holds until the next call.
  const std::vector<int32_t>& Choose(const TourPlan& plan, const std::vector<int32_t>& seeds,
                                     Random& random);

 private:
  void TakeString(const Route& route, int32_t through, int64_t length, Random& random);
  void Take(int32_t shipment);

  std::vector<int32_t> neighbours_;  // kNeighbours of each stop, nearest first, itself included
  int32_t per_stop_;
  std::vector<int32_t> chosen_;
  std::vector<uint8_t> is_chosen_;
  std::vector<uint8_t> is_hit_;  // by vehicle
  std::vector<int32_t> hit_;
};

}  // namespace cordee
