// How wide potentials must be.
#include <algorithm>
#include <cstdlib>

#include "engine/solve/flow/network_simplex.h"

namespace cordee {

bool PotentialsFitInt64(const FlowProblem& problem, int64_t largest) {
  const int64_t longest = std::min(problem.need_count(), problem.supply_count());
  // A reduced cost adds two potentials and a cost; a path has two edges per need on it, and a tier.
  constexpr int64_t kMost = NetworkSimplex<int64_t>::kUnbuyable;
  return largest <= kMost / (2 * (2 * longest + 2) + 1);
}

bool PotentialsFitInt64(const FlowProblem& problem) {
  int64_t largest = 1;
  for (int64_t cost : problem.tier_cost) largest = std::max(largest, std::abs(cost));
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    for (auto a = static_cast<size_t>(problem.arc_begin[i]);
         a < static_cast<size_t>(problem.arc_begin[i + 1]); ++a) {
      largest = std::max(largest, std::abs(problem.Value(i, a)));
    }
  }
  return PotentialsFitInt64(problem, largest);
}

}  // namespace cordee
