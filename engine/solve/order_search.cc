#include "engine/solve/order_search.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/status_macros.h"
#include "engine/solve/lot_search.h"

namespace cordee {
namespace {

using Orders = std::vector<OrderState>;

Orders Undecided(const LotProblem& lots) {
  return Orders(static_cast<size_t>(lots.supply_count()), OrderState::kUndecided);
}

size_t At(int32_t index) { return static_cast<size_t>(index); }

// Of a supply's minimum, in millionths.
int64_t PartOfMinimum(const LotProblem& lots, const LotProblem::Left& left, int32_t supply) {
  const int64_t given = lots.capacity(supply) - left.supply[At(supply)];
  return static_cast<int64_t>(Total{given} * 1'000'000 / lots.least(supply));
}

// The smallest part of its minimum first; of equals the first.
void SortByPart(const LotProblem& lots, const std::vector<int64_t>& amount,
                std::vector<int32_t>& below) {
  const LotProblem::Left left = lots.LeftOver(amount);
  std::stable_sort(below.begin(), below.end(), [&](int32_t a, int32_t b) {
    return PartOfMinimum(lots, left, a) < PartOfMinimum(lots, left, b);
  });
}

// Flows that choices may take whatever the number of pairs.
constexpr int64_t kMinOrderFlows = 100;
// Of the supplies below their minimum, one in so many is closed at a time.
constexpr size_t kClosedAtOnceOneIn = 8;

class OrderTree {
 public:
  OrderTree(LotFlows& flows, WorkMeter& meter)
      : flows_(flows), lots_(flows.lots()), meter_(meter) {}

  // True when nothing better than `best` is left.
  absl::StatusOr<bool> Search(int64_t max_nodes, LotAmounts& best) {
    std::vector<Node> open = {{lots_.Undecided(), Undecided(lots_)}};
    bool sure = true;
    for (int64_t nodes = 0; !open.empty() && nodes < max_nodes; ++nodes) {
      Node node = std::move(open.back());
      open.pop_back();
      meter_.Add(1);
      if (meter_.Exhausted()) return absl::CancelledError("the search was cut short");
      flows_.SetOrders(node.orders);
      ASSIGN_OR_RETURN(LotFlow flow, flows_.Relax(node.lots, meter_));
      if (!flow.feasible) {
        sure = sure && flows_.proves_orders();
        continue;
      }
      if (!flow.amounts.BetterThan(best)) continue;
      if (!Branch(node, flow.amounts.amount, open)) best = std::move(flow.amounts);
    }
    return open.empty() && sure;
  }

 private:
  struct Node {
    std::vector<LotState> lots;
    Orders orders;
  };

  // False: nothing is broken. What the flow is nearer to is looked at first.
  bool Branch(Node& node, const std::vector<int64_t>& amount, std::vector<Node>& open) const {
    std::vector<int32_t> below = lots_.BelowMinimum(amount);
    if (!below.empty()) {
      SortByPart(lots_, amount, below);
      const int32_t supply = below.front();
      const bool nearly =
          2 * PartOfMinimum(lots_, lots_.LeftOver(amount), supply) >= 1'000'000;
      Push(node, node.orders[At(supply)], OrderState::kClosed, OrderState::kOpen, nearly, open);
      return true;
    }
    const std::vector<size_t> broken = lots_.Broken(amount);
    if (broken.empty()) return false;
    const size_t pair = broken.front();
    const bool nearly = 2 * amount[pair] >= lots_.pairs()[pair].lot;
    Push(node, node.lots[pair], LotState::kOff, LotState::kOn, nearly, open);
    return true;
  }

  // `state` lies in `node`.
  template <typename State>
  static void Push(Node& node, State& state, State no, State yes, bool yes_first,
                   std::vector<Node>& open) {
    state = yes_first ? no : yes;
    open.push_back(node);
    state = yes_first ? yes : no;
    open.push_back(std::move(node));
  }

