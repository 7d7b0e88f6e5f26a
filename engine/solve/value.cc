#include "engine/solve/value.h"

#include <algorithm>

#include "engine/base/check.h"

namespace cordee {

std::vector<int64_t> TierWidths(const Problem& problem, NeedIndex need) {
  const std::vector<UnmetTier>& tiers = problem.policy().unmet_tiers;
  std::vector<int64_t> widths;
  widths.reserve(tiers.size());
  int64_t before = 0;
  for (const UnmetTier& tier : tiers) {
    const int64_t upto = TierEnd(problem.needs(), static_cast<size_t>(need.value()), tier);
    widths.push_back(upto - before);
    before = upto;
  }
  return widths;
}

Total UnmetCost(const Problem& problem, NeedIndex need, Quantity unmet) {
  const auto n = static_cast<size_t>(need.value());
  CHECK(unmet >= Quantity(0) && unmet <= problem.needs().amount[n]);
  const int64_t micropoints_per_unit = problem.MicropointsPerUnit(need);
  Total cost = 0;
  int64_t before = 0;
  for (const UnmetTier& tier : problem.policy().unmet_tiers) {
    const int64_t upto = std::min(TierEnd(problem.needs(), n, tier), unmet.value());
    if (upto <= before) continue;
    cost += Total{upto - before} * tier.points * micropoints_per_unit;
    before = upto;
  }
  return cost;
}

std::vector<int64_t> PreviousAmounts(const Problem& problem, const CandidateSet& candidates) {
  std::vector<int64_t> previous(static_cast<size_t>(candidates.size()), 0);
  for (const PreviousLink& link : problem.previous_links()) {
    const auto need = static_cast<size_t>(link.need.value());
    const auto first = candidates.resource.begin() + candidates.begin[need];
    const auto last = candidates.resource.begin() + candidates.begin[need + 1];
    const auto found = std::lower_bound(first, last, link.resource);
    if (found == last || *found != link.resource) continue;
    previous[static_cast<size_t>(found - candidates.resource.begin())] = link.amount.value();
  }
  return previous;
}

void EvaluateLinks(const Problem& problem, const CandidateSet& candidates,
                   const std::vector<Points>& points, const std::vector<int64_t>& previous,
                   SolveResult& result) {
  const EntryTable& needs = problem.needs();
  const Policy& policy = problem.policy();
  result.parts = {};
  result.by_category.assign(static_cast<size_t>(problem.catalogue().category_count()), {});
  size_t next = 0;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(needs.size()))) {
    const auto n = static_cast<size_t>(need.value());
    const int64_t unit = problem.MicropointsPerUnit(need);
    ValueParts own;
    Quantity met;
    for (; next < result.links.size() && result.links[next].need == need; ++next) {
      const Link& link = result.links[next];
      const auto first = candidates.resource.begin() + candidates.begin[n];
      const auto last = candidates.resource.begin() + candidates.begin[n + 1];
      const auto found = std::lower_bound(first, last, link.resource);
      CHECK(found != last && *found == link.resource);
      const auto c = static_cast<size_t>(found - candidates.resource.begin());
      met += link.amount;
      own.score += Total{link.amount.value()} * points[c].value() * unit;
      own.continuity +=
          Total{std::min(link.amount.value(), previous[c])} * policy.continuity_points * unit;
    }
    own.unmet = UnmetCost(problem, need, needs.amount[n] - met);
    ValueParts& category = result.by_category[static_cast<size_t>(needs.category[n].value())];
    for (ValueParts* sum : {&result.parts, &category}) {
      sum->score += own.score;
      sum->continuity += own.continuity;
      sum->unmet += own.unmet;
    }
  }
  CHECK(next == result.links.size());
}

}  // namespace cordee
