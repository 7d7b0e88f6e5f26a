// What members change between two solves of a hub graph.
//
//   const HubChange change = RandomChange(graph, 0.01, seed);   // 1 % of entries and of arcs
//   const HubChange back = InverseOf(graph, change);
//   Apply(change, graph);
//
// A changed entry gets 0.5 to 1.5 times its quantity, a changed arc up to 1000 points more or less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "bench/workloads/hub_graph.h"

namespace cordee::bench {

// Pairs of number and new value, by number, each number once.
struct HubChange {
  std::vector<std::pair<int32_t, int64_t>> need_quantity;
  std::vector<std::pair<int32_t, int64_t>> resource_quantity;
  std::vector<std::pair<int32_t, int32_t>> arc_points;

  size_t size() const {
    return need_quantity.size() + resource_quantity.size() + arc_points.size();
  }
};

// `share` of the entries and the same share of the arcs change, at least one of each.
HubChange RandomChange(const HubGraph& graph, double share, uint64_t seed);

// What one actor does: the quantity of one need or resource, or the points of one arc, a third each
// on average.
HubChange RandomActorChange(const HubGraph& graph, uint64_t seed);

// What takes `change` back.
HubChange InverseOf(const HubGraph& graph, const HubChange& change);

void Apply(const HubChange& change, HubGraph& graph);

}  // namespace cordee::bench
