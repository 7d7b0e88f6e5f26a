// The engine: one immutable problem in, checked and explained links out. Start here.
//
//   ProblemBuilder builder(catalogue, Policy(), Horizon{monday, 52});
//   ... AddActor, AddNeed, AddResource ...
//   ASSIGN_OR_RETURN(Problem problem, std::move(builder).Build());
//   ASSIGN_OR_RETURN(RunReport report, Match(problem, {}, StopToken(), nullptr));
//   // report.result.links: who serves whom with how much; .parts and .bound: the proof.
//
// The same problem gives the same report, byte for byte, whatever the order of its input. Thread
// safety: Match may run on any number of threads at once; it shares nothing.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/explain/explain.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/solver.h"

namespace cordee {

enum class Phase : uint8_t { kCandidates, kSolve, kVerify, kExplain };

// Called at the start of each phase, on the calling thread. May be empty.
using ProgressCallback = std::function<void(Phase)>;

struct Parameters {
  SolveParameters solve;
  // Used side by side where work splits. The report is the same for any number.
  int32_t threads = 1;
};

struct RunReport {
  SolveResult result;
  std::vector<LinkExplanation> links;  // parallel to result.links
  std::vector<UnmetExplanation> unmet;
  int64_t candidates = 0;
  int64_t admissible_pairs = 0;
  RefusalCounts refusals = {};
};

// Errors: Cancelled when `stop` was set before there was an answer worth keeping; Internal when the
// independent checker refused the answer (a bug, never shown as a result).
absl::StatusOr<RunReport> Match(const Problem& problem, const Parameters& parameters,
                                StopToken stop, const ProgressCallback& progress);

inline constexpr char kEngineVersion[] = "0.1.0";

}  // namespace cordee
