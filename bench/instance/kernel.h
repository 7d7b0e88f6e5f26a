// The engine's flow kernel as public instances use it: the one place here that knows FlowProblem.
//
//   KernelBuilder builder(needs, supplies, arcs);
//   builder.AddSupply(capacity);                    // each, in the order of ids
//   builder.AddNeed({{demand, unmet_cost}}, arcs);
//   const FlowProblem problem = builder.Build();
//   ASSIGN_OR_RETURN(FlowResult result, SolveKernel(problem, threads));
//   ForEachFlow(problem, result, [](size_t need, size_t supply, int32_t points, int64_t flow) { ...
//   });
//
// A unit served over an arc is worth its points. Arcs that are no better than a parallel one
// without capacity of its own are left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee::bench {

struct KernelTier {
  int64_t capacity = 0;
  int64_t cost = 0;
};

struct KernelArc {
  int32_t supply = 0;
  int32_t points = 0;
  int64_t capacity = kMaxFlowCapacity;  // the largest: none of its own
};

class KernelBuilder {
 public:
  KernelBuilder(size_t needs, size_t supplies, size_t arcs);

  void AddSupply(int64_t capacity);
  // Demand is the sum of the tiers. REQUIRES: all supplies are there; tier costs do not decrease.
  // `arcs` is sorted in place. Of parallel arcs with capacities no two may have equal points.
  void AddNeed(const std::vector<KernelTier>& tiers, std::vector<KernelArc>& arcs);

  FlowProblem Build() { return std::move(problem_); }

 private:
  void AddArc(const KernelArc& arc, int64_t demand);

  FlowProblem problem_;
};

// Errors: INVALID_ARGUMENT when the kernel refuses the problem.
absl::StatusOr<FlowResult> SolveKernel(const FlowProblem& problem, int32_t threads);

// Calls see(need, supply, points, flow) for each positive flow, in the order of needs, then
// supplies.
template <typename See>
void ForEachFlow(const FlowProblem& problem, const FlowResult& result, const See& see) {
  size_t need = 0;
  for (const ArcFlow& flow : result.flows) {
    while (problem.arc_begin[need + 1] <= flow.arc) ++need;
    const auto arc = static_cast<size_t>(flow.arc);
    see(need, static_cast<size_t>(problem.arc_supply[arc]), problem.arc_points[arc], flow.flow);
  }
}

}  // namespace cordee::bench
