// What sets of parties would pay without the others: planned when asked for, and remembered.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/base/stop.h"
#include "engine/solve/tours/route.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

class PartyCosts {
 public:
  struct Plan {
    int64_t cost = 0;
    int64_t distance = 0;
    std::vector<Tour> tours;  // shipments numbered as in the whole problem
  };

  PartyCosts(const TourProblem& problem, const std::vector<int32_t>& party_of_shipment,
             int64_t iterations_per_shipment, uint64_t seed, StopToken stop);

  // Puts down what `set` pays, without planning.
  void Set(uint64_t set, const std::vector<Tour>& tours);
  // What `set` pays: planned anew, or the cheapest plan of the sets in `larger` less the stops of
  // the others, or with them, where the way by those places is shorter or the only one. The sets in
  // `larger` contain it and were asked for before: no set pays more than a larger one.
  absl::Status PlanSet(uint64_t set, const std::vector<uint64_t>& larger);
  bool Has(uint64_t set) const { return plans_.contains(set); }
  // REQUIRES: Has(set).
  const Plan& Of(uint64_t set) const { return plans_.at(set); }
  const absl::flat_hash_map<uint64_t, Plan>& all() const { return plans_; }

 private:
  // `tours` without the stops of parties that are not in `set`.
  std::vector<Tour> Without(const std::vector<Tour>& tours, uint64_t set) const;
  Plan Measure(std::vector<Tour> tours) const;

  const TourProblem& problem_;
  const TourColumns columns_;
  const std::vector<int32_t>& party_of_shipment_;
  const int64_t iterations_per_shipment_;
  const uint64_t seed_;
  const StopToken stop_;
  absl::flat_hash_map<uint64_t, Plan> plans_;
};

}  // namespace cordee
