// The best links of a small problem, by trying everything: minimum lots, minimum orders,
// indivisible entries, bookings and continuity included. It shares no code with the solver (pair
// rules and points come from their definitions, ExaminePair and ScorePair), so it is the judge of
// the solver's tests, and of anybody who wants to check an answer by other means.
//
//   ASSIGN_OR_RETURN(BruteForceResult best, BruteForce(problem));
//   // result.parts.value() <= best.value <= result.bound, for every result of Solve.
//
// Amounts are tried in steps of the greatest common divisor of all amounts, lots, previous amounts
// and tier widths of the problem. That is exact: once it is decided which lots are used, an optimum
// is a vertex of a flow polytope whose data are multiples of that step.
//
// Time and memory grow exponentially. Limits: kMaxBruteForceStates states of what resources have
// left, kMaxBruteForceSteps ways tried; ResourceExhausted beyond. Four needs and four resources of
// up to six steps each, or five bookings in two rooms of ten half-hours, take about a millisecond.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

inline constexpr int64_t kMaxBruteForceStates = 1'000'000;
inline constexpr int64_t kMaxBruteForceSteps = 20'000'000;

struct BruteForceResult {
  Total value = 0;
  std::vector<Link> links;  // one optimum, by need, then resource
};

absl::StatusOr<BruteForceResult> BruteForce(const Problem& problem);

}  // namespace cordee
