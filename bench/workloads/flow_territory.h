// A FlowProblem shaped like a territory: half needs, half resources, clustered in towns.
//
// sqrt(entries) towns of log-normal size in 290 x 290 km, 15 % of entries outside them; categories
// with Zipf(1) popularity; log-normal quantities in 1..1000; each entry offers its 20 nearest
// counterparts of its category within 60 km (union of both sides); a pair is worth
// 10000 x (0.65 (1 - distance / 60 km) + 0.35 noise) points per 1000 units; a need's thirds cost
// 1000, 3000 and 6000 points per 1000 units when unmet. Entries are numbered by category, then
// along a Hilbert curve. The same arguments give the same problem.
#pragma once

#include <cstdint>

#include "engine/solve/flow/flow_problem.h"

namespace cordee::bench {

FlowProblem FlowTerritory(int64_t entries, int32_t categories, uint64_t seed);

}  // namespace cordee::bench
