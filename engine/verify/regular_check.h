// What a vehicle drives anyway, for transport_check.h: which tour of its own lies in a tour for
// others, and what it would be without them.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/transport_result.h"

namespace cordee {

struct RegularDrive {
  const RegularTour* tour = nullptr;  // none: the vehicle has nothing of its own to do then
  int64_t metres = 0;
  int64_t cost = 0;
};

// The regular tour in the run of hours in which `tour` lies, driven alone: as early as its calls
// let it, then leaving as late as it can without coming back later; without breaks.
// FailedPrecondition when it cannot be driven. O(calls).
absl::Status DriveRegular(const Problem& problem, const HaulTour& tour, RegularDrive& drive);

// Every call of `regular` (none: there must be none), in order and in time.
absl::Status CheckCalls(const RegularTour* regular, const HaulTour& tour);

// That `late` are the regular tours that cannot be driven, of the vehicles with a driver, and no
// others. O(calls).
absl::Status CheckLate(const Problem& problem, const std::vector<LateRegular>& late);

}  // namespace cordee
