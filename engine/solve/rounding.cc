#include "engine/solve/rounding.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

absl::Status CutShort() { return absl::CancelledError("rounding was cut short"); }

// Sets on or off the share of the broken lots that the flow is surest about. Always at least one.
void DecideSurest(const LotProblem& lots, const std::vector<int64_t>& amount,
                  std::vector<size_t> broken, std::vector<LotState>& states) {
  // How far from half a lot, in millionths of the lot: lots may be as large as 2^50.
  const auto millionths = [&](size_t p) {
    return static_cast<int64_t>(Total{amount[p]} * 1'000'000 / lots.pairs()[p].lot);
  };
  const auto surer = [&](size_t a, size_t b) {
    const int64_t sure_a = std::abs(2 * millionths(a) - 1'000'000);
    const int64_t sure_b = std::abs(2 * millionths(b) - 1'000'000);
    if (sure_a != sure_b) return sure_a > sure_b;
    return a < b;
  };
  std::sort(broken.begin(), broken.end(), surer);
  const auto pairs = static_cast<int64_t>(lots.pairs().size());
  const size_t share = pairs <= kMaxFineRoundingPairs     ? 16
                       : pairs <= kMaxCoarseRoundingPairs ? 2
                                                          : 1;
  broken.resize(std::max<size_t>(1, broken.size() / share));

  std::vector<int64_t> forced(lots.pairs().size(), 0);
  for (size_t p = 0; p < forced.size(); ++p) {
    if (states[p] == LotState::kOn) forced[p] = lots.pairs()[p].lot;
  }
  LotProblem::Left left = lots.LeftOver(forced);
  for (size_t p : broken) {
    const LotProblem::Pair& pair = lots.pairs()[p];
    int64_t& need = left.need[static_cast<size_t>(pair.need)];
    int64_t& supply = left.supply[static_cast<size_t>(pair.supply)];
    const bool fits = pair.lot <= std::min({need, supply, pair.capacity});
    if (!fits || 2 * millionths(p) < 1'000'000) {
      states[p] = LotState::kOff;
      continue;
    }
    states[p] = LotState::kOn;
    need -= pair.lot;
    supply -= pair.lot;
  }
}

absl::StatusOr<LotAmounts> RoundFrom(LotFlows& flows, std::vector<LotState> states,
                                     std::vector<int64_t> amount, WorkMeter& meter) {
  const LotProblem& lots = flows.lots();
  for (int32_t i = 0; i < kMaxRoundingFlows; ++i) {
    std::vector<size_t> broken = lots.Broken(amount);
    if (broken.empty()) break;
    if (meter.Exhausted()) return CutShort();
    DecideSurest(lots, amount, std::move(broken), states);
    ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(states, meter));
    if (!flow.feasible) break;
    amount = std::move(flow.amounts.amount);
  }
  if (meter.Exhausted()) return CutShort();
  LotAmounts best = DropAndRefill(lots, std::move(amount));
  ASSIGN_OR_RETURN(LotFlow polished, flows.Relax(lots.StatesOf(best.amount), meter));
  if (polished.feasible && polished.amounts.BetterThan(best)) best = std::move(polished.amounts);
  return best;
}

}  // namespace

LotAmounts DropAndRefill(const LotProblem& lots, std::vector<int64_t> amount) {
  for (size_t p : lots.Broken(amount)) amount[p] = 0;
  LotProblem::Left left = lots.LeftOver(amount);
  std::vector<size_t> order(lots.pairs().size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto worth = [&lots](size_t p) {
    const LotProblem::Pair& pair = lots.pairs()[p];
    return pair.value + (pair.previous > 0 ? pair.bonus : 0);
  };
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    if (worth(a) != worth(b)) return worth(a) > worth(b);
    if (lots.pairs()[a].tie != lots.pairs()[b].tie) {
      return lots.pairs()[a].tie < lots.pairs()[b].tie;
    }
    return a < b;
  });
  for (size_t p : order) {
    const LotProblem::Pair& pair = lots.pairs()[p];
    int64_t& need = left.need[static_cast<size_t>(pair.need)];
    int64_t& supply = left.supply[static_cast<size_t>(pair.supply)];
    const int64_t more = std::min({need, supply, pair.capacity - amount[p]});
    if (more <= 0 || lots.Breaks(p, amount[p] + more)) continue;
    amount[p] += more;
    need -= more;
    supply -= more;
  }
  return lots.Evaluate(std::move(amount));
}

absl::StatusOr<LotAmounts> RoundLots(LotFlows& flows, std::vector<int64_t> relaxed,
                                     WorkMeter& meter) {
  return RoundFrom(flows, flows.lots().Undecided(), std::move(relaxed), meter);
}

absl::StatusOr<LotAmounts> RoundFromPrevious(LotFlows& flows, WorkMeter& meter) {
  const LotProblem& lots = flows.lots();
  std::vector<int64_t> kept(lots.pairs().size(), 0);
  LotProblem::Left left = lots.LeftOver(kept);
  for (size_t p = 0; p < kept.size(); ++p) {
    const LotProblem::Pair& pair = lots.pairs()[p];
    int64_t& need = left.need[static_cast<size_t>(pair.need)];
    int64_t& supply = left.supply[static_cast<size_t>(pair.supply)];
    const int64_t fits = std::min({pair.previous, need, supply});
    if (fits <= 0 || fits < pair.lot) continue;
    kept[p] = fits;
    need -= fits;
    supply -= fits;
  }
  if (meter.Exhausted()) return CutShort();
  // Lots of needs that had anything before stay as they were; the others are open.
  std::vector<LotState> states = lots.StatesOf(kept);
  std::vector<uint8_t> had(left.need.size(), 0);
  for (size_t p = 0; p < kept.size(); ++p) {
    if (kept[p] > 0) had[static_cast<size_t>(lots.pairs()[p].need)] = 1;
  }
  for (size_t p = 0; p < kept.size(); ++p) {
    if (had[static_cast<size_t>(lots.pairs()[p].need)] == 0) states[p] = LotState::kUndecided;
  }
  ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(states, meter));
  // Only where an open minimum order cannot be reached beside the lots that stay.
  if (!flow.feasible) flow.amounts.amount = std::move(kept);
  return RoundFrom(flows, std::move(states), std::move(flow.amounts.amount), meter);
}

}  // namespace cordee
