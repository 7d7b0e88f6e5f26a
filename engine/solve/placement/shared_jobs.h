// Jobs that employers could create together: hours that their posts still need, which one person
// could work in one lawful week, enough for a contract.
//
//   for (const SharedJobOffer& offer : FindSharedJobs(problem, placed)) ...
#pragma once

#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

// The least that one of the employers asks for, in half-hours a week.
inline constexpr int32_t kMinSharedPart = 4;
// Other posts near a post that are looked at.
inline constexpr int32_t kMaxSharedNeighbours = 30;

// Under the policy's SharedJobRules. Each post is in one offer at most: posts in the order of their
// ids gather others of one trade (each accepts the category of the first), whose employers would
// share an employee and hold the same collective agreement or none that is known. The most hours
// first, then by post. Posts with `shared_employment` and with a trade of their own only (not the
// root of a family).
std::vector<SharedJobOffer> FindSharedJobs(const Problem& problem,
                                           const std::vector<PlacedWork>& placed);

}  // namespace cordee
