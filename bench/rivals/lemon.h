// LEMON's NetworkSimplex on a FlowProblem's arrays, as a rival in benches. C++17.
#pragma once

#include <cstdint>

#include "engine/solve/flow/flow_problem.h"

namespace cordee::bench {

struct LemonResult {
  __int128 value = 0;
  double build_seconds = 0;  // of LEMON's graphs and maps, components found
  double solve_seconds = 0;  // in NetworkSimplex::run()
};

// One graph, or one for each connected component: the stronger way to use LEMON.
LemonResult SolveByLemon(const FlowProblem& problem, bool by_component);

}  // namespace cordee::bench
