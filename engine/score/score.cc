#include "engine/score/score.h"

#include <algorithm>

namespace cordee {
namespace {

int32_t Share(int64_t points, int64_t part, int64_t whole) {
  return whole <= 0 ? 0 : static_cast<int32_t>(points * part / whole);
}

int32_t ProximityPoints(const Policy& policy, Metres distance) {
  return Share(policy.proximity_points, (policy.max_distance - distance).value(),
               policy.max_distance.value());
}

// Of a need of `weeks` weeks and `half_hours` half-hours.
int32_t TimePoints(const Policy& policy, int64_t weeks, int64_t half_hours, int64_t common_weeks,
                   int64_t common_half_hours) {
  if (weeks == 0 || half_hours == 0) return 0;
  if (common_weeks == weeks && common_half_hours == half_hours) return policy.time_points;
  return Share(policy.time_points, common_weeks * half_hours + common_half_hours * weeks,
               2 * weeks * half_hours);
}

int32_t TrustPoints(const Policy& policy, int32_t signatures) {
  return Share(policy.trust_points, signatures, 2);
}

int32_t Signatures(const Problem& problem, ActorIndex a, ActorIndex b) {
  const auto& signed_charter = problem.actors().charter_signed;
  return signed_charter[static_cast<size_t>(a.value())] +
         signed_charter[static_cast<size_t>(b.value())];
}

}  // namespace

Breakdown ScorePair(const Problem& problem, NeedIndex need, ResourceIndex resource,
                    const Pair& pair) {
  const Policy& policy = problem.policy();
  const auto n = static_cast<size_t>(need.value());
  const auto r = static_cast<size_t>(resource.value());
  const EntryTable& resources = problem.resources();
  Breakdown breakdown;
  const auto set = [&breakdown](Criterion criterion, int32_t points) {
    breakdown.points[static_cast<size_t>(criterion)] = points;
  };
  set(Criterion::kFit, Share(policy.fit_points, pair.degree_percent, 100));
  set(Criterion::kProximity, ProximityPoints(policy, pair.distance));
  set(Criterion::kTime,
      TimePoints(policy, CountWeeks(problem.needs().weeks[n]), problem.needs().hours[n].Count(),
                 CountWeeks(pair.weeks), pair.hours.Count()));
  set(Criterion::kEcological,
      Share(policy.ecological_points, resources.ecological_percent[r], 100));
  set(Criterion::kSocial, Share(policy.social_points, resources.social_percent[r], 100));
  set(Criterion::kTrust,
      TrustPoints(policy, Signatures(problem, problem.needs().actor[n], resources.actor[r])));
  return breakdown;
}

PointsRanking::PointsRanking(const Problem& problem) : problem_(problem) {
  const Policy& policy = problem.policy();
  for (size_t degree = 0; degree < by_degree_.size(); ++degree) {
    by_degree_[degree] = Share(policy.fit_points, static_cast<int64_t>(degree), 100);
  }
  for (size_t count = 0; count < by_signatures_.size(); ++count) {
    by_signatures_[count] = TrustPoints(policy, static_cast<int32_t>(count));
  }
}

Points PointsRanking::OfResource(ResourceIndex resource) const {
  const auto r = static_cast<size_t>(resource.value());
  const EntryTable& resources = problem_.resources();
  return Points(Share(problem_.policy().ecological_points, resources.ecological_percent[r], 100) +
                Share(problem_.policy().social_points, resources.social_percent[r], 100));
}

Points PointsRanking::MostOfRest(int32_t degree_percent, Metres distance,
                                 int32_t signatures) const {
  return Points(by_degree_[static_cast<size_t>(degree_percent)] +
                ProximityPoints(problem_.policy(), distance) + problem_.policy().time_points +
                by_signatures_[static_cast<size_t>(signatures)]);
}

void PointsRanking::Rank(NeedIndex need, std::span<const PairFacts> pairs,
                         std::span<Points> points) const {
  const Policy& policy = problem_.policy();
  const auto n = static_cast<size_t>(need.value());
  const int32_t weeks = CountWeeks(problem_.needs().weeks[n]);
  const int32_t half_hours = problem_.needs().hours[n].Count();
  for (size_t i = 0; i < pairs.size(); ++i) {
    const PairFacts& pair = pairs[i];
    points[i] =
        Points(by_degree_[static_cast<size_t>(pair.degree_percent)] +
               ProximityPoints(policy, pair.distance) +
               TimePoints(policy, weeks, half_hours, pair.common_weeks, pair.common_half_hours) +
               by_signatures_[static_cast<size_t>(pair.signatures)]);
  }
}

}  // namespace cordee
