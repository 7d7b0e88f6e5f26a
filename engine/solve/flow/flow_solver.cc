#include "engine/solve/flow/flow_solver.h"

#include <cstddef>

#include "engine/base/status_macros.h"
#include "engine/solve/flow/flow_run.h"
#include "engine/solve/flow/network_simplex.h"

namespace cordee {
namespace {

template <typename Price>
FlowResult SolveWith(const FlowProblem& problem, const FlowParameters& parameters, StopToken stop) {
  FlowRun<NetworkSimplex<Price>> run(problem, parameters, stop);
  run.Solve(stop);
  return run.Result(run.limit());
}

}  // namespace

absl::StatusOr<FlowResult> SolveFlow(const FlowProblem& problem, const FlowParameters& parameters,
                                     StopToken stop) {
  RETURN_IF_ERROR(ValidateFlowProblem(problem));
  if (PotentialsFitInt64(problem)) return SolveWith<int64_t>(problem, parameters, stop);
  return SolveWith<__int128>(problem, parameters, stop);
}

std::vector<int64_t> DenseFlow(const FlowProblem& problem, const std::vector<ArcFlow>& flows) {
  std::vector<int64_t> dense(problem.arc_supply.size(), 0);
  for (const ArcFlow& flow : flows) dense[static_cast<size_t>(flow.arc)] = flow.flow;
  return dense;
}

}  // namespace cordee
