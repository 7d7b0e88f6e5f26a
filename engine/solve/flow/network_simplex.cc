#include "engine/solve/flow/network_simplex.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace cordee {
namespace {

// Edges looked at for one pivot: sqrt(edges of the block) / 8 at least. Measured with
// bench/flow_table on graphs in space: half or twice as many take the same time. And kEdgesPerMoved
// times as many as nodes moved in pivots of late: where subtrees are large, a better pivot is worth
// looking for (a random graph of 40,000 nodes takes half the time).
constexpr int64_t kBlockDivisor = 8;
constexpr int64_t kEdgesPerMoved = 2;
// Nodes below the hub between two looks at the stop flag.
constexpr int32_t kNodesPerLook = 4096;
// Pivots that the average of moved nodes goes back.
constexpr int64_t kPivotsOfLate = 64;

// Edges to look at for the next pivot of the block, after one that moved so many nodes.
int64_t NextEffort(FlowBlock& block, int64_t least, int64_t moved) {
  block.moved_scaled += moved - block.moved_scaled / kPivotsOfLate;
  return std::max(least, kEdgesPerMoved * block.moved_scaled / kPivotsOfLate);
}

int64_t SquareRoot(int64_t n) {
  int64_t root = 0;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root;
}

// Number within the block: groups of needs first.
int32_t GroupCount(const FlowBlock& block) {
  return GroupsOf(block.need_begin, block.need_end) +
         GroupsOf(block.supply_begin, block.supply_end);
}

size_t NeedGroup(const FlowBlock& block, int32_t need) {
  return static_cast<size_t>(block.need_group + (need - block.need_base) / kGroupNodes);
}

size_t SupplyGroup(const FlowBlock& block, int32_t supply) {
  return static_cast<size_t>(block.supply_group + (supply - block.supply_base) / kGroupNodes);
}

}  // namespace

template <typename Price>
NetworkSimplex<Price>::NetworkSimplex(const FlowProblem& problem, const FlowSplit& split)
    : problem_(problem),
      needs_(problem.need_count()),
      hub_(needs_ + problem.supply_count()),
      nodes_(Index(hub_) + 1),
      next_(Index(hub_), -1),
      previous_(Index(hub_), -1),
      potential_(Index(hub_) + 1, 0),
      slack_(Index(hub_), kInTree),
      at_capacity_(problem.arc_capacity.size(), 0),
      need_marks_(Index(split.need_groups), 0),
      supply_marks_(Index(split.supply_groups), 0) {
  for (int32_t node = 0; node < hub_; ++node) {
    At(node).parent = hub_;
    At(node).last = node;
  }
  At(hub_).size = INT32_MAX;  // above all others
  for (int32_t i = 0; i < needs_; ++i) {
    // All of the demand is unmet, in the last tier: that one has no end.
    const int64_t demand = problem.demand[Index(i)];
    const int32_t tiers = problem.tier_begin[Index(i) + 1] - problem.tier_begin[Index(i)];
    const int32_t last = std::max(0, tiers - 1);
    const int64_t unmet = tiers == 0 ? demand : TierWidthStored(i, last);
    At(i).room_up = kUnbounded;
    At(i).room_down = unmet;
    slack_[Index(i)] = demand == 0 ? kDead : static_cast<uint8_t>(kInTree | last);
    potential_[Index(i)] = -Price{TierCost(i, last)};
  }
  for (int32_t node = needs_; node < hub_; ++node) {
    const int64_t capacity = problem.supply_capacity[Index(node - needs_)];
    At(node).room_up = capacity;
    if (capacity > 0) continue;
    slack_[Index(node)] = kDead;
    potential_[Index(node)] = -Price{kUnbuyable};
  }
}

template <typename Price>
bool NetworkSimplex<Price>::StartTies(StopToken stop) {
  tie_potential_.assign(Index(hub_) + 1, 0);
  for (int32_t top = 0; top < hub_; ++top) {
    if (top % kNodesPerLook == 0 && stop.StopRequested()) return false;
    if (At(top).parent != hub_) continue;
    for (int32_t node = Next(top, top); node >= 0;) {
      const int32_t parent = At(node).parent;
      const int32_t need = IsNeed(node) ? node : parent;
      const auto tie = int64_t{problem_.Tie(Index(need), Index(At(node).edge))};
      tie_potential_[Index(node)] = tie_potential_[Index(parent)] + (IsNeed(node) ? -tie : tie);
      node = Next(node, top);
    }
  }
  return true;
}

template <typename Price>
int64_t NetworkSimplex<Price>::TierWidthStored(int32_t need, int32_t tier) const {
  return problem_.tier_capacity[Index(problem_.tier_begin[Index(need)] + tier)];
}

