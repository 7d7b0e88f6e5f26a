// Plans the tours of an instance with the engine's solver, and checks them.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "bench/instance/pdptw_file.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee::bench {

struct PdptwBudget {
  // Seconds, reading the file not counted; 0: no limit but `iterations`.
  double seconds = 0;
  // Below 0: the command's default.
  int64_t iterations = -1;
  uint64_t seed = 1;
  int32_t threads = 1;
};

struct PdptwPlan {
  TourResult result;
  bool feasible = false;  // everything is served
  double seconds = 0;
};

// INTERNAL when the checker refuses the tours.
absl::StatusOr<PdptwPlan> PlanPdptw(const Pdptw& instance, const PdptwBudget& budget);

}  // namespace cordee::bench
