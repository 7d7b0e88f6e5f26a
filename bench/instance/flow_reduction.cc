#include "bench/instance/flow_reduction.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/kernel.h"
#include "bench/instance/total_text.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

bool IsLoop(const MinCostArc& arc) { return arc.from == arc.to; }

int64_t Room(const MinCostArc& arc) { return arc.upper - arc.lower; }

std::string NodeName(size_t node) { return absl::StrCat("node ", node + 1); }

// Names and letters are those of the header.
class Reduction {
 public:
  explicit Reduction(const MinCostFlow& flow)
      : flow_(flow), b_(flow.supply.begin(), flow.supply.end()) {}

  absl::StatusOr<FlowSolution> Solve(int32_t threads) {
    TakeOffLowerBounds();
    Total sum = 0;
    for (Total b : b_) sum += b;
    if (sum != 0) {
      return Infeasible(absl::StrCat("the supplies sum to ", TotalText(sum), ", not to 0"));
    }
    const std::string why = SetArrivals();
    if (!why.empty()) return Infeasible(why);
    RETURN_IF_ERROR(CheckArrivals());
    SortArcs();
    RETURN_IF_ERROR(SetWorth());
    const FlowProblem problem = BuildProblem();
    ASSIGN_OR_RETURN(const FlowResult result, SolveKernel(problem, threads));
    return Recover(problem, result);
  }

 private:
  void TakeOffLowerBounds() {
    for (const MinCostArc& arc : flow_.arcs) {
      b_[static_cast<size_t>(arc.from)] -= arc.lower;
      b_[static_cast<size_t>(arc.to)] += arc.lower;
    }
  }

  // Sets B; what is infeasible about a node if something is.
  std::string SetArrivals() {
    std::vector<Total> leaving(b_.size(), 0);
    arrivals_.assign(b_.size(), 0);
    Total enough = 0;
    for (Total b : b_) enough += std::max<Total>(b, 0);
    for (const MinCostArc& arc : flow_.arcs) {
      if (IsLoop(arc)) continue;
      leaving[static_cast<size_t>(arc.from)] += Room(arc);
      arrivals_[static_cast<size_t>(arc.to)] += Room(arc);
      if (arc.cost < 0) enough += Room(arc);
    }
    for (size_t v = 0; v < b_.size(); ++v) {
      if (leaving[v] < b_[v]) return NodeName(v) + " must send more than its arcs can carry";
      if (arrivals_[v] < -b_[v]) return NodeName(v) + " must receive more than its arcs can carry";
      arrivals_[v] = std::min({arrivals_[v], leaving[v] - b_[v], enough});
    }
    return "";
  }

