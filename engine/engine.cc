#include "engine/engine.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/score/score.h"
#include "engine/verify/checker.h"

namespace cordee {

absl::StatusOr<RunReport> Match(const Problem& problem, const Parameters& parameters,
                                StopToken stop, const ProgressCallback& progress) {
  const auto announce = [&progress](Phase phase) {
    if (progress) progress(phase);
  };
  announce(Phase::kCandidates);
  const PointsRanking ranking(problem);
  ASSIGN_OR_RETURN(const CandidateSet candidates,
                   FindCandidates(problem, ranking, {.threads = parameters.threads}, stop));

  announce(Phase::kSolve);
  RunReport report;
  ASSIGN_OR_RETURN(report.result,
                   Solve(problem, candidates, candidates.points, parameters.solve, stop));
  report.candidates = candidates.size();
  report.admissible_pairs = candidates.admissible_pairs;
  report.refusals = candidates.refusals;

  announce(Phase::kVerify);
  if (absl::Status checked = CheckClaim(problem, report.result, {.threads = parameters.threads});
      !checked.ok()) {
    return absl::InternalError(absl::StrCat("the checker refused the run: ", checked.message()));
  }
  announce(Phase::kExplain);
  report.links = ExplainLinks(problem, report.result);
  report.unmet = ExplainUnmet(problem, report.result);
  return report;
}

}  // namespace cordee
