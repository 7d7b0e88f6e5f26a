// Jobs that employers could create together: hours that their posts still need, which one person
// could work in one lawful week, enough for a contract.
//
//   for (const SharedJobOffer& offer : FindSharedJobs(problem, placed)) ...
#pragma once

#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

// Employers of one job, the most; minutes between their sites by car, the most; the least that one
// of them asks for; half-hours a week from which it is a job (kPartTimeMinimum).
inline constexpr int32_t kMaxSharedEmployers = 3;
inline constexpr int32_t kMaxSharedMinutes = 30;
inline constexpr int32_t kMinSharedPart = 4;
// Other posts near a post that are looked at.
inline constexpr int32_t kMaxSharedNeighbours = 30;

// Each post is in one offer at most: posts in the order of their ids gather others of one trade
// (each accepts the category of the first), whose employers would share an employee and hold the
// same collective agreement or none that is known. The most hours first, then by post. Posts with
// `shared_employment` only.
std::vector<SharedJobOffer> FindSharedJobs(const Problem& problem,
                                           const std::vector<PlacedWork>& placed);

}  // namespace cordee
