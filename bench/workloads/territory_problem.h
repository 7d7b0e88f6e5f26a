// The problems that benches share: generated territories on the synthetic catalogue, seed 1.
#pragma once

#include <cstdint>

#include "engine/model/problem.h"

namespace cordee::bench {

// Built once for each pair of arguments and kept until the process ends. Not thread-safe.
const Problem& TerritoryProblem(int64_t entries, int64_t square_km);

}  // namespace cordee::bench
