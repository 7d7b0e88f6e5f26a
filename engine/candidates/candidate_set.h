// The pairs that a run works with, by need (compressed sparse rows).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"

namespace cordee {

// Pairs of need i are [begin[i], begin[i + 1]), sorted by resource. Columns are parallel.
struct CandidateSet {
  std::vector<int64_t> begin;  // size needs + 1
  std::vector<ResourceIndex> resource;
  std::vector<Metres> distance;
  std::vector<int32_t> degree_percent;
  std::vector<Quantity> capacity;
  std::vector<Quantity> lot;

  int64_t admissible_pairs = 0;  // before any was dropped
  bool covers_all_pairs = true;  // false: only the best of each need and resource were kept
  // Why pairs were refused. kSameActor, kCategory and kDistance are counted over all pairs of the
  // territory, the others over those that passed these three.
  RefusalCounts refusals = {};

  int64_t size() const { return static_cast<int64_t>(resource.size()); }
};

// All admissible pairs while they are at most kMaxExhaustivePairs; beyond, the best
// policy.max_candidates of each need and of each resource by points, and previous links.
// O(pairs within reach of compatible category) time. Cancelled when `stop` is set.
absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, StopToken stop);

}  // namespace cordee
