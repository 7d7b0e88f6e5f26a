#include "bench/workloads/hub_change.h"

#include <algorithm>
#include <cmath>

#include "engine/base/random.h"

namespace cordee::bench {
namespace {

constexpr int32_t kMostPoints = 10'000;
constexpr int32_t kPointsShift = 1000;

int64_t NewQuantity(Random& random, int64_t quantity) {
  const double factor = 0.5 + random.Unit();
  return std::max<int64_t>(1, std::llround(static_cast<double>(quantity) * factor));
}

int32_t NewPoints(Random& random, int32_t points) {
  const auto shift = static_cast<int32_t>(random.Uniform(-kPointsShift, kPointsShift));
  return std::clamp(points + shift, 0, kMostPoints);
}

// `count` different numbers below `limit`, in order (Vitter's selection sampling).
std::vector<size_t> Sample(Random& random, size_t count, size_t limit) {
  std::vector<size_t> chosen;
  for (size_t i = 0; i < limit && chosen.size() < count; ++i) {
    const auto left = static_cast<int64_t>(limit - i);
    const auto wanted = static_cast<int64_t>(count - chosen.size());
    if (random.Uniform(1, left) <= wanted) chosen.push_back(i);
  }
  return chosen;
}

size_t ShareOf(double share, size_t all) {
  const auto part = static_cast<size_t>(std::llround(share * static_cast<double>(all)));
  return std::min(all, std::max<size_t>(1, part));
}

void ChangeEntry(const HubGraph& graph, Random& random, size_t entry, HubChange& change) {
  const bool is_need = entry < graph.needs();
  const size_t at = is_need ? entry : entry - graph.needs();
  auto& list = is_need ? change.need_quantity : change.resource_quantity;
  const auto& quantities = is_need ? graph.need_quantity : graph.resource_quantity;
  list.emplace_back(static_cast<int32_t>(at), NewQuantity(random, quantities[at]));
}

void ChangeArc(const HubGraph& graph, Random& random, size_t arc, HubChange& change) {
  change.arc_points.emplace_back(static_cast<int32_t>(arc),
                                 NewPoints(random, graph.arc_points[arc]));
}

}  // namespace

HubChange RandomChange(const HubGraph& graph, double share, uint64_t seed) {
  Random random(seed);
  HubChange change;
  const size_t entries = graph.needs() + graph.resources();
  for (size_t entry : Sample(random, ShareOf(share, entries), entries)) {
    ChangeEntry(graph, random, entry, change);
  }
  for (size_t arc : Sample(random, ShareOf(share, graph.arcs()), graph.arcs())) {
    ChangeArc(graph, random, arc, change);
  }
  return change;
}

HubChange RandomActorChange(const HubGraph& graph, uint64_t seed) {
  Random random(seed);
  HubChange change;
  const size_t entries = graph.needs() + graph.resources();
  const auto below = [&random](size_t limit) {
    return static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(limit) - 1));
  };
  if (graph.arcs() > 0 && random.OneIn(3)) {
    ChangeArc(graph, random, below(graph.arcs()), change);
  } else {
    ChangeEntry(graph, random, below(entries), change);
  }
  return change;
}

HubChange InverseOf(const HubGraph& graph, const HubChange& change) {
  HubChange back = change;
  for (auto& [i, quantity] : back.need_quantity) {
    quantity = graph.need_quantity[static_cast<size_t>(i)];
  }
  for (auto& [j, quantity] : back.resource_quantity) {
    quantity = graph.resource_quantity[static_cast<size_t>(j)];
  }
  for (auto& [a, points] : back.arc_points) points = graph.arc_points[static_cast<size_t>(a)];
  return back;
}

void Apply(const HubChange& change, HubGraph& graph) {
  for (const auto& [i, quantity] : change.need_quantity) {
    graph.need_quantity[static_cast<size_t>(i)] = quantity;
  }
  for (const auto& [j, quantity] : change.resource_quantity) {
    graph.resource_quantity[static_cast<size_t>(j)] = quantity;
  }
  for (const auto& [a, points] : change.arc_points)
    graph.arc_points[static_cast<size_t>(a)] = points;
}

}  // namespace cordee::bench
