// Pairs that would both rather have more of each other: what makes a placement unstable.
//
// A worker and a post block with u units when the worker's choice from what it has and u more units
// of the post takes them all, dropping less wanted ones if need be, and the post's choice does the
// same. The largest such u is the pair's strength. Rules hold for such a wish too: together the
// pair would reach its lot; a new partner is no wish where the partners that are wanted more are
// already as many as may be; and who has nothing would reach the minimum.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/stable/stable_problem.h"
#include "engine/solve/stable/stable_result.h"

namespace cordee {

// All of them, by edge. `units` is a feasible placement.
// O(edges log workers of a post), and a flow of blocks * items where the post is willing.
std::vector<BlockingPair> FindBlockingPairs(const StableProblem& problem, const StableRules& rules,
                                            const std::vector<int32_t>& units, int32_t threads);

}  // namespace cordee
