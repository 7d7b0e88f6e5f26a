#include "engine/solve/flow/flow_brute_force.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

class Search {
 public:
  explicit Search(const FlowProblem& problem)
      : problem_(problem),
        supply_left_(problem.supply_capacity),
        flow_(problem.arc_supply.size()) {}

  BruteForceFlow Run() {
    StartNeed(0, 0, 0);
    return best_;
  }

 private:
  void StartNeed(size_t need, Total value, Total tie) {
    if (need == problem_.demand.size()) {
      if (found_ && (value < best_.value || (value == best_.value && tie >= best_.tie))) return;
      best_ = {flow_, value, tie};
      found_ = true;
      return;
    }
    TryArc(need, static_cast<size_t>(problem_.arc_begin[need]), problem_.demand[need], value, tie);
  }

  void TryArc(size_t need, size_t arc, int64_t demand_left, Total value, Total tie) {
    if (arc == static_cast<size_t>(problem_.arc_begin[need + 1])) {
      StartNeed(need + 1, value - UnmetCost(need, demand_left), tie);
      return;
    }
    int64_t& supply_left = supply_left_[static_cast<size_t>(problem_.arc_supply[arc])];
    const int64_t most = std::min({problem_.Capacity(need, arc), demand_left, supply_left});
    for (int64_t flow = 0; flow <= most; ++flow) {
      flow_[arc] = flow;
      supply_left -= flow;
      TryArc(need, arc + 1, demand_left - flow, value + Total{problem_.Value(need, arc)} * flow,
             tie + Total{problem_.Tie(need, arc)} * flow);
      supply_left += flow;
    }
    flow_[arc] = 0;
  }

  Total UnmetCost(size_t need, int64_t unmet) const {
    Total cost = 0;
    if (problem_.tier_begin[need] == problem_.tier_begin[need + 1]) return 0;
    for (auto t = static_cast<size_t>(problem_.tier_begin[need]); unmet > 0; ++t) {
      const int64_t amount = std::min(unmet, problem_.tier_capacity[t]);
      cost += Total{problem_.tier_cost[t]} * amount;
      unmet -= amount;
    }
    return cost;
  }

  const FlowProblem& problem_;
  std::vector<int64_t> supply_left_;
  std::vector<int64_t> flow_;
  BruteForceFlow best_;
  bool found_ = false;
};

absl::Status CheckSize(const FlowProblem& problem) {
  if (problem.demand.size() + problem.arc_supply.size() > kMaxBruteForceDepth) {
    return absl::InvalidArgumentError(
        absl::StrCat("more than ", kMaxBruteForceDepth, " needs and arcs"));
  }
  Total flows = 1;
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    const auto end = static_cast<size_t>(problem.arc_begin[i + 1]);
    for (auto a = static_cast<size_t>(problem.arc_begin[i]); a < end; ++a) {
      flows *= problem.Capacity(i, a) + 1;
      if (flows > kMaxBruteForceFlows) {
        return absl::InvalidArgumentError(
            absl::StrCat("more than ", kMaxBruteForceFlows, " flows to try"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BruteForceFlow> SolveFlowByBruteForce(const FlowProblem& problem) {
  RETURN_IF_ERROR(ValidateFlowProblem(problem));
  RETURN_IF_ERROR(CheckSize(problem));
  return Search(problem).Run();
}

}  // namespace cordee
