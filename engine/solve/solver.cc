#include "engine/solve/solver.h"

#include <functional>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/solve/component_rounding.h"
#include "engine/solve/incumbent.h"
#include "engine/solve/order_rounding.h"
#include "engine/solve/relaxation.h"
#include "engine/solve/work.h"

namespace cordee {
namespace {

absl::StatusOr<SolveResult> Round(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points, Relaxation relaxed,
                                  int32_t threads, WorkMeter& meter, Incumbent& incumbent) {
  const RunView run{problem, candidates, points, relaxed.expansion, threads};
  const auto offer = [&](std::vector<Link> links) {
    incumbent.Offer(Answer(run, std::move(links), relaxed.proof, meter));
  };
  using Offer = std::function<void(std::vector<Link>)>;
  const std::vector<Link> flow =
      problem.has_minimum_orders() ? relaxed.links : std::vector<Link>();
  ASSIGN_OR_RETURN(std::vector<Link> links,
                   RoundComponents(run, std::move(relaxed.links), meter,
                                   incumbent.ready() ? Offer(offer) : nullptr));
  MinimumOrders orders;
  if (problem.has_minimum_orders()) {
    ASSIGN_OR_RETURN(orders, KeepMinimumOrders(run, flow, links, meter));
  }
  SolveResult result = Answer(run, std::move(links), std::move(relaxed.proof), meter);
  result.orders = std::move(orders);
  return result;
}

// relax(meter, incumbent) gives the relaxation; it may add to the candidates.
template <typename RelaxFn>
absl::StatusOr<SolveResult> RelaxAndRound(const Problem& problem, const CandidateSet& candidates,
                                          const std::vector<Points>& points,
                                          const SolveParameters& parameters, StopToken stop,
                                          const RelaxFn& relax) {
  WorkMeter meter(parameters.max_work, stop);
  Incumbent incumbent(candidates, parameters, meter);
  const auto solve = [&]() -> absl::StatusOr<SolveResult> {
    ASSIGN_OR_RETURN(Relaxation relaxed, relax(meter, incumbent));
    return Round(problem, candidates, points, std::move(relaxed), parameters.threads, meter,
                 incumbent);
  };
  absl::StatusOr<SolveResult> result = solve();
  if (absl::IsCancelled(result.status()) && incumbent.ready()) {
    return std::move(incumbent).Take(meter);
  }
  return result;
}

}  // namespace

absl::StatusOr<SolveResult> Solve(const PairScan& scan, CandidateSet& candidates,
                                  const SolveParameters& parameters, StopToken stop) {
  return RelaxAndRound(scan.problem(), candidates, candidates.points, parameters, stop,
                       [&](WorkMeter& meter, Incumbent& incumbent) {
                         return RelaxAllPairs(scan, candidates, parameters, meter, incumbent);
                       });
}

absl::StatusOr<SolveResult> Solve(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points,
                                  const SolveParameters& parameters, StopToken stop) {
  return RelaxAndRound(problem, candidates, points, parameters, stop,
                       [&](WorkMeter& meter, Incumbent& incumbent) {
                         return Relax(problem, candidates, points, parameters, meter, incumbent);
                       });
}

}  // namespace cordee
