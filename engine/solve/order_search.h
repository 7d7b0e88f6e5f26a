// The minimum orders of one component: which supplies give at least their minimum, and which give
// nothing.
//
//   ASSIGN_OR_RETURN(OrderAmounts found, SolveOrders(flows, start, {}, meter));
//
// Search. Branch and bound: a supply that the flow leaves between nothing and its minimum is closed
// in one branch and has to reach its minimum in the other, where buyers are moved to it from others
// if together they are worth more (lot_flows.h); the flow of a branch bounds all that lies below
// it. Lots are branched on in the same tree. When it ends within kMaxOrderNodes flows, fewer for
// many pairs (kMaxOrderSearch), nothing better exists.
//
// Otherwise supplies are closed, those with the smallest part of their minimum first (an eighth of
// them at a time), until none is between; then each closed one is opened again, and each that gives
// something is closed, as long as that is worth more and there are flows left. The choice of the
// base run is one of those that are tried. Lots are rounded under each choice. The answer is then
// solved again as a rerun would, until it stays what it is.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "engine/base/limits.h"
#include "engine/solve/lot_flows.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/work.h"

namespace cordee {

struct OrderAmounts {
  LotAmounts best;
  bool proved = false;  // no amounts are worth more
};

struct OrderLimits {
  int64_t nodes = kMaxOrderNodes;
};

// `start` at least. REQUIRES: `start` breaks no lot and no minimum order. Where the meter cuts a
// flow short, what was found until then.
absl::StatusOr<OrderAmounts> SolveOrders(LotFlows& flows, LotAmounts start,
                                         const OrderLimits& limits, WorkMeter& meter);

}  // namespace cordee
