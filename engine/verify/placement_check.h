// The independent checker of placements. It re-derives everything from the rows of the problem: no
// rule, index, market or timetable of the solver is shared. (What preferences, lawful hours and the
// cut of a week mean is defined in score/placement_score.h, model/labour_law.h and week_cut.h.)
//
//   absl::Status status = CheckPlacements(problem, result, threads);
//
// Checked:
//   - every placement is admissible by all hard rules, appears once, and has as many half-hours of
//     the week as it says, within the hours of both;
//   - of a person: nothing at the same time twice, time to travel between two sites on a day, the
//     limits of the law on day, week, daily rest and free days, the least and most hours wished,
//     the number of posts; of a post: the same of hours and people;
//   - the blocking pairs, over all admissible pairs, are exactly those that are listed, with their
//     strength, and STABLE is said when there is none;
//   - no post is offered twice in shared jobs, nor more of it than is left.
//
// FailedPrecondition with the first thing that is wrong and the ids it concerns.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

absl::Status CheckPlacements(const Problem& problem, const PlacementResult& result,
                             int32_t threads = 1);

}  // namespace cordee
