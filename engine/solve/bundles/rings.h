// Rings of reciprocity: two to four actors of whom each gives something to the next, and the last
// to the first, whatever it is.
//
//   RingResult rings = FindRings(problem, result.links, stop);
//
// Rings are made of links that are proposed anyway: they promise nothing twice, and change neither
// value nor bound of the run. What goes from one actor to another, by one link or several, is in
// one ring at most; of all such choices the one with most actors in rings is taken, then with most
// families: a set packing, by branch and bound below the prices of its LP relaxation, which are its
// proof. Where the relaxation is above the best choice, that is found and not proved.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/stop.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/ring_result.h"

namespace cordee {

// Rings that are looked at, and steps to find them. Beyond, `complete` is false.
inline constexpr int32_t kMaxRings = 5'000;
inline constexpr int64_t kMaxRingSteps = 2'000'000;
// Nodes of the search; beyond, the best so far with its gap.
inline constexpr int64_t kMaxRingNodes = 1'000'000;

// Links of one actor with itself are passed over. Deterministic.
RingResult FindRings(const Problem& problem, const std::vector<Link>& links, StopToken stop);

}  // namespace cordee
