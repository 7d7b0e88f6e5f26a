// Why a link, what holds it back, why a need stays unmet and what would unlock it. Facts and
// numbers only: sentences are the service's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"
#include "engine/score/score.h"
#include "engine/solve/result.h"

namespace cordee {

// What stops a link from carrying more.
enum class Tight : uint8_t {
  kNeedFilled,      // the need has all it asked for
  kResourceUsedUp,  // the resource has nothing left
};

struct LinkExplanation {
  Link link;
  Pair pair;
  Breakdown breakdown;
  Quantity continued;  // of the amount, what the base run proposed already
  std::vector<Tight> tight;
};

enum class Side : uint8_t { kNeed, kResource, kPolicy };

// Which field of the entry, or of the policy, has to change.
enum class Change : uint8_t {
  kReach,        // `becomes` metres; on the policy: max_distance
  kDates,        // dates become `dates`, and `months` join the season
  kHours,        // `hours` join the hours
  kLabels,       // `missing_labels` join the labels of the resource
  kTemperature,  // the temperature class of the resource's category joins
  kMinimumLot,   // falls to `becomes` base units per period; 0: no minimum lot
  kQuantity,     // rises to `becomes` base units per period
};

// A single change to one entry (or to the policy) after which a pair is admissible, and how large
// it is in the rule's own measure. `cost` orders changes of different kinds, and is never below the
// metres to add: the smallest is first.
struct Unlock {
  ResourceIndex resource;
  Refusal rule = Refusal::kNone;
  Side side = Side::kResource;
  Change change = Change::kReach;
  // kDistance: metres to add. kLabels: labels missing. kHours: half-hours missing. kMinimumLot:
  // base units missing to reach the lot, nominal. kRhythm: weeks to open. kDates, kSeason: months
  // to open when there are any in `months`, otherwise days by which the dates grow. kColdChain: 0.
  int64_t amount = 0;
  int64_t becomes = 0;
  LabelSet missing_labels = 0;
  HalfHours hours;
  DateWindow dates;
  MonthSet months = 0;
  int64_t cost = 0;
};

struct UnmetExplanation {
  NeedIndex need;
  Quantity unmet;               // nominal
  RefusalCounts refusals = {};  // of this need against all resources
  int64_t admissible = 0;       // resources that could serve it
  // More than kMaxExplainedPairs lie within reach: so many resources of a category that serves are
  // in none of the counts.
  int64_t unexamined = 0;
  // Admissible resources that the set of proposals uses elsewhere.
  int64_t used_elsewhere = 0;
  // Admissible resources that serve nobody because their minimum order is missed, by resource.
  std::vector<MissedOrder> missed_orders;
  std::vector<Unlock> unlocks;  // smallest first, at most kMaxUnlocks, a resource each
};
inline constexpr int32_t kMaxUnlocks = 3;

struct ExplainParameters {
  int32_t threads = 1;  // the explanations are the same for any number
  // When it is set nothing is explained, and what is returned is empty.
  StopToken stop;
};

// For each link, in the order of `result.links`.
std::vector<LinkExplanation> ExplainLinks(const Problem& problem, const SolveResult& result,
                                          const ExplainParameters& parameters = {});

// Needs that are not met in full, by need. Unlocks are sought among resources that have something
// left, from near to far, and no farther than a smaller change could still be found.
// O(resources within reach of needs that are unmet, at most kMaxExplainedPairs for each).
std::vector<UnmetExplanation> ExplainUnmet(const Problem& problem, const SolveResult& result,
                                           const ExplainParameters& parameters = {});

// The smallest single change that makes a refused pair admissible. Nothing when the pair is
// admissible, or when it takes more than one change, or when no change could: the same actor, or
// categories that do not serve each other.
std::optional<Unlock> FindUnlock(const Problem& problem, NeedIndex need, ResourceIndex resource);

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
// O(entries) to look at categories, and O(1) for each entry of compatible category.
Counterparts SuggestForNeed(const Problem& problem, NeedIndex need, int32_t max_results);
Counterparts SuggestForResource(const Problem& problem, ResourceIndex resource,
                                int32_t max_results);

}  // namespace cordee
