// A run as the parts of a solve see it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/flow_expansion.h"

namespace cordee {

struct RunView {
  const Problem& problem;
  const CandidateSet& candidates;
  const std::vector<Points>& points;  // per candidate
  const FlowExpansion& expansion;
  int32_t threads = 1;
};

}  // namespace cordee