// The last tier has no end: that changes no optimum, since unmet cannot exceed the demand and no
// cheaper tier is bypassed for it; and it lets a need always fall back on the hub.
template <typename Price>
int64_t NetworkSimplex<Price>::TierWidth(int32_t need, int32_t tier) const {
  const int32_t begin = problem_.tier_begin[Index(need)];
  if (begin + tier + 1 >= problem_.tier_begin[Index(need) + 1]) return kUnbounded;
  return TierWidthStored(need, tier);
}

template <typename Price>
int64_t NetworkSimplex<Price>::Unmet(int32_t need) const {
  const uint8_t state = slack_[Index(need)];
  if (state == kDead) return 0;
  int64_t unmet = At(need).parent == hub_ ? At(need).room_down : 0;
  for (int32_t tier = 0; tier < (state & ~kInTree); ++tier) unmet += TierWidthStored(need, tier);
  return unmet;
}

template <typename Price>
Total NetworkSimplex<Price>::Value() const {
  Total value = 0;
  for (int32_t node = 0; node < hub_; ++node) {
    const int32_t arc = At(node).edge;
    if (arc == kSlack) continue;
    const int32_t need = IsNeed(node) ? node : At(node).parent;
    const int64_t flow = IsNeed(node) ? At(node).room_down : At(node).room_up;
    value += Total{flow} * problem_.Value(Index(need), Index(arc));
  }
  for (int32_t need = 0; need < needs_; ++need) {
    int64_t unmet = Unmet(need);
    for (int32_t tier = 0; unmet > 0; ++tier) {
      const int64_t part = std::min(unmet, TierWidth(need, tier));
      value -= Total{part} * TierCost(need, tier);
      unmet -= part;
    }
    if (at_capacity_.empty()) continue;
    for (auto arc = Index(problem_.arc_begin[Index(need)]);
         arc < Index(problem_.arc_begin[Index(need) + 1]); ++arc) {
      if (at_capacity_[arc] == 0 || InTree(need, arc)) continue;
      value += Total{problem_.arc_capacity[arc]} * problem_.Value(Index(need), arc);
    }
  }
  return value;
}

template <typename Price>
void NetworkSimplex<Price>::Adopt(const NetworkSimplex& old, const std::vector<int32_t>& new_arc) {
  nodes_ = old.nodes_;
  next_ = old.next_;
  previous_ = old.previous_;
  potential_ = old.potential_;
  tie_potential_ = old.tie_potential_;
  slack_ = old.slack_;
  for (Node& node : nodes_) {
    if (node.edge != kSlack) node.edge = new_arc[Index(node.edge)];
  }
  for (size_t arc = 0; arc < old.at_capacity_.size(); ++arc) {
    at_capacity_[Index(new_arc[arc])] = old.at_capacity_[arc];
  }
}

template <typename Price>
void NetworkSimplex<Price>::MarkAll(FlowBlock& block) {
  const auto mark = [](std::vector<uint8_t>& marks, size_t begin, int32_t count) {
    std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(begin), count, uint8_t{1});
  };
  mark(need_marks_, NeedGroup(block, block.need_begin), GroupsOf(block.need_begin, block.need_end));
  mark(supply_marks_, SupplyGroup(block, block.supply_begin),
       GroupsOf(block.supply_begin, block.supply_end));
  block.cursor = block.quiet = 0;
}

template <typename Price>
void NetworkSimplex<Price>::MarkAcross(FlowBlock& block) {
  for (int32_t need = block.need_begin; need < block.need_end; ++need) {
    const int32_t begin = problem_.arc_begin[Index(need)];
    const int32_t end = problem_.arc_begin[Index(need) + 1];
    if (begin == end) continue;
    const bool crosses = need < block.need_split
                             ? problem_.arc_supply[Index(end - 1)] >= block.supply_split
                             : problem_.arc_supply[Index(begin)] < block.supply_split;
    if (crosses) need_marks_[NeedGroup(block, need)] = 1;
  }
  block.cursor = block.quiet = 0;
}

template <typename Price>
bool NetworkSimplex<Price>::MarkWrong(const FlowBlock& block, bool supplies, bool ties) {
  bool any = false;
  const int32_t need_groups = GroupsOf(block.need_begin, block.need_end);
  for (int32_t group = 0; group < (supplies ? GroupCount(block) : need_groups); ++group) {
    Candidate best;
    int64_t edges = 0;
    const bool wrong = ties ? PriceGroup<true>(block, group, best, edges)
                            : PriceGroup<false>(block, group, best, edges);
    if (!wrong) continue;
    any = true;
    if (group < need_groups) {
      need_marks_[NeedGroup(block, block.need_begin) + Index(group)] = 1;
    } else {
      supply_marks_[SupplyGroup(block, block.supply_begin) + Index(group - need_groups)] = 1;
    }
  }
  return any;
}

