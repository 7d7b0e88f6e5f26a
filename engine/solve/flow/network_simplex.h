// Primal network simplex on a FlowNetwork, one connected component after the other.
//
//   NetworkSimplex<int64_t> simplex(network);
//   simplex.Run(max_pivots, stop);   // kNone: optimal
//   simplex.Flow(edge), simplex.Potential(node)
//
// A basis is a spanning tree rooted at the hub; edges outside it carry nothing or their capacity.
// Each pivot brings in an edge whose reduced cost is wrong, sends what the cycle allows round it
// and drops a blocking edge. The textbook is Ahuja, Magnanti, Orlin, "Network Flows" (1993),
// chapter 11.
//
// Invariants between pivots:
//   - the flow is feasible;
//   - the tree is strongly feasible: from each node some flow could go up to the hub. The leaving
//     edge is the last blocking one round the cycle from its apex, which keeps it so and excludes
//     cycling (Cunningham, "A network simplex method", Math. Programming 11, 1976). So an idle
//     supply hangs from the hub, and at an optimum no supply has a negative price;
//   - potentials make the reduced cost of tree edges zero, for value and for tie alike.
//
// Costs are pairs (cost, tie), compared lexicographically. An edge enters if its cost is wrong, or
// right to the unit and its tie wrong, so that an optimal basis is optimal for the cost alone, and
// its flow has the least tie among those. No scaling of one into the other, hence no lost range.
//
// Pricing takes the worst edge of a block of nodes and goes on behind it next time (Kovács,
// "Minimum-cost flow algorithms", Optim. Methods Softw. 30, 2015: the best simple rule). A need's
// edges are contiguous, so its own potential stays in a register.
//
// Complexity: no polynomial bound; a pivot takes O(block + cycle + moved subtree).
// Memory: 56 bytes a node and 1 byte an edge over the network. No allocation after construction.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/stop.h"
#include "engine/solve/flow/flow_network.h"
#include "engine/solve/termination.h"

namespace cordee {

// Whether potentials fit in int64_t; otherwise use NetworkSimplex<__int128>. A tree path visits
// each node once, and takes turns between needs and supplies.
bool PotentialsFitInt64(const FlowNetwork& network);

template <typename Price>
class NetworkSimplex {
 public:
  // `network` must outlive this.
  explicit NetworkSimplex(const FlowNetwork& network);

  Limit Run(int64_t max_pivots, StopToken stop);

  int64_t pivots() const { return pivots_; }
  // Tree edges are found from their node, so flows come all at once: per edge of the network.
  std::vector<int64_t> Flows() const;
  // Of a need: the cost of one more unit of demand. Of a supply: minus its price. Of the hub: 0.
  Price Potential(int32_t node) const { return potential_[static_cast<size_t>(node)]; }

 private:
  // A node and the tree edge to its parent. `room_up` is how much more can be sent from the node to
  // its parent over that edge, `room_down` the other way; their sum is the edge's capacity.
  struct Node {
    int64_t room_up = 0;
    int64_t room_down = 0;
    int32_t parent = -1;
    int32_t edge = -1;
    int32_t depth = 0;
    int32_t child = -1;  // the first of a doubly linked list of siblings
    int32_t next = -1;
    int32_t previous = -1;
  };
  enum class State : int8_t { kAtCapacity = -1, kInTree = 0, kAtZero = 1 };

  struct Entering {
    int32_t edge = -1;
    int32_t tail = -1;
  };
  // What blocks the cycle: the tree edge above `node`, or the entering edge itself when node is -1.
  struct Leaving {
    int64_t amount = 0;
    int32_t node = -1;
    bool first_side = false;
    int32_t apex = -1;
  };

  Limit RunComponent(const FlowComponent& component, int64_t max_pivots, StopToken stop);
  Entering FindEntering(const FlowComponent& component, int64_t block);
  Leaving FindLeaving(int32_t first, int32_t second, int64_t capacity) const;
  void Pivot(Entering entering);
  void Push(int32_t first, int32_t second, const Leaving& leaving);
  // Cuts the subtree below `top` off and hangs it from `parent`, turned round so that `node`, which
  // it contains, becomes its top. The edge above `node` is then `edge` with these rooms.
  void Rehang(int32_t top, int32_t node, int32_t parent, int32_t edge, int64_t room_up,
              int64_t room_down);
  void ShiftSubtree(int32_t top, Price cost_shift, int64_t tie_shift);
  void Link(int32_t node, int32_t parent);
  void Unlink(int32_t node);
  // Whether the tree edge above `node` leads from the node to its parent.
  bool PointsUp(int32_t node) const;

  Node& At(int32_t node) { return nodes_[static_cast<size_t>(node)]; }
  const Node& At(int32_t node) const { return nodes_[static_cast<size_t>(node)]; }

  const FlowNetwork& network_;
  std::vector<Node> nodes_;
  std::vector<Price> potential_;
  std::vector<int64_t> tie_potential_;
  std::vector<State> state_;
  int32_t cursor_ = 0;  // the node where pricing goes on
  int64_t pivots_ = 0;
};

extern template class NetworkSimplex<int64_t>;
extern template class NetworkSimplex<__int128>;

}  // namespace cordee
