// A labour market on a line of towns: people and posts, with whom each would rather work.
#pragma once

#include <cstdint>

#include "engine/solve/stable/stable_problem.h"

namespace cordee::bench {

// `size` people and posts together, half of each; every person has 20 posts nearby to choose from.
// Half-days of four hours, at most ten hours a day; 10 to 35 hours a week on both sides. Neighbours
// are close in the arrays, unless `shuffled`. The same for the same arguments.
StableProblem LabourMarket(int64_t size, bool shuffled);

}  // namespace cordee::bench
