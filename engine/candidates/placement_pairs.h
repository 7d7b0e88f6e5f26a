// All pairs of a post and a person that no rule forbids, by person.
//
//   ASSIGN_OR_RETURN(PlacementPairs pairs, FindPlacementPairs(problem, threads, stop));
//   for (int64_t i = pairs.begin[e]; i < pairs.begin[e + 1]; ++i) ... pairs.post[i] ...
//
// Time: one look at each post of a serving category in the band of latitude within reach.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/candidates/placement_rules.h"

namespace cordee {

// Pairs kept in one run.
inline constexpr int64_t kMaxPlacementPairs = 100'000'000;

struct PlacementPairs {
  std::vector<int64_t> begin;   // size people + 1
  std::vector<PostIndex> post;  // sorted within a person
  // Pairs of a serving category and within the band, by the first rule that refused them.
  PlacementRefusalCounts refusals = {};
};

// Cancelled when `stop` is set; ResourceExhausted beyond kMaxPlacementPairs.
absl::StatusOr<PlacementPairs> FindPlacementPairs(const Problem& problem, int32_t threads,
                                                  StopToken stop);

}  // namespace cordee
