// A NetworkSimplex at its optimum that follows changes of its problem.
//
//   WarmSimplex<int64_t> simplex(problem, split);   // and run to its optimum, ties too
//   simplex.StartQueue(stop);
//   simplex.SetPoints(need, arc, 7200);             // changes the problem and the basis
//   simplex.RunQueue(INT64_MAX, stop);              // the new optimum
//
// Each change keeps the basis a basis: the flow feasible, the tree strongly feasible, the
// potentials right. Nothing is ever repaired through infeasible states:
//   - other points of an arc in the tree move the potentials below it;
//   - a larger demand is unmet at first; where the slack of the need is not in the tree, it is then
//     between two tier ends, and one pivot sends what fits up the tree and leaves it at an end or
//     in the tree. Pivots may make the value worse here, since no rule of the method asks for more
//     than a blocking edge in the right place of the cycle;
//   - a smaller demand takes flow off its arcs; the supplies that lose it are then not used up, and
//     one pivot each puts their slack to an end or into the tree;
//   - a smaller capacity of an arc takes all off it where it would be in the way, and the arc then
//     rests at zero;
//   - capacities of supplies likewise, from the other side. A supply or need without capacity or
//   demand stays
//     behind as a leaf under the hub that nobody prices.
//
// Pricing after a change looks only where something moved. An edge can turn wrong only when the
// potential of one of its ends moves; so after each pivot, the needs among the moved nodes are
// queued when potentials fell, and the supplies when they rose; of a supply, all arcs are looked
// at. All of the queue is looked at before the next pivot, which takes the worst edge: moved
// subtrees share most of their neighbours, and a cheap pivot first would have to be corrected. On a
// million entries that is 3 pivots a change; in the order of the queue it was 18. When the queue is
// empty the basis is optimal, without a look at the rest of the problem. For this the arcs of each
// supply are listed: 8 bytes an arc, 12 with bounds, at the first StartQueue.
//
// For large changes StopQueue first: then nothing is queued, and MarkWrong finds what to do.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/solve/flow/network_simplex.h"

namespace cordee {

template <typename Price>
class WarmSimplex : public NetworkSimplex<Price> {
 public:
  // `problem` is changed by the setters below, and must outlive this.
  WarmSimplex(FlowProblem& problem, const FlowSplit& split)
      : NetworkSimplex<Price>(problem, split), mutable_problem_(problem) {}

  // False when it was stopped; then nothing is queued.
  bool StartQueue(StopToken stop);
  void StopQueue() { queueing_ = false; }

  // REQUIRE: StartTies was called; the values pass ValidateFlowDelta.
  void SetPoints(int32_t need, int32_t arc, int32_t points);
  void SetDemand(int32_t need, int64_t demand, std::span<const int64_t> tiers);
  void SetCapacity(int32_t supply, int64_t capacity);
  // REQUIRES: arcs have bounds.
  void SetArcCapacity(int32_t need, int32_t arc, int64_t capacity);

  // Pivots until nothing queued is wrong, `max_pivots` are made or `stop` is set; returns how many.
  int64_t RunQueue(int64_t max_pivots, StopToken stop);
  bool IsQueueEmpty() const { return queue_.empty() && wrong_.empty(); }
  // Queues what MarkWrong marked. REQUIRES: StartQueue was called.
  void QueueMarked(const FlowLevel& regions) {
    for (const FlowBlock& region : regions) {
      this->TakeMarks(region, [this](int32_t node) { Push(node); });
    }
  }

  // What the flow gained through the pivots and changes since the last call, in micropoints.
  Total TakeGain();

 private:
  using Base = NetworkSimplex<Price>;
  using Base::At;
  using Base::Index;
  using Base::kDead;
  using Base::kInTree;
  using Base::kSlack;
  using Base::kUnbounded;
  using Base::kUnbuyable;
  using typename Base::Candidate;
  using typename Base::Entering;

  struct ArcEnd {
    int32_t need;
    int32_t arc;
  };

