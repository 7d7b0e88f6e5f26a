// One component of divisible quantities with minimum lots: a link carries nothing, or at least its
// lot. Once it is decided for every lot whether it is used, what is left is a flow again.
//
//   LotProblem lots(problem, candidates, expansion, needs);
//   LotFlows flows(lots);   // lot_flows.h
//
// A pair is a candidate of the component; pairs are numbered by need, then resource.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/flow_expansion.h"

namespace cordee {

// Of a supply with a minimum order.
enum class OrderState : uint8_t {
  kUndecided,  // any sum: the minimum is ignored
  kClosed,     // nothing
  kOpen,       // at least the minimum
};

enum class LotState : uint8_t {
  kUndecided,  // any amount from 0 to the capacity: the lot is ignored
  kOff,        // nothing
  kOn,         // at least the lot
};

// Amounts of the pairs, and what they are worth in all: score, continuity, minus unmet.
struct LotAmounts {
  std::vector<int64_t> amount;
  Total value = 0;
  Total tie = 0;  // sum of tie * amount: the smaller one wins among equal values

  bool BetterThan(const LotAmounts& other) const {
    return value != other.value ? value > other.value : tie < other.tie;
  }
};

struct LotFlow {
  bool feasible = false;  // false: the lots that are on exceed a need or a resource
  LotAmounts amounts;
};

class LotProblem {
 public:
  struct Pair {
    int64_t candidate = 0;
    int32_t need = 0;    // row in the component
    int32_t supply = 0;  // row in the component
    int64_t capacity = 0;
    int64_t lot = 0;
    int64_t previous = 0;
    int64_t value = 0;  // micropoints per unit
    int64_t bonus = 0;  // more, for the first `previous` units
    uint32_t tie = 0;
  };

  // `needs`: all needs of the component, ascending. `left`: what each resource of the problem has,
  // when that is not all of it; pairs whose lot is more than that are left out.
  // With `stop` set, so are the other needs.
  LotProblem(const Problem& problem, const CandidateSet& candidates, const FlowExpansion& expansion,
             std::span<const NeedIndex> needs, const std::vector<int64_t>* left = nullptr,
             StopToken stop = StopToken());

  // The same component as a rerun sees it after a run that proposed `amount`.
  LotProblem WithPrevious(const std::vector<int64_t>& amount) const;

  const std::vector<Pair>& pairs() const { return pairs_; }
  // Everything undecided.
  std::vector<LotState> Undecided() const {
    return std::vector<LotState>(pairs_.size(), LotState::kUndecided);
  }
  // Lots that `amount` reaches are on, those it leaves empty are off.
  // REQUIRES: no lot is broken.
  std::vector<LotState> StatesOf(const std::vector<int64_t>& amount) const;

  int32_t supply_count() const { return static_cast<int32_t>(supply_.size()); }
  // The minimum order of a supply; 0: none.
  int64_t least(int32_t supply) const { return least_[static_cast<size_t>(supply)]; }
  int64_t capacity(int32_t supply) const { return supply_[static_cast<size_t>(supply)]; }
  // Supplies that give something and less than their minimum order, ascending.
  std::vector<int32_t> BelowMinimum(const std::vector<int64_t>& amount) const;
  // No unit of one need moves the value by more: micropoints.
  int64_t LargestMove() const;

  // The flow without lots. A pair is a plain arc, and another one for what its bonus covers.
  struct Network {
    FlowProblem flow;
    std::vector<size_t> arc_pair;
    // Per pair; -1: none.
    std::vector<int32_t> plain_arc;
    std::vector<int32_t> bonus_arc;
  };
  Network ToNetwork() const;
  // Widths of the tiers of a need that has only `rest` to be met: the dearest go first.
  std::vector<int64_t> Tiers(int32_t need, int64_t rest) const;

  bool Breaks(size_t pair, int64_t amount) const { return amount > 0 && amount < pairs_[pair].lot; }
  // Pairs whose amount is above nothing and below the lot, ascending.
  std::vector<size_t> Broken(const std::vector<int64_t>& amount) const;

  LotAmounts Evaluate(std::vector<int64_t> amount) const;

  // What needs and supplies have left over. O(pairs).
  struct Left {
    std::vector<int64_t> need;
    std::vector<int64_t> supply;
  };
  Left LeftOver(const std::vector<int64_t>& amount) const;

 private:
  std::vector<Pair> pairs_;
  std::vector<size_t> pair_begin_;  // per need of the component, and the end
  std::vector<int64_t> demand_;
  std::vector<int64_t> need_unit_;
  std::vector<std::vector<int64_t>> tier_width_;
  std::vector<std::vector<int64_t>> tier_cost_;
  std::vector<int64_t> supply_;
  std::vector<int64_t> least_;
};

}  // namespace cordee
