#include "bench/rivals/lemon_min_cost.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cstddef>
#include <cstdlib>

namespace cordee::bench {

std::optional<__int128> LeastCostByLemon(const MinCostFlow& flow) {
  using lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<SmartDigraph, int64_t, int64_t>;
  SmartDigraph graph;
  for (size_t v = 0; v < flow.supply.size(); ++v) graph.addNode();
  SmartDigraph::NodeMap<int64_t> supply(graph);
  for (size_t v = 0; v < flow.supply.size(); ++v) {
    supply[SmartDigraph::nodeFromId(static_cast<int>(v))] = flow.supply[v];
  }
  SmartDigraph::ArcMap<int64_t> lower(graph), upper(graph), cost(graph);
  for (const MinCostArc& arc : flow.arcs) {
    const SmartDigraph::Arc added =
        graph.addArc(SmartDigraph::nodeFromId(arc.from), SmartDigraph::nodeFromId(arc.to));
    lower[added] = arc.lower;
    upper[added] = arc.upper;
    cost[added] = arc.cost;
  }
  Simplex simplex(graph);
  simplex.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
  switch (simplex.run()) {
    case Simplex::OPTIMAL:
      return simplex.totalCost<__int128>();
    case Simplex::INFEASIBLE:
      return std::nullopt;
    case Simplex::UNBOUNDED:
      break;
  }
  std::abort();  // all capacities are finite
}

}  // namespace cordee::bench
