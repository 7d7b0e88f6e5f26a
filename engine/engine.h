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
#include "engine/base/limits.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/placement_rules.h"
#include "engine/explain/explain.h"
#include "engine/explain/placement_explain.h"
#include "engine/explain/transport_explain.h"
#include "engine/model/problem.h"
#include "engine/solve/placement_result.h"
#include "engine/solve/result.h"
#include "engine/solve/ring_result.h"
#include "engine/solve/solver.h"
#include "engine/solve/transport_result.h"

namespace cordee {

enum class Phase : uint8_t { kCandidates, kSolve, kVerify, kExplain };

// Called at the start of each phase, on the calling thread. May be empty.
using ProgressCallback = std::function<void(Phase)>;

struct Parameters {
  SolveParameters solve;
  // Used side by side where work splits, whatever `solve.threads` says. The report is the same for
  // any number.
  int32_t threads = 1;
  // Admissible pairs up to which all are candidates from the start.
  int64_t exhaustive_limit = kMaxExhaustivePairs;
};

// What a report says for certain.
enum class Proof : uint8_t {
  // The checker re-derived everything, the bound over all admissible pairs included.
  kAllPairs,
  // Stopped: the checker re-derived the links, the value and that it is not above the bound. The
  // bound is what the solver's prices prove over the candidates it had; `bound_covers_all_pairs` is
  // false.
  kCandidates,
};

// Posts and people: placed by both sides' wishes, beside the flow and apart from it.
struct PlacementReport {
  PlacementResult result;  // checked
  PlacementRefusalCounts refusals = {};
  PlacementExplanation open;
};

struct RunReport {
  SolveResult result;
  Proof proof = Proof::kAllPairs;
  // False: stopped before it was explained; `links` and `unmet` are empty. ExplainLinks and
  // ExplainUnmet give them later, from the same problem and result.
  bool explained = true;
  std::vector<LinkExplanation> links;  // when explained, parallel to result.links
  std::vector<UnmetExplanation> unmet;
  int64_t candidates = 0;  // with those that the closure added
  int64_t admissible_pairs = 0;
  RefusalCounts refusals = {};
  PlacementReport placements;
  // Tours that carry the links of carried categories, and shipments; empty where
  // problem.logistics() plans nothing. Then `result.links` are those that are carried.
  TransportResult transport;  // checked
  std::vector<LeftFreightExplanation> left_freights;  // when explained
  RingResult rings;                                   // of result.links; checked
};

// Stop. While candidates are sought there is no answer yet: Cancelled. From then on Match returns
// the best feasible links so far, with the gap to the bound that they have; nothing that takes long
// begins any more:
//   - the solver ends at its next look at the flag and states value and bound (solve/solver.h);
//   - the checker still re-derives every link, all capacities and the value, which takes
//     O((links + entries) log), but does not look at all pairs, or gives up doing so: kCandidates;
//   - nothing is explained, or explaining is given up: `explained` is false.
// People who are not placed by then stay unplaced: Cancelled, as while candidates are sought.
// A stop that comes later still than all of that changes nothing but these two.
//
// Errors: Cancelled, see above; Internal when the independent checker refused the answer (a bug,
// never shown as a result).
absl::StatusOr<RunReport> Match(const Problem& problem, const Parameters& parameters,
                                StopToken stop, const ProgressCallback& progress);

inline constexpr char kEngineVersion[] = "0.1.0";

}  // namespace cordee
