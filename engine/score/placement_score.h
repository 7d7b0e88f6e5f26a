// What a post is worth to a person, and a person to a post: whole points under the policy, and the
// order of preference that follows.
//
//   a person's points of a post                      a post's points of a person
//   fit        fit_points * nearness of the trades   the same
//   proximity  proximity_points * (1 - distance /    -
//              policy.max_distance)
//   time       time_points * common half-hours /     time_points * common half-hours /
//              what the person wishes, at most 1     what the post wishes, at most 1
//   social     -                                     social_points, where people under the
//                                                    insertion scheme come first and this is one
//   trust      trust_points, when the other side's actor has signed the charter
//
// Preference: those of the explicit ranking in its order; then, where a post puts people under the
// insertion scheme first, these; then by points; of equal points whoever
// was placed together by the base run first, then by a hash of both ids. So no two are alike, and
// nobody can gain by the order of a file. No text, and nothing about who a person is, is scored.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/candidates/placement_rules.h"
#include "engine/model/problem.h"

namespace cordee {

enum class PlacementCriterion : uint8_t { kFit, kProximity, kTime, kSocial, kTrust };
inline constexpr int32_t kPlacementCriterionCount = 5;

struct PlacementBreakdown {
  std::array<int32_t, kPlacementCriterionCount> points = {};
  int32_t total() const {
    int32_t sum = 0;
    for (const int32_t p : points) sum += p;
    return sum;
  }
};

// REQUIRES: pair is ExaminePlacement(problem, post, person) and admissible.
PlacementBreakdown ForPerson(const Problem& problem, PostIndex post, PersonIndex person,
                             const PlacementPair& pair);
PlacementBreakdown ForPost(const Problem& problem, PostIndex post, PersonIndex person,
                           const PlacementPair& pair);

// Where one wish comes among those of the same side: smaller is better.
struct Preference {
  int32_t place = INT32_MAX;  // in the explicit ranking
  bool first = false;         // before all that are not
  int32_t points = 0;
  bool incumbent = false;
  uint64_t hash = 0;
  int32_t row = 0;  // of the other side: should even the hash be the same

  friend bool operator<(const Preference& a, const Preference& b);
};

Preference PreferenceOfPerson(const Problem& problem, PostIndex post, PersonIndex person,
                              const PlacementPair& pair);
Preference PreferenceOfPost(const Problem& problem, PostIndex post, PersonIndex person,
                            const PlacementPair& pair);

}  // namespace cordee
