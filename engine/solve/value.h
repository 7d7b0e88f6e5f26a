// What a set of links is worth under the policy, in exact integers.
//
//   score       points of the pair * micropoints per unit * amount
//   continuity  continuity_points * micropoints per unit * min(amount, previous amount)
//   unmet       what a need misses fills the policy's tiers from the cheapest up
//
// Thread-safe; no state.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

// Width of each tier of the policy for a need, from one TierEnd to the next; they sum to its
// amount.
std::vector<int64_t> TierWidths(const Problem& problem, NeedIndex need);

// What it costs a need to miss `unmet` of its amount. REQUIRES: 0 <= unmet <= amount.
Total UnmetCost(const Problem& problem, NeedIndex need, Quantity unmet);

// The amount that the base run proposed for each candidate, 0 for none; empty where it proposed
// nothing at all. O(candidates + links).
std::vector<int64_t> PreviousAmounts(const Problem& problem, const CandidateSet& candidates);

// Fills `parts` and `by_category` of `result` from its links. REQUIRES: links sorted by need, every
// link a candidate. O(needs + links log degree). The same for any number of threads.
void EvaluateLinks(const Problem& problem, const CandidateSet& candidates,
                   const std::vector<Points>& points, int32_t threads, SolveResult& result);

}  // namespace cordee
