// What an admissible pair is worth: whole points per reference quantity, criterion by criterion.
//
//   fit         fit_points * degree
//   proximity   proximity_points * (1 - distance / policy.max_distance)
//   time        time_points * mean of (common weeks / weeks of the need) and
//               (common half-hours / half-hours of the need)
//   ecological  ecological_points * the best ecological percent among the resource's labels
//   social      social_points * the best social percent among them
//   trust       trust_points * (both signed the charter: 1, one: 1/2, none: 0)
//
// Each criterion is rounded down to whole points by itself, so that the sum of what is shown is the
// sum that was used. Continuity is not here: it belongs to a quantity, not to a pair.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/candidates/pair_ranking.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"

namespace cordee {

enum class Criterion : uint8_t { kFit, kProximity, kTime, kEcological, kSocial, kTrust };
inline constexpr int32_t kCriterionCount = 6;

struct Breakdown {
  std::array<int32_t, kCriterionCount> points = {};

  Points total() const {
    int32_t sum = 0;
    for (int32_t p : points) sum += p;
    return Points(sum);
  }
};

// REQUIRES: pair is ExaminePair(problem, need, resource) and admissible.
Breakdown ScorePair(const Problem& problem, NeedIndex need, ResourceIndex resource,
                    const Pair& pair);

// ScorePair(...).total() of many pairs, from tables.
//
//   const PointsRanking ranking(problem);
//   FindCandidates(problem, ranking, {}, stop);
class PointsRanking : public PairRanking {
 public:
  // Keeps a reference to the problem.
  explicit PointsRanking(const Problem& problem);

  Points OfResource(ResourceIndex resource) const override;  // ecological and social
  void Rank(NeedIndex need, std::span<const PairFacts> pairs,
            std::span<Points> points) const override;
  Points MostOfRest(int32_t degree_percent, Metres distance, int32_t signatures) const override;

 private:
  const Problem& problem_;
  std::array<int32_t, 101> by_degree_ = {};
  std::array<int32_t, 3> by_signatures_ = {};
};

}  // namespace cordee
