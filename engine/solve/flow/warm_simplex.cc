#include "engine/solve/flow/warm_simplex.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace cordee {

template <typename Price>
Total WarmSimplex<Price>::TakeGain() {
  return std::exchange(gain_, 0);
}

// A pivot of whatever sign, and what it made of the value and of the neighbours.
template <typename Price>
void WarmSimplex<Price>::ForcePivot(const Entering& entering) {
  const int32_t tail = entering.node;
  Price cost = this->potential_[Index(tail)];
  int64_t tie = this->tie_potential_[Index(tail)];
  if (entering.edge != kSlack) {
    const int32_t head = this->needs_ + mutable_problem_.arc_supply[Index(entering.edge)];
    cost -=
        this->potential_[Index(head)] + mutable_problem_.Value(Index(tail), Index(entering.edge));
    tie += int64_t{mutable_problem_.Tie(Index(tail), Index(entering.edge))} -
           this->tie_potential_[Index(head)];
  } else if (this->IsNeed(tail)) {
    const int32_t tier = this->slack_[Index(tail)];
    cost += this->TierCost(tail, entering.increase ? tier : tier - 1);
  }
  moved_.clear();
  const int64_t amount = this->PivotAndList(entering, moved_);
  gain_ -= (entering.increase ? Total{1} : Total{-1}) * cost * amount;
  if (moved_.empty()) return;
  // The top of the moved part is an end of the entering edge.
  const bool tail_moved = moved_.front() == tail;
  const bool positive = cost > 0 || (cost == 0 && tie > 0);
  if (cost != 0 || tie != 0) AfterMove(tail_moved != positive);
}

template <typename Price>
void WarmSimplex<Price>::Shift(int32_t top, Price cost_shift, int64_t tie_shift) {
  moved_.clear();
  this->ShiftAndList(top, cost_shift, tie_shift, moved_);
  AfterMove(cost_shift > 0 || (cost_shift == 0 && tie_shift > 0));
}

template <typename Price>
int64_t WarmSimplex<Price>::FlowOn(int32_t need, int32_t arc) const {
  if (At(need).edge == arc && At(need).parent != this->hub_) return At(need).room_down;
  const int32_t node = this->needs_ + mutable_problem_.arc_supply[Index(arc)];
  if (At(node).edge == arc && At(node).parent != this->hub_) return At(node).room_up;
  const bool full = !this->at_capacity_.empty() && this->at_capacity_[Index(arc)] != 0;
  return full ? mutable_problem_.arc_capacity[Index(arc)] : 0;
}

template <typename Price>
void WarmSimplex<Price>::SetPoints(int32_t need, int32_t arc, int32_t points) {
  const int64_t before = mutable_problem_.Value(Index(need), Index(arc));
  mutable_problem_.arc_points[Index(arc)] = points;
  const int64_t more = mutable_problem_.Value(Index(need), Index(arc)) - before;
  if (!supply_begin_.empty()) ListPoints(need, arc);
  if (more == 0 || IsDead(need)) return;
  gain_ += Total{more} * FlowOn(need, arc);
  const int32_t node = this->needs_ + mutable_problem_.arc_supply[Index(arc)];
  if (At(need).edge == arc) {
    Shift(need, more, 0);
  } else if (At(node).edge == arc) {
    Shift(node, -Price{more}, 0);
  } else if (queueing_) {
    Push(need);
  }
}

template <typename Price>
void WarmSimplex<Price>::HangFromHub(int32_t node, uint8_t slack, int64_t room_up,
                                     int64_t room_down) {
  const int64_t tier_cost = this->IsNeed(node) ? this->TierCost(node, slack) : 0;
  LeaveArc(node);
  this->Unlink(node);
  this->Link(node, this->hub_);
  At(node).edge = kSlack;
  At(node).room_up = room_up;
  At(node).room_down = room_down;
  this->slack_[Index(node)] = static_cast<uint8_t>(slack | kInTree);
  Shift(node, -Price{tier_cost} - this->potential_[Index(node)],
        -this->tie_potential_[Index(node)]);
}

