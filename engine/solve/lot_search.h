// Branch and bound on the lots of one component: a lot that the flow breaks is set off in one
// branch and on in the other, and the flow of each branch bounds all that lies below it.
//
//   ASSIGN_OR_RETURN(LotAmounts best, SearchLots(flows, start, max_nodes, meter));
//
// With enough nodes the answer is the best there is and, among equals, the one with the smallest
// tie; otherwise the best found, `start` at least. Cancelled when the meter cuts a flow short.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/work.h"

namespace cordee {

// At most `max_nodes` flows. REQUIRES: `start` breaks no lot.
absl::StatusOr<LotAmounts> SearchLots(LotFlows& flows, LotAmounts start, int64_t max_nodes,
                                      WorkMeter& meter);

// The amounts of a component whose relaxation, `relaxed`, breaks a lot: rounded, then searched with
// kMaxExactNodes (at most kMaxExactPairs pairs) or as far as kMaxImprovement goes.
//
// A rounded answer is solved again as a rerun would, until it stays what it is: so a rerun of an
// unchanged territory proposes the same. Each such step raises the value more than it costs in
// continuity, so it is an improvement for this run too.
absl::StatusOr<LotAmounts> SolveLots(LotFlows& flows, std::vector<int64_t> relaxed,
                                     WorkMeter& meter);

}  // namespace cordee
