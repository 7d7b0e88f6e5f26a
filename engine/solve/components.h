// The parts of a run that share nothing: connected components of needs and resources under the
// candidate pairs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"

namespace cordee {

// Needs of component k are [begin[k], begin[k + 1]) of `needs`, ascending. Components are ordered
// by their first need. Needs without a candidate belong to none.
struct Components {
  std::vector<int64_t> begin;
  std::vector<NeedIndex> needs;

  int64_t size() const { return static_cast<int64_t>(begin.size()) - 1; }
  std::span<const NeedIndex> NeedsOf(int64_t k) const {
    const auto first = static_cast<size_t>(begin[static_cast<size_t>(k)]);
    const auto last = static_cast<size_t>(begin[static_cast<size_t>(k) + 1]);
    return {needs.data() + first, last - first};
  }
};

// O(candidates), almost. Cancelled when `stop` is set before it is done.
absl::StatusOr<Components> FindComponents(const Problem& problem, const CandidateSet& candidates,
                                          StopToken stop);

}  // namespace cordee
