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
// Minimum orders. A supply that is closed has no capacity. Of one that is open, every unit that it
// gives is paid a subsidy, and so is a demand of its own for all that it may keep: what is given
// beyond the minimum then earns the subsidy either way, and each unit below it loses one. The
// subsidy is above all that a unit could be worth elsewhere, along as many supplies as there are to
// be reached: so a minimum that is not reached cannot be.
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

  // From the next flow on. One state per supply; only supplies with a minimum order are other than
  // undecided.
  void SetOrders(std::vector<OrderState> orders);
  const std::vector<OrderState>& orders() const { return orders_; }
  // False: the subsidy is cut to what the flow can count, so an open minimum that is missed may
  // still be reached, at a loss beyond all measure.
  bool proves_orders() const { return proves_orders_; }

  // The best amounts under `states` and the orders: one flow. O(pairs) besides the pivots.
  // Cancelled when the meter cuts it short.
  absl::StatusOr<LotFlow> Relax(const std::vector<LotState>& states, WorkMeter& meter);

 private:
  // What an open supply demands of itself.
  struct Keeper {
    int32_t supply = 0;
    int32_t need = 0;
    int32_t arc = 0;
  };

  void AddKeepers();
  void ChangeOrders(FlowDelta& delta);
  bool Reached(const std::vector<int64_t>& amount) const;
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
  std::vector<OrderState> orders_;
  std::vector<OrderState> solved_orders_;  // those that the session has seen
  std::vector<Keeper> keepers_;            // of the supplies with a minimum order, ascending
  std::vector<size_t> plain_pair_;         // pairs of those, by supply
  int64_t subsidy_ = 0;                    // micropoints a unit, whole points of every need
  bool proves_orders_ = true;
};

}  // namespace cordee
