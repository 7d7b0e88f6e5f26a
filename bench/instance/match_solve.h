// A match file solved by the engine's kernel, whose own shape it is: nothing is reduced.
//
// Errors: OUT_OF_RANGE when a need has more than kMaxMatchTiers tiers.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "bench/instance/match_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

absl::StatusOr<MatchSolution> SolveMatch(const MatchInstance& match, int32_t threads);

}  // namespace cordee::bench
