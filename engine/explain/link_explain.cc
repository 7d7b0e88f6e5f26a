#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/explain/explain.h"
#include "engine/explain/usage.h"

namespace cordee {
namespace {

Quantity PreviousAmount(const Problem& problem, const Link& link) {
  const std::vector<PreviousLink>& links = problem.previous_links();
  const std::pair key(link.need, link.resource);
  const auto found = std::lower_bound(links.begin(), links.end(), key,
                                      [](const PreviousLink& previous, const auto& wanted) {
                                        return std::pair(previous.need, previous.resource) < wanted;
                                      });
  const bool there = found != links.end() && std::pair(found->need, found->resource) == key;
  return there ? found->amount : Quantity(0);
}

}  // namespace

std::vector<LinkExplanation> ExplainLinks(const Problem& problem, const SolveResult& result) {
  const Usage usage = UsageOf(problem, result);
  std::vector<LinkExplanation> explanations;
  explanations.reserve(result.links.size());
  for (const Link& link : result.links) {
    LinkExplanation explanation;
    explanation.link = link;
    explanation.pair = ExaminePair(problem, link.need, link.resource);
    explanation.breakdown = ScorePair(problem, link.need, link.resource, explanation.pair);
    explanation.continued = std::min(link.amount, PreviousAmount(problem, link));
    if (usage.NeedFilled(problem, link.need)) explanation.tight.push_back(Tight::kNeedFilled);
    if (usage.ResourceUsedUp(problem, link.resource)) {
      explanation.tight.push_back(Tight::kResourceUsedUp);
    }
    explanations.push_back(std::move(explanation));
  }
  return explanations;
}

}  // namespace cordee
