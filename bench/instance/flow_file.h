// A minimum-cost flow in the DIMACS format, as it is in its file.
//
//   c a triangle: two units from node 1 to node 3
//   p min 3 3
//   n 1 2
//   n 3 -2
//   a 1 2 0 2 5      from, to, lower bound, capacity, cost of a unit
//   a 2 3 0 2 -1
//   a 1 3 1 4 6
//
// Find the cheapest flow that leaves each node by its supply (negative: arrives; no n line: 0).
// Costs may be negative; parallel arcs, loops and circulations (no n line at all) are all right.
//
// Errors of ReadFlowFile: INVALID_ARGUMENT or NOT_FOUND, as instance_reader.h says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace cordee::bench {

// Nodes are numbered from 0 here, from 1 in files.
struct MinCostArc {
  int32_t from = 0;
  int32_t to = 0;
  int64_t lower = 0;
  int64_t upper = 0;
  int64_t cost = 0;
};

// Invariants: arcs join nodes that exist; 0 <= lower <= upper; |supply| and lower are at most
// kMaxInstanceQuantity, |cost| at most kMaxInstanceCost.
struct MinCostFlow {
  std::vector<int64_t> supply;  // per node
  std::vector<MinCostArc> arcs;
};

absl::StatusOr<MinCostFlow> ReadFlowFile(const std::string& path);

}  // namespace cordee::bench
