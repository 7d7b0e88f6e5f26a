// Whether the half-hours that a person is given make a lawful week.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

// `works`: all of one person, none one to one.
absl::Status CheckWeekOf(const Problem& problem, const std::vector<PlacedWork>& works);

}  // namespace cordee
