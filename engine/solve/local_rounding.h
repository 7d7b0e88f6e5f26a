// Minimum lots in a component too large to be rounded as a whole.
//
//   ASSIGN_OR_RETURN(bool changed, RoundLocally(view, needs, amount, meter));
//
// Few needs break a lot in the relaxed flow. Those give back all they got; what then is free,
// theirs and what nobody took, is divided among them anew. They fall into small components of their
// own under the pairs that something is free for, and each is rounded or searched as lot_search.h
// does. All other needs keep what the flow gave them.
//
// Groups share nothing, so they are divided side by side, the same on any number of threads.
//
// Steady: where what the base run proposed, filled up in the same way, is worth as much, it stays.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/work.h"

namespace cordee {

struct RunView {
  const Problem& problem;
  const CandidateSet& candidates;
  const std::vector<Points>& points;
  const FlowExpansion& expansion;
  int32_t threads = 1;
};

// `needs`: all of one component of divisible quantities. `amount`, per candidate of the run, breaks
// no lot of them afterwards. O(pairs of the component), and the work of the small components.
absl::Status RoundLocally(const RunView& run, std::span<const NeedIndex> needs,
                          std::vector<int64_t>& amount, WorkMeter& meter);

}  // namespace cordee
