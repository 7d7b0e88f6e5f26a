#include "engine/solve/lot_flows.h"

#include <algorithm>
#include <utility>

#include "engine/base/status_macros.h"

namespace cordee {
namespace {

// Of some five for each lot decided. Measured in a group of 830,000 pairs: following what moves
// takes a millisecond a lot, a look at everything a tenth of a second.
constexpr int64_t kMostFollowedChanges = 256;
// Points that an arc may have besides the subsidy.
constexpr int64_t kMostPlainPoints = int64_t{1} << 24;

void SortUnique(std::vector<int32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

}  // namespace

LotFlows::LotFlows(const LotProblem& lots)
    : lots_(lots),
      states_(lots.Undecided()),
      left_(lots.LeftOver(std::vector<int64_t>(lots.pairs().size(), 0))),
      network_(lots.ToNetwork()),
      orders_(static_cast<size_t>(lots.supply_count()), OrderState::kUndecided),
      solved_orders_(orders_) {
  AddKeepers();
}

// The largest subsidy that is needed, or that can be.
void LotFlows::AddKeepers() {
  FlowProblem& flow = network_.flow;
  for (int32_t s = 0; s < lots_.supply_count(); ++s) {
    if (lots_.least(s) > 0) keepers_.push_back({.supply = s});
  }
  if (keepers_.empty()) return;
  const auto needed = Total{lots_.LargestMove()} * static_cast<int64_t>(keepers_.size() + 2);
  int64_t most = kMaxFlowValue / 2;
  for (size_t p = 0; p < lots_.pairs().size(); ++p) {
    const LotProblem::Pair& pair = lots_.pairs()[p];
    if (lots_.least(pair.supply) == 0) continue;
    plain_pair_.push_back(p);
    const int64_t unit = flow.need_unit[static_cast<size_t>(pair.need)];
    most = std::min(most, (INT32_MAX - kMostPlainPoints) * unit);
  }
  std::stable_sort(plain_pair_.begin(), plain_pair_.end(), [this](size_t a, size_t b) {
    return lots_.pairs()[a].supply < lots_.pairs()[b].supply;
  });
  const Total points = needed / kMicropointsPerPoint + 1;
  const int64_t most_points = most / kMicropointsPerPoint;
  proves_orders_ = points <= most_points;
  subsidy_ = static_cast<int64_t>(std::min<Total>(points, most_points)) * kMicropointsPerPoint;
  for (Keeper& keeper : keepers_) {
    keeper.need = flow.need_count();
    keeper.arc = flow.arc_count();
    flow.demand.push_back(0);
    flow.need_unit.push_back(kMicropointsPerPoint);
    flow.tier_capacity.push_back(0);
    flow.tier_cost.push_back(0);
    flow.tier_begin.push_back(static_cast<int32_t>(flow.tier_capacity.size()));
    flow.arc_supply.push_back(keeper.supply);
    flow.arc_capacity.push_back(kMaxFlowCapacity);
    flow.arc_points.push_back(static_cast<int32_t>(subsidy_ / kMicropointsPerPoint));
    flow.arc_tie.push_back(0);
    flow.arc_begin.push_back(flow.arc_count());
  }
}

void LotFlows::SetOrders(std::vector<OrderState> orders) { orders_ = std::move(orders); }

void LotFlows::ChangeOrders(FlowDelta& delta) {
  auto next = plain_pair_.begin();
  for (const Keeper& keeper : keepers_) {
    const auto s = static_cast<size_t>(keeper.supply);
    const auto first = next;
    while (next != plain_pair_.end() && lots_.pairs()[*next].supply == keeper.supply) ++next;
    const OrderState before = solved_orders_[s];
    if (orders_[s] == before) continue;
    const bool closed = orders_[s] == OrderState::kClosed;
    delta.SetCapacity(keeper.supply, closed ? 0 : left_.supply[s]);
    const bool open = orders_[s] == OrderState::kOpen;
    if (open == (before == OrderState::kOpen)) continue;
    const int64_t kept = open ? lots_.capacity(keeper.supply) - lots_.least(keeper.supply) : 0;
    delta.SetDemand(keeper.need, kept, {kept});
    for (auto p = first; p != next; ++p) {
      const LotProblem::Pair& pair = lots_.pairs()[*p];
      const int64_t unit = session_->problem().need_unit[static_cast<size_t>(pair.need)];
      const int64_t more = open ? subsidy_ : 0;
      const auto set = [&](int32_t arc, int64_t value) {
        if (arc < 0) return;
        delta.SetPoints(pair.need, arc, static_cast<int32_t>((value + more) / unit));
      };
      set(network_.bonus_arc[*p], pair.value + pair.bonus);
      set(network_.plain_arc[*p], pair.value);
    }
  }
  solved_orders_ = orders_;
}

bool LotFlows::Reached(const std::vector<int64_t>& amount) const {
  if (keepers_.empty()) return true;
  const LotProblem::Left left = lots_.LeftOver(amount);
  return std::all_of(keepers_.begin(), keepers_.end(), [&](const Keeper& keeper) {
    const auto s = static_cast<size_t>(keeper.supply);
    return orders_[s] != OrderState::kOpen ||
           lots_.capacity(keeper.supply) - left.supply[s] >= lots_.least(keeper.supply);
  });
}

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
  for (const Keeper& keeper : keepers_) {
    const auto s = static_cast<size_t>(keeper.supply);
    const bool closed = orders_[s] == OrderState::kClosed;
    if (closed && left_.supply[s] < lots_.capacity(keeper.supply)) return false;
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
    const auto s = static_cast<size_t>(supply);
    delta.SetCapacity(supply, orders_[s] == OrderState::kClosed ? 0 : left_.supply[s]);
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
  FlowDelta delta = TakeDelta();
  ChangeOrders(delta);
  if (delta.size() == 0) return absl::OkStatus();
  session_->LimitPivots(meter.remaining());
  ASSIGN_OR_RETURN(const FlowUpdate update, session_->Update(delta, meter.stop()));
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
    const auto arc = static_cast<size_t>(flow_on.arc);
    if (arc < network_.arc_pair.size()) amount[network_.arc_pair[arc]] += flow_on.flow;
  }
  out.feasible = Reached(amount);
  if (!out.feasible) return out;
  out.amounts = lots_.Evaluate(std::move(amount));
  return out;
}

}  // namespace cordee