template <typename Price>
bool NetworkSimplex<Price>::IsQuiet(const FlowBlock& block) {
  return block.quiet >= GroupCount(block);
}

template <typename Price>
int64_t NetworkSimplex<Price>::Run(FlowBlock& block, int64_t max_pivots, bool ties) {
  return ties ? RunBlock<true>(block, max_pivots) : RunBlock<false>(block, max_pivots);
}

template <typename Price>
template <bool kTies>
int64_t NetworkSimplex<Price>::RunBlock(FlowBlock& block, int64_t max_pivots) {
  const int32_t need_groups = GroupsOf(block.need_begin, block.need_end);
  const int32_t groups = GroupCount(block);
  uint8_t* const need_marks = need_marks_.data() + block.need_group;
  uint8_t* const supply_marks = supply_marks_.data() + block.supply_group;
  const auto mark = [need_marks, supply_marks, need_base = block.need_base,
                     supply_base = needs_ + block.supply_base, needs = needs_](int32_t node) {
    if (node < needs) {
      need_marks[static_cast<uint32_t>(node - need_base) / kGroupNodes] = 1;
    } else {
      supply_marks[static_cast<uint32_t>(node - supply_base) / kGroupNodes] = 1;
    }
  };
  const size_t first_need_group = NeedGroup(block, block.need_begin);
  const size_t first_supply_group = SupplyGroup(block, block.supply_begin);
  const int64_t edges =
      problem_.arc_begin[Index(block.need_end)] - problem_.arc_begin[Index(block.need_begin)];
  const int64_t least = SquareRoot(edges) / kBlockDivisor;
  int64_t pivots = 0;
  int64_t left = least;
  Candidate best;
  while (block.quiet < groups || best.node >= 0) {
    if (best.node >= 0 && (left <= 0 || block.quiet >= groups)) {
      block.quiet = 0;
      if (pivots == max_pivots) return pivots;
      const Pivoted pivoted = Pivot<kTies>(Enter(best), mark);
      ++pivots;
      best = {};
      left = NextEffort(block, least, pivoted.moved);
      continue;
    }
    const int32_t group = block.cursor;
    uint8_t& marked = group < need_groups
                          ? need_marks_[first_need_group + Index(group)]
                          : supply_marks_[first_supply_group + Index(group - need_groups)];
    --left;
    ++block.quiet;
    if (marked != 0) {
      const bool wrong = PriceGroup<kTies>(block, group, best, left);
      marked = wrong ? 1 : 0;
      if (wrong) block.quiet = 0;
    }
    block.cursor = group + 1 == groups ? 0 : group + 1;
  }
  return pivots;
}

template <typename Price>
typename NetworkSimplex<Price>::Entering NetworkSimplex<Price>::Enter(
    const Candidate& candidate) const {
  Entering entering{candidate.node, candidate.edge, candidate.increase, kUnbounded, 0};
  if (candidate.edge != kSlack) {
    if (!at_capacity_.empty()) entering.ahead = problem_.arc_capacity[Index(candidate.edge)];
  } else if (!IsNeed(candidate.node)) {
    entering.ahead = problem_.supply_capacity[Index(candidate.node - needs_)];
  } else {
    const int32_t tier = slack_[Index(candidate.node)];
    entering.ahead = TierWidth(candidate.node, candidate.increase ? tier : tier - 1);
  }
  return entering;
}

