// The flows of one component with minimum lots under one decision after another, each solved from
// the one before.
//
//   LotFlows flows(lots);
//   std::vector<LotState> states = lots.Undecided();
//   ASSIGN_OR_RETURN(LotFlow flow, flows.Relax(states, meter));   // lots undecided: ignored
//   ... states[pair] = LotState::kOn; flows.Relax(states, meter) again ...
//
// A lot that is off is an arc without capacity. A lot that is on is taken out of both sides and out
// of its arcs, and with it the dearest tiers of the need and the first units of the bonus. So a
// decision is a change of some capacities, and a flow costs what they move (flow_session.h). Every
// flow is the canonical optimum: what was asked before never shows.
//
// Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/flow/flow_session.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/work.h"

namespace cordee {

class LotFlows {
 public:
  // `lots` must outlive this.
  explicit LotFlows(const LotProblem& lots);

  const LotProblem& lots() const { return lots_; }

  // The best amounts under `states`: one flow. O(pairs) besides the pivots. Cancelled when the
  // meter cuts it short.
  absl::StatusOr<LotFlow> Relax(const std::vector<LotState>& states, WorkMeter& meter);

 private:
  int64_t Forced(size_t pair) const;
  void Change(const std::vector<LotState>& states);
  bool Fits() const;
  FlowDelta TakeDelta();
  // Solves what changed.
  absl::Status Solve(WorkMeter& meter);

  const LotProblem& lots_;
  std::vector<LotState> states_;
  LotProblem::Left left_;         // beside the lots that are on; negative: they do not fit
  std::vector<size_t> unsolved_;  // pairs whose state the session has not seen
  LotProblem::Network network_;   // its flow goes into the session
  std::unique_ptr<FlowSession> session_;
};

}  // namespace cordee
