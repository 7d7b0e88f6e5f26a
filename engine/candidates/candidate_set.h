// The pairs that a run works with, by need (compressed sparse rows).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/limits.h"
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

// What an admissible pair is worth, to choose which to keep: ScorePair of score/score.h.
using PairRanking = Points (*)(const Problem&, NeedIndex, ResourceIndex, const Pair&);

// All admissible pairs while they are at most `exhaustive_limit`; beyond, the best
// policy.max_candidates of each need and of each resource by `ranking` (ties: nearer first, then by
// id), and previous links. DEFAULT of exhaustive_limit: kMaxExhaustivePairs.
//
// O(pairs of compatible category within a band of latitude) time. Cancelled when `stop` is set.
absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, PairRanking ranking,
                                            StopToken stop,
                                            int64_t exhaustive_limit = kMaxExhaustivePairs);

}  // namespace cordee
