#include "bench/instance/kernel.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/base/stop.h"
#include "engine/solve/flow/locality_order.h"

namespace cordee::bench {
namespace {

// Above it, nodes are put into an order along which they compete, if the file has none: below, the
// caches hold everything in any order.
constexpr int32_t kMostNodesAsGiven = 1 << 15;

}  // namespace

KernelBuilder::KernelBuilder(size_t needs, size_t supplies, size_t arcs) {
  problem_.demand.reserve(needs);
  problem_.tier_begin.reserve(needs + 1);
  problem_.arc_begin.reserve(needs + 1);
  problem_.tier_begin.push_back(0);
  problem_.arc_begin.push_back(0);
  problem_.supply_capacity.reserve(supplies);
  problem_.arc_supply.reserve(arcs);
  problem_.arc_points.reserve(arcs);
}

// Ties follow ids, so that the answer does not depend on the order of a file's lines.
void KernelBuilder::AddSupply(int64_t capacity) {
  problem_.supply_key.push_back(MixBits(problem_.supply_key.size()));
  problem_.supply_capacity.push_back(capacity);
}

// The column of capacities begins with the first arc that its two ends do not bound already.
void KernelBuilder::AddArc(const KernelArc& arc, int64_t demand) {
  std::vector<int64_t>& capacity = problem_.arc_capacity;
  const bool binds =
      arc.capacity < std::min(demand, problem_.supply_capacity[static_cast<size_t>(arc.supply)]);
  if (binds && capacity.empty()) capacity.assign(problem_.arc_supply.size(), kMaxFlowCapacity);
  if (binds || !capacity.empty()) capacity.push_back(arc.capacity);
  problem_.arc_supply.push_back(arc.supply);
  problem_.arc_points.push_back(arc.points);
}

void KernelBuilder::AddNeed(const std::vector<KernelTier>& tiers, std::vector<KernelArc>& arcs) {
  problem_.need_key.push_back(MixBits(~problem_.need_key.size()));
  problem_.need_unit.push_back(1);
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
    AddArc(arc, demand);
  }
  problem_.arc_begin.push_back(problem_.arc_count());
}

absl::StatusOr<FlowResult> SolveKernel(const FlowProblem& problem, int32_t threads) {
  RETURN_IF_ERROR(ValidateFlowProblem(problem));
  FlowOrder order;
  FlowProblem ordered;
  bool reordered = false;
  if (problem.need_count() + problem.supply_count() > kMostNodesAsGiven) {
    order = LocalityOrder(problem);
    reordered = IsWorthReordering(problem, order);
    if (reordered) ordered = Reorder(problem, order);
  }
  ASSIGN_OR_RETURN(FlowResult result,
                   SolveFlow(reordered ? ordered : problem, {.threads = threads}, StopToken()));
  // Nothing cut it short; and only of an optimum does an unmet need prove anything.
  CHECK(result.termination.reason == Reason::kOptimal);
  return reordered ? RestoreOrder(problem, order, ordered, std::move(result)) : result;
}

}  // namespace cordee::bench
