// Solvers that others wrote, on the arrays of a HubGraph, as rivals in benches. Each ends with the
// optimum or aborts.
#pragma once

#include "bench/workloads/hub_graph.h"

namespace cordee::bench {

struct RivalResult {
  __int128 value = 0;
  double build_seconds = 0;  // of the rival's own graph and maps, components found
  double solve_seconds = 0;  // in the rival's own call
};

// LEMON 1.3.1 NetworkSimplex for each connected component, the strongest way to use it: REF.
RivalResult SolveByLemonParts(const HubGraph& graph);

// LEMON 1.3.1 NetworkSimplex and CostScaling on one graph of everything.
RivalResult SolveByLemonWhole(const HubGraph& graph);
RivalResult SolveByLemonCostScaling(const HubGraph& graph);

// Boost.Graph's successive_shortest_path_nonnegative_weights. For small graphs.
RivalResult SolveByBoost(const HubGraph& graph);

}  // namespace cordee::bench
