// The smallest optimal supply prices. Optimal prices are a lattice, so one vector is smallest in
// each supply at once; it depends on the problem alone, not on the basis that a solver ended with,
// and a supply's price in it is what one more unit of that supply would add.
//
// Optimal prices p (supplies) and q (needs: worth of one unit less of demand) are those with
//   p >= 0, and p = 0 where capacity is left over
//   p_j >= value - q_i  where an arc has room,    q_i <= value - p_j  where it has flow
//   q_i <= -cost of the need's dearest tier in use
// Starting from any such p and q, the largest decrease of p is a shortest distance from "0 and the
// tiers" with the slacks of these rules as lengths: one run of Dijkstra. O(arcs + needs log needs).
//
// Schrijver, "Combinatorial Optimization" (2003), section 12.4, for potentials as distances;
// Shapley and Shubik, "The assignment game I" (1971), for the lattice.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/flow/flow_problem.h"

namespace cordee {

// `arc_flow` is an optimal flow, `need_price` (q) of each need with demand and `supply_price` (p)
// of each supply that has capacity prove it. Prices of other entries are ignored and found.
std::vector<int64_t> SmallestSupplyPrices(const FlowProblem& problem,
                                          const std::vector<int64_t>& arc_flow,
                                          const std::vector<int64_t>& need_price,
                                          const std::vector<int64_t>& supply_price);

}  // namespace cordee
