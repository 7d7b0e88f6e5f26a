// From a flow that ignores minimum lots to amounts that keep them, for components too large to
// search exactly.
//
// The flow is solved again and again; each time the lots it has nearly reached are set on and those
// it has hardly begun are set off, until none is broken. Where that leads nowhere, broken lots are
// dropped and what became free is offered again, most valuable pair first. The result is feasible
// always and best never guaranteed; its loss shows against the bound of the relaxation. Cancelled
// when the work runs out.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/work.h"

namespace cordee {

// `relaxed`: amounts of the pairs in the relaxation. At most kMaxRoundingFlows flows.
absl::StatusOr<LotAmounts> RoundLots(LotFlows& flows, std::vector<int64_t> relaxed,
                                     WorkMeter& meter);

// Drops broken lots, then fills what is free greedily. O(pairs log pairs).
LotAmounts DropAndRefill(const LotProblem& lots, std::vector<int64_t> amount);

// Keeps what was proposed before where it still fits, then does the best around it: the answer that
// a rerun prefers among equals. Needs without previous amounts are rounded.
absl::StatusOr<LotAmounts> RoundFromPrevious(LotFlows& flows, WorkMeter& meter);

}  // namespace cordee
