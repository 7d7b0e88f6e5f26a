// Which edges of a placement break a rule, and which of them to close first.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/stable/stable_problem.h"

namespace cordee {

// Edges with units that break a rule: less than their lot; the least wanted ones of a worker or a
// post that has too many partners; all of a worker or post that has less than its minimum. By edge.
std::vector<int64_t> AllBrokenEdges(const StableProblem& problem, const StableRules& rules,
                                    const std::vector<int32_t>& units);

// Of those, a few that do not touch each other, so that closing one can still mend its neighbours:
// at each post the one that it wants least, and of a worker's the one that it wants least. Who is
// below its minimum goes last, the furthest below it first, a part of them at a time. Never empty
// while AllBrokenEdges is not. By edge.
std::vector<int64_t> EdgesToClose(const StableProblem& problem, const StableRules& rules,
                                  const std::vector<int32_t>& units);

}  // namespace cordee
