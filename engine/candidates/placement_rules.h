// The hard rules between a post and a person.
//
//   PlacementPair pair = ExaminePlacement(problem, post, person);
//   if (pair.refusal == PlacementRefusal::kNone) ... pair.hours, pair.metres ...
//
// Rules are tried in the order of the enum; the first that refuses is the reason. Pure functions.
#pragma once

#include <array>
#include <cstdint>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/model/labour_law.h"
#include "engine/model/problem.h"

namespace cordee {

enum class PlacementRefusal : uint8_t {
  kNone,
  kSameActor,
  kCategory,   // not the same or a near trade
  kVeto,       // one side will not have the other
  kDistance,   // farther than one side, or the policy, allows
  kTravel,     // takes the person longer than it accepts
  kDates,      // no common week, whatever the season
  kSeason,     // no common week
  kHours,      // fewer common lawful half-hours than the least block, or than the policy asks
  kContract,   // no kind of contract that both accept
  kLicence,    // the person lacks a licence
  kLanguage,   // the person lacks a language
  kSkill,      // the person lacks a skill, and is not trained
  kLabels,     // the person lacks a label that the post requires
  kPay,        // offered less than accepted
  kInsertion,  // the post is kept for people under the insertion scheme
  kAgeRule,    // home sharing: the conditions of age are not met
};
inline constexpr int32_t kPlacementRefusalCount = 17;
using PlacementRefusalCounts = std::array<int64_t, kPlacementRefusalCount>;

struct PlacementPair {
  PlacementRefusal refusal = PlacementRefusal::kNone;
  // Filled up to the rule that refused; all of it when none did.
  int32_t degree_percent = 0;
  Metres metres;
  int32_t minutes = 0;  // of travel, one way
  WeekSet weeks = 0;
  HalfHours hours;   // common, and lawful for the person
  int32_t lot = 0;   // the least that is worked together, half-hours a week; at least 1
  int32_t most = 0;  // the most
};

bool IsOneToOne(const Problem& problem, PersonIndex person);

// The half-hours of a person that may be worked: LawfulHours of what it offers.
HalfHours WorkableHours(const Problem& problem, PersonIndex person);
LabourLimits LimitsOf(const Problem& problem, PersonIndex person);

PlacementPair ExaminePlacement(const Problem& problem, PostIndex post, PersonIndex person);
// With WorkableHours(problem, person), for many posts of one person.
PlacementPair ExaminePlacement(const Problem& problem, PostIndex post, PersonIndex person,
                               const HalfHours& workable);

// Bit per PlacementRefusal of every rule that refuses.
uint32_t AllPlacementRefusals(const Problem& problem, PostIndex post, PersonIndex person);

}  // namespace cordee
