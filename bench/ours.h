// Our side of the table, and all that it knows of the engine: a HubGraph in, values out.
#pragma once

#include <cstdint>
#include <memory>

#include "bench/workloads/hub_change.h"
#include "bench/workloads/hub_graph.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee::bench {

// Value, bound and costs are in points, as those of the rivals.
struct OurResult {
  __int128 value = 0;
  __int128 bound = 0;
  bool optimal = false;
  int64_t pivots = 0;
};

// Most threads that the solver uses; the table has a column for 1 and, if it can, one for 2.
inline constexpr int kOurThreads = 2;

FlowProblem ToFlowProblem(const HubGraph& graph);

// From the arrays to the proven optimum. Ends the process when the problem is refused.
OurResult SolveByOurs(const FlowProblem& problem, int threads);

// A solver that keeps its optimum and follows changes.
class WarmSolver {
 public:
  virtual ~WarmSolver() = default;
  // Applies the change and ends at the new optimum.
  virtual OurResult Solve(const HubChange& change) = 0;
};

// Solved once.
std::unique_ptr<WarmSolver> StartWarm(const HubGraph& graph, int threads);

}  // namespace cordee::bench
