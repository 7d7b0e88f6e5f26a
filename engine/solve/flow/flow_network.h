// A FlowProblem as the network simplex wants it: one node per live need and supply, nodes of a
// connected component side by side (needs first), and each node's outgoing edges side by side.
//
//   need:    its unmet tiers -> hub, then its arcs -> supplies
//   supply:  one edge -> hub
//
// The hub is node `node_count()`. Dead parts are left out: needs without demand, supplies without
// capacity or arcs, and arcs that can carry nothing.
//
// The last tier of a need is unbounded here. That changes no optimum, since unmet can never exceed
// the demand and no cheaper tier is bypassed for it; and it makes "everything unmet", with that
// tier as the need's tree edge, a strongly feasible tree to start from.
//
// Building takes O(needs + supplies + arcs + tiers), almost (union-find).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/flow/flow_problem.h"

namespace cordee {

// Node ranges [need_begin, supply_begin) and [supply_begin, end).
struct FlowComponent {
  int32_t need_begin = 0;
  int32_t supply_begin = 0;
  int32_t end = 0;
};

struct FlowNetwork {
  static constexpr int64_t kUnbounded = int64_t{1} << 60;
  static constexpr int32_t kNone = -1;

  std::vector<FlowComponent> components;  // in the order of their first need

  // Per node, the hub left out.
  std::vector<int32_t> edge_begin;  // size node_count + 1
  // When everything is unmet: the node's edge in the tree (a need's last tier, a supply's only
  // edge), what flows on it, and all the node's edges before it are at capacity.
  std::vector<int32_t> start_edge;
  std::vector<int64_t> start_flow;

  // Per edge. Cost is to be minimised, lexicographically with tie.
  std::vector<int32_t> edge_head;
  std::vector<int64_t> edge_cost;
  std::vector<int64_t> edge_capacity;
  std::vector<uint32_t> edge_tie;
  std::vector<int32_t> edge_arc;  // the arc of the FlowProblem, or kNone

  // Per need and supply of the FlowProblem: its node, or kNone.
  std::vector<int32_t> need_node;
  std::vector<int32_t> supply_node;

  int32_t node_count() const { return static_cast<int32_t>(start_flow.size()); }
  int32_t edge_count() const { return static_cast<int32_t>(edge_head.size()); }
  int32_t hub() const { return node_count(); }
};

// REQUIRES: ValidateFlowProblem(problem).ok().
FlowNetwork BuildFlowNetwork(const FlowProblem& problem);

}  // namespace cordee
