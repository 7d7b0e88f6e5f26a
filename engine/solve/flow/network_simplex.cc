#include "engine/solve/flow/network_simplex.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cordee {
namespace {

// Edges in a pricing block: sqrt(edges) / 8, but not fewer than a need's usual handful. Measured
// with bench/flow_bench: at 1.2 million edges in one component sqrt(edges) takes 1.9 times as long.
constexpr int64_t kBlockDivisor = 8;
constexpr int64_t kMinBlock = 32;

int64_t SquareRoot(int64_t n) {
  int64_t root = 0;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

}  // namespace

bool PotentialsFitInt64(const FlowNetwork& network) {
  int64_t longest = 0;
  for (const FlowComponent& c : network.components) {
    longest =
        std::max<int64_t>(longest, std::min(c.supply_begin - c.need_begin, c.end - c.supply_begin));
  }
  int64_t largest = 1;
  for (int64_t cost : network.edge_cost) largest = std::max(largest, cost < 0 ? -cost : cost);
  // A reduced cost adds two potentials and a cost; a path has two edges per need on it, and a tier.
  return largest <= INT64_MAX / (2 * (2 * longest + 2) + 1);
}

template <typename Price>
NetworkSimplex<Price>::NetworkSimplex(const FlowNetwork& network)
    : network_(network),
      nodes_(static_cast<size_t>(network.node_count()) + 1),
      potential_(nodes_.size(), 0),
      tie_potential_(nodes_.size(), 0),
      state_(static_cast<size_t>(network.edge_count()), State::kAtZero) {
  const int32_t hub = network.hub();
  for (int32_t v = 0; v < hub; ++v) {
    const auto node = static_cast<size_t>(v);
    const auto edge = static_cast<size_t>(network.start_edge[node]);
    for (auto e = static_cast<size_t>(network.edge_begin[node]); e < edge; ++e) {
      state_[e] = State::kAtCapacity;
    }
    state_[edge] = State::kInTree;
    At(v).edge = static_cast<int32_t>(edge);
    At(v).depth = 1;
    At(v).room_down = network.start_flow[node];
    At(v).room_up = network.edge_capacity[edge] - network.start_flow[node];
    potential_[node] = -Price{network.edge_cost[edge]};
    Link(v, hub);
  }
}

template <typename Price>
Limit NetworkSimplex<Price>::Run(int64_t max_pivots, StopToken stop) {
  for (const FlowComponent& component : network_.components) {
    if (component.supply_begin == component.end) continue;
    const Limit limit = RunComponent(component, max_pivots, stop);
    if (limit != Limit::kNone) return limit;
  }
  return Limit::kNone;
}

template <typename Price>
Limit NetworkSimplex<Price>::RunComponent(const FlowComponent& component, int64_t max_pivots,
                                          StopToken stop) {
  const int64_t edges = network_.edge_begin[static_cast<size_t>(component.end)] -
                        network_.edge_begin[static_cast<size_t>(component.need_begin)];
  const int64_t block = std::max(kMinBlock, SquareRoot(edges) / kBlockDivisor);
  cursor_ = component.need_begin;
  while (true) {
    if (stop.StopRequested()) return Limit::kStopped;
    const Entering entering = FindEntering(component, block);
    if (entering.edge < 0) return Limit::kNone;
    if (pivots_ >= max_pivots) return Limit::kWork;
    Pivot(entering);
    ++pivots_;
  }
}

template <typename Price>
typename NetworkSimplex<Price>::Entering NetworkSimplex<Price>::FindEntering(
    const FlowComponent& component, int64_t block) {
  Entering best;
  Price best_cost = 0;
  int64_t best_tie = 0;
  int64_t left_in_block = block;
  int32_t node = cursor_;
  for (int32_t scanned = component.need_begin; scanned < component.end; ++scanned) {
    const auto v = static_cast<size_t>(node);
    const auto begin = static_cast<size_t>(network_.edge_begin[v]);
    const auto end = static_cast<size_t>(network_.edge_begin[v + 1]);
    const Price potential = potential_[v];
    for (size_t e = begin; e < end; ++e) {
      const auto head = static_cast<size_t>(network_.edge_head[e]);
      const auto sign = static_cast<int64_t>(state_[e]);
      const Price cost = sign * (network_.edge_cost[e] + potential - potential_[head]);
      if (cost > best_cost) continue;
      const int64_t tie =
          sign * (int64_t{network_.edge_tie[e]} + tie_potential_[v] - tie_potential_[head]);
      if (cost == best_cost && tie >= best_tie) continue;
      best_cost = cost;
      best_tie = tie;
      best = {static_cast<int32_t>(e), node};
    }
    if (++node == component.end) node = component.need_begin;
    left_in_block -= static_cast<int64_t>(end - begin);
    if (left_in_block <= 0) {
      if (best.edge >= 0) break;
      left_in_block = block;
    }
  }
  cursor_ = node;
  return best;
}

// Climbs from both ends of the entering edge to their meeting point, the apex. The order of flow is
// apex -> first -> entering edge -> second -> apex, and the last blocking edge in it is wanted: on
// the second side the one nearest the apex (<=), then the entering edge, then on the first side the
// one nearest `first` (<).
template <typename Price>
typename NetworkSimplex<Price>::Leaving NetworkSimplex<Price>::FindLeaving(int32_t first,
                                                                           int32_t second,
                                                                           int64_t capacity) const {
  int64_t first_room = INT64_MAX;
  int64_t second_room = INT64_MAX;
  int32_t first_node = -1;
  int32_t second_node = -1;
  while (first != second) {
    const Node& a = At(first);
    const Node& b = At(second);
    if (a.depth >= b.depth) {
      if (a.room_down < first_room) {
        first_room = a.room_down;
        first_node = first;
      }
      first = a.parent;
    }
    if (b.depth >= a.depth) {
      if (b.room_up <= second_room) {
        second_room = b.room_up;
        second_node = second;
      }
      second = b.parent;
    }
  }
  if (second_room <= std::min(capacity, first_room))
    return {second_room, second_node, false, first};
  if (capacity <= first_room) return {capacity, -1, false, first};
  return {first_room, first_node, true, first};
}

template <typename Price>
void NetworkSimplex<Price>::Push(int32_t first, int32_t second, const Leaving& leaving) {
  if (leaving.amount == 0) return;
  for (int32_t u = first; u != leaving.apex; u = At(u).parent) {
    At(u).room_down -= leaving.amount;
    At(u).room_up += leaving.amount;
  }
  for (int32_t u = second; u != leaving.apex; u = At(u).parent) {
    At(u).room_up -= leaving.amount;
    At(u).room_down += leaving.amount;
  }
}

template <typename Price>
void NetworkSimplex<Price>::Pivot(Entering entering) {
  const auto e = static_cast<size_t>(entering.edge);
  const int32_t head = network_.edge_head[e];
  const int64_t capacity = network_.edge_capacity[e];
  const bool from_zero = state_[e] == State::kAtZero;
  const int32_t first = from_zero ? entering.tail : head;
  const int32_t second = from_zero ? head : entering.tail;

  const Leaving leaving = FindLeaving(first, second, capacity);
  Push(first, second, leaving);
  if (leaving.node < 0) {
    state_[e] = from_zero ? State::kAtCapacity : State::kAtZero;
    return;
  }
  // On the first side flow went down and `room_down` is used up; on the second side `room_up`.
  const bool left_at_zero = PointsUp(leaving.node) == leaving.first_side;
  state_[static_cast<size_t>(At(leaving.node).edge)] =
      left_at_zero ? State::kAtZero : State::kAtCapacity;
  state_[e] = State::kInTree;

  const Price cost = network_.edge_cost[e] + potential_[static_cast<size_t>(entering.tail)] -
                     potential_[static_cast<size_t>(head)];
  const int64_t tie = int64_t{network_.edge_tie[e]} +
                      tie_potential_[static_cast<size_t>(entering.tail)] -
                      tie_potential_[static_cast<size_t>(head)];
  const int64_t flow = from_zero ? leaving.amount : capacity - leaving.amount;
  const int32_t node = leaving.first_side ? first : second;
  const int32_t parent = leaving.first_side ? second : first;
  if (node == entering.tail) {
    Rehang(leaving.node, node, parent, entering.edge, capacity - flow, flow);
    ShiftSubtree(node, -cost, -tie);
  } else {
    Rehang(leaving.node, node, parent, entering.edge, flow, capacity - flow);
    ShiftSubtree(node, cost, tie);
  }
}

template <typename Price>
void NetworkSimplex<Price>::Rehang(int32_t top, int32_t node, int32_t parent, int32_t edge,
                                   int64_t room_up, int64_t room_down) {
  while (true) {
    Node& record = At(node);
    const int32_t old_parent = record.parent;
    Unlink(node);
    Link(node, parent);
    std::swap(record.edge, edge);
    std::swap(record.room_up, room_up);
    std::swap(record.room_down, room_down);
    if (node == top) return;
    // The edge that was above `node` is now above its old parent, seen from the other end.
    std::swap(room_up, room_down);
    parent = node;
    node = old_parent;
  }
}

template <typename Price>
void NetworkSimplex<Price>::ShiftSubtree(int32_t top, Price cost_shift, int64_t tie_shift) {
  int32_t node = top;
  while (true) {
    Node& record = At(node);
    record.depth = At(record.parent).depth + 1;
    potential_[static_cast<size_t>(node)] += cost_shift;
    tie_potential_[static_cast<size_t>(node)] += tie_shift;
    if (record.child >= 0) {
      node = record.child;
      continue;
    }
    while (node != top && At(node).next < 0) node = At(node).parent;
    if (node == top) return;
    node = At(node).next;
  }
}

template <typename Price>
void NetworkSimplex<Price>::Link(int32_t node, int32_t parent) {
  Node& record = At(node);
  record.parent = parent;
  record.previous = -1;
  record.next = At(parent).child;
  if (record.next >= 0) At(record.next).previous = node;
  At(parent).child = node;
}

template <typename Price>
void NetworkSimplex<Price>::Unlink(int32_t node) {
  const Node& record = At(node);
  if (record.next >= 0) At(record.next).previous = record.previous;
  if (record.previous >= 0) {
    At(record.previous).next = record.next;
  } else {
    At(record.parent).child = record.next;
  }
}

template <typename Price>
bool NetworkSimplex<Price>::PointsUp(int32_t node) const {
  const auto v = static_cast<size_t>(node);
  return network_.edge_begin[v] <= At(node).edge && At(node).edge < network_.edge_begin[v + 1];
}

template <typename Price>
std::vector<int64_t> NetworkSimplex<Price>::Flows() const {
  std::vector<int64_t> flows(state_.size(), 0);
  for (size_t e = 0; e < state_.size(); ++e) {
    if (state_[e] == State::kAtCapacity) flows[e] = network_.edge_capacity[e];
  }
  for (int32_t v = 0; v < network_.hub(); ++v) {
    flows[static_cast<size_t>(At(v).edge)] = PointsUp(v) ? At(v).room_down : At(v).room_up;
  }
  return flows;
}

template class NetworkSimplex<int64_t>;
template class NetworkSimplex<__int128>;

}  // namespace cordee
