// What a hub graph looks like: its connected components.
//
//   const HubShape shape = ShapeOf(graph);   // shape.components, shape.largest
//   HubSets sets(graph);                     // disjoint sets, to join more
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/workloads/hub_graph.h"

namespace cordee::bench {

// The connected needs and resources as disjoint sets. A resource's node is needs + its number.
class HubSets {
 public:
  explicit HubSets(const HubGraph& graph);

  // The same for all nodes of a component.
  size_t Find(size_t node);
  // Whether the two were apart.
  bool Join(size_t need, size_t resource);

 private:
  size_t needs_;
  std::vector<int32_t> parent_;
};

struct HubPart {
  std::vector<int32_t> needs;
  std::vector<int32_t> resources;
};

// The connected components in the order of their first need, then those of one resource alone.
// Members keep their order.
std::vector<HubPart> PartsOf(const HubGraph& graph);

struct HubShape {
  int64_t components = 0;  // of two entries or more
  int64_t isolated = 0;    // entries without an arc
  int64_t largest = 0;     // entries of the largest component
};

HubShape ShapeOf(const HubGraph& graph);

}  // namespace cordee::bench
