// The pairs that a run left out of its candidates and that its prices would pay for: column
// generation over every admissible pair of the territory.
//
//   ASSIGN_OR_RETURN(const ImprovingPairs found,
//                    FindImprovingPairs(scan, set, {.least = margins, .price = prices}, stop));
//   ASSIGN_OR_RETURN(set, WithPairs(set, found.pairs, stop));   // then solve again, until
//   found.pairs is empty
//
// When none is left, the prices bound the value of all admissible pairs, not only of the
// candidates.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_scan.h"

namespace cordee {

// What an earlier search asked, and which needs it did not name all pairs of.
struct SearchedPrices {
  std::vector<int64_t> least;
  std::vector<int64_t> price;
  std::vector<uint8_t> unfinished;  // per need
};

struct ImprovingQuery {
  // Per need, micropoints per unit: what its unit at the margin gets now.
  std::span<const int64_t> least;
  // Per resource, micropoints per unit: its price. Of a booked resource, which has a price for each
  // half-hour, the lowest (0 when a half-hour that it is open has none): then no pair is missed,
  // and some are found that do not pay. Adding those does no harm, and they are found only once.
  std::span<const int64_t> price;
  // The most that are named for each need, those that pay best.
  int32_t most_per_need = 20;
  int32_t threads = 1;
  // Of a search whose pairs are candidates by now: a need that is finished and does not get less
  // now is looked at only where some resource within its reach is cheaper. The answer is the same.
  const SearchedPrices* before = nullptr;
};

struct ImprovingPair {
  NeedIndex need;
  ResourceIndex resource;
  Points points;

  friend bool operator==(const ImprovingPair&, const ImprovingPair&) = default;
};

struct ImprovingPairs {
  std::vector<ImprovingPair> pairs;  // by need, then resource
  // Per need: whether more of its pairs pay than most_per_need.
  std::vector<uint8_t> unfinished;
};

// All admissible pairs that are not in `candidates` and whose points times
// Problem::MicropointsPerUnit, less the price of the resource, are more than the need's `least`
// (of those of one need the best, ties: more points, nearer, then by id).
//
// Time: one look at each pair of a serving category within reach, and a full examination of those
// that could pay if all their criteria were at their best. Errors: Cancelled when `stop` is set;
// ResourceExhausted when they and the candidates are more than kMaxCandidates.
// REQUIRES: prices and margins below 2^62 in size.
absl::StatusOr<ImprovingPairs> FindImprovingPairs(const PairScan& scan,
                                                  const CandidateSet& candidates,
                                                  const ImprovingQuery& query, StopToken stop);

// `set` and the pairs. O(candidates). Cancelled when `stop` is set before it is done.
// REQUIRES: sorted by need and resource; none of them is in `set`.
absl::StatusOr<CandidateSet> WithPairs(const CandidateSet& set,
                                       std::span<const ImprovingPair> pairs, StopToken stop);

}  // namespace cordee
