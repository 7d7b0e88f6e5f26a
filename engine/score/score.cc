#include "engine/score/score.h"

#include <algorithm>

namespace cordee {
namespace {

int32_t Share(int64_t points, int64_t part, int64_t whole) {
  return whole <= 0 ? 0 : static_cast<int32_t>(points * part / whole);
}

int32_t TimePoints(const Problem& problem, size_t need, const Pair& pair) {
  const int64_t weeks = CountWeeks(problem.needs().weeks[need]);
  const int64_t half_hours = problem.needs().hours[need].Count();
  if (weeks == 0 || half_hours == 0) return 0;
  const int64_t common =
      CountWeeks(pair.weeks) * half_hours + int64_t{pair.hours.Count()} * weeks;
  return Share(problem.policy().time_points, common, 2 * weeks * half_hours);
}

int32_t TrustPoints(const Problem& problem, ActorIndex a, ActorIndex b) {
  const auto& signed_charter = problem.actors().charter_signed;
  const int64_t both = int64_t{signed_charter[static_cast<size_t>(a.value())]} +
                       signed_charter[static_cast<size_t>(b.value())];
  return Share(problem.policy().trust_points, both, 2);
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
  set(Criterion::kProximity,
      Share(policy.proximity_points, (policy.max_distance - pair.distance).value(),
            policy.max_distance.value()));
  set(Criterion::kTime, TimePoints(problem, n, pair));
  set(Criterion::kEcological,
      Share(policy.ecological_points, resources.ecological_percent[r], 100));
  set(Criterion::kSocial, Share(policy.social_points, resources.social_percent[r], 100));
  set(Criterion::kTrust, TrustPoints(problem, problem.needs().actor[n], resources.actor[r]));
  return breakdown;
}

std::vector<Points> ScoreCandidates(const Problem& problem, const CandidateSet& candidates) {
  std::vector<Points> points;
  points.reserve(static_cast<size_t>(candidates.size()));
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    const auto n = static_cast<size_t>(need.value());
    for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) {
      const auto at = static_cast<size_t>(c);
      const ResourceIndex resource = candidates.resource[at];
      const auto r = static_cast<size_t>(resource.value());
      Pair pair;
      pair.degree_percent = candidates.degree_percent[at];
      pair.distance = candidates.distance[at];
      pair.weeks = problem.needs().weeks[n] & problem.resources().weeks[r];
      pair.hours = problem.needs().hours[n] & problem.resources().hours[r];
      points.push_back(ScorePair(problem, need, resource, pair).total());
    }
  }
  return points;
}

}  // namespace cordee
