// Rings of reciprocity among the links of a run. Shared with verify, which trusts none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/solve/termination.h"

namespace cordee {

inline constexpr int32_t kMinRingActors = 2;
inline constexpr int32_t kMaxRingActors = 4;
// What a ring counts: so much for each actor in it, and one for each family. A family never
// outweighs an actor.
inline constexpr int64_t kRingActorWeight = 100;

// Each gives to the next, and the last to the first. The first has the smallest index.
struct Ring {
  std::vector<ActorIndex> actors;
  int64_t weight = 0;

  friend bool operator==(const Ring&, const Ring&) = default;
};

// What a giver and a taker cost in the proof of the bound, in kRingPriceUnit-ths of a weight.
struct RingPrice {
  ActorIndex giver;
  ActorIndex taker;
  int64_t price = 0;  // at least 1

  friend bool operator==(const RingPrice&, const RingPrice&) = default;
};

inline constexpr int64_t kRingPriceUnit = 1'000'000;

struct RingResult {
  // Optimal: `weight` equals `bound`, and every ring was looked at.
  Termination termination;
  std::vector<Ring> rings;        // by actors
  int64_t weight = 0;             // of all of them
  std::vector<RingPrice> prices;  // by giver and taker; none where they cost nothing
  // No ring weighs more than its pairs cost, so no choice of rings that share no pair weighs more
  // than all prices together: their sum in whole weights.
  int64_t bound = 0;
  // False: there were more rings than were looked at, of which alone the bound speaks.
  bool complete = true;
};

}  // namespace cordee
