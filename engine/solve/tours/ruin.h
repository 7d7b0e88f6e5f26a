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
  // Keeps a reference to the columns.
  explicit Ruin(const TourColumns& columns);

  // Shipments to take out: of tours around a seed stop, drawn from `seeds` (all when empty). Their
  // number is bounded whatever the size of the plan. The reference holds until the next call.
  const std::vector<int32_t>& Choose(const TourPlan& plan, const std::vector<int32_t>& seeds,
                                     Random& random);

 private:
  // kNeighbours of a stop, nearest first, itself included. Sorted when they are first asked for:
  // plans that only fit something in ask for few.
  const std::vector<int32_t>& Near(int32_t stop);
  void TakeString(const Route& route, int32_t through, int64_t length, Random& random);
  void Take(int32_t shipment);

  const TourColumns& columns_;
  std::vector<std::vector<int32_t>> near_;  // by stop; empty: not asked for yet
  std::vector<int64_t> apart_;              // from the stop at hand
  std::vector<int32_t> chosen_;
  std::vector<uint8_t> is_chosen_;
  std::vector<uint8_t> is_hit_;  // by vehicle
  std::vector<int32_t> hit_;
};

}  // namespace cordee
