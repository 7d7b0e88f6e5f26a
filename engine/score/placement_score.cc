#include "engine/score/placement_score.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"

namespace cordee {
namespace {

size_t At(PostIndex post) { return static_cast<size_t>(post.value()); }
size_t At(PersonIndex person) { return static_cast<size_t>(person.value()); }

int32_t& Of(PlacementBreakdown& breakdown, PlacementCriterion criterion) {
  return breakdown.points[static_cast<size_t>(criterion)];
}

int32_t Share(int32_t points, int64_t part, int64_t whole) {
  return static_cast<int32_t>(points * std::min(part, whole) / whole);
}

bool Signed(const Problem& problem, ActorIndex actor) {
  return problem.actors().charter_signed[static_cast<size_t>(actor.value())] != 0;
}

// INT32_MAX when the row is not in the list.
int32_t PlaceIn(const std::vector<int32_t>& ranking, int32_t row) {
  const auto found = std::find(ranking.begin(), ranking.end(), row);
  return found == ranking.end() ? INT32_MAX : static_cast<int32_t>(found - ranking.begin());
}

uint64_t HashOf(const Problem& problem, PostIndex post, PersonIndex person) {
  const Placements& placements = problem.placements();
  return HashBytes(
      absl::StrCat(placements.posts.id[At(post)], "\n", placements.people.id[At(person)]));
}

}  // namespace

PlacementBreakdown ForPerson(const Problem& problem, PostIndex post, PersonIndex person,
                             const PlacementPair& pair) {
  const Policy& policy = problem.policy();
  const Placements& placements = problem.placements();
  PlacementBreakdown breakdown;
  using C = PlacementCriterion;
  Of(breakdown, C::kFit) = Share(policy.fit_points, pair.degree_percent, 100);
  const int64_t far = policy.max_distance.value();
  if (far > 0) {
    Of(breakdown, C::kProximity) = Share(policy.proximity_points, far - pair.metres.value(), far);
  }
  Of(breakdown, C::kTime) =
      Share(policy.time_points, pair.most, placements.people.terms[At(person)].wished);
  if (Signed(problem, placements.posts.actor[At(post)])) {
    Of(breakdown, C::kTrust) = policy.trust_points;
  }
  return breakdown;
}

PlacementBreakdown ForPost(const Problem& problem, PostIndex post, PersonIndex person,
                           const PlacementPair& pair) {
  const Policy& policy = problem.policy();
  const Placements& placements = problem.placements();
  const PlacementTerms& terms = placements.posts.terms[At(post)];
  PlacementBreakdown breakdown;
  using C = PlacementCriterion;
  Of(breakdown, C::kFit) = Share(policy.fit_points, pair.degree_percent, 100);
  Of(breakdown, C::kTime) = Share(policy.time_points, pair.most, terms.wished);
  if (terms.insertion_first && placements.people.terms[At(person)].insertion) {
    Of(breakdown, C::kSocial) = policy.social_points;
  }
  if (Signed(problem, placements.people.actor[At(person)])) {
    Of(breakdown, C::kTrust) = policy.trust_points;
  }
  return breakdown;
}

bool operator<(const Preference& a, const Preference& b) {
  return std::tuple(a.place, !a.first, -a.points, !a.incumbent, a.hash, a.row) <
         std::tuple(b.place, !b.first, -b.points, !b.incumbent, b.hash, b.row);
}

Preference PreferenceOfPerson(const Problem& problem, PostIndex post, PersonIndex person,
                              const PlacementPair& pair) {
  const Placements& placements = problem.placements();
  return {.place = PlaceIn(placements.people.ranking[At(person)], post.value()),
          .points = ForPerson(problem, post, person, pair).total(),
          .incumbent = placements.IsIncumbent(person, post),
          .hash = HashOf(problem, post, person),
          .row = post.value()};
}

Preference PreferenceOfPost(const Problem& problem, PostIndex post, PersonIndex person,
                            const PlacementPair& pair) {
  const Placements& placements = problem.placements();
  return {.place = PlaceIn(placements.posts.ranking[At(post)], person.value()),
          .first = placements.posts.terms[At(post)].insertion_first &&
                   placements.people.terms[At(person)].insertion,
          .points = ForPost(problem, post, person, pair).total(),
          .incumbent = placements.IsIncumbent(person, post),
          .hash = HashOf(problem, post, person),
          .row = person.value()};
}

}  // namespace cordee
