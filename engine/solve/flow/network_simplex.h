// Primal network simplex on a FlowProblem, made for its shape: needs -> supplies -> hub.
//
//   NetworkSimplex<int64_t> simplex(problem, split);   // everything unmet
//   for (FlowBlock& block : level) { simplex.MarkAll(block); simplex.Run(block, limit, false); }
//
// A basis is a spanning tree rooted at the hub, whose record nobody writes: its price is 0 and the
// nodes below it are many lists in preorder, one for each of its children. So trees of different
// blocks meet nowhere, and blocks that share no node can be run by different threads. Each pivot
// brings in an edge whose reduced cost is wrong, sends what the cycle allows round it and drops a
// blocking edge. The textbook is Ahuja, Magnanti, Orlin, "Network Flows" (1993), chapter 11.
//
// Being unmet is one edge of convex cost to the hub: at rest on a tier's end, or in the tree within
// a tier. An arc without a bound of its own is at rest at zero only, so it has no state and its
// flow is stored only while it is in the tree, at the node below it.
//
// Invariants between pivots:
//   - the flow is feasible;
//   - the tree is strongly feasible: from each node some flow could go up to the hub. The leaving
//     edge is the last blocking one round the cycle from its apex, which keeps it so and excludes
//     cycling (Cunningham, "A network simplex method", Math. Programming 11, 1976). So a supply
//     that is not used up hangs from the hub, at an optimum no supply has a negative price, and
//     prices are the largest optimal ones: a node's potential is the length of a residual path to
//     the hub, which no feasible potential exceeds. Prices are then a function of the problem
//     alone;
//   - potentials make the reduced cost of tree edges zero; tie potentials do so for ties, once
//     StartTies was called.
//
// Two passes. The first looks at costs only. At its optimum the second lets in edges whose cost is
// right to the unit and whose tie is wrong (ties = true): no cost changes any more, and the flow
// ends with the least tie among the optima. No scaling of one into the other, hence no lost range.
//
// Pricing takes the worst edge of a few groups of nodes and goes on behind them next time (Kovács,
// "Minimum-cost flow algorithms", Optim. Methods Softw. 30, 2015). Groups where nothing was found
// are passed by until a potential in them moves; a last round over all of them proves the optimum.
//
// Complexity: no polynomial bound; a pivot takes O(groups priced + cycle + moved subtree).
// Memory: 50 bytes a node (58 with ties) over the problem. No allocation in pivots.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/solve/flow/flow_blocks.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

// Whether potentials fit in int64_t; otherwise use NetworkSimplex<__int128>. A tree path visits
// each node once, and takes turns between needs and supplies.
bool PotentialsFitInt64(const FlowProblem& problem);
// The same, when no arc or tier of the problem is worth or costs more than `largest`.
bool PotentialsFitInt64(const FlowProblem& problem, int64_t largest);

template <typename Price>
class NetworkSimplex {
 public:
  // `problem` must outlive this, and pass ValidateFlowProblem.
  NetworkSimplex(const FlowProblem& problem, const FlowSplit& split);

  // Pricing of `block` starts over: everywhere, or where arcs cross the cut between its halves.
  void MarkAll(FlowBlock& block);
  void MarkAcross(FlowBlock& block);

  // Marks what is wrong among the needs of `block` and, if asked, its supplies; false when nothing
  // is. Writes marks only, so blocks without a common group can be looked at side by side.
  bool MarkWrong(const FlowBlock& block, bool supplies, bool ties);
  // Takes the marks of `block` off and calls visit(node) for each node that had one.
  template <typename Visit>
  void TakeMarks(const FlowBlock& block, Visit&& visit);

  // Pivots within `block` until nothing marked is wrong (then block.quiet covers all its groups) or
  // until `max_pivots`; returns how many. With `ties`, StartTies must have been called.
  int64_t Run(FlowBlock& block, int64_t max_pivots, bool ties);
  static bool IsQuiet(const FlowBlock& block);

  // False when it was stopped; it starts over next time.
  bool StartTies(StopToken stop);

  // Per arc with flow of a need, by arc: visit(arc, flow). Safe to call from several threads.
  template <typename Visit>
  void ForEachFlow(int32_t need, Visit&& visit) const;
  int64_t Unmet(int32_t need) const;
  // What the flow is worth. O(nodes), and O(arcs) when arcs have bounds.
  Total Value() const;

  // Takes over the basis of a problem with the same needs and supplies and some arcs more; old arc
  // a is new_arc[a] here.
  void Adopt(const NetworkSimplex& old, const std::vector<int32_t>& new_arc);

  // Of a need: the cost of one more unit of demand. Of a supply: minus its price; kUnbuyable below
  // zero for one without capacity.
  Price NeedPotential(int32_t need) const { return potential_[Index(need)]; }
  Price SupplyPotential(int32_t supply) const { return potential_[Index(needs_ + supply)]; }
  static constexpr int64_t kUnbuyable = int64_t{1} << 61;

