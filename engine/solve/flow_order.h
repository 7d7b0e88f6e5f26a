// The order in which needs and resources enter the flow network: those that compete side by side,
// component after component, each along a curve through space. It changes no answer, only the time
// that the kernel takes (flow/flow_problem.h).
//
//   ASSIGN_OR_RETURN(const FlowOrder order, OrderForFlow(problem, candidates, stop));
//   ... order.needs[row], order.row_of_need[need] ...
//
// The order is a function of the problem and its candidates alone. O(candidates) nearly, and
// O(entries log entries).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"

namespace cordee {

struct FlowOrder {
  // All needs; those without a candidate come last.
  std::vector<NeedIndex> needs;
  std::vector<int32_t> row_of_need;
  // Those that some candidate uses; also all other divisible ones, at the end, when the candidates
  // are not all pairs and may come to use them.
  std::vector<ResourceIndex> resources;
};

// Cancelled when `stop` is set before it is done.
absl::StatusOr<FlowOrder> OrderForFlow(const Problem& problem, const CandidateSet& candidates,
                                       StopToken stop);

}  // namespace cordee
