// How a search for candidates learns what an admissible pair is worth. The formula itself belongs
// to score/: PointsRanking of score/score.h.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/ids.h"
#include "engine/base/units.h"

namespace cordee {

// What the worth of an admissible pair can depend on, besides its two entries.
struct PairFacts {
  ResourceIndex resource;
  Metres distance;
  int32_t degree_percent = 0;
  int32_t common_weeks = 0;
  int32_t common_half_hours = 0;
};

// Immutable; called from several threads.
class PairRanking {
 public:
  virtual ~PairRanking() = default;

  // points[i]: what pairs[i] of `need` is worth, from 0 to kMaxPointsPerReference.
  // REQUIRES: both spans have the same size.
  virtual void Rank(NeedIndex need, std::span<const PairFacts> pairs,
                    std::span<Points> points) const = 0;
};

}  // namespace cordee
