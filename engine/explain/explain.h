// Why a link, what holds it back, why a need stays unmet and what would unlock it. Facts and
// numbers only: sentences are the service's.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"
#include "engine/score/score.h"
#include "engine/solve/result.h"

namespace cordee {

// What stops a link from carrying more.
enum class Tight : uint8_t {
  kNeedFilled,        // the need has all it asked for
  kResourceUsedUp,    // the resource has nothing left
};

struct LinkExplanation {
  Link link;
  Pair pair;
  Breakdown breakdown;
  Quantity continued;  // of the amount, what the base run proposed already
  std::vector<Tight> tight;
};

// A single change to one entry after which a pair is admissible, and how large it is in the rule's
// own measure. `cost` orders changes of different kinds: the smallest is shown first.
struct Unlock {
  ResourceIndex resource;
  Refusal rule = Refusal::kNone;
  // kDistance: metres to add to `reach` of the need, the resource or the policy's maximum.
  // kLabels: number of labels missing. kHours: half-hours missing. kMinimumLot: base units missing
  // to reach the lot. kDates, kSeason, kRhythm, kColdChain: 0.
  int64_t amount = 0;
  LabelSet missing_labels = 0;
  int64_t cost = 0;
};

struct UnmetExplanation {
  NeedIndex need;
  Quantity unmet;  // nominal
  RefusalCounts refusals = {};     // of this need against all resources
  int64_t admissible = 0;          // resources that could serve it
  // Admissible resources that the set of proposals uses elsewhere.
  int64_t used_elsewhere = 0;
  std::vector<Unlock> unlocks;     // smallest first, at most kMaxUnlocks
};
inline constexpr int32_t kMaxUnlocks = 3;

// For each link, in the order of `result.links`.
std::vector<LinkExplanation> ExplainLinks(const Problem& problem, const SolveResult& result);

// Needs that are not met in full, by need. O(needs unmet x resources).
std::vector<UnmetExplanation> ExplainUnmet(const Problem& problem, const SolveResult& result);

// The best admissible counterparts, by points descending, then distance, then id: exactly the first
// `max_results` of exhaustive scoring.
struct Counterpart {
  NeedIndex need;
  ResourceIndex resource;
  Pair pair;
  Breakdown breakdown;
};
struct Counterparts {
  std::vector<Counterpart> best;
  int64_t admissible = 0;
  RefusalCounts refusals = {};
};
Counterparts SuggestForNeed(const Problem& problem, NeedIndex need, int32_t max_results);
Counterparts SuggestForResource(const Problem& problem, ResourceIndex resource,
                                int32_t max_results);

}  // namespace cordee