  LotFlows& flows_;
  const LotProblem& lots_;
  WorkMeter& meter_;
};

// Choices beyond the limit of the search.
class OrderChoice {
 public:
  // Takes what it uses off `flows_left`.
  OrderChoice(LotFlows& flows, int64_t& flows_left, LotAmounts& best, WorkMeter& meter)
      : flows_(flows), lots_(flows.lots()), flows_left_(flows_left), best_(best), meter_(meter) {}

  absl::Status Improve() {
    RETURN_IF_ERROR(Try(OfBaseRun()).status());
    RETURN_IF_ERROR(Try(Undecided(lots_)).status());
    RETURN_IF_ERROR(TryNearest().status());
    bool better = true;
    for (int32_t pass = 0; better && pass < kMaxOrderPasses; ++pass) {
      better = false;
      for (int32_t s = 0; s < lots_.supply_count() && flows_left_ > 0; ++s) {
        if (lots_.least(s) == 0) continue;
        ASSIGN_OR_RETURN(const bool raised, Turn(s));
        better = better || raised;
      }
    }
    return absl::OkStatus();
  }

 private:
  // Closed: what gives nothing.
  Orders OrdersOf(const std::vector<int64_t>& amount) const {
    const LotProblem::Left left = lots_.LeftOver(amount);
    Orders orders = Undecided(lots_);
    for (int32_t s = 0; s < lots_.supply_count(); ++s) {
      const bool gives = left.supply[At(s)] < lots_.capacity(s);
      if (lots_.least(s) > 0 && !gives) orders[At(s)] = OrderState::kClosed;
    }
    return orders;
  }

  Orders OfBaseRun() const {
    std::vector<int64_t> given(At(lots_.supply_count()), 0);
    for (const LotProblem::Pair& pair : lots_.pairs()) given[At(pair.supply)] += pair.previous;
    Orders orders = Undecided(lots_);
    for (int32_t s = 0; s < lots_.supply_count(); ++s) {
      if (given[At(s)] < lots_.least(s)) orders[At(s)] = OrderState::kClosed;
    }
    return orders;
  }

  // Opens a supply that is closed, or closes one that is not: with the others as they are, and with
  // the others open to all.
  absl::StatusOr<bool> Turn(int32_t supply) {
    Orders orders = OrdersOf(best_.amount);
    const bool closed = orders[At(supply)] == OrderState::kClosed;
    const OrderState turned = closed ? OrderState::kOpen : OrderState::kClosed;
    orders[At(supply)] = turned;
    ASSIGN_OR_RETURN(const bool alone, Try(std::move(orders)));
    if (alone) return true;
    orders = Undecided(lots_);
    orders[At(supply)] = turned;
    return Try(std::move(orders));
  }

  // Opens what is nearest to its minimum as long as it can be reached.
  absl::StatusOr<bool> TryNearest() {
    Orders orders = Undecided(lots_);
    int32_t opened = -1;
    while (flows_left_ > 0) {
      ASSIGN_OR_RETURN(LotFlow flow, Flow(orders));
      if (!flow.feasible) {
        if (opened < 0) return false;
        orders[At(opened)] = OrderState::kClosed;
        opened = -1;
        continue;
      }
      std::vector<int32_t> below = lots_.BelowMinimum(flow.amounts.amount);
      if (below.empty()) return Keep(std::move(flow.amounts));
      SortByPart(lots_, flow.amounts.amount, below);
      opened = below.back();
      orders[At(opened)] = OrderState::kOpen;
    }
    return false;
  }

  absl::StatusOr<LotFlow> Flow(const Orders& orders) {
    if (meter_.Exhausted() || flows_left_ <= 0) {
      return absl::CancelledError("the choice was cut short");
    }
    meter_.Add(1);
    --flows_left_;
    flows_.SetOrders(orders);
    return flows_.Relax(lots_.Undecided(), meter_);
  }

