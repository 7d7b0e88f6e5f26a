#include "engine/solve/lot_flows.h"

#include <algorithm>
#include <utility>

#include "engine/base/status_macros.h"

namespace cordee {
namespace {

// Of some five for each lot decided. Measured in a group of 830,000 pairs: following what moves
// takes a millisecond a lot, a look at everything a tenth of a second.
constexpr int64_t kMostFollowedChanges = 256;

void SortUnique(std::vector<int32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

}  // namespace

LotFlows::LotFlows(const LotProblem& lots)
    : lots_(lots),
      states_(lots.Undecided()),
      left_(lots.LeftOver(std::vector<int64_t>(lots.pairs().size(), 0))),
      network_(lots.ToNetwork()) {}

int64_t LotFlows::Forced(size_t pair) const {
  return states_[pair] == LotState::kOn ? lots_.pairs()[pair].lot : 0;
}

void LotFlows::Change(const std::vector<LotState>& states) {
  for (size_t p = 0; p < states.size(); ++p) {
    if (states[p] == states_[p]) continue;
    const LotProblem::Pair& pair = lots_.pairs()[p];
    const int64_t before = Forced(p);
    states_[p] = states[p];
    const int64_t more = Forced(p) - before;
    left_.need[static_cast<size_t>(pair.need)] -= more;
    left_.supply[static_cast<size_t>(pair.supply)] -= more;
    unsolved_.push_back(p);
  }
}

bool LotFlows::Fits() const {
  const auto negative = [](int64_t x) { return x < 0; };
  if (std::any_of(left_.need.begin(), left_.need.end(), negative) ||
      std::any_of(left_.supply.begin(), left_.supply.end(), negative)) {
    return false;
  }
  for (size_t p = 0; p < states_.size(); ++p) {
    if (Forced(p) > lots_.pairs()[p].capacity) return false;
  }
  return true;
}

FlowDelta LotFlows::TakeDelta() {
  FlowDelta delta;
  std::vector<int32_t> needs;
  std::vector<int32_t> supplies;
  for (size_t p : unsolved_) {
    const LotProblem::Pair& pair = lots_.pairs()[p];
    needs.push_back(pair.need);
    supplies.push_back(pair.supply);
    const bool off = states_[p] == LotState::kOff;
    const int64_t rest = off ? 0 : pair.capacity - Forced(p);
    const int64_t bonus = off ? 0 : std::max<int64_t>(0, pair.previous - Forced(p));
    const auto bound = [&](int32_t arc, int64_t capacity) {
      if (arc < 0) return;
      // What flows there makes room for the lot that comes on.
      if (states_[p] == LotState::kOn) delta.SetArcCapacity(pair.need, arc, 0);
      delta.SetArcCapacity(pair.need, arc, capacity);
    };
    bound(network_.bonus_arc[p], bonus);
    bound(network_.plain_arc[p], rest - bonus);
  }
  unsolved_.clear();
  SortUnique(needs);
  SortUnique(supplies);
  for (int32_t need : needs) {
    const int64_t rest = left_.need[static_cast<size_t>(need)];
    delta.SetDemand(need, rest, lots_.Tiers(need, rest));
  }
  for (int32_t supply : supplies) {
    delta.SetCapacity(supply, left_.supply[static_cast<size_t>(supply)]);
  }
  return delta;
}

absl::Status LotFlows::Solve(WorkMeter& meter) {
  const auto count = [&meter](int64_t pivots, Limit limit) {
    meter.Add(pivots);
    if (limit == Limit::kNone) return absl::OkStatus();
    meter.EndBy(limit);
    return absl::CancelledError("a flow of lots was cut short");
  };
  if (session_ == nullptr) {
    SessionParameters parameters;
    parameters.flow.max_pivots = meter.remaining();
    parameters.max_repaired_changes = kMostFollowedChanges;
    ASSIGN_OR_RETURN(session_,
                     FlowSession::Start(std::move(network_.flow), parameters, meter.stop()));
    const FlowUpdate started = session_->last();
    RETURN_IF_ERROR(count(started.pivots, started.limit));
  }
  if (unsolved_.empty()) return absl::OkStatus();
  session_->LimitPivots(meter.remaining());
  ASSIGN_OR_RETURN(const FlowUpdate update, session_->Update(TakeDelta(), meter.stop()));
  return count(update.pivots, update.limit);
}

absl::StatusOr<LotFlow> LotFlows::Relax(const std::vector<LotState>& states, WorkMeter& meter) {
  LotFlow out;
  Change(states);
  if (!Fits()) return out;
  RETURN_IF_ERROR(Solve(meter));
  std::vector<int64_t> amount(states.size(), 0);
  for (size_t p = 0; p < amount.size(); ++p) amount[p] = Forced(p);
  for (const ArcFlow& flow_on : session_->Flows()) {
    amount[network_.arc_pair[static_cast<size_t>(flow_on.arc)]] += flow_on.flow;
  }
  out.feasible = true;
  out.amounts = lots_.Evaluate(std::move(amount));
  return out;
}

}  // namespace cordee
