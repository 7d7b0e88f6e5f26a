// What a run that is cut short still does, in a time that has a bound: it fills and bounds without
// a flow.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"

namespace cordee {

// Raises `amount`, per candidate, where divisible needs miss something that resources have left:
// need after need in the order of ids, its pairs of most points first, no lot broken. Looks at no
// more than kMaxGreedyPairs pairs. REQUIRES: `amount` is feasible and breaks no lot.
void FillGreedily(const Problem& problem, const CandidateSet& candidates,
                  const std::vector<Points>& points, std::vector<int64_t>& amount);

// The bound of the relaxation at prices of zero: what the needs would buy if each had all resources
// to itself. `previous` per candidate. O(candidates).
Total BoundWithoutPrices(const Problem& problem, const CandidateSet& candidates,
                         const std::vector<Points>& points, const std::vector<int64_t>& previous,
                         int32_t threads);

}  // namespace cordee
