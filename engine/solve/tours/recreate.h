// Puts shipments back where they cost least, one after the other.
//
// Greedy insertion with blinks (Christiaens, Vanden Berghe 2020): now and then a tour is
// overlooked, and the order changes from call to call, so that the same ruin is not always mended
// the same way.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/insertion.h"
#include "engine/solve/tours/tour_plan.h"

namespace cordee {

class Recreate {
 public:
  explicit Recreate(const TourColumns& columns);

  // Tries to place every shipment that is not served, with at most `most_vehicles` that leave. Left
  // is what fits nowhere and, most times, what costs more than its prize.
  void Run(TourPlan& plan, int64_t most_vehicles, Random& random);

  // Vehicles that are alike share a class; an idle one stands for all.
  const std::vector<std::vector<int32_t>>& classes() const { return classes_; }

 private:
  struct Best {
    Insertion at;
    int32_t vehicle = -1;
  };
  struct Mood {
    bool generous = false;
    bool careless = false;
  };
  void Order(std::vector<int32_t>& shipments, Random& random) const;
  Best Find(const TourPlan& plan, int32_t shipment, bool may_leave_base, const Mood& mood,
            Random& random);

  const TourColumns& columns_;
  InsertionCache cache_;
  InsertionSearch search_;
  std::vector<std::vector<int32_t>> classes_;
  // Sort keys of shipments, by order.
  std::vector<std::vector<int64_t>> keys_;
  std::vector<int32_t> open_;
};

}  // namespace cordee
