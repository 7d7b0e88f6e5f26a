#include "engine/solve/stable/stable_solver.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/solve/stable/blocking_pairs.h"
#include "engine/solve/stable/broken_rules.h"
#include "engine/solve/stable/deferred_acceptance.h"
#include "engine/solve/stable/week_flow.h"

namespace cordee {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

absl::StatusOr<std::vector<int32_t>> Place(const StableProblem& problem, int32_t threads,
                                           StopToken stop) {
  DeferredAcceptance acceptance(problem);
  if (!acceptance.ProposeAll(threads, stop)) return absl::CancelledError("stopped");
  return acceptance.units();
}

bool FitsOrEmpty(const std::vector<int32_t>& column, int64_t rows) {
  return column.empty() || static_cast<int64_t>(column.size()) == rows;
}

// Closes edges in `open`, a copy of the problem, until no rule is broken.
absl::StatusOr<StableResult> PlaceWithRules(const StableProblem& problem, const StableRules& rules,
                                            const StableParameters& parameters, StopToken stop) {
  StableProblem open = problem;
  StableResult result;
  const int32_t most = problem.edges() > kManyStableEdges ? kFewStableRounds : kMaxStableRounds;
  for (;;) {
    ++result.rounds;
    ASSIGN_OR_RETURN(result.units, Place(open, parameters.threads, stop));
    const std::vector<int64_t> broken = result.rounds < most
                                            ? EdgesToClose(open, rules, result.units)
                                            : AllBrokenEdges(open, rules, result.units);
    if (broken.empty()) break;
    for (const int64_t e : broken) open.limit[At(e)] = 0;
    result.closed += static_cast<int64_t>(broken.size());
  }
  result.blocking = FindBlockingPairs(problem, rules, result.units, parameters.threads);
  result.termination.reason = result.blocking.empty() ? Reason::kStable : Reason::kFeasible;
  return result;
}

}  // namespace

absl::StatusOr<StableResult> SolveStable(const StableProblem& problem,
                                         const StableParameters& parameters, StopToken stop) {
  RETURN_IF_ERROR(ValidateStable(problem));
  StableResult result;
  result.rounds = 1;
  ASSIGN_OR_RETURN(result.units, Place(problem, parameters.threads, stop));
  result.termination.reason = Reason::kStable;
  return result;
}

absl::StatusOr<StableResult> SolveStable(const StableProblem& problem, const StableRules& rules,
                                         const StableParameters& parameters, StopToken stop) {
  if (rules.empty()) return SolveStable(problem, parameters, stop);
  RETURN_IF_ERROR(ValidateStable(problem));
  if (!FitsOrEmpty(rules.lot, problem.edges()) ||
      !FitsOrEmpty(rules.worker_minimum, problem.workers()) ||
      !FitsOrEmpty(rules.post_minimum, problem.posts()) ||
      !FitsOrEmpty(rules.worker_partners, problem.workers()) ||
      !FitsOrEmpty(rules.post_partners, problem.posts())) {
    return absl::InvalidArgumentError("rules: sizes of columns do not agree with the problem");
  }
  return PlaceWithRules(problem, rules, parameters, stop);
}

std::vector<int32_t> LayOutWeek(const StableProblem& problem, const std::vector<int32_t>& units,
                                int32_t worker) {
  const WeekView week = WeekOf(problem, worker);
  const int64_t begin = problem.worker_begin[At(worker)];
  const int64_t end = problem.worker_begin[At(worker) + 1];
  WeekFlow flow;
  flow.Reset(week, problem.worker_units[At(worker)]);
  for (int64_t e = begin; e < end; ++e) {
    const int32_t item = flow.AddItem(problem.blocks[At(e)]);
    CHECK(flow.Push(item, units[At(e)]) == units[At(e)]);
  }
  std::vector<int32_t> laid;
  laid.reserve(At(end - begin) * week.block_units.size());
  for (int64_t e = begin; e < end; ++e) {
    for (size_t b = 0; b < week.block_units.size(); ++b) {
      laid.push_back(flow.UnitsIn(static_cast<int32_t>(e - begin), static_cast<int32_t>(b)));
    }
  }
  return laid;
}

}  // namespace cordee
