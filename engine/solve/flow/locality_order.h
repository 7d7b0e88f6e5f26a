// An order of needs and supplies for a FlowProblem that comes in any: those that compete are put
// side by side, which the solver's speed depends on (flow_problem.h).
//
//   const FlowOrder order = LocalityOrder(problem);
//   if (IsWorthReordering(problem, order)) {
//     const FlowProblem ordered = Reorder(problem, order);
//     ...   // need i there is order.need[i] here, and so for supplies
//   }
//
// Components come one after the other. A component is halved by its breadth-first order from a node
// at its rim, and its halves again, until they fit a cache: with arcs between neighbours in space
// that is close to an order along space. Where places are known, an order along a curve is cheaper
// and better.
//
// O(arcs * log(nodes)), with a copy of the problem while it runs. Depends on the order given.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/flow/flow_problem.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee {

// New place -> old index.
struct FlowOrder {
  std::vector<int32_t> need;
  std::vector<int32_t> supply;
};

// REQUIRES of all: `problem` passes ValidateFlowProblem.
FlowOrder LocalityOrder(const FlowProblem& problem);

// Whether needs that follow each other lead to much nearer supplies in that order.
bool IsWorthReordering(const FlowProblem& problem, const FlowOrder& order);

// Arcs keep their keys and so their ties.
FlowProblem Reorder(const FlowProblem& problem, const FlowOrder& order);

// The flows and prices of the ordered problem, as those of the problem. Arcs stay ascending.
FlowResult RestoreOrder(const FlowProblem& problem, const FlowOrder& order,
                        const FlowProblem& ordered, FlowResult result);

}  // namespace cordee