  absl::Status CheckArrivals() const {
    for (size_t v = 0; v < b_.size(); ++v) {
      const Total most = arrivals_[v] + std::max<Total>(b_[v], 0);
      if (most <= kMaxFlowCapacity) continue;
      return absl::OutOfRangeError(
          absl::StrCat(NodeName(v), " may have to pass ", TotalText(most),
                       " units on, above kMaxFlowCapacity = ", kMaxFlowCapacity,
                       "; give its arcs smaller capacities, or count in larger units"));
    }
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      if (!IsLoop(arc) || arc.cost >= 0 || Room(arc) <= kMaxFlowCapacity) continue;
      return absl::OutOfRangeError(absl::StrCat(
          "arc ", a + 1, ", a loop of negative cost, will carry ", arc.upper,
          " units, above kMaxFlowCapacity = ", kMaxFlowCapacity, "; give it a smaller capacity"));
    }
    return absl::OkStatus();
  }

  const MinCostArc& ArcAt(int64_t place) const {
    return flow_.arcs[static_cast<size_t>(order_[static_cast<size_t>(place)])];
  }

  // order_[begin_[v] .. begin_[v + 1]) are the arcs out of the node but its loops, by head, then
  // cost, then as in the file.
  void SortArcs() {
    begin_.assign(b_.size() + 1, 0);
    for (const MinCostArc& arc : flow_.arcs) {
      if (!IsLoop(arc)) ++begin_[static_cast<size_t>(arc.from) + 1];
    }
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    order_.resize(static_cast<size_t>(begin_.back()));
    std::vector<int64_t> next(begin_.begin(), begin_.end() - 1);
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      if (IsLoop(arc)) continue;
      order_[static_cast<size_t>(next[static_cast<size_t>(arc.from)]++)] = static_cast<int32_t>(a);
    }
    for (size_t v = 0; v < b_.size(); ++v) {
      std::sort(order_.begin() + begin_[v], order_.begin() + begin_[v + 1],
                [this](int32_t left, int32_t right) {
                  const MinCostArc& a = flow_.arcs[static_cast<size_t>(left)];
                  const MinCostArc& b = flow_.arcs[static_cast<size_t>(right)];
                  return std::tie(a.to, a.cost, left) < std::tie(b.to, b.cost, right);
                });
    }
  }

  // REQUIRES: both leave the same node.
  static bool AreEqual(const MinCostArc& a, const MinCostArc& b) {
    return a.to == b.to && a.cost == b.cost;
  }

  // Sets dearest_ and unmet_cost_.
  absl::Status SetWorth() {
    dearest_.assign(b_.size(), 0);
    Total spans = 0;
    int64_t least = INT64_MAX;
    for (size_t v = 0; v < b_.size(); ++v) {
      int64_t low = 0;
      int64_t high = 0;
      for (int64_t k = begin_[v]; k < begin_[v + 1]; ++k) {
        low = std::min(low, ArcAt(k).cost);
        high = std::max(high, ArcAt(k).cost);
      }
      if (high - low > INT32_MAX) {
        return absl::OutOfRangeError(
            absl::StrCat("the costs of the arcs out of ", NodeName(v), ", and 0, span from ", low,
                         " to ", high, ", more than 2^31 - 1; count costs in larger units"));
      }
      dearest_[v] = high;
      spans += high - low;
      least = std::min(least, high - low);
    }
    if (!b_.empty()) spans -= least;
    if (spans + 1 > kMaxFlowValue) {
      return absl::OutOfRangeError(
          absl::StrCat("the spans of the costs out of each node sum to ", TotalText(spans),
                       ", above kMaxFlowValue = ", kMaxFlowValue, "; count costs in larger units"));
    }
    unmet_cost_ = static_cast<int64_t>(spans) + 1;
    return absl::OkStatus();
  }

  FlowProblem BuildProblem() const {
    KernelBuilder builder(b_.size(), b_.size(), order_.size() + b_.size());
    for (Total capacity : arrivals_) builder.AddSupply(static_cast<int64_t>(capacity));
    std::vector<KernelTier> tiers(1);
    std::vector<KernelArc> arcs;
    for (size_t v = 0; v < b_.size(); ++v) {
      tiers[0] = {static_cast<int64_t>(arrivals_[v] + b_[v]), unmet_cost_};
      arcs = {{static_cast<int32_t>(v), static_cast<int32_t>(dearest_[v])}};
      for (int64_t k = begin_[v]; k < begin_[v + 1];) {
        const MinCostArc& first = ArcAt(k);
        Total room = 0;
        for (; k < begin_[v + 1] && AreEqual(ArcAt(k), first); ++k) room += Room(ArcAt(k));
        arcs.push_back({first.to, static_cast<int32_t>(dearest_[v] - first.cost),
                        static_cast<int64_t>(std::min<Total>(room, kMaxFlowCapacity))});
      }
      builder.AddNeed(tiers, arcs);
    }
    return builder.Build();
  }

  FlowSolution Recover(const FlowProblem& problem, const FlowResult& result) const {
    FlowSolution solution;
    solution.arc_flow.resize(flow_.arcs.size());
    Total ground = 0;  // the cost if all needs were served by their dearest arcs
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      solution.arc_flow[a] = IsLoop(arc) && arc.cost < 0 ? arc.upper : arc.lower;
      ground += Total{arc.cost} * solution.arc_flow[a];
    }
    Total unmet = 0;
    for (Total capacity : arrivals_) unmet += capacity;
    ForEachFlow(problem, result, [&](size_t v, size_t head, int32_t points, int64_t amount) {
      unmet -= amount;
      if (head != v) Spread(v, head, dearest_[v] - points, amount, solution.arc_flow);
    });
    for (size_t v = 0; v < b_.size(); ++v) ground += dearest_[v] * (arrivals_[v] + b_[v]);
    solution.objective = ground - result.value;
    solution.bound = ground - result.bound;
    if (unmet != 0) solution = Infeasible("no flow respects all bounds and supplies");
    solution.pivots = result.pivots;
    return solution;
  }

  // Over equal arcs, the first of the file first.
  void Spread(size_t v, size_t head, int64_t cost, int64_t amount,
              std::vector<int64_t>& arc_flow) const {
    auto place = std::lower_bound(order_.begin() + begin_[v], order_.begin() + begin_[v + 1],
                                  std::make_pair(static_cast<int32_t>(head), cost),
                                  [this](int32_t index, const std::pair<int32_t, int64_t>& key) {
                                    const MinCostArc& arc = flow_.arcs[static_cast<size_t>(index)];
                                    return std::make_pair(arc.to, arc.cost) < key;
                                  });
    for (; amount > 0; ++place) {
      const auto a = static_cast<size_t>(*place);
      const int64_t part = std::min(amount, Room(flow_.arcs[a]));
      arc_flow[a] += part;
      amount -= part;
    }
  }

  static FlowSolution Infeasible(const std::string& why) {
    FlowSolution solution;
    solution.infeasible = why;
    return solution;
  }

  const MinCostFlow& flow_;
  std::vector<Total> b_;         // per node
  std::vector<Total> arrivals_;  // B, per node
  std::vector<int64_t> begin_;
  std::vector<int32_t> order_;
  std::vector<int64_t> dearest_;  // cost, per node
  int64_t unmet_cost_ = 0;        // M
};

}  // namespace

absl::StatusOr<FlowSolution> SolveMinCostFlow(const MinCostFlow& flow, int32_t threads) {
  return Reduction(flow).Solve(threads);
}

}  // namespace cordee::bench
