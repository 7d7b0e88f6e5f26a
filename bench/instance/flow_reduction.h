// Minimum-cost flow solved by the engine's kernel, through the classical reduction to
// transportation (Wagner, "On a class of capacitated transportation problems", Manag. Sci. 5,
// 1959).
//
//   ASSIGN_OR_RETURN(MinCostFlow flow, ReadFlowFile("netgen.min"));
//   ASSIGN_OR_RETURN(FlowSolution solution, SolveMinCostFlow(flow, /*threads=*/1));
//
// Lower bounds are taken off first; k is what is left of an arc's capacity, b of a node's supply.
// Then each arc (u, v) becomes a NEED of k units for which its two ends compete: a unit served at v
// flows over the arc, a unit served at u stays at home. Node v becomes a SUPPLY of
//
//   sum over arcs out of v of k  -  b(v)
//
// which is what it serves exactly when it conserves flow. All supplies together equal all demands,
// so that conservation holds everywhere exactly when nothing stays unmet. The dearer end of a need
// is worth 0 and the other |cost| a unit, so every value is >= 0.
//
// An unmet unit costs M = 1 + the sum of the n - 1 largest |cost|, n the number of nodes. It pays:
// if something is unmet and a complete solution exists, there is a simple path of reroutings from
// an unmet need to a supply with room. It meets each supply once, hence moves one unit of each of
// at most n - 1 other needs to their other end, which loses at most |cost| each; so the path gains
// at least 1. So an optimum with something unmet proves that the instance is infeasible.
//
// Capacities that stand for infinity: some optimum is made of paths that carry the supplies, and of
// cycles that contain an arc of negative cost, so no arc needs more than all positive b plus the k
// of all negative arcs. A larger k is cut to that.
//
// Loops are settled apart: they are full if their cost is negative, else at their lower bound.
//
// Errors: OUT_OF_RANGE when what results is beyond the kernel's limits, with what to do.
// Memory: the kernel's, for two kernel arcs per arc.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

absl::StatusOr<FlowSolution> SolveMinCostFlow(const MinCostFlow& flow, int32_t threads);

}  // namespace cordee::bench