 protected:
  // A node, the tree edge to its parent and the subtree below, itself included. `room_up` is how
  // much more can be sent from the node to its parent over that edge, `room_down` the other way.
  struct Node {
    int64_t room_up = 0;
    int64_t room_down = 0;
    int32_t parent = -1;
    int32_t edge = kSlack;  // the arc, or kSlack: the node's own edge to the hub
    int32_t size = 1;       // of the subtree
    int32_t last = -1;      // of the subtree, in preorder
  };
  static_assert(sizeof(Node) == 32);
  static constexpr int32_t kSlack = -1;
  static constexpr int64_t kUnbounded = int64_t{1} << 60;

  // Slack states: the tier in which (in the tree) or at whose begin (at rest) a need's unmet part
  // is, with this bit set while the slack is in the tree. Supplies: the bit alone; at rest they are
  // used up.
  static constexpr uint8_t kInTree = 0x80;
  static constexpr uint8_t kDead = 0x7f;  // a need without demand or a supply without capacity

  // An edge at rest that is to move: it can go `ahead` in its direction, and once in the tree
  // `behind` against it.
  struct Entering {
    int32_t node = -1;  // its tail
    int32_t edge = kSlack;
    bool increase = true;
    int64_t ahead = 0;
    int64_t behind = 0;
  };
  struct Candidate {
    Price cost = 0;
    int64_t tie = 0;
    int32_t node = -1;
    int32_t edge = kSlack;
    bool increase = true;
  };
  struct Pivoted {
    int64_t amount = 0;  // sent round the cycle
    int32_t moved = 0;   // nodes whose potential moved
  };
  // What blocks the cycle: the tree edge above `node`, or the entering edge itself when node is -1.
  struct Leaving {
    int64_t amount = 0;
    int32_t node = -1;
    bool first_side = false;
    int32_t apex = -1;
  };

  static size_t Index(int32_t i) { return static_cast<size_t>(i); }
  Node& At(int32_t node) { return nodes_[Index(node)]; }
  const Node& At(int32_t node) const { return nodes_[Index(node)]; }
  bool IsNeed(int32_t node) const { return node < needs_; }
  // Whether the tree edge above `node` leads from the node to its parent.
  bool PointsUp(int32_t node) const { return node < needs_ || At(node).parent == hub_; }
  bool InTree(int32_t need, size_t arc) const {
    const auto edge = static_cast<int32_t>(arc);
    return At(need).edge == edge || At(needs_ + problem_.arc_supply[arc]).edge == edge;
  }
  // The node after `node` in the subtree below `top`, parents before children; -1 behind the last.
  int32_t Next(int32_t node, int32_t top) const {
    return node == At(top).last ? -1 : next_[Index(node)];
  }
  // Children of a node other than the hub; -1 when there is none, or no other.
  int32_t FirstChild(int32_t node) const { return At(node).last == node ? -1 : next_[Index(node)]; }
  int32_t NextSibling(int32_t node) const {
    return At(node).last == At(At(node).parent).last ? -1 : next_[Index(At(node).last)];
  }
  // Whether at least `count` arcs of a need are in the tree.
  bool HasTreeArcs(int32_t need, int32_t count) const {
    if (At(need).edge != kSlack) --count;
    if (count <= 0) return true;
    for (int32_t child = FirstChild(need); child >= 0; child = NextSibling(child)) {
      if (--count == 0) return true;
    }
    return false;
  }

  // Tiers, counted from the need's first; a need without tiers has one, free and unbounded.
  int64_t TierCost(int32_t need, int32_t tier) const {
    const int32_t begin = problem_.tier_begin[Index(need)];
    if (begin == problem_.tier_begin[Index(need) + 1]) return 0;
    return problem_.tier_cost[Index(begin + tier)];
  }
  int64_t TierWidth(int32_t need, int32_t tier) const;
  int64_t TierWidthStored(int32_t need, int32_t tier) const;

  template <bool kTies>
  int64_t RunBlock(FlowBlock& block, int64_t max_pivots);
  // The worst edge of a need or supply, whatever the block.
  bool PriceNode(int32_t node, Candidate& best) const;
  // Puts the worst edge of a group into `best`, takes its edges off `left`; false when none is
  // wrong.
  template <bool kTies>
  bool PriceGroup(const FlowBlock& block, int32_t group, Candidate& best, int64_t& left) const;
  template <bool kTies>
  bool PriceNeed(const FlowBlock& block, int32_t need, Candidate& best) const;
  template <bool kTies>
  bool PriceSlack(int32_t node, Candidate& best) const;
  template <bool kTies>
  bool PriceArcs(const FlowBlock& block, int32_t need, Candidate& best) const;

