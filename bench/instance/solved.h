// What solving a public instance gives, beside the solution itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/units.h"

namespace cordee::bench {

struct Solved {
  // Empty if the instance is feasible; objective and bound mean nothing otherwise.
  std::string infeasible;
  Total objective = 0;  // in the terms of the file
  Total bound = 0;      // proved: no solution is better. Equal to the objective at an optimum.
  int64_t pivots = 0;
};

struct FlowSolution : Solved {
  std::vector<int64_t> arc_flow;  // per arc of the file
};

struct AssignmentSolution : Solved {
  std::vector<int32_t> target;  // per node: of a source its target, -1 of a target
};

struct MatchFlow {
  int32_t need = 0;
  int32_t resource = 0;
  int64_t quantity = 0;
};

struct MatchSolution : Solved {
  std::vector<MatchFlow> flows;  // the positive ones, by need, then resource
};

}  // namespace cordee::bench
