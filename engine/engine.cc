#include "engine/engine.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/candidates/placement_pairs.h"
#include "engine/score/score.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "engine/solve/bundles/haul_shares.h"
#include "engine/solve/bundles/rings.h"
#include "engine/solve/placement/placement_solver.h"
#include "engine/verify/bound_check.h"
#include "engine/verify/checker.h"
#include "engine/verify/placement_check.h"
#include "engine/verify/ring_check.h"
#include "engine/verify/transport_check.h"

namespace cordee {
namespace {

absl::Status Check(const Problem& problem, const Parameters& parameters, StopToken stop,
                   RunReport& report) {
  const absl::Status checked =
      CheckClaim(problem, report.result, {.threads = parameters.threads, .stop = stop});
  if (absl::IsCancelled(checked)) {
    report.proof = Proof::kCandidates;
    report.result.bound_covers_all_pairs = false;
  } else if (!checked.ok()) {
    return absl::InternalError(absl::StrCat("the checker refused the run: ", checked.message()));
  }
  const absl::Status ringed = CheckRings(problem, report.result.links, report.rings);
  if (!ringed.ok()) {
    return absl::InternalError(absl::StrCat("the checker refused the rings: ", ringed.message()));
  }
  if (!problem.logistics().plans()) return absl::OkStatus();
  if (report.result.termination.reason == Reason::kOptimal && report.transport.is_unproved()) {
    return absl::InternalError("optimal, with tours that no bound speaks of");
  }
  absl::Status carried = CheckTransport(problem, report.result.links, report.transport);
  if (carried.ok()) {
    carried = verify::CheckTransportBound(problem, report.result, report.transport,
                                          parameters.threads, stop);
  }
  if (absl::IsCancelled(carried)) {
    report.transport.SayNoBound();
    return absl::OkStatus();
  }
  if (carried.ok()) return carried;
  return absl::InternalError(absl::StrCat("the checker refused the tours: ", carried.message()));
}

void Explain(const Problem& problem, const Parameters& parameters, StopToken stop,
             RunReport& report) {
  const ExplainParameters explain = {.threads = parameters.threads, .stop = stop};
  if (!stop.StopRequested()) report.links = ExplainLinks(problem, report.result, explain);
  if (!stop.StopRequested()) report.unmet = ExplainUnmet(problem, report.result, explain);
  DropUncarriableUnlocks(problem, report.result.links, report.transport, parameters.threads, stop,
                         report.unmet);
  report.placements.open = ExplainPlacements(problem, report.placements.result, stop);
  report.left_freights =
      ExplainLeftFreights(problem, report.result.links, report.transport, parameters.threads, stop);
  if (!stop.StopRequested()) return;
  report.explained = false;
  report.left_freights.clear();
  report.links.clear();
  report.unmet.clear();
  report.placements.open = {};
}

// All of it but the explanations.
absl::Status Place(const Problem& problem, const Parameters& parameters, StopToken stop,
                   PlacementReport& report) {
  if (problem.placements().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const PlacementPairs pairs,
                   FindPlacementPairs(problem, parameters.threads, stop));
  report.refusals = pairs.refusals;
  ASSIGN_OR_RETURN(report.result,
                   SolvePlacements(problem, pairs, {.threads = parameters.threads}, stop));
  const absl::Status checked = CheckPlacements(problem, report.result, parameters.threads);
  if (checked.ok()) return checked;
  return absl::InternalError(
      absl::StrCat("the checker refused the placements: ", checked.message()));
}

}  // namespace

absl::StatusOr<RunReport> Match(const Problem& problem, const Parameters& parameters,
                                StopToken stop, const ProgressCallback& progress) {
  const auto announce = [&progress](Phase phase) {
    if (progress) progress(phase);
  };
  announce(Phase::kCandidates);
  const PointsRanking ranking(problem);
  const PairScan scan(problem, ranking, stop);
  ASSIGN_OR_RETURN(
      CandidateSet candidates,
      FindCandidates(
          scan, {.threads = parameters.threads, .exhaustive_limit = parameters.exhaustive_limit},
          stop));

  announce(Phase::kSolve);
  RunReport report;
  RETURN_IF_ERROR(Place(problem, parameters, stop, report.placements));
  SolveParameters solve = parameters.solve;
  solve.threads = parameters.threads;
  ASSIGN_OR_RETURN(report.result, Solve(scan, candidates, solve, stop));
  if (problem.logistics().plans()) {
    ASSIGN_OR_RETURN(report.transport,
                     SolveBundles(problem, candidates, solve, stop, report.result));
    RETURN_IF_ERROR(
        ShareTours(problem, report.result.links, parameters.threads, stop, report.transport));
  }
  report.rings = FindRings(problem, report.result.links, stop);
  report.candidates = candidates.size();
  report.admissible_pairs = candidates.admissible_pairs;
  report.refusals = candidates.refusals;

  announce(Phase::kVerify);
  RETURN_IF_ERROR(Check(problem, parameters, stop, report));
  announce(Phase::kExplain);
  Explain(problem, parameters, stop, report);
  return report;
}

}  // namespace cordee
