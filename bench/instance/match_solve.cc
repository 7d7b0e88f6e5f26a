#include "bench/instance/match_solve.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/kernel.h"
#include "bench/instance/limits.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

void TiersOf(const MatchInstance& match, size_t need, std::vector<KernelTier>& tiers) {
  tiers.clear();
  const int64_t quantity = match.need_quantity[need];
  int64_t reached = 0;
  for (int64_t t = match.tier_begin[need]; t < match.tier_begin[need + 1]; ++t) {
    const UnmetTier& tier = match.tiers[static_cast<size_t>(t)];
    const int64_t end = quantity * tier.up_to_permille / kPermille;
    const int64_t width = end - std::exchange(reached, end);
    if (width == 0) continue;
    if (!tiers.empty() && tiers.back().cost == tier.points) {
      tiers.back().capacity += width;
    } else {
      tiers.push_back({width, tier.points});
    }
  }
  if (tiers.empty()) tiers.push_back({quantity, 0});
}

absl::StatusOr<FlowProblem> ToFlowProblem(const MatchInstance& match) {
  KernelBuilder builder(match.need_quantity.size(), match.resource_quantity.size(),
                        match.arcs.size());
  for (int64_t quantity : match.resource_quantity) builder.AddSupply(quantity);
  std::vector<KernelTier> tiers;
  std::vector<KernelArc> arcs;
  for (size_t i = 0; i < match.need_quantity.size(); ++i) {
    TiersOf(match, i, tiers);
    if (tiers.size() > kMaxMatchTiers) {
      return absl::OutOfRangeError(
          absl::StrCat("need ", i + 1, " has ", tiers.size(),
                       " tiers of different points, above kMaxMatchTiers = ", kMaxMatchTiers,
                       "; give it fewer u lines"));
    }
    arcs.clear();
    for (int64_t a = match.arc_begin[i]; a < match.arc_begin[i + 1]; ++a) {
      const MatchArc& arc = match.arcs[static_cast<size_t>(a)];
      arcs.push_back({arc.resource, arc.points});
    }
    builder.AddNeed(tiers, arcs);
  }
  return builder.Build();
}

}  // namespace

absl::StatusOr<MatchSolution> SolveMatch(const MatchInstance& match, int32_t threads) {
  ASSIGN_OR_RETURN(const FlowProblem problem, ToFlowProblem(match));
  ASSIGN_OR_RETURN(const FlowResult result, SolveKernel(problem, threads));
  MatchSolution solution;
  solution.objective = result.value;
  solution.bound = result.bound;
  solution.pivots = result.pivots;
  ForEachFlow(problem, result, [&](size_t need, size_t supply, int32_t, int64_t quantity) {
    solution.flows.push_back({static_cast<int32_t>(need), static_cast<int32_t>(supply), quantity});
  });
  return solution;
}

}  // namespace cordee::bench
