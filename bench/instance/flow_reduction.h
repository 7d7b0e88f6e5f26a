// Minimum-cost flow solved by the engine's kernel, through the classical reduction to
// transportation (Orden, "The transhipment problem", Manag. Sci. 2, 1956).
//
//   ASSIGN_OR_RETURN(MinCostFlow flow, ReadFlowFile("netgen.min"));
//   ASSIGN_OR_RETURN(FlowSolution solution, SolveMinCostFlow(flow, /*threads=*/1));
//
// Lower bounds are taken off first; k is what is left of an arc's capacity, b of a node's supply,
// and B the most that can arrive at a node. Then each node v becomes
//
//   a NEED of B + b units: what leaves v, and what B leaves idle
//   a SUPPLY of B units:   what arrives at v, and the same idle units
//
// joined by an arc of v's own for the idle units; and each arc (u, v) one from need u to supply v
// that carries at most k. Both are used up exactly if and only if v conserves flow. Needs and
// supplies have the same sum, so that is so everywhere exactly when nothing stays unmet. Of a need
// the dearest arc (idle units cost 0) is worth 0, the others what they save against it.
//
// An unmet unit costs M = 1 + the sum of the n - 1 largest spans (largest minus smallest worth of
// the arcs of a need), n the number of nodes. It pays: if something is unmet and a complete
// solution exists, there is a simple path of reroutings from an unmet need to a supply with room.
// It meets each other need at most once and moves one of its units to another arc, which loses at
// most the span; so the path gains at least 1. So an optimum with something unmet proves that the
// instance is infeasible.
//
// Capacities that stand for infinity: some optimum is made of paths that carry the supplies, and of
// cycles that contain an arc of negative cost. So B never needs to be above the sum of all positive
// b and of the k of all negative arcs.
//
// Loops are settled apart: they are full if their cost is negative, else at their lower bound.
//
// Errors: OUT_OF_RANGE when what results is beyond the kernel's limits, with what to do.
// Memory: the kernel's, for an arc more per node, and 16 bytes an arc.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/solved.h"

namespace cordee::bench {

absl::StatusOr<FlowSolution> SolveMinCostFlow(const MinCostFlow& flow, int32_t threads);

}  // namespace cordee::bench