template <typename Price>
typename WarmSimplex<Price>::UnmetPlace WarmSimplex<Price>::PlaceOf(int32_t need,
                                                                    int64_t unmet) const {
  int32_t tier = 0;
  int64_t begin = 0;
  while (unmet >= begin + this->TierWidth(need, tier)) begin += this->TierWidth(need, tier++);
  const int64_t above = unmet - begin;
  return {tier, above, this->TierWidth(need, tier) - above};
}

template <typename Price>
void WarmSimplex<Price>::HangUnmet(int32_t need, int64_t unmet) {
  const auto [tier, above, below_end] = PlaceOf(need, unmet);
  HangFromHub(need, static_cast<uint8_t>(tier), below_end, above);
}

template <typename Price>
void WarmSimplex<Price>::SetUnmet(int32_t need, int64_t unmet) {
  const auto [tier, above, below_end] = PlaceOf(need, unmet);
  uint8_t& slack = this->slack_[Index(need)];
  if (InTree(need)) {
    const int64_t before = this->TierCost(need, slack & ~kInTree);
    slack = static_cast<uint8_t>(tier | kInTree);
    At(need).room_up = below_end;
    At(need).room_down = above;
    const int64_t after = this->TierCost(need, tier);
    if (after != before) Shift(need, Price{before} - after, 0);
    return;
  }
  if (above == 0) {
    slack = static_cast<uint8_t>(tier);
    if (queueing_) Push(need);
    return;
  }
  // Within the tier and not in the tree: as if it were at rest at the tier's end.
  slack = static_cast<uint8_t>(tier + 1);
  ForcePivot({need, kSlack, false, above, below_end});
  if (queueing_) Push(need);
}

template <typename Price>
void WarmSimplex<Price>::GiveBack(int32_t node, int64_t amount) {
  if (InTree(node)) {
    At(node).room_up += amount;
    At(node).room_down -= amount;
    return;
  }
  const int64_t used = mutable_problem_.supply_capacity[Index(node - this->needs_)] - amount;
  ForcePivot({node, kSlack, true, amount, used});
}

template <typename Price>
int64_t WarmSimplex<Price>::TakeOff(int32_t need, int32_t arc, int64_t amount) {
  const int32_t node = this->needs_ + mutable_problem_.arc_supply[Index(arc)];
  const Total value = mutable_problem_.Value(Index(need), Index(arc));
  if (At(need).edge == arc) {
    amount = std::min(amount, At(need).room_down);
    At(need).room_down -= amount;
    At(need).room_up += amount;
  } else if (At(node).edge == arc) {
    amount = std::min(amount, At(node).room_up);
    At(node).room_up -= amount;
    At(node).room_down += amount;
  } else {
    amount = FlowOn(need, arc);
    if (amount > 0) this->at_capacity_[Index(arc)] = 0;
  }
  gain_ -= value * amount;
  return amount;
}

template <typename Price>
int64_t WarmSimplex<Price>::MetBy(int32_t need) const {
  int64_t met = 0;
  for (int32_t arc = mutable_problem_.arc_begin[Index(need)];
       arc < mutable_problem_.arc_begin[Index(need) + 1]; ++arc) {
    met += FlowOn(need, arc);
  }
  return met;
}

template <typename Price>
Total WarmSimplex<Price>::UnmetCost(int32_t need, int64_t unmet) const {
  Total cost = 0;
  for (int32_t tier = 0; unmet > 0; ++tier) {
    const int64_t part = std::min(unmet, this->TierWidth(need, tier));
    cost += Total{this->TierCost(need, tier)} * part;
    unmet -= part;
  }
  return cost;
}

