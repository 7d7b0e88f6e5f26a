#include "engine/solve/lot_search.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/rounding.h"

namespace cordee {
namespace {

// The broken lot that the flow is least sure about: its two branches move the bound most.
size_t LeastSure(const LotProblem& lots, const std::vector<int64_t>& amount,
                 const std::vector<size_t>& broken) {
  size_t best = broken.front();
  int64_t best_distance = INT64_MAX;
  for (size_t p : broken) {
    const auto millionths =
        static_cast<int64_t>(Total{amount[p]} * 1'000'000 / lots.pairs()[p].lot);
    const int64_t distance = std::abs(2 * millionths - 1'000'000);
    if (distance < best_distance) {
      best = p;
      best_distance = distance;
    }
  }
  return best;
}

absl::StatusOr<LotAmounts> SolveOnce(LotFlows& flows, std::vector<int64_t> relaxed,
                                     WorkMeter& meter) {
  const LotProblem& lots = flows.lots();
  const auto had_link = [](const LotProblem::Pair& pair) { return pair.previous > 0; };
  ASSIGN_OR_RETURN(LotAmounts best, RoundLots(flows, std::move(relaxed), meter));
  if (std::any_of(lots.pairs().begin(), lots.pairs().end(), had_link)) {
    ASSIGN_OR_RETURN(LotAmounts kept, RoundFromPrevious(flows, meter));
    if (kept.value >= best.value) best = std::move(kept);
  }
  const auto pairs = static_cast<int64_t>(lots.pairs().size());
  const int64_t nodes = pairs <= kMaxExactPairs ? kMaxExactNodes : kMaxImprovement / pairs;
  return SearchLots(flows, std::move(best), nodes, meter);
}

}  // namespace

absl::StatusOr<LotAmounts> SearchLots(LotFlows& flows, LotAmounts start, int64_t max_nodes,
                                      WorkMeter& meter) {
  const LotProblem& lots = flows.lots();
  LotAmounts best = std::move(start);
  std::vector<std::vector<LotState>> open = {lots.Undecided()};
  for (int64_t nodes = 0; !open.empty() && nodes < max_nodes && !meter.Exhausted(); ++nodes) {
    std::vector<LotState> states = std::move(open.back());
    open.pop_back();
    meter.Add(1);
    ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(states, meter));
    if (!flow.feasible) continue;
    // The flow has the smallest tie among its equals, so it bounds both value and tie.
    if (!flow.amounts.BetterThan(best)) continue;
    const std::vector<size_t> broken = lots.Broken(flow.amounts.amount);
    if (broken.empty()) {
      best = std::move(flow.amounts);
      continue;
    }
    const size_t pair = LeastSure(lots, flow.amounts.amount, broken);
    const bool on_first = 2 * flow.amounts.amount[pair] >= lots.pairs()[pair].lot;
    states[pair] = on_first ? LotState::kOff : LotState::kOn;
    open.push_back(states);
    states[pair] = on_first ? LotState::kOn : LotState::kOff;
    open.push_back(std::move(states));
  }
  return best;
}

absl::StatusOr<LotAmounts> SolveLots(LotFlows& flows, std::vector<int64_t> relaxed,
                                     WorkMeter& meter) {
  const LotProblem& lots = flows.lots();
  ASSIGN_OR_RETURN(LotAmounts best, SolveOnce(flows, std::move(relaxed), meter));
  if (static_cast<int64_t>(lots.pairs().size()) <= kMaxExactPairs) return best;
  for (int32_t round = 0; round < kMaxSettlingRounds && !meter.Exhausted(); ++round) {
    const LotProblem rerun = lots.WithPrevious(best.amount);
    LotFlows again(rerun);
    again.SetOrders(flows.orders());
    ASSIGN_OR_RETURN(LotFlow flow, again.Relax(rerun.Undecided(), meter));
    if (!flow.feasible) break;
    LotAmounts next = std::move(flow.amounts);
    if (!rerun.Broken(next.amount).empty()) {
      ASSIGN_OR_RETURN(next, SolveOnce(again, std::move(next.amount), meter));
    }
    if (next.amount == best.amount) break;
    next = lots.Evaluate(std::move(next.amount));
    if (!next.BetterThan(best)) break;
    best = std::move(next);
  }
  return best;
}

}  // namespace cordee
