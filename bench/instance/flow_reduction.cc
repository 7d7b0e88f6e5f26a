#include "bench/instance/flow_reduction.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/kernel.h"
#include "bench/instance/total_text.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

bool IsLoop(const MinCostArc& arc) { return arc.from == arc.to; }

int64_t Magnitude(int64_t cost) { return cost < 0 ? -cost : cost; }

class Reduction {
 public:
  explicit Reduction(const MinCostFlow& flow)
      : flow_(flow), excess_(flow.supply.begin(), flow.supply.end()) {}

  absl::StatusOr<FlowSolution> Solve(int32_t threads) {
    TakeOffLowerBounds();
    Total sum = 0;
    for (Total b : excess_) sum += b;
    if (sum != 0) {
      return Infeasible(absl::StrCat("the supplies sum to ", TotalText(sum), ", not to 0"));
    }
    RETURN_IF_ERROR(SetRoom());
    RETURN_IF_ERROR(SetServed());
    for (size_t v = 0; v < served_.size(); ++v) {
      if (served_[v] >= 0) continue;
      return Infeasible(absl::StrCat("node ", v + 1, " must send more than its arcs can carry"));
    }
    ASSIGN_OR_RETURN(const FlowProblem problem, BuildProblem());
    ASSIGN_OR_RETURN(const FlowResult result, SolveKernel(problem, threads));
    return Recover(problem, result);
  }

 private:
  void TakeOffLowerBounds() {
    for (const MinCostArc& arc : flow_.arcs) {
      excess_[static_cast<size_t>(arc.from)] -= arc.lower;
      excess_[static_cast<size_t>(arc.to)] += arc.lower;
    }
  }

  absl::Status SetRoom() {
    Total enough = 0;
    for (Total b : excess_) enough += std::max<Total>(b, 0);
    for (const MinCostArc& arc : flow_.arcs) {
      if (!IsLoop(arc) && arc.cost < 0) enough += arc.upper - arc.lower;
    }
    room_.reserve(flow_.arcs.size());
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      const int64_t room = arc.upper - arc.lower;
      room_.push_back(IsLoop(arc) ? room : static_cast<int64_t>(std::min<Total>(room, enough)));
      if (room_.back() <= kMaxFlowCapacity || (IsLoop(arc) && arc.cost >= 0)) continue;
      return absl::OutOfRangeError(absl::StrCat(
          "arc ", a + 1, " (", arc.from + 1, " to ", arc.to + 1, ") may have to carry ",
          room_.back(), " units, above kMaxFlowCapacity = ", kMaxFlowCapacity,
          "; give it and the arcs of negative cost smaller capacities, or count in larger units"));
    }
    return absl::OkStatus();
  }

  absl::Status SetServed() {
    served_.assign(excess_.size(), 0);
    for (size_t v = 0; v < excess_.size(); ++v) served_[v] = -excess_[v];
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      if (!IsLoop(flow_.arcs[a])) served_[static_cast<size_t>(flow_.arcs[a].from)] += room_[a];
    }
    for (size_t v = 0; v < served_.size(); ++v) {
      if (served_[v] <= kMaxFlowCapacity) continue;
      return absl::OutOfRangeError(
          absl::StrCat("the capacities of the arcs out of node ", v + 1, " and its demand sum to ",
                       TotalText(served_[v]), ", above kMaxFlowCapacity = ", kMaxFlowCapacity,
                       "; give its arcs smaller capacities, or count in larger units"));
    }
    return absl::OkStatus();
  }

  // M of the header.
  absl::StatusOr<int64_t> UnmetCost() const {
    std::vector<int64_t> costs;
    for (size_t a = 0; a < flow_.arcs.size(); ++a) {
      if (!IsLoop(flow_.arcs[a]) && room_[a] > 0) costs.push_back(Magnitude(flow_.arcs[a].cost));
    }
    const size_t moved = std::min(costs.size(), std::max<size_t>(flow_.supply.size(), 1) - 1);
    const auto end = costs.begin() + static_cast<std::ptrdiff_t>(moved);
    std::nth_element(costs.begin(), end, costs.end(), std::greater<>());
    Total penalty = 1;
    for (auto cost = costs.begin(); cost != end; ++cost) penalty += *cost;
    if (penalty <= kMaxFlowValue) return static_cast<int64_t>(penalty);
    return absl::OutOfRangeError(
        absl::StrCat("the ", moved, " largest costs sum to ", TotalText(penalty - 1),
                     ", above kMaxFlowValue = ", kMaxFlowValue, "; count costs in larger units"));
  }

  absl::StatusOr<FlowProblem> BuildProblem() const {
    ASSIGN_OR_RETURN(const int64_t unmet_cost, UnmetCost());
    KernelBuilder builder(room_.size(), served_.size(), 2 * room_.size());
    for (Total capacity : served_) builder.AddSupply(static_cast<int64_t>(capacity));
    std::vector<KernelTier> tiers(1);
    std::vector<KernelArc> arcs;
    for (size_t a = 0; a < room_.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      tiers[0] = {IsLoop(arc) ? 0 : room_[a], unmet_cost};
      arcs.clear();
      if (!IsLoop(arc)) {
        arcs = {{arc.from, arc.cost > 0 ? 1 : 0}, {arc.to, arc.cost < 0 ? 1 : 0}};
      }
      builder.AddNeed(Magnitude(arc.cost), tiers, arcs);
    }
    return builder.Build();
  }

  FlowSolution Recover(const FlowProblem& problem, const FlowResult& result) const {
    FlowSolution solution;
    solution.pivots = result.pivots;
    solution.arc_flow.assign(room_.size(), 0);
    Total unmet = 0;
    for (int64_t demand : problem.demand) unmet += demand;
    ForEachFlow(problem, result, [&](size_t a, size_t node, int64_t amount) {
      unmet -= amount;
      if (node == static_cast<size_t>(flow_.arcs[a].to)) solution.arc_flow[a] += amount;
    });
    if (unmet != 0) {
      FlowSolution none = Infeasible("no flow respects all bounds and supplies");
      none.pivots = result.pivots;
      return none;
    }
    // In the kernel's terms a solution is worth what its units save against all needs being served
    // at their dearer end.
    Total dearest = 0;
    for (size_t a = 0; a < room_.size(); ++a) {
      const MinCostArc& arc = flow_.arcs[a];
      if (IsLoop(arc)) {
        solution.arc_flow[a] = arc.cost < 0 ? room_[a] : 0;
        dearest += Total{arc.cost} * solution.arc_flow[a];
      } else if (arc.cost > 0) {
        dearest += Total{arc.cost} * room_[a];
      }
      dearest += Total{arc.cost} * arc.lower;
      solution.arc_flow[a] += arc.lower;
    }
    solution.objective = dearest - result.value;
    solution.bound = dearest - result.bound;
    return solution;
  }

  static FlowSolution Infeasible(const std::string& why) {
    FlowSolution solution;
    solution.infeasible = why;
    return solution;
  }

  const MinCostFlow& flow_;
  std::vector<Total> excess_;  // b of the header, per node
  std::vector<int64_t> room_;  // k of the header, per arc
  std::vector<Total> served_;  // per node, the capacity of its supply
};

}  // namespace

absl::StatusOr<FlowSolution> SolveMinCostFlow(const MinCostFlow& flow, int32_t threads) {
  return Reduction(flow).Solve(threads);
}

}  // namespace cordee::bench
