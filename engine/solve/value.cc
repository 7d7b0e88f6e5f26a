#include "engine/solve/value.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/parallel.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerBlock = 1 << 13;

}  // namespace

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
  if (problem.previous_links().empty()) return {};
  std::vector<int64_t> previous(static_cast<size_t>(candidates.size()), 0);
  for (const PreviousLink& link : problem.previous_links()) {
    const int64_t c = CandidateOf(candidates, link.need, link.resource);
    if (c >= 0) previous[static_cast<size_t>(c)] = link.amount.value();
  }
  return previous;
}

namespace {

class Evaluation {
 public:
  Evaluation(const Problem& problem, const CandidateSet& candidates,
             const std::vector<Points>& points, std::span<const Link> links)
      : problem_(problem), candidates_(candidates), points_(points), links_(links) {}

  // Of the needs of [begin, end), per category.
  std::vector<ValueParts> Of(int64_t begin, int64_t end) const {
    std::vector<ValueParts> parts(static_cast<size_t>(problem_.catalogue().category_count()));
    auto next =
        std::lower_bound(links_.begin(), links_.end(), begin,
                         [](const Link& link, int64_t need) { return link.need.value() < need; });
    for (auto n = static_cast<size_t>(begin); n < static_cast<size_t>(end); ++n) {
      const auto first = next;
      while (next != links_.end() && next->need == NeedIndex(n)) ++next;
      Add(NeedIndex(n), {first, next},
          parts[static_cast<size_t>(problem_.needs().category[n].value())]);
    }
    return parts;
  }

 private:
  void Add(NeedIndex need, std::span<const Link> links, ValueParts& sum) const {
    const auto n = static_cast<size_t>(need.value());
    const int64_t unit = problem_.MicropointsPerUnit(need);
    const std::span<const PreviousLink> previous = problem_.PreviousLinksOf(need);
    Quantity met;
    for (const Link& link : links) {
      const int64_t c = CandidateOf(candidates_, need, link.resource);
      CHECK(c >= 0);
      met += link.amount;
      sum.score += Total{link.amount.value()} * points_[static_cast<size_t>(c)].value() * unit;
      for (const PreviousLink& before : previous) {
        if (before.resource != link.resource) continue;
        sum.continuity += Total{std::min(link.amount.value(), before.amount.value())} *
                          problem_.policy().continuity_points * unit;
      }
    }
    sum.unmet += UnmetCost(problem_, need, problem_.needs().amount[n] - met);
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  const std::span<const Link> links_;
};

void Add(const ValueParts& more, ValueParts& sum) {
  sum.score += more.score;
  sum.continuity += more.continuity;
  sum.unmet += more.unmet;
}

}  // namespace

void EvaluateLinks(const Problem& problem, const CandidateSet& candidates,
                   const std::vector<Points>& points, int32_t threads, SolveResult& result) {
  const int64_t needs = problem.needs().size();
  const Evaluation evaluation(problem, candidates, points, result.links);
  std::vector<std::vector<ValueParts>> of_block(
      static_cast<size_t>((needs + kNeedsPerBlock - 1) / kNeedsPerBlock));
  ParallelFor(needs, kNeedsPerBlock, threads, [&](int64_t begin, int64_t end) {
    of_block[static_cast<size_t>(begin / kNeedsPerBlock)] = evaluation.Of(begin, end);
  });
  result.parts = {};
  result.by_category.assign(static_cast<size_t>(problem.catalogue().category_count()), {});
  for (const std::vector<ValueParts>& block : of_block) {
    for (size_t k = 0; k < block.size(); ++k) {
      Add(block[k], result.by_category[k]);
      Add(block[k], result.parts);
    }
  }
}

}  // namespace cordee
