// Hub graphs shaped like a territory.
//
//   const HubGraph graph = TerritoryGraph({.entries = 1'000'000, .categories = 400});
//
// Half needs, half resources. sqrt(entries) towns of log-normal size in 290 x 290 km, 15 % of
// entries outside them; categories with Zipf(1) popularity; log-normal quantities in 1..1000, mean
// 37; each entry offers its 20 nearest counterparts of its category within 60 km (union of both
// sides); a unit is worth 10000 x (0.65 (1 - distance / 60 km) + 0.35 noise) points. The same
// options give the same graph, on any number of cores.
#pragma once

#include <cstdint>

#include "bench/workloads/hub_graph.h"

namespace cordee::bench {

struct TerritoryGraphOptions {
  int64_t entries = 0;
  int32_t categories = 400;
  // Makes one component of everything: where the Hilbert order meets another component, an arc more
  // leads to the last counterpart before. Isolated entries get one too.
  bool joined = false;
  bool equal_points = false;  // every arc 5000, so that only ties decide
  bool unmet_tiers = false;   // 1000, 3000 and 6000 points for a need's thirds
  uint64_t seed = 1;
};

HubGraph TerritoryGraph(const TerritoryGraphOptions& options);

}  // namespace cordee::bench
