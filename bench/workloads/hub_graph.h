// A matching instance in plain arrays, so that ours and every rival start from the same: needs and
// resources with quantities, and what a unit is worth between them. What a need does not get goes
// to a hub, for nothing or at the cost of its unmet tiers.
//
//   const HubGraph graph = TerritoryGraph({.entries = 20'000});
//   arcs of need i: [graph.arc_begin[i], graph.arc_begin[i + 1])
//
// The wanted flow maximises the sum of points x quantity, the costs of unmet tiers subtracted. Arcs
// have no capacity of their own. Plain C++17, for rivals that need it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cordee::bench {

struct HubGraph {
  // Per need and per resource, both numbered by category and then along a Hilbert curve. The place
  // is that order, comparable between the two sides.
  std::vector<int64_t> need_quantity;
  std::vector<int64_t> resource_quantity;
  std::vector<uint64_t> need_place;
  std::vector<uint64_t> resource_place;

  std::vector<int32_t> arc_begin;  // size needs + 1
  std::vector<int32_t> arc_resource;
  std::vector<int32_t> arc_points;  // of one unit, 0..10000

  // Points of a unit that a need does not get: its first third, its second, the rest.
  std::array<int32_t, 3> unmet_points = {0, 0, 0};

  size_t needs() const { return need_quantity.size(); }
  size_t resources() const { return resource_quantity.size(); }
  size_t arcs() const { return arc_resource.size(); }
  bool HasUnmetTiers() const { return unmet_points[2] != 0; }
};

inline std::array<int64_t, 3> UnmetThirds(int64_t quantity) {
  return {quantity / 3, quantity / 3, quantity - 2 * (quantity / 3)};
}

}  // namespace cordee::bench
