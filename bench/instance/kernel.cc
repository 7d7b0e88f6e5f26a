#include "bench/instance/kernel.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/base/stop.h"

namespace cordee::bench {
namespace {

// Ties follow ids, so that the answer does not depend on the order of a file's lines.
uint32_t TieOf(size_t need, int32_t supply) {
  const uint64_t hash = MixBits(MixBits(need) + static_cast<uint64_t>(supply));
  return static_cast<uint32_t>(hash % kTieRange);
}

}  // namespace

KernelBuilder::KernelBuilder(size_t needs, size_t supplies, size_t arcs) {
  problem_.demand.reserve(needs);
  problem_.tier_begin.reserve(needs + 1);
  problem_.arc_begin.reserve(needs + 1);
  problem_.tier_begin.push_back(0);
  problem_.arc_begin.push_back(0);
  problem_.supply_capacity.reserve(supplies);
  problem_.arc_supply.reserve(arcs);
  problem_.arc_capacity.reserve(arcs);
  problem_.arc_value.reserve(arcs);
  problem_.arc_tie.reserve(arcs);
}

void KernelBuilder::AddSupply(int64_t capacity) { problem_.supply_capacity.push_back(capacity); }

void KernelBuilder::AddNeed(const std::vector<KernelTier>& tiers, std::vector<KernelArc>& arcs) {
  const size_t need = problem_.demand.size();
  int64_t demand = 0;
  for (const KernelTier& tier : tiers) {
    demand += tier.capacity;
    problem_.tier_capacity.push_back(tier.capacity);
    problem_.tier_cost.push_back(tier.cost);
  }
  problem_.demand.push_back(demand);
  problem_.tier_begin.push_back(static_cast<int32_t>(problem_.tier_cost.size()));
  std::sort(arcs.begin(), arcs.end(), [](const KernelArc& a, const KernelArc& b) {
    return a.supply != b.supply ? a.supply < b.supply : a.points > b.points;
  });
  int32_t covered = -1;  // the last supply with an arc without capacity
  for (const KernelArc& arc : arcs) {
    if (arc.supply == covered) continue;
    if (arc.capacity >= kMaxFlowCapacity) covered = arc.supply;
    const int64_t most =
        std::min(demand, problem_.supply_capacity[static_cast<size_t>(arc.supply)]);
    problem_.arc_supply.push_back(arc.supply);
    problem_.arc_capacity.push_back(std::min(arc.capacity, most));
    problem_.arc_value.push_back(arc.points);
    problem_.arc_tie.push_back(TieOf(need, arc.supply));
  }
  problem_.arc_begin.push_back(problem_.arc_count());
}

absl::StatusOr<FlowResult> SolveKernel(const FlowProblem& problem,
                                       [[maybe_unused]] int32_t threads) {
  ASSIGN_OR_RETURN(FlowResult result, SolveFlow(problem, {}, StopToken()));
  // Nothing cut it short; and only of an optimum does an unmet need prove anything.
  CHECK(result.termination.reason == Reason::kOptimal);
  return result;
}

}  // namespace cordee::bench
