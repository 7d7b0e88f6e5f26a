// LEMON's NetworkSimplex on a general minimum-cost flow: the oracle of tests. C++17.
#pragma once

#include <optional>

#include "bench/instance/flow_file.h"

namespace cordee::bench {

// The least cost; nullopt if no flow is feasible. REQUIRES: the supplies sum to 0.
std::optional<__int128> LeastCostByLemon(const MinCostFlow& flow);

}  // namespace cordee::bench
