// The engine's flow kernel as public instances use it: the one place here that knows FlowProblem.
//
//   KernelBuilder builder(needs, supplies, arcs);
//   builder.AddSupply(capacity);                    // each, in the order of ids
//   builder.AddNeed(unit, {{demand, unmet_cost}}, {{supply, points}});
//   const FlowProblem problem = builder.Build();
//   ASSIGN_OR_RETURN(FlowResult result, SolveKernel(problem, threads));
//   ForEachFlow(problem, result, [](size_t need, size_t supply, int64_t flow) { ... });
//
// A unit served over an arc is worth points * unit. Of parallel arcs the best is kept, which loses
// nothing, since arcs have no capacity of their own.
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
};

class KernelBuilder {
 public:
  KernelBuilder(size_t needs, size_t supplies, size_t arcs);

  void AddSupply(int64_t capacity);
  // Demand is the sum of the tiers. REQUIRES: all supplies are there; tier costs do not decrease.
  // `arcs` is sorted in place.
  void AddNeed(int64_t unit, const std::vector<KernelTier>& tiers, std::vector<KernelArc>& arcs);

  FlowProblem Build() { return std::move(problem_); }

 private:
  FlowProblem problem_;
};

// Errors: INVALID_ARGUMENT when the kernel refuses the problem.
absl::StatusOr<FlowResult> SolveKernel(const FlowProblem& problem, int32_t threads);

// Calls see(need, supply, flow) for each positive flow, in the order of needs, then supplies.
template <typename See>
void ForEachFlow(const FlowProblem& problem, const FlowResult& result, const See& see) {
  for (size_t need = 0; need < problem.demand.size(); ++need) {
    const auto end = static_cast<size_t>(problem.arc_begin[need + 1]);
    for (auto a = static_cast<size_t>(problem.arc_begin[need]); a < end; ++a) {
      if (result.arc_flow[a] == 0) continue;
      see(need, static_cast<size_t>(problem.arc_supply[a]), result.arc_flow[a]);
    }
  }
}

}  // namespace cordee::bench
