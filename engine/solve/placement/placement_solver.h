// From posts and people to placements, and to jobs that employers could create together.
//
//   ASSIGN_OR_RETURN(PlacementResult result, SolvePlacements(problem, pairs, {.threads = 2},
//   stop));
//
// All admissible pairs take part. The half-hours that a person works for several posts are laid
// into one week (timetable.h); where travel or a day that is too long leaves no week, the post that
// the person wants least is closed to it, and it is solved again. Pairs that block because of that,
// or because of minimum blocks, are counted (solve/stable/stable_solver.h).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/limits.h"
#include "engine/base/stop.h"
#include "engine/candidates/placement_pairs.h"
#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

struct PlacementParameters {
  int32_t threads = 1;  // the answer is the same for any number
};

// Times that it is solved to let every week be laid out; the last closes all but what a person
// wants most.
inline constexpr int32_t kMaxTimetableRounds = 32;

// People up to whom an answer that minimum blocks or travel shaped is solved again from itself,
// until it stays (kMaxSettlingRounds): so a rerun of an unchanged territory changes nothing.
inline constexpr int32_t kMaxSettledPeople = 50'000;

// Cancelled when `stop` is set.
absl::StatusOr<PlacementResult> SolvePlacements(const Problem& problem, const PlacementPairs& pairs,
                                                const PlacementParameters& parameters,
                                                StopToken stop);

// Half-hours between two posts, for somebody with these means: travel rounded up.
int32_t GapBetween(const Problem& problem, PostIndex a, PostIndex b, MeansSet means);

}  // namespace cordee