// Takes `amount` or more off the arcs of a need: what it is unmet by stays, its demand is less.
template <typename Price>
void WarmSimplex<Price>::Withdraw(int32_t need, int64_t amount) {
  const int32_t end = mutable_problem_.arc_begin[Index(need) + 1];
  for (int32_t arc = mutable_problem_.arc_begin[Index(need)]; arc < end && amount > 0; ++arc) {
    const int32_t node = this->needs_ + mutable_problem_.arc_supply[Index(arc)];
    const int64_t taken = TakeOff(need, arc, amount);
    if (taken == 0) continue;
    amount -= taken;
    if (At(node).edge == arc && At(node).room_up == 0) {
      // Nothing could go up that edge any more.
      const int64_t capacity = mutable_problem_.supply_capacity[Index(node - this->needs_)];
      HangFromHub(node, 0, taken, capacity - taken);
    } else {
      GiveBack(node, taken);
    }
  }
}

template <typename Price>
void WarmSimplex<Price>::SetDemand(int32_t need, int64_t demand, std::span<const int64_t> tiers) {
  if (IsDead(need)) {
    if (demand == 0) return;
    this->slack_[Index(need)] = kInTree;
    At(need).room_up = kUnbounded;
    At(need).room_down = 0;
    this->potential_[Index(need)] = -Price{this->TierCost(need, 0)};
    this->tie_potential_[Index(need)] = 0;
  }
  int64_t met = MetBy(need);
  while (met > demand) {
    Withdraw(need, met - demand);
    // The pivots in it may have met more of what was unmet.
    met = MetBy(need);
  }
  gain_ += UnmetCost(need, this->Unmet(need));
  mutable_problem_.demand[Index(need)] = demand;
  std::copy(tiers.begin(), tiers.end(),
            mutable_problem_.tier_capacity.begin() + mutable_problem_.tier_begin[Index(need)]);
  gain_ -= UnmetCost(need, demand - met);
  SetUnmet(need, demand - met);
  if (demand == 0) {
    Bury(need);
  } else if (queueing_) {
    Push(need);
  }
}

// A node that nothing flows through becomes a leaf that nobody prices. A need has no children then,
// since nothing could go up from them.
template <typename Price>
void WarmSimplex<Price>::Bury(int32_t node) {
  while (this->FirstChild(node) >= 0) {
    const int32_t need = this->FirstChild(node);
    int32_t tier = this->slack_[Index(need)];
    while (this->TierWidth(need, tier) == 0) ++tier;
    HangFromHub(need, static_cast<uint8_t>(tier), this->TierWidth(need, tier), 0);
    if (queueing_) Push(need);
  }
  LeaveArc(node);
  this->Unlink(node);
  this->Link(node, this->hub_);
  At(node).edge = kSlack;
  At(node).room_up = this->IsNeed(node) ? kUnbounded : 0;
  At(node).room_down = 0;
  this->slack_[Index(node)] = kDead;
  this->potential_[Index(node)] = this->IsNeed(node) ? Price{0} : -Price{kUnbuyable};
  this->tie_potential_[Index(node)] = 0;
}

// The arc above `node` is about to rest at zero.
template <typename Price>
void WarmSimplex<Price>::LeaveArc(int32_t node) {
  if (At(node).edge != kSlack && !this->at_capacity_.empty()) {
    this->at_capacity_[Index(At(node).edge)] = 0;
  }
}

template <typename Price>
void WarmSimplex<Price>::SetCapacity(int32_t supply, int64_t capacity) {
  const int32_t node = this->needs_ + supply;
  int64_t& now = mutable_problem_.supply_capacity[Index(supply)];
  if (capacity < now) {
    if (!this->at_capacity_.empty() && supply_begin_.empty()) ListArcsOfSupplies(StopToken());
    return Shrink(node, now - capacity);
  }
  const int64_t more = capacity - now;
  if (more == 0) return;
  now = capacity;
  if (IsDead(node)) {
    this->slack_[Index(node)] = kInTree;
    At(node).room_up = capacity;
    this->potential_[Index(node)] = 0;
    if (queueing_) QueueNeighbours(node);
  } else if (InTree(node)) {
    At(node).room_up += more;
  } else {
    GiveBack(node, more);
  }
}

