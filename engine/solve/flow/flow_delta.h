// What changed in a FlowProblem since it was solved.
//
//   FlowDelta delta;
//   delta.SetDemand(need, 120, {40, 40, 40});   // a need with three tiers
//   delta.SetCapacity(supply, 0);               // it leaves; a later delta may bring it back
//   delta.SetPoints(need, arc, 7200);
//   delta.SetArcCapacity(need, arc, 0);         // only where arcs have bounds of their own
//
// Numbers are new values, not differences. Whoever leaves gets a demand or capacity of 0 and keeps
// its place. New needs, supplies and arcs are another problem: see FlowSession::AddArcs, or start a
// new FlowSession.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

struct FlowDelta {
  // Columns of the needs that changed. The tiers of each follow those of the one before, as many as
  // the need has; they sum to its demand.
  std::vector<int32_t> need;
  std::vector<int64_t> demand;
  std::vector<int64_t> tier_capacity;

  std::vector<int32_t> supply;
  std::vector<int64_t> supply_capacity;

  // The need of each arc is stated, since arcs do not know theirs.
  std::vector<int32_t> arc_need;
  std::vector<int32_t> arc;
  std::vector<int32_t> arc_points;

  // The same arc may stand here more than once: the last one counts. Down to 0 and up again takes
  // off what it carries.
  std::vector<int32_t> bound_need;
  std::vector<int32_t> bound_arc;
  std::vector<int64_t> arc_capacity;

  int64_t size() const {
    return static_cast<int64_t>(need.size() + supply.size() + arc.size() + bound_arc.size());
  }

  void SetDemand(int32_t which, int64_t new_demand, const std::vector<int64_t>& tiers) {
    need.push_back(which);
    demand.push_back(new_demand);
    tier_capacity.insert(tier_capacity.end(), tiers.begin(), tiers.end());
  }
  void SetCapacity(int32_t which, int64_t new_capacity) {
    supply.push_back(which);
    supply_capacity.push_back(new_capacity);
  }
  void SetPoints(int32_t need_of_arc, int32_t which, int32_t points) {
    arc_need.push_back(need_of_arc);
    arc.push_back(which);
    arc_points.push_back(points);
  }
  void SetArcCapacity(int32_t need_of_arc, int32_t which, int64_t capacity) {
    bound_need.push_back(need_of_arc);
    bound_arc.push_back(which);
    arc_capacity.push_back(capacity);
  }
};

// INVALID_ARGUMENT with the column, the index and the rule that is broken: the changed problem must
// pass ValidateFlowProblem, but for the order of parallel arcs by points. O(size of the delta).
absl::Status ValidateFlowDelta(const FlowProblem& problem, const FlowDelta& delta);

}  // namespace cordee
