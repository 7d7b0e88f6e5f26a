// The hard rules: may this need and this resource be linked at all?
//
//   Pair pair = ExaminePair(problem, need, resource);
//   if (pair.refusal == Refusal::kNone) ... pair.distance, pair.degree_percent, pair.capacity ...
//
// O(1); no allocation; thread-safe.
#pragma once

#include <array>
#include <cstdint>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"

namespace cordee {

// In the order in which the rules are tried; the first that refuses is the reason.
enum class Refusal : uint8_t {
  kNone,
  kSameActor,   // nobody supplies themselves
  kCategory,    // the resource's category does not serve the need's
  kDistance,    // further than the need, the resource or the policy allows
  kRhythm,      // once against recurring, and one of the two is not open over the whole horizon
  kDates,       // no common week by dates (a weekly booking: not all its weeks)
  kSeason,      // common dates, but not in season
  kHours,       // fewer common half-hours than the policy asks, where nothing is carried; a
                // booking: no run long enough
  kLabels,      // the resource lacks a label that the need requires
  kColdChain,   // one side cannot handle the temperature of what is offered
  kMinimumLot,  // the least that one side accepts is more than the other has
};
inline constexpr int32_t kRefusalCount = 11;
using RefusalCounts = std::array<int64_t, kRefusalCount>;

struct Pair {
  Refusal refusal = Refusal::kNone;
  // Filled up to the rule that refused; all of it when none did.
  int32_t degree_percent = 0;
  Metres distance;
  WeekSet weeks = 0;  // common weeks
  HalfHours hours;    // common half-hours
  Quantity capacity;  // the most one link can carry over the horizon, nominal
  Quantity lot;       // the least it can carry when it carries anything; at least 1
};

Pair ExaminePair(const Problem& problem, NeedIndex need, ResourceIndex resource);

// ExaminePair(...).capacity and .lot of an admissible pair, without examining it again.
Quantity PairCapacity(const Problem& problem, NeedIndex need, ResourceIndex resource);
Quantity PairLot(const Problem& problem, NeedIndex need, ResourceIndex resource);

// Bit per Refusal of every rule that refuses, not only the first: what explanations need.
uint32_t AllRefusals(const Problem& problem, NeedIndex need, ResourceIndex resource);

}  // namespace cordee