template <typename Price>
void WarmSimplex<Price>::SetArcCapacity(int32_t need, int32_t arc, int64_t capacity) {
  int64_t& now = mutable_problem_.arc_capacity[Index(arc)];
  if (capacity == now) return;
  const int32_t node = this->needs_ + mutable_problem_.arc_supply[Index(arc)];
  const bool above_need = At(need).edge == arc;
  const bool above_supply = At(node).edge == arc;
  const int64_t flow = FlowOn(need, arc);
  // From a need below the arc something must be able to go up it.
  if (above_need ? flow < capacity : above_supply ? flow <= capacity : flow == 0) {
    if (above_need) At(need).room_up += capacity - now;
    if (above_supply) At(node).room_down += capacity - now;
    if (!above_need && !above_supply) this->at_capacity_[Index(arc)] = 0;
    now = capacity;
    if (queueing_) Push(need);
    return;
  }
  TakeOff(need, arc, flow);
  now = capacity;
  if (above_supply) {
    HangFromHub(node, 0, flow, mutable_problem_.supply_capacity[Index(node - this->needs_)] - flow);
  } else if (!above_need) {
    GiveBack(node, flow);
  }
  // The pivot in GiveBack may have met some of what was unmet.
  const int64_t unmet = this->Unmet(need);
  gain_ -= UnmetCost(need, unmet + flow) - UnmetCost(need, unmet);
  if (above_need) {
    HangUnmet(need, unmet + flow);
    if (flow > 0) GiveBack(node, flow);
  } else {
    SetUnmet(need, unmet + flow);
  }
  if (queueing_) Push(need);
}

// The need of an arc that carries flow into the supply: children first, its parent last, so that
// flow can go up from the supply as long as it has any.
template <typename Price>
typename WarmSimplex<Price>::ArcEnd WarmSimplex<Price>::SomeInflow(int32_t node) const {
  for (int32_t need = this->FirstChild(node); need >= 0; need = this->NextSibling(need)) {
    if (At(need).room_down > 0) return {need, At(need).edge};
  }
  if (!this->at_capacity_.empty()) {
    const int32_t supply = node - this->needs_;
    for (int32_t at = supply_begin_[Index(supply)]; at < supply_begin_[Index(supply) + 1]; ++at) {
      const int32_t need = inflows_[Index(at)].need;
      const int32_t arc = inflow_arcs_[Index(at)];
      if (At(node).edge != arc && FlowOn(need, arc) > 0) return {need, arc};
    }
  }
  const bool from_parent = At(node).edge != kSlack && At(node).room_up > 0;
  return from_parent ? ArcEnd{At(node).parent, At(node).edge} : ArcEnd{-1, -1};
}

template <typename Price>
void WarmSimplex<Price>::Shrink(int32_t node, int64_t amount) {
  int64_t& capacity = mutable_problem_.supply_capacity[Index(node - this->needs_)];
  while (amount > 0) {
    if (InTree(node) && At(node).room_up > 1) {
      const int64_t unused = std::min(amount, At(node).room_up - 1);
      At(node).room_up -= unused;
      capacity -= unused;
      amount -= unused;
      continue;
    }
    const ArcEnd inflow = SomeInflow(node);
    if (inflow.need < 0) break;
    const int64_t taken = TakeOff(inflow.need, inflow.arc, amount);
    const int64_t less = std::min(taken, amount);
    capacity -= less;
    amount -= less;
    if (InTree(node)) At(node).room_down -= less;
    if (capacity == 0) Bury(node);
    if (taken > less) GiveBack(node, taken - less);
    const int64_t unmet = this->Unmet(inflow.need);
    gain_ -= UnmetCost(inflow.need, unmet + taken) - UnmetCost(inflow.need, unmet);
    SetUnmet(inflow.need, unmet + taken);
    if (queueing_) Push(inflow.need);
  }
  if (amount == 0) return;
  // What is left is the last unit of an unused supply.
  CHECK(InTree(node) && At(node).room_up == amount && At(node).room_down == 0);
  capacity = 0;
  Bury(node);
}

template class WarmSimplex<int64_t>;
template class WarmSimplex<__int128>;

}  // namespace cordee
