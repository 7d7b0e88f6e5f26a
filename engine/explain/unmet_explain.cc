#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/explain/compatible.h"
#include "engine/explain/explain.h"
#include "engine/explain/usage.h"

namespace cordee {
namespace {

void Keep(Unlock unlock, std::vector<Unlock>& best) {
  const auto smaller = [](const Unlock& a, const Unlock& b) {
    return std::pair(a.cost, a.resource) < std::pair(b.cost, b.resource);
  };
  best.insert(std::upper_bound(best.begin(), best.end(), unlock, smaller), std::move(unlock));
  if (best.size() > static_cast<size_t>(kMaxUnlocks)) best.pop_back();
}

class UnmetExplainer {
 public:
  UnmetExplainer(const Problem& problem, const SolveResult& result)
      : problem_(problem),
        usage_(UsageOf(problem, result)),
        resources_(problem, problem.resources()) {
    for (const Link& link : result.links) linked_.emplace_back(link.need, link.resource);
    std::sort(linked_.begin(), linked_.end());
  }

  bool Met(NeedIndex need) const { return usage_.NeedFilled(problem_, need); }

  UnmetExplanation Explain(NeedIndex need) const {
    const auto n = static_cast<size_t>(need.value());
    UnmetExplanation explanation;
    explanation.need = need;
    explanation.unmet = problem_.needs().amount[n] - usage_.served[n];
    int64_t examined = 0;
    for (const Substitution& accepted :
         problem_.catalogue().AcceptedBy(problem_.needs().category[n])) {
      for (ResourceIndex resource : resources_.In(accepted.category)) {
        ++examined;
        Examine(need, resource, explanation);
      }
    }
    const int64_t own = resources_.CountOf(problem_.needs().actor[n]);
    const int64_t own_examined = Count(explanation, Refusal::kSameActor);
    Count(explanation, Refusal::kSameActor) = own;
    Count(explanation, Refusal::kCategory) =
        problem_.resources().size() - own - (examined - own_examined);
    return explanation;
  }

 private:
  static int64_t& Count(UnmetExplanation& explanation, Refusal refusal) {
    return explanation.refusals[static_cast<size_t>(refusal)];
  }

  void Examine(NeedIndex need, ResourceIndex resource, UnmetExplanation& explanation) const {
    const Pair pair = ExaminePair(problem_, need, resource);
    const Refusal refusal = pair.refusal;
    if (refusal == Refusal::kNone) {
      ++explanation.admissible;
      const bool own =
          std::binary_search(linked_.begin(), linked_.end(), std::pair(need, resource));
      const int32_t takers = usage_.takers[static_cast<size_t>(resource.value())];
      if (takers > (own ? 1 : 0)) ++explanation.used_elsewhere;
      return;
    }
    ++Count(explanation, refusal);
    if (refusal == Refusal::kSameActor || usage_.ResourceUsedUp(problem_, resource)) return;
    if (refusal == Refusal::kDistance && TooFar(need, resource, pair, explanation)) return;
    if (std::optional<Unlock> unlock = FindUnlock(problem_, need, resource)) {
      Keep(*std::move(unlock), explanation.unlocks);
    }
  }

  // Reaching it takes more metres than the changes that are kept already cost.
  bool TooFar(NeedIndex need, ResourceIndex resource, const Pair& pair,
              const UnmetExplanation& explanation) const {
    if (explanation.unlocks.size() < static_cast<size_t>(kMaxUnlocks)) return false;
    const Metres limit =
        std::min({problem_.needs().reach[static_cast<size_t>(need.value())],
                  problem_.resources().reach[static_cast<size_t>(resource.value())],
                  problem_.policy().max_distance});
    return (pair.distance - limit).value() > explanation.unlocks.back().cost;
  }

  const Problem& problem_;
  const Usage usage_;
  const EntriesByCategory<ResourceIndex> resources_;
  std::vector<std::pair<NeedIndex, ResourceIndex>> linked_;
};

}  // namespace

std::vector<UnmetExplanation> ExplainUnmet(const Problem& problem, const SolveResult& result) {
  const UnmetExplainer explainer(problem, result);
  std::vector<UnmetExplanation> explanations;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    if (!explainer.Met(need)) explanations.push_back(explainer.Explain(need));
  }
  return explanations;
}

}  // namespace cordee
