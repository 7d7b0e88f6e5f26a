#include "engine/solve/flow/flow_network.h"

#include <boost/pending/disjoint_sets.hpp>
#include <cstddef>

namespace cordee {
namespace {

class Builder {
 public:
  explicit Builder(const FlowProblem& problem)
      : problem_(problem),
        needs_(problem.demand.size()),
        supplies_(problem.supply_capacity.size()) {}

  FlowNetwork Build() {
    FindComponents();
    PlaceNodes();
    AddEdges();
    return std::move(network_);
  }

 private:
  bool IsLive(size_t need, size_t arc) const {
    return problem_.demand[need] > 0 && problem_.arc_capacity[arc] > 0 &&
           problem_.supply_capacity[Supply(arc)] > 0;
  }
  size_t Supply(size_t arc) const { return static_cast<size_t>(problem_.arc_supply[arc]); }
  size_t ArcBegin(size_t need) const { return static_cast<size_t>(problem_.arc_begin[need]); }
  size_t ArcEnd(size_t need) const { return static_cast<size_t>(problem_.arc_begin[need + 1]); }

  // Sets component_of_ of every live need, then of every supply that such a need can use.
  void FindComponents() {
    std::vector<int32_t> rank(needs_ + supplies_, 0);
    std::vector<int32_t> parent(needs_ + supplies_);
    boost::disjoint_sets<int32_t*, int32_t*> sets(rank.data(), parent.data());
    for (size_t v = 0; v < parent.size(); ++v) sets.make_set(static_cast<int32_t>(v));
    std::vector<bool> has_arcs(supplies_, false);
    for (size_t i = 0; i < needs_; ++i) {
      for (size_t a = ArcBegin(i); a < ArcEnd(i); ++a) {
        if (!IsLive(i, a)) continue;
        has_arcs[Supply(a)] = true;
        sets.union_set(static_cast<int32_t>(i), static_cast<int32_t>(needs_ + Supply(a)));
      }
    }
    component_of_.assign(needs_ + supplies_, FlowNetwork::kNone);
    std::vector<int32_t> component_of_set(needs_ + supplies_, FlowNetwork::kNone);
    int32_t count = 0;
    for (size_t i = 0; i < needs_; ++i) {
      if (problem_.demand[i] == 0) continue;
      int32_t& component = component_of_set[Set(sets, i)];
      if (component == FlowNetwork::kNone) component = count++;
      component_of_[i] = component;
    }
    for (size_t j = 0; j < supplies_; ++j) {
      if (has_arcs[j]) component_of_[needs_ + j] = component_of_set[Set(sets, needs_ + j)];
    }
    network_.components.resize(static_cast<size_t>(count));
  }

  template <typename Sets>
  static size_t Set(Sets& sets, size_t v) {
    return static_cast<size_t>(sets.find_set(static_cast<int32_t>(v)));
  }

  // Counting sort by component: needs before supplies, each in the order of the problem.
  void PlaceNodes() {
    std::vector<FlowComponent>& components = network_.components;
    std::vector<int32_t> need_sizes(components.size(), 0);
    std::vector<int32_t> supply_sizes(components.size(), 0);
    for (size_t v = 0; v < component_of_.size(); ++v) {
      if (component_of_[v] == FlowNetwork::kNone) continue;
      ++(v < needs_ ? need_sizes : supply_sizes)[static_cast<size_t>(component_of_[v])];
    }
    int32_t next = 0;
    for (size_t c = 0; c < components.size(); ++c) {
      components[c] = {next, next + need_sizes[c], next + need_sizes[c] + supply_sizes[c]};
      next = components[c].end;
      need_sizes[c] = components[c].need_begin;
      supply_sizes[c] = components[c].supply_begin;
    }
    node_owner_.resize(static_cast<size_t>(next));
    network_.need_node.assign(needs_, FlowNetwork::kNone);
    network_.supply_node.assign(supplies_, FlowNetwork::kNone);
    for (size_t v = 0; v < component_of_.size(); ++v) {
      if (component_of_[v] == FlowNetwork::kNone) continue;
      const auto c = static_cast<size_t>(component_of_[v]);
      const int32_t node = v < needs_ ? need_sizes[c]++ : supply_sizes[c]++;
      node_owner_[static_cast<size_t>(node)] = v;
      if (v < needs_) {
        network_.need_node[v] = node;
      } else {
        network_.supply_node[v - needs_] = node;
      }
    }
  }

  void AddEdges() {
    network_.edge_begin.reserve(node_owner_.size() + 1);
    network_.start_flow.reserve(node_owner_.size());
    network_.edge_begin.push_back(0);
    for (size_t owner : node_owner_) {
      if (owner < needs_) {
        AddNeed(owner);
      } else {
        network_.start_edge.push_back(network_.edge_count());
        network_.start_flow.push_back(0);
        AddEdge(Hub(), 0, problem_.supply_capacity[owner - needs_], 0, FlowNetwork::kNone);
      }
      network_.edge_begin.push_back(network_.edge_count());
    }
  }

  void AddNeed(size_t need) {
    const auto tier_begin = static_cast<size_t>(problem_.tier_begin[need]);
    auto last = static_cast<size_t>(problem_.tier_begin[need + 1]) - 1;
    while (problem_.tier_capacity[last] == 0) --last;
    for (size_t t = tier_begin; t < last; ++t) {
      if (problem_.tier_capacity[t] == 0) continue;
      AddEdge(Hub(), problem_.tier_cost[t], problem_.tier_capacity[t], 0, FlowNetwork::kNone);
    }
    network_.start_edge.push_back(network_.edge_count());
    AddEdge(Hub(), problem_.tier_cost[last], FlowNetwork::kUnbounded, 0, FlowNetwork::kNone);
    network_.start_flow.push_back(problem_.tier_capacity[last]);
    for (size_t a = ArcBegin(need); a < ArcEnd(need); ++a) {
      if (!IsLive(need, a)) continue;
      AddEdge(network_.supply_node[Supply(a)], -problem_.arc_value[a], problem_.arc_capacity[a],
              problem_.arc_tie[a], static_cast<int32_t>(a));
    }
  }

  int32_t Hub() const { return static_cast<int32_t>(node_owner_.size()); }

  void AddEdge(int32_t head, int64_t cost, int64_t capacity, uint32_t tie, int32_t arc) {
    network_.edge_head.push_back(head);
    network_.edge_cost.push_back(cost);
    network_.edge_capacity.push_back(capacity);
    network_.edge_tie.push_back(tie);
    network_.edge_arc.push_back(arc);
  }

  const FlowProblem& problem_;
  const size_t needs_;
  const size_t supplies_;
  std::vector<int32_t> component_of_;  // per need, then per supply
  std::vector<size_t> node_owner_;     // per node: need, or needs_ + supply
  FlowNetwork network_;
};

}  // namespace

FlowNetwork BuildFlowNetwork(const FlowProblem& problem) { return Builder(problem).Build(); }

}  // namespace cordee