  struct Inflow {
    int32_t need;
    int32_t points;
  };
  // A node with a wrong edge, as it was when it was looked at. The worst is the greatest.
  struct Wrong {
    explicit Wrong(const Candidate& candidate)
        : cost(static_cast<int64_t>(std::max<Price>(candidate.cost, INT64_MIN))),
          node(candidate.node) {}
    bool operator<(const Wrong& other) const {
      return cost != other.cost ? cost > other.cost : node > other.node;
    }

    int64_t cost;
    int32_t node;
  };
  // States of nodes, both or none.
  static constexpr uint8_t kMoved = 1;  // in queue_
  static constexpr uint8_t kWrong = 2;  // in wrong_

  bool InTree(int32_t node) const { return (this->slack_[Index(node)] & kInTree) != 0; }
  // By an edge of the tree: all arcs between them keep their reduced costs then.
  bool AreJoined(int32_t need, int32_t supply_node) const {
    return At(need).parent == supply_node || At(supply_node).parent == need;
  }
  bool IsDead(int32_t node) const { return this->slack_[Index(node)] == kDead; }

  int64_t FlowOn(int32_t need, int32_t arc) const;
  int64_t MetBy(int32_t need) const;
  Total UnmetCost(int32_t need, int64_t unmet) const;
  void ForcePivot(const Entering& entering);
  void Shift(int32_t top, Price cost_shift, int64_t tie_shift);
  void AfterMove(bool raised);
  // Queues the needs of arcs of the supply that may be wrong.
  void QueueNeighbours(int32_t node);
  void QueueBoundedNeighbours(int32_t node);
  void Push(int32_t node);
  void AddWrong(const Candidate& candidate);
  // Finds what is wrong at the nodes of queue_, and empties it.
  void LookAtMoved();
  // False when nothing is wrong.
  bool TakeWorst(Candidate& best);
  bool ListArcsOfSupplies(StopToken stop);
  // The list follows new points of an arc.
  void ListPoints(int32_t need, int32_t arc);

  // The need is unmet by `unmet` from now on, with its tiers as they are now.
  void SetUnmet(int32_t need, int64_t unmet);
  // The same, by an edge of the tree: the one above the need, which must carry nothing, gives way.
  void HangUnmet(int32_t need, int64_t unmet);
  struct UnmetPlace {
    int32_t tier = 0;
    int64_t above = 0;      // of the tier's begin
    int64_t below_end = 0;  // more than nothing
  };
  UnmetPlace PlaceOf(int32_t need, int64_t unmet) const;
  // Hangs `node` from the hub by its slack, with these rooms; its parent edge must carry nothing.
  void HangFromHub(int32_t node, uint8_t slack, int64_t room_up, int64_t room_down);
  // Takes flow off an arc; both ends are out of balance by as much afterwards, until SetUnmet or
  // GiveBack. All of it when the arc rests at its capacity.
  int64_t TakeOff(int32_t need, int32_t arc, int64_t amount);
  // The supply gives `amount` less: it has that much capacity left over.
  void GiveBack(int32_t supply_node, int64_t amount);
  void Withdraw(int32_t need, int64_t amount);
  void Shrink(int32_t supply_node, int64_t amount);
  void Bury(int32_t node);
  void LeaveArc(int32_t node);
  ArcEnd SomeInflow(int32_t supply_node) const;

  FlowProblem& mutable_problem_;
  bool queueing_ = false;
  std::vector<int32_t> queue_;   // nodes to look at
  std::vector<Wrong> wrong_;     // a heap
  std::vector<uint8_t> queued_;  // per node
  std::vector<int32_t> moved_;
  Total gain_ = 0;
  std::vector<int32_t> supply_begin_;
  std::vector<Inflow> inflows_;       // of each supply, by need; parallel ones in their order
  std::vector<int32_t> inflow_arcs_;  // which arcs they are; empty when arcs have no bounds
};

extern template class WarmSimplex<int64_t>;
extern template class WarmSimplex<__int128>;

}  // namespace cordee
