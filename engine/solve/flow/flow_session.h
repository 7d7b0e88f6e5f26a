// A flow that is kept at its optimum while its problem changes.
//
//   ASSIGN_OR_RETURN(auto session, FlowSession::Start(std::move(problem), {}, stop));
//   FlowDelta delta;
//   delta.SetCapacity(supply, 0);                       // somebody leaves
//   ASSIGN_OR_RETURN(FlowUpdate update, session->Update(delta, stop));
//   update.value, update.pivots;                        // already optimal
//   FlowResult result = session->Result();              // flows, prices and the proof
//
// The result after any deltas is the result of SolveFlow on the changed problem, byte for byte: the
// canonical optimum and its largest prices depend on the problem alone.
//
// Three ways, chosen by the size of the delta:
//   repair   at most kMaxRepairedChanges: pricing follows the nodes that moved and looks at nothing
//            else, so a change costs what it moves;
//   warm     up to one in kColdShare nodes, an arc counting as its share of one: the old basis goes
//            on, and wrong edges are looked for everywhere;
//   cold     beyond: blocks from everything unmet.
//
// An update that is stopped leaves a feasible flow behind (FlowUpdate says so), and the next one
// goes on from there; a first solve that is stopped starts over.
//
// Errors: INVALID_ARGUMENT when ValidateFlowProblem or ValidateFlowDelta refuses the input; nothing
// has changed then. Memory: as SolveFlow, and 8 bytes an arc, 12 with bounds. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/solve/flow/flow_delta.h"
#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee {

// Measured at 200,000 and a million entries: at some hundred changes it pays that pricing follows
// the moved nodes, at some ten thousand a look at everything costs less. Where a cold solve begins
// to pay is an estimate.
inline constexpr int64_t kMaxRepairedChanges = 1 << 11;
inline constexpr int64_t kColdShare = 12;

struct SessionParameters {
  FlowParameters flow;
  // Where the ways part.
  int64_t max_repaired_changes = kMaxRepairedChanges;
  int64_t cold_share = kColdShare;
  // The optimum and its prices only, until BreakTies is called: which of several optima it is, is
  // left open. For who wants prices of many problems and the flow of the last. An Update before
  // that is cold.
  bool ties_later = false;
};

enum class FlowRegime : uint8_t { kRepair, kWarm, kCold };

struct FlowUpdate {
  FlowRegime regime = FlowRegime::kCold;
  Limit limit = Limit::kNone;  // not kNone: feasible only
  Total value = 0;
  int64_t pivots = 0;
};

// A new arc of a need to a supply.
struct NewArc {
  int32_t need = 0;
  int32_t supply = 0;
  int32_t points = 0;
};

class FlowSession {
 public:
  static absl::StatusOr<std::unique_ptr<FlowSession>> Start(FlowProblem problem,
                                                            const SessionParameters& parameters,
                                                            StopToken stop);
  virtual ~FlowSession() = default;

  virtual absl::StatusOr<FlowUpdate> Update(const FlowDelta& delta, StopToken stop) = 0;

  // Arcs without bounds of their own; they are sorted into those of their needs, so arcs have other
  // numbers afterwards. Solved warm. O(size of the problem) besides the pivots. Cancelled when
  // `stop` is set before they are in; nothing has changed then.
  virtual absl::StatusOr<FlowUpdate> AddArcs(std::vector<NewArc> arcs, StopToken stop) = 0;

  // To the canonical optimum, from where `ties_later` leaves the session; from then on it is as if
  // that had not been asked for. REQUIRES: no limit ended the last call.
  virtual FlowUpdate BreakTies(StopToken stop) = 0;

  // For each later call, in place of FlowParameters::max_pivots.
  virtual void LimitPivots(int64_t max_pivots) = 0;

  // What Start or the latest Update or AddArcs did.
  virtual const FlowUpdate& last() const = 0;
  // The problem as it is now.
  virtual const FlowProblem& problem() const = 0;
  // Arcs with flow, ascending: FlowResult::flows without the proof.
  virtual std::vector<ArcFlow> Flows() const = 0;
  // O(size of the problem).
  virtual FlowResult Result() const = 0;
  // Gives the problem away; the session can only be destroyed afterwards.
  virtual FlowProblem Release() = 0;
};

}  // namespace cordee