// Climbs from both ends of the entering edge to their meeting point, the apex. The order of flow is
// apex -> first -> entering edge -> second -> apex, and the last blocking edge in it is wanted: on
// the second side the one nearest the apex (<=), then the entering edge, then on the first side the
// one nearest `first` (<).
template <typename Price>
typename NetworkSimplex<Price>::Leaving NetworkSimplex<Price>::FindLeaving(int32_t first,
                                                                           int32_t second,
                                                                           int64_t ahead) const {
  int64_t first_room = INT64_MAX;
  int64_t second_room = INT64_MAX;
  int32_t first_node = -1;
  int32_t second_node = -1;
  while (first != second) {
    // The smaller subtree does not contain the other node.
    const Node& a = At(first);
    const Node& b = At(second);
    if (a.size <= b.size) {
      if (a.room_down < first_room) {
        first_room = a.room_down;
        first_node = first;
      }
      first = a.parent;
    }
    if (b.size <= a.size) {
      if (b.room_up <= second_room) {
        second_room = b.room_up;
        second_node = second;
      }
      second = b.parent;
    }
  }
  if (second_room <= std::min(ahead, first_room)) return {second_room, second_node, false, first};
  if (ahead <= first_room) return {ahead, -1, false, first};
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

// The entering edge goes all the way and rests at its other end.
template <typename Price>
void NetworkSimplex<Price>::Flip(const Entering& entering) {
  if (entering.edge != kSlack) {
    at_capacity_[Index(entering.edge)] = entering.increase ? 1 : 0;
    return;
  }
  // A supply that gives all back would be blocked by the edge that uses it: strong feasibility.
  // One that was not used up may come to be, see warm_simplex.h.
  if (!IsNeed(entering.node)) {
    CHECK(entering.increase);
    return;
  }
  slack_[Index(entering.node)] += entering.increase ? 1 : -1;
}

// The leaving edge comes to rest. On the first side flow went down and `room_down` is used up; on
// the second side `room_up`.
template <typename Price>
void NetworkSimplex<Price>::Rest(const Leaving& leaving) {
  const bool at_zero = PointsUp(leaving.node) == leaving.first_side;
  const Node& node = At(leaving.node);
  if (node.edge != kSlack) {
    if (!at_capacity_.empty()) at_capacity_[Index(node.edge)] = at_zero ? 0 : 1;
    return;
  }
  uint8_t& slack = slack_[Index(leaving.node)];
  slack &= static_cast<uint8_t>(~kInTree);
  if (IsNeed(leaving.node)) {
    if (!at_zero) ++slack;
  } else {
    CHECK(!at_zero);
  }
}

template <typename Price>
template <bool kTies, typename Mark>
typename NetworkSimplex<Price>::Pivoted NetworkSimplex<Price>::Pivot(const Entering& entering,
                                                                     const Mark& mark) {
  const int32_t tail = entering.node;
  const int32_t head =
      entering.edge == kSlack ? hub_ : needs_ + problem_.arc_supply[Index(entering.edge)];
  const int32_t first = entering.increase ? tail : head;
  const int32_t second = entering.increase ? head : tail;
  const Leaving leaving = FindLeaving(first, second, entering.ahead);
  Push(first, second, leaving);
  if (leaving.node < 0) {
    Flip(entering);
    return {leaving.amount, 0};
  }
  Rest(leaving);

  Price cost = potential_[Index(tail)] - potential_[Index(head)];
  int64_t tie = 0;
  if constexpr (kTies) tie = tie_potential_[Index(tail)] - tie_potential_[Index(head)];
  if (entering.edge != kSlack) {
    cost -= problem_.Value(Index(tail), Index(entering.edge));
    if constexpr (kTies) tie += problem_.Tie(Index(tail), Index(entering.edge));
  } else {
    uint8_t& slack = slack_[Index(tail)];
    if (!entering.increase && IsNeed(tail)) --slack;
    slack |= kInTree;
    if (IsNeed(tail)) cost += TierCost(tail, slack & ~kInTree);
  }
  // Seen from the tail: how much more it can carry, and how much less.
  int64_t more = entering.ahead - leaving.amount;
  int64_t less = entering.behind + leaving.amount;
  if (!entering.increase) std::swap(more, less);
  const int32_t node = leaving.first_side ? first : second;
  const int32_t parent = leaving.first_side ? second : first;
  if (node == tail) {
    Rehang(leaving.node, node, parent, leaving.apex, entering.edge, more, less);
    ShiftSubtree<kTies>(node, -cost, -tie, mark);
  } else {
    Rehang(leaving.node, node, parent, leaving.apex, entering.edge, less, more);
    ShiftSubtree<kTies>(node, cost, tie, mark);
  }
  return {leaving.amount, At(node).size};
}

template <typename Price>
int64_t NetworkSimplex<Price>::PivotAndList(const Entering& entering, std::vector<int32_t>& moved) {
  return Pivot<true>(entering, [&moved](int32_t node) { moved.push_back(node); }).amount;
}

template <typename Price>
void NetworkSimplex<Price>::ShiftAndList(int32_t top, Price cost_shift, int64_t tie_shift,
                                         std::vector<int32_t>& moved) {
  ShiftSubtree<true>(top, cost_shift, tie_shift, [&moved](int32_t node) { moved.push_back(node); });
}

template <typename Price>
template <bool kTies, typename Mark>
void NetworkSimplex<Price>::ShiftSubtree(int32_t top, Price cost_shift, int64_t tie_shift,
                                         const Mark& mark) {
  const int32_t* const __restrict next = next_.data();
  Price* const __restrict potential = potential_.data();
  int32_t node = top;
  for (int32_t left = At(top).size; left > 0; --left) {
    potential[node] += cost_shift;
    if constexpr (kTies) tie_potential_[Index(node)] += tie_shift;
    mark(node);
    node = next[node];
  }
}

template class NetworkSimplex<int64_t>;
template class NetworkSimplex<__int128>;

}  // namespace cordee
