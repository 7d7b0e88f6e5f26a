#include "engine/solve/lot_search.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "engine/base/status_macros.h"

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

}  // namespace

absl::StatusOr<LotAmounts> SearchLots(const LotProblem& lots, LotAmounts start, int64_t max_nodes,
                                      WorkMeter& meter) {
  LotAmounts best = std::move(start);
  std::vector<std::vector<LotState>> open = {lots.Undecided()};
  for (int64_t nodes = 0; !open.empty() && nodes < max_nodes && !meter.Exhausted(); ++nodes) {
    std::vector<LotState> states = std::move(open.back());
    open.pop_back();
    meter.Add(1);
    ASSIGN_OR_RETURN(LotFlow flow, lots.Relax(states, meter));
    if (!flow.feasible || !flow.complete) continue;
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

}  // namespace cordee
