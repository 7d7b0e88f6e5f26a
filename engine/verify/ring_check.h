// The independent checker of rings of reciprocity. Shares no code with the solver: it finds the
// rings of the links again, in another way, to see what the prices prove.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/ring_result.h"

namespace cordee {

// Steps to find rings again; a claim that takes more is refused.
inline constexpr int64_t kMaxRingCheckSteps = 20'000'000;

// FailedPrecondition with the first claim that does not hold: a ring that is not closed by links,
// of too few or too many actors or twice the same, that shares a giver and taker with another, is
// worth something else, or is out of order; a weight that is not the sum; a bound that the prices
// do not prove, when all rings were looked at; OPTIMAL of another value than the bound.
absl::Status CheckRings(const Problem& problem, const std::vector<Link>& links,
                        const RingResult& claim);

}  // namespace cordee
