#include "bench/workloads/hub_shape.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cordee::bench {

HubSets::HubSets(const HubGraph& graph)
    : needs_(graph.needs()), parent_(graph.needs() + graph.resources()) {
  std::iota(parent_.begin(), parent_.end(), 0);
  for (size_t i = 0; i < needs_; ++i) {
    for (auto a = static_cast<size_t>(graph.arc_begin[i]);
         a < static_cast<size_t>(graph.arc_begin[i + 1]); ++a) {
      Join(i, static_cast<size_t>(graph.arc_resource[a]));
    }
  }
}

size_t HubSets::Find(size_t node) {
  while (static_cast<size_t>(parent_[node]) != node) {
    parent_[node] = parent_[static_cast<size_t>(parent_[node])];
    node = static_cast<size_t>(parent_[node]);
  }
  return node;
}

bool HubSets::Join(size_t need, size_t resource) {
  const size_t a = Find(need);
  const size_t b = Find(needs_ + resource);
  parent_[std::max(a, b)] = static_cast<int32_t>(std::min(a, b));
  return a != b;
}

std::vector<HubPart> PartsOf(const HubGraph& graph) {
  HubSets sets(graph);
  std::vector<HubPart> parts;
  std::vector<int32_t> part_of(graph.needs() + graph.resources(), -1);
  for (size_t v = 0; v < part_of.size(); ++v) {
    int32_t& part = part_of[sets.Find(v)];
    if (part < 0) {
      part = static_cast<int32_t>(parts.size());
      parts.emplace_back();
    }
    HubPart& members = parts[static_cast<size_t>(part)];
    if (v < graph.needs()) {
      members.needs.push_back(static_cast<int32_t>(v));
    } else {
      members.resources.push_back(static_cast<int32_t>(v - graph.needs()));
    }
  }
  return parts;
}

HubShape ShapeOf(const HubGraph& graph) {
  HubShape shape;
  for (const HubPart& part : PartsOf(graph)) {
    const auto size = static_cast<int64_t>(part.needs.size() + part.resources.size());
    if (size == 1) {
      ++shape.isolated;
    } else {
      ++shape.components;
    }
    shape.largest = std::max(shape.largest, size);
  }
  return shape;
}

}  // namespace cordee::bench
