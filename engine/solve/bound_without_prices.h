// What a run that is stopped before it has any prices can still say of its value.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"

namespace cordee {

// The bound of the relaxation at prices of zero: what the needs would buy if each had all resources
// to itself. O(candidates).
Total BoundWithoutPrices(const Problem& problem, const CandidateSet& candidates,
                         const std::vector<Points>& points, int32_t threads);

}  // namespace cordee
