// Places residents with the engine's stable placements, and checks the answer.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/instance/residents_file.h"

namespace cordee::bench {

struct Placement {
  std::vector<int32_t> hospital;  // of each resident, -1: none
  int64_t placed = 0;
  int64_t blocking_pairs = 0;  // 0: checked apart from the solver
  double seconds = 0;
  double check_seconds = 0;
};

// The resident-optimal matching. A pair of which only one names the other never comes together.
// INTERNAL when the checker refuses the answer.
absl::StatusOr<Placement> PlaceResidents(const Residents& instance, int32_t threads);

}  // namespace cordee::bench
