// Below what FindUnlock never costs, without finding it.
#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"

namespace cordee {

// A change of the rules of all, on top of the metres that it adds.
inline constexpr int64_t kPolicyUnlockCost = 10'000;

// If FindUnlock finds a change, it costs at least this. O(1).
// REQUIRES: pair is ExaminePair(problem, need, resource) and refused, and the need's reach and the
// policy's are both long enough for it.
int64_t LeastUnlockCost(const Problem& problem, NeedIndex need, ResourceIndex resource,
                        const Pair& pair);

}  // namespace cordee
