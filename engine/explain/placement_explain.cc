#include "engine/explain/placement_explain.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <tuple>

namespace cordee {
namespace {

using R = PlacementRefusal;

size_t At(int32_t index) { return static_cast<size_t>(index); }

// How much a change asks of somebody, in metres to go.
constexpr int64_t kCostOfMinute = 600;
constexpr int64_t kCostOfHalfHour = 1'000;
constexpr int64_t kCostOfCent = 50;
constexpr int64_t kCostOfSkill = 6'000;
constexpr int64_t kCostOfContract = 8'000;
constexpr int64_t kCostOfDates = 9'000;
constexpr int64_t kCostOfLicence = 15'000;
constexpr int64_t kCostOfLanguage = 30'000;

std::vector<int32_t> Missing(const std::vector<int32_t>& held,
                             const std::vector<int32_t>& required) {
  std::vector<int32_t> missing;
  std::set_difference(required.begin(), required.end(), held.begin(), held.end(),
                      std::back_inserter(missing));
  return missing;
}

// Half-hours of each side that are placed.
std::vector<int32_t> LeftOf(const PlacementTable& table) {
  std::vector<int32_t> left;
  for (const PlacementTerms& terms : table.terms) left.push_back(terms.wished);
  return left;
}

class Explainer {
 public:
  Explainer(const Problem& problem, const PlacementResult& result)
      : problem_(problem),
        posts_(problem.placements().posts),
        people_(problem.placements().people),
        post_left_(LeftOf(posts_)),
        person_left_(LeftOf(people_)) {
    for (const PlacedWork& work : result.placed) {
      int32_t& post = post_left_[At(work.post.value())];
      int32_t& person = person_left_[At(work.person.value())];
      const bool one = IsOneToOne(problem, work.person);
      post = one ? 0 : std::max(0, post - work.half_hours);
      person = one ? 0 : std::max(0, person - work.half_hours);
    }
  }

  PlacementExplanation Run(StopToken stop) const {
    PlacementExplanation explanation;
    for (int32_t o = 0; o < posts_.size() && !stop.StopRequested(); ++o) {
      if (post_left_[At(o)] > 0) explanation.posts.push_back(OfPost(o));
    }
    for (int32_t e = 0; e < people_.size() && !stop.StopRequested(); ++e) {
      if (person_left_[At(e)] > 0) explanation.people.push_back(OfPerson(e));
    }
    if (stop.StopRequested()) return {};
    return explanation;
  }

 private:
  OpenPost OfPost(int32_t row) const {
    OpenPost open{.post = PostIndex(row), .half_hours = post_left_[At(row)]};
    const int32_t end = std::min(people_.size(), kMaxExplainedPlacements);
    for (int32_t e = 0; e < end; ++e) {
      Look(PostIndex(row), PersonIndex(e), person_left_[At(e)] > 0, open);
    }
    Keep(open.unlocks);
    return open;
  }

  OpenPerson OfPerson(int32_t row) const {
    OpenPerson open{.person = PersonIndex(row), .half_hours = person_left_[At(row)]};
    const int32_t end = std::min(posts_.size(), kMaxExplainedPlacements);
    for (int32_t o = 0; o < end; ++o) {
      Look(PostIndex(o), PersonIndex(row), post_left_[At(o)] > 0, open);
    }
    Keep(open.unlocks);
    return open;
  }

  template <typename Open>
  void Look(PostIndex post, PersonIndex person, bool other_is_open, Open& open) const {
    const PlacementPair pair = ExaminePlacement(problem_, post, person);
    if (pair.refusal == R::kNone) {
      ++open.admissible;
      return;
    }
    ++open.refusals[static_cast<size_t>(pair.refusal)];
    if (!other_is_open) return;
    std::optional<PlacementUnlock> unlock = FindPlacementUnlock(problem_, post, person);
    if (unlock.has_value()) open.unlocks.push_back(*std::move(unlock));
  }

  static void Keep(std::vector<PlacementUnlock>& unlocks) {
    std::sort(unlocks.begin(), unlocks.end(),
              [](const PlacementUnlock& a, const PlacementUnlock& b) {
                return std::tuple(a.cost, a.post, a.person) < std::tuple(b.cost, b.post, b.person);
              });
    if (unlocks.size() > At(kMaxPlacementUnlocks)) unlocks.resize(At(kMaxPlacementUnlocks));
  }

  const Problem& problem_;
  const PlacementTable& posts_;
  const PlacementTable& people_;
  std::vector<int32_t> post_left_;
  std::vector<int32_t> person_left_;
};

}  // namespace

std::optional<PlacementUnlock> FindPlacementUnlock(const Problem& problem, PostIndex post,
                                                   PersonIndex person) {
  const uint32_t refusals = AllPlacementRefusals(problem, post, person);
  if (std::popcount(refusals) != 1) return std::nullopt;
  const PlacementTable& posts = problem.placements().posts;
  const PlacementTable& people = problem.placements().people;
  const size_t o = At(post.value());
  const size_t e = At(person.value());
  const PlacementPair pair = ExaminePlacement(problem, post, person);
  PlacementUnlock unlock{.post = post, .person = person, .rule = pair.refusal};
  const auto lacks = [&](const std::vector<int32_t>& held, const std::vector<int32_t>& required,
                         int64_t each) {
    unlock.missing = Missing(held, required);
    unlock.amount = static_cast<int64_t>(unlock.missing.size());
    unlock.cost = unlock.amount * each;
  };
  switch (pair.refusal) {
    case R::kDistance:
      unlock.amount = (pair.metres - std::min({posts.terms[o].reach, people.terms[e].reach,
                                               problem.policy().max_distance}))
                          .value();
      unlock.cost = unlock.amount;
      return unlock;
    case R::kTravel:
      unlock.amount = pair.minutes - people.terms[e].travel_minutes;
      unlock.cost = unlock.amount * kCostOfMinute;
      return unlock;
    case R::kHours:
      unlock.amount = pair.lot - pair.most;
      unlock.cost = unlock.amount * kCostOfHalfHour;
      return unlock;
    case R::kPay:
      unlock.amount = people.terms[e].pay_cents - posts.terms[o].pay_cents;
      unlock.cost = unlock.amount * kCostOfCent;
      return unlock;
    case R::kLicence:
      lacks(people.licences[e], posts.licences[o], kCostOfLicence);
      return unlock;
    case R::kLanguage:
      lacks(people.languages[e], posts.languages[o], kCostOfLanguage);
      return unlock;
    case R::kSkill:
      lacks(people.skills[e], posts.skills[o], kCostOfSkill);
      return unlock;
    case R::kContract:
      unlock.cost = kCostOfContract;
      return unlock;
    case R::kDates:
    case R::kSeason:
      unlock.cost = kCostOfDates;
      return unlock;
    default:
      return std::nullopt;
  }
}

PlacementExplanation ExplainPlacements(const Problem& problem, const PlacementResult& result,
                                       StopToken stop) {
  return Explainer(problem, result).Run(stop);
}

}  // namespace cordee
