// Which edges at rest are wrong, and which of them is worst.
#include <algorithm>

#include "engine/solve/flow/network_simplex.h"

namespace cordee {

template <typename Price>
template <bool kTies>
bool NetworkSimplex<Price>::PriceGroup(const FlowBlock& block, int32_t group, Candidate& best,
                                       int64_t& left) const {
  bool wrong = false;
  const int32_t need_groups = GroupsOf(block.need_begin, block.need_end);
  if (group < need_groups) {
    const int32_t begin = block.need_begin + group * kGroupNodes;
    const int32_t end = std::min(begin + kGroupNodes, block.need_end);
    for (int32_t need = begin; need < end; ++need) {
      if (slack_[Index(need)] != kDead) wrong |= PriceNeed<kTies>(block, need, best);
    }
    left -= problem_.arc_begin[Index(end)] - problem_.arc_begin[Index(begin)];
    return wrong;
  }
  const int32_t begin = needs_ + block.supply_begin + (group - need_groups) * kGroupNodes;
  const int32_t end = std::min(begin + kGroupNodes, needs_ + block.supply_end);
  for (int32_t node = begin; node < end; ++node) {
    // One with a price, which is what most have, is right.
    if (slack_[Index(node)] != 0 || potential_[Index(node)] < (kTies ? 0 : 1)) continue;
    wrong |= PriceSlack<kTies>(node, best);
  }
  return wrong;
}

// Edges at rest only. The slack of a supply is used up then: it can give back.
template <typename Price>
template <bool kTies>
bool NetworkSimplex<Price>::PriceSlack(int32_t node, Candidate& best) const {
  bool wrong = false;
  const Price potential = potential_[Index(node)];
  const auto offer = [&](Price cost, bool increase) {
    int64_t tie = 0;
    if constexpr (kTies) {
      if (cost > 0) return;
      tie = increase ? tie_potential_[Index(node)] : -tie_potential_[Index(node)];
      if (cost == 0 && tie >= 0) return;
    } else {
      if (cost >= 0) return;
    }
    wrong = true;
    if (cost > best.cost || (cost == best.cost && tie >= best.tie)) return;
    best = {cost, tie, node, kSlack, increase};
  };
  if (!IsNeed(node)) {
    offer(-potential, false);
    return wrong;
  }
  const int32_t tier = slack_[Index(node)];
  offer(TierCost(node, tier) + potential, true);
  if (tier > 0) offer(-(TierCost(node, tier - 1) + potential), false);
  return wrong;
}

template <typename Price>
template <bool kTies>
bool NetworkSimplex<Price>::PriceNeed(const FlowBlock& block, int32_t need, Candidate& best) const {
  const bool wrong = (slack_[Index(need)] & kInTree) == 0 && PriceSlack<kTies>(need, best);
  const auto begin = Index(problem_.arc_begin[Index(need)]);
  const auto end = Index(problem_.arc_begin[Index(need) + 1]);
  if (begin == end) return wrong;
  const bool within = problem_.arc_supply[begin] >= block.supply_begin &&
                      problem_.arc_supply[end - 1] < block.supply_end;
  if (!within || !at_capacity_.empty()) return PriceArcs<kTies>(block, need, best) || wrong;
  // The loop that most of the time goes to: the best arc of a need, all at rest at zero.
  const int32_t* const __restrict supply = problem_.arc_supply.data();
  const int32_t* const __restrict points = problem_.arc_points.data();
  const Price* const __restrict potential = potential_.data() + needs_;
  const int64_t unit = problem_.need_unit[Index(need)];
  const auto margin = [&](size_t arc) { return points[arc] * unit + potential[supply[arc]]; };
  const Price own = potential_[Index(need)];
  // Two maxima without their place: no branch to guess, no chain to wait for.
  size_t arc = begin;
  Price most = margin(end - 1);
  Price other = most;
  int32_t rights = (end - begin) % 2 != 0 && most == own ? 1 : 0;
  for (; arc + 2 <= end; arc += 2) {
    const Price first = margin(arc);
    const Price second = margin(arc + 1);
    most = std::max(most, first);
    other = std::max(other, second);
    if constexpr (kTies) rights += (first == own ? 1 : 0) + (second == own ? 1 : 0);
  }
  most = std::max(most, other);
  const Price cost = own - most;
  if (cost > 0) return wrong;
  if (cost == 0) {
    if constexpr (!kTies) return wrong;
    // Arcs in the tree are right to the unit; if there are more such arcs, their ties decide.
    if (HasTreeArcs(need, rights)) return wrong;
    return PriceArcs<kTies>(block, need, best) || wrong;
  }
  if (cost < best.cost) {
    arc = begin;
    while (margin(arc) != most) ++arc;
    best = {cost, 0, need, static_cast<int32_t>(arc), true};
  }
  return true;
}

template <typename Price>
template <bool kTies>
bool NetworkSimplex<Price>::PriceArcs(const FlowBlock& block, int32_t need, Candidate& best) const {
  bool wrong = false;
  const auto begin = Index(problem_.arc_begin[Index(need)]);
  const auto end = Index(problem_.arc_begin[Index(need) + 1]);
  const Price potential = potential_[Index(need)];
  const int64_t unit = problem_.need_unit[Index(need)];
  for (size_t arc = begin; arc < end; ++arc) {
    const int32_t supply = problem_.arc_supply[arc];
    if (supply < block.supply_begin || supply >= block.supply_end) continue;
    Price cost =
        potential - potential_[Index(needs_ + supply)] - Price{problem_.arc_points[arc] * unit};
    bool increase = true;
    if (!at_capacity_.empty()) {
      if (at_capacity_[arc] != 0) {
        cost = -cost;
        increase = false;
      }
      if (problem_.arc_capacity[arc] == 0) continue;
    }
    int64_t tie = 0;
    if constexpr (kTies) {
      if (cost > 0) continue;
      tie = int64_t{problem_.Tie(Index(need), arc)} + tie_potential_[Index(need)] -
            tie_potential_[Index(needs_ + supply)];
      if (!increase) tie = -tie;
      if (cost == 0 && tie >= 0) continue;
    } else {
      if (cost >= 0) continue;
    }
    wrong = true;
    if (cost > best.cost || (cost == best.cost && tie >= best.tie)) continue;
    best = {cost, tie, need, static_cast<int32_t>(arc), increase};
  }
  return wrong;
}

template <typename Price>
bool NetworkSimplex<Price>::PriceNode(int32_t node, Candidate& best) const {
  if (slack_[Index(node)] == kDead) return false;
  if (!IsNeed(node)) return slack_[Index(node)] == 0 && PriceSlack<true>(node, best);
  FlowBlock everything;
  everything.supply_end = hub_ - needs_;
  return PriceNeed<true>(everything, node, best);
}

template bool NetworkSimplex<int64_t>::PriceNode(int32_t, Candidate&) const;
template bool NetworkSimplex<__int128>::PriceNode(int32_t, Candidate&) const;
template bool NetworkSimplex<int64_t>::PriceGroup<false>(const FlowBlock&, int32_t, Candidate&,
                                                         int64_t&) const;
template bool NetworkSimplex<int64_t>::PriceGroup<true>(const FlowBlock&, int32_t, Candidate&,
                                                        int64_t&) const;
template bool NetworkSimplex<__int128>::PriceGroup<false>(const FlowBlock&, int32_t, Candidate&,
                                                          int64_t&) const;
template bool NetworkSimplex<__int128>::PriceGroup<true>(const FlowBlock&, int32_t, Candidate&,
                                                         int64_t&) const;

}  // namespace cordee