  // Closes what stays below its minimum, one after the other, and keeps what comes out where it is
  // better. Whether it is.
  absl::StatusOr<bool> Try(Orders orders) {
    while (true) {
      ASSIGN_OR_RETURN(LotFlow flow, Flow(orders));
      // Closing more makes nothing better, nor reaches what is open.
      if (!flow.feasible || !flow.amounts.BetterThan(best_)) return false;
      std::vector<int32_t> below = lots_.BelowMinimum(flow.amounts.amount);
      if (below.empty()) return Keep(std::move(flow.amounts));
      SortByPart(lots_, flow.amounts.amount, below);
      below.resize(std::max<size_t>(1, below.size() / kClosedAtOnceOneIn));
      for (const int32_t s : below) orders[At(s)] = OrderState::kClosed;
    }
  }

  absl::StatusOr<bool> Keep(LotAmounts amounts) {
    if (!lots_.Broken(amounts.amount).empty()) {
      ASSIGN_OR_RETURN(amounts, SolveLots(flows_, std::move(amounts.amount), meter_));
      const std::vector<int32_t> below = lots_.BelowMinimum(amounts.amount);
      for (size_t p = 0; p < amounts.amount.size() && !below.empty(); ++p) {
        const int32_t supply = lots_.pairs()[p].supply;
        if (std::binary_search(below.begin(), below.end(), supply)) amounts.amount[p] = 0;
      }
      amounts = lots_.Evaluate(std::move(amounts.amount));
    }
    if (!amounts.BetterThan(best_)) return false;
    best_ = std::move(amounts);
    return true;
  }

  LotFlows& flows_;
  const LotProblem& lots_;
  int64_t& flows_left_;
  LotAmounts& best_;
  WorkMeter& meter_;
};

// Flows that are left to the search and to choices, however often a component is solved.
struct FlowsLeft {
  int64_t search = 0;
  int64_t choice = 0;
};

// Whether `best` is proved; what ends by the meter is not.
absl::StatusOr<bool> SolveOnce(LotFlows& flows, FlowsLeft& left, LotAmounts& best,
                               WorkMeter& meter) {
  absl::StatusOr<bool> proved = OrderTree(flows, meter).Search(left.search, best);
  if (absl::IsCancelled(proved.status())) return false;
  if (!proved.ok() || *proved) return proved;
  const absl::Status improved = OrderChoice(flows, left.choice, best, meter).Improve();
  if (!improved.ok() && !absl::IsCancelled(improved)) return improved;
  return false;
}

}  // namespace

absl::StatusOr<OrderAmounts> SolveOrders(LotFlows& flows, LotAmounts start,
                                         const OrderLimits& limits, WorkMeter& meter) {
  OrderAmounts out{std::move(start)};
  const LotProblem& lots = flows.lots();
  const auto pairs = std::max<int64_t>(1, static_cast<int64_t>(lots.pairs().size()));
  FlowsLeft left = {.search = std::min(limits.nodes, kMaxOrderSearch / pairs),
                    .choice = std::max(kMinOrderFlows, kMaxOrderSearch / pairs)};
  ASSIGN_OR_RETURN(out.proved, SolveOnce(flows, left, out.best, meter));
  left.search = 0;
  for (int32_t round = 0; !out.proved && round < kMaxSettlingRounds && left.choice > 0 &&
                          !meter.Exhausted();
       ++round) {
    const LotProblem rerun = lots.WithPrevious(out.best.amount);
    LotFlows again(rerun);
    LotAmounts next = rerun.Evaluate(out.best.amount);
    RETURN_IF_ERROR(SolveOnce(again, left, next, meter).status());
    if (next.amount == out.best.amount) break;
    next = lots.Evaluate(std::move(next.amount));
    if (!next.BetterThan(out.best)) break;
    out.best = std::move(next);
  }
  return out;
}

}  // namespace cordee
