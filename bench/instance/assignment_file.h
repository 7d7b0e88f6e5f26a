// An assignment in the DIMACS format, as it is in its file.
//
//   p asn 4 3        nodes, arcs
//   n 1              the sources; all other nodes are targets
//   n 2
//   a 1 3 10         source, target, cost
//   a 1 4 12
//   a 2 3 7
//
// Find the cheapest set of arcs that touches each node exactly once. Costs may be negative.
//
// Errors of ReadAssignmentFile: INVALID_ARGUMENT or NOT_FOUND, as instance_reader.h says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace cordee::bench {

// Nodes are numbered from 0 here, from 1 in files.
struct AssignmentArc {
  int32_t source = 0;
  int32_t target = 0;
  int64_t cost = 0;
};

// Invariants: arcs go from sources to targets; |cost| is at most kMaxInstanceCost.
struct Assignment {
  std::vector<bool> is_source;  // per node
  std::vector<AssignmentArc> arcs;
};

absl::StatusOr<Assignment> ReadAssignmentFile(const std::string& path);

}  // namespace cordee::bench