  Entering Enter(const Candidate& candidate) const;
  // Mark is called with each node whose potential moved.
  template <bool kTies, typename Mark>
  Pivoted Pivot(const Entering& entering, const Mark& mark);
  // With ties, and the moved nodes put into a list.
  int64_t PivotAndList(const Entering& entering, std::vector<int32_t>& moved);
  void ShiftAndList(int32_t top, Price cost_shift, int64_t tie_shift, std::vector<int32_t>& moved);
  Leaving FindLeaving(int32_t first, int32_t second, int64_t ahead) const;
  void Push(int32_t first, int32_t second, const Leaving& leaving);
  void Rest(const Leaving& leaving);
  void Flip(const Entering& entering);
  // Cuts the subtree below `top` off and hangs it from `parent`, turned round so that `node`, which
  // it contains, becomes its top. The edge above `node` is then `edge` with these rooms. `apex` is
  // an ancestor of both parents.
  void Rehang(int32_t top, int32_t node, int32_t parent, int32_t apex, int32_t edge,
              int64_t room_up, int64_t room_down);
  // Turns the preorder of a tree of its own round from `top` to `node`; parents are left as they
  // are.
  void TurnOrder(int32_t top, int32_t node);
  template <bool kTies, typename Mark>
  void ShiftSubtree(int32_t top, Price cost_shift, int64_t tie_shift, const Mark& mark);
  // Hangs the tree of its own below `node` from `parent`, or cuts it off. Sizes are kept below
  // `apex`, an ancestor of the parent: for who puts back as much as he cuts.
  void Link(int32_t node, int32_t parent) { Link(node, parent, hub_); }
  void Link(int32_t node, int32_t parent, int32_t apex);
  void Unlink(int32_t node) { Unlink(node, hub_); }
  void Unlink(int32_t node, int32_t apex);

  const FlowProblem& problem_;
  const int32_t needs_;
  const int32_t hub_;
  std::vector<Node> nodes_;  // needs, then supplies, then the hub
  // In the preorder of the tree below a child of the hub; -1 at its ends.
  std::vector<int32_t> next_;
  std::vector<int32_t> previous_;
  std::vector<Price> potential_;
  std::vector<int64_t> tie_potential_;  // empty before StartTies
  std::vector<uint8_t> slack_;
  std::vector<uint8_t> at_capacity_;  // per arc; empty when arcs have no bounds
  std::vector<uint8_t> need_marks_;   // per group
  std::vector<uint8_t> supply_marks_;
};

template <typename Price>
template <typename Visit>
void NetworkSimplex<Price>::ForEachFlow(int32_t need, Visit&& visit) const {
  // Most needs have one arc with flow.
  std::pair<int32_t, int64_t> only;
  std::vector<std::pair<int32_t, int64_t>> several;
  size_t count = 0;
  const auto add = [&](int32_t arc, int64_t flow) {
    if (flow == 0) return;
    if (count++ == 0) {
      only = {arc, flow};
      return;
    }
    if (several.empty()) several.push_back(only);
    several.emplace_back(arc, flow);
  };
  if (At(need).edge != kSlack) add(At(need).edge, At(need).room_down);
  for (int32_t supply = FirstChild(need); supply >= 0; supply = NextSibling(supply)) {
    add(At(supply).edge, At(supply).room_up);
  }
  if (!at_capacity_.empty()) {
    const int32_t end = problem_.arc_begin[Index(need) + 1];
    for (int32_t arc = problem_.arc_begin[Index(need)]; arc < end; ++arc) {
      if (at_capacity_[Index(arc)] == 0 || InTree(need, Index(arc))) continue;
      add(arc, problem_.arc_capacity[Index(arc)]);
    }
  }
  if (count == 1) visit(only.first, only.second);
  std::sort(several.begin(), several.end());
  for (const auto& [arc, flow] : several) visit(arc, flow);
}

template <typename Price>
template <typename Visit>
void NetworkSimplex<Price>::TakeMarks(const FlowBlock& block, Visit&& visit) {
  const auto take = [&visit](std::vector<uint8_t>& marks, int32_t group, int32_t begin,
                             int32_t end) {
    for (; begin < end; begin += kGroupNodes, ++group) {
      if (std::exchange(marks[Index(group)], uint8_t{0}) == 0) continue;
      const int32_t last = std::min(begin + kGroupNodes, end);
      for (int32_t node = begin; node < last; ++node) visit(node);
    }
  };
  take(need_marks_, block.need_group, block.need_begin, block.need_end);
  take(supply_marks_, block.supply_group, needs_ + block.supply_begin, needs_ + block.supply_end);
}

extern template class NetworkSimplex<int64_t>;
extern template class NetworkSimplex<__int128>;

}  // namespace cordee
