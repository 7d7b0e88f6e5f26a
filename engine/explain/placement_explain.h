// Why a post stays open or a person is not placed, and the smallest change that would help. Facts
// and numbers only: sentences are the service's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/candidates/placement_rules.h"
#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"

namespace cordee {

// One change after which a pair is admissible, when one rule alone refuses it.
struct PlacementUnlock {
  PostIndex post;
  PersonIndex person;
  PlacementRefusal rule = PlacementRefusal::kNone;
  // kDistance: metres to add. kTravel: minutes. kHours: half-hours missing to the least block.
  // kPay: cents an hour. kLicence, kLanguage, kSkill: how many are missing. Otherwise 0.
  int64_t amount = 0;
  std::vector<int32_t> missing;  // kLicence, kLanguage, kSkill: numbers of codes
  int64_t cost = 0;              // orders changes of different kinds: the smallest is first
};

// Nothing when the pair is admissible, takes more than one change, or no change is to be asked for
// (the same actor, another trade, a veto, the insertion scheme, conditions of age).
std::optional<PlacementUnlock> FindPlacementUnlock(const Problem& problem, PostIndex post,
                                                   PersonIndex person);

struct OpenPost {
  PostIndex post;
  int32_t half_hours = 0;  // of what is wished
  PlacementRefusalCounts refusals = {};
  int64_t admissible = 0;  // people who could come
  std::vector<PlacementUnlock> unlocks;
};
struct OpenPerson {
  PersonIndex person;
  int32_t half_hours = 0;  // of what is wished: all of it, or what a shared week lacks
  PlacementRefusalCounts refusals = {};
  int64_t admissible = 0;
  std::vector<PlacementUnlock> unlocks;
};

struct PlacementExplanation {
  std::vector<OpenPost> posts;     // with something left, by post
  std::vector<OpenPerson> people;  // the same
};

inline constexpr int32_t kMaxPlacementUnlocks = 3;
// Entries of the other side that are looked at for one open entry; others are in no count.
inline constexpr int32_t kMaxExplainedPlacements = 20'000;

// Unlocks lead to entries of the other side that have something left. Empty when `stop` is set.
// O(open entries * entries of the other side).
PlacementExplanation ExplainPlacements(const Problem& problem, const PlacementResult& result,
                                       StopToken stop);

}  // namespace cordee
