#include "bench/instance/assignment_reduction.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/kernel.h"
#include "bench/instance/total_text.h"
#include "engine/base/status_macros.h"

namespace cordee::bench {
namespace {

class Reduction {
 public:
  explicit Reduction(const Assignment& assignment)
      : assignment_(assignment), index_(assignment.is_source.size()) {
    for (size_t v = 0; v < index_.size(); ++v) {
      std::vector<int32_t>& side = assignment.is_source[v] ? sources_ : targets_;
      index_[v] = static_cast<int32_t>(side.size());
      side.push_back(static_cast<int32_t>(v));
    }
  }

  absl::StatusOr<AssignmentSolution> Solve(int32_t threads) {
    if (sources_.size() != targets_.size()) {
      return Infeasible(absl::StrCat("not as many sources as targets: ", sources_.size(), " and ",
                                     targets_.size()));
    }
    GroupArcs();
    for (size_t s = 0; s < sources_.size(); ++s) {
      if (begin_[s] == begin_[s + 1]) {
        return Infeasible(absl::StrCat("node ", sources_[s] + 1, " has no arc"));
      }
    }
    RETURN_IF_ERROR(SetDearest());
    ASSIGN_OR_RETURN(const FlowProblem problem, BuildProblem());
    ASSIGN_OR_RETURN(const FlowResult result, SolveKernel(problem, threads));
    return Recover(problem, result);
  }

 private:
  size_t SourceOf(const AssignmentArc& arc) const {
    return static_cast<size_t>(index_[static_cast<size_t>(arc.source)]);
  }

  // order_[begin_[s] .. begin_[s + 1]) are the arcs of the source.
  void GroupArcs() {
    begin_.assign(sources_.size() + 1, 0);
    for (const AssignmentArc& arc : assignment_.arcs) ++begin_[SourceOf(arc) + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    order_.resize(assignment_.arcs.size());
    std::vector<int64_t> next(begin_.begin(), begin_.end() - 1);
    for (size_t a = 0; a < order_.size(); ++a) {
      order_[static_cast<size_t>(next[SourceOf(assignment_.arcs[a])]++)] = static_cast<int32_t>(a);
    }
  }

  const AssignmentArc& ArcAt(int64_t place) const {
    return assignment_.arcs[static_cast<size_t>(order_[static_cast<size_t>(place)])];
  }

  // Sets dearest_ and unmet_cost_.
  absl::Status SetDearest() {
    dearest_.assign(sources_.size(), 0);
    Total spans = 0;
    int64_t least = INT64_MAX;
    for (size_t s = 0; s < sources_.size(); ++s) {
      int64_t low = ArcAt(begin_[s]).cost;
      int64_t high = low;
      for (int64_t k = begin_[s]; k < begin_[s + 1]; ++k) {
        low = std::min(low, ArcAt(k).cost);
        high = std::max(high, ArcAt(k).cost);
      }
      if (high - low > INT32_MAX) {
        return absl::OutOfRangeError(
            absl::StrCat("the costs of node ", sources_[s] + 1, " span from ", low, " to ", high,
                         ", more than 2^31 - 1; count costs in larger units"));
      }
      dearest_[s] = high;
      spans += high - low;
      least = std::min(least, high - low);
    }
    if (!sources_.empty()) spans -= least;
    if (spans + 1 > kMaxFlowValue) {
      return absl::OutOfRangeError(absl::StrCat(
          "the differences between the dearest and the cheapest arc of the sources sum to ",
          TotalText(spans), ", above kMaxFlowValue = ", kMaxFlowValue,
          "; count costs in larger units"));
    }
    unmet_cost_ = static_cast<int64_t>(spans) + 1;
    return absl::OkStatus();
  }

  absl::StatusOr<FlowProblem> BuildProblem() const {
    KernelBuilder builder(sources_.size(), targets_.size(), order_.size());
    for (size_t t = 0; t < targets_.size(); ++t) builder.AddSupply(1);
    const std::vector<KernelTier> tiers = {{1, unmet_cost_}};
    std::vector<KernelArc> arcs;
    for (size_t s = 0; s < sources_.size(); ++s) {
      arcs.clear();
      for (int64_t k = begin_[s]; k < begin_[s + 1]; ++k) {
        const AssignmentArc& arc = ArcAt(k);
        arcs.push_back({index_[static_cast<size_t>(arc.target)],
                        static_cast<int32_t>(dearest_[s] - arc.cost)});
      }
      builder.AddNeed(tiers, arcs);
    }
    return builder.Build();
  }

  AssignmentSolution Recover(const FlowProblem& problem, const FlowResult& result) const {
    AssignmentSolution solution;
    solution.target.assign(index_.size(), -1);
    size_t assigned = 0;
    ForEachFlow(problem, result, [&](size_t source, size_t target, int32_t, int64_t) {
      solution.target[static_cast<size_t>(sources_[source])] = targets_[target];
      ++assigned;
    });
    if (assigned != sources_.size()) {
      AssignmentSolution none = Infeasible(absl::StrCat(
          "at most ", assigned, " of the ", sources_.size(), " sources can have a target"));
      none.pivots = result.pivots;
      return none;
    }
    Total dearest = 0;
    for (int64_t cost : dearest_) dearest += cost;
    solution.pivots = result.pivots;
    solution.objective = dearest - result.value;
    solution.bound = dearest - result.bound;
    return solution;
  }

  static AssignmentSolution Infeasible(const std::string& why) {
    AssignmentSolution solution;
    solution.infeasible = why;
    return solution;
  }

  const Assignment& assignment_;
  std::vector<int32_t> index_;  // per node: its place among sources, or among targets
  std::vector<int32_t> sources_;
  std::vector<int32_t> targets_;
  std::vector<int64_t> begin_;
  std::vector<int32_t> order_;
  std::vector<int64_t> dearest_;  // per source
  int64_t unmet_cost_ = 0;
};

}  // namespace

absl::StatusOr<AssignmentSolution> SolveAssignment(const Assignment& assignment, int32_t threads) {
  return Reduction(assignment).Solve(threads);
}

}  // namespace cordee::bench
