#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/base/parallel.h"
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

constexpr int64_t kLinksPerBlock = 512;

LinkExplanation Explain(const Problem& problem, const Usage& usage, const Link& link) {
  LinkExplanation explanation;
  explanation.link = link;
  explanation.pair = ExaminePair(problem, link.need, link.resource);
  explanation.breakdown = ScorePair(problem, link.need, link.resource, explanation.pair);
  explanation.continued = std::min(link.amount, PreviousAmount(problem, link));
  if (usage.NeedFilled(problem, link.need)) explanation.tight.push_back(Tight::kNeedFilled);
  if (usage.ResourceUsedUp(problem, link.resource)) {
    explanation.tight.push_back(Tight::kResourceUsedUp);
  }
  return explanation;
}

}  // namespace

std::vector<LinkExplanation> ExplainLinks(const Problem& problem, const SolveResult& result,
                                          const ExplainParameters& parameters) {
  const Usage usage = UsageOf(problem, result);
  std::vector<LinkExplanation> explanations(result.links.size());
  const auto count = static_cast<int64_t>(explanations.size());
  ParallelFor(count, kLinksPerBlock, parameters.threads, [&](int64_t begin, int64_t end) {
    if (parameters.stop.StopRequested()) return;
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      explanations[i] = Explain(problem, usage, result.links[i]);
    }
  });
  if (parameters.stop.StopRequested()) explanations.clear();
  return explanations;
}

}  // namespace cordee
