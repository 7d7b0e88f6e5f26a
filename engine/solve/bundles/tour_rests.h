// Where a tour lets its driver rest, read off its times.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// By stop: minutes of the break before its service, 0 where there is none. A wait as long as a
// break is one. A tour short enough to need none has none. `hauls`: of the plan.
std::vector<int32_t> RestsOf(const Problem& problem, const std::vector<HaulFacts>& hauls,
                             const HaulTour& tour);

}  // namespace cordee
