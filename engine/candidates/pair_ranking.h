// How a search for candidates learns what an admissible pair is worth. The formula itself belongs
// to score/: PointsRanking of score/score.h.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/ids.h"
#include "engine/base/units.h"

namespace cordee {

// What the worth of an admissible pair can depend on, besides its need and OfResource.
struct PairFacts {
  ResourceIndex resource;
  Metres distance;
  int32_t degree_percent = 0;
  int32_t common_weeks = 0;
  int32_t common_half_hours = 0;
  int32_t signatures = 0;  // of the charter, by the two actors: 0 to 2
  int32_t position = 0;    // of the resource in the index that found the pair
};

// The worth of a pair is OfResource(its resource) and what Rank says of the rest; together at most
// kMaxPointsPerReference. Immutable; called from several threads.
class PairRanking {
 public:
  virtual ~PairRanking() = default;

  virtual Points OfResource(ResourceIndex resource) const = 0;
  // points[i]: the rest of pairs[i] of `need`.
  // REQUIRES: both spans have the same size.
  virtual void Rank(NeedIndex need, std::span<const PairFacts> pairs,
                    std::span<Points> points) const = 0;
  // No pair of that degree, that far apart or further, has a rest above it.
  virtual Points MostOfRest(int32_t degree_percent, Metres distance, int32_t signatures) const = 0;
};

}  // namespace cordee
