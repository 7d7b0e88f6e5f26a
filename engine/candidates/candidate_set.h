// The pairs that a run works with, by need (compressed sparse rows), and what they are worth.
//
//   const PointsRanking ranking(problem);
//   ASSIGN_OR_RETURN(const CandidateSet set, FindCandidates(problem, ranking, {.threads = 2},
//   stop)); for (int64_t c = set.begin[n]; c < set.begin[n + 1]; ++c) ... set.resource[c],
//   set.points[c] ...
//
// 8 bytes a pair. What else a pair is (distance, common time, capacity, lot) follows from its two
// entries: ExaminePair, PairCapacity and PairLot of pair_rules.h.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/limits.h"
#include "engine/base/stop.h"
#include "engine/candidates/pair_ranking.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"

namespace cordee {

class PairScan;

// Pairs of need i are [begin[i], begin[i + 1]), sorted by resource. Columns are parallel.
struct CandidateSet {
  std::vector<int64_t> begin;  // size needs + 1
  std::vector<ResourceIndex> resource;
  std::vector<Points> points;  // by the ranking, per reference quantity

  int64_t admissible_pairs = 0;  // before any was dropped
  bool covers_all_pairs = true;  // false: only the best of each need and resource were kept
  // Why the other pairs of the territory were refused: each is counted once, under the first rule
  // that refuses it.
  RefusalCounts refusals = {};

  int64_t size() const { return static_cast<int64_t>(resource.size()); }
};

// Where the pair stands among the candidates; -1 when it is none. O(log degree).
int64_t CandidateOf(const CandidateSet& set, NeedIndex need, ResourceIndex resource);

struct CandidateParameters {
  // Of any number of threads the answer is the same.
  int32_t threads = 1;
  // Admissible pairs up to which all are kept.
  int64_t exhaustive_limit = kMaxExhaustivePairs;
  // More pairs than this are not kept but refused.
  int64_t most_pairs = kMaxCandidates;
};

// All admissible pairs while they are at most `exhaustive_limit`; beyond, the best
// policy.max_candidates of each need and of each resource by `ranking` (ties: nearer first, then by
// id), and previous links.
//
// Time: one look at each pair of a serving category that lies within reach, a few nanoseconds each.
// Memory: 150 bytes a resource, 16 bytes a pair that its need keeps, 16 to 32 a pair that its
// resource keeps, while it runs. Errors: Cancelled when `stop` is set, which is looked at every few
// milliseconds; ResourceExhausted before more than `most_pairs` are kept.
absl::StatusOr<CandidateSet> FindCandidates(const Problem& problem, const PairRanking& ranking,
                                            const CandidateParameters& parameters, StopToken stop);
// The same from an index that serves again afterwards: improving_pairs.h.
absl::StatusOr<CandidateSet> FindCandidates(const PairScan& scan,
                                            const CandidateParameters& parameters, StopToken stop);

}  // namespace cordee
