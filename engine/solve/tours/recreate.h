// Puts shipments back where they cost least, one after the other.
//
// Greedy insertion with blinks (Christiaens, Vanden Berghe 2020): now and then a tour is
// overlooked, and the order changes from call to call, so that the same ruin is not always mended
// the same way.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/insertion.h"
#include "engine/solve/tours/tour_plan.h"

namespace cordee {

class Recreate {
 public:
  explicit Recreate(const TourColumns& columns);

  // Tries to place the shipments that are not served, with at most `most_vehicles` that leave. Left
  // is what fits nowhere and, most times, what costs more than its prize. The first `waiting` of
  // them have been left before: where these are many, a few that lie near each other are
  // tried, so that a search does not spend its time on what nobody pays for.
  void Run(TourPlan& plan, int64_t most_vehicles, size_t waiting, Random& random);

  // Tries to place what is not served, without chance: by number, each where it costs least and
  // less than its prize, until nothing more can be placed. So a plan that was settled stays as it
  // is when it is settled again.
  void Settle(TourPlan& plan);

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
  void ChooseWaiting(size_t waiting, Random& random);
  Best Find(const TourPlan& plan, int32_t shipment, bool may_leave_base, const Mood& mood,
            Random& random);
  Best FindCheapest(const TourPlan& plan, int32_t shipment);

  const TourColumns& columns_;
  InsertionCache cache_;
  InsertionSearch search_;
  std::vector<std::vector<int32_t>> classes_;
  // Sort keys of shipments, by order.
  std::vector<std::vector<int64_t>> keys_;
  std::vector<int32_t> open_;
  std::vector<std::pair<int64_t, int32_t>> near_;  // distance from the one chosen, shipment
};

}  // namespace cordee
