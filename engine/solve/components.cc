#include "engine/solve/components.h"

#include <boost/pending/disjoint_sets.hpp>

namespace cordee {

// Between two looks at the stop flag.
constexpr size_t kNeedsPerLook = 1 << 13;

absl::StatusOr<Components> FindComponents(const Problem& problem, const CandidateSet& candidates,
                                          StopToken stop) {
  const auto needs = static_cast<size_t>(problem.needs().size());
  const auto resources = static_cast<size_t>(problem.resources().size());
  boost::disjoint_sets_with_storage<> sets(needs + resources);
  for (size_t n = 0; n < needs; ++n) {
    if (n % kNeedsPerLook == 0 && stop.StopRequested()) {
      return absl::CancelledError("stopped while finding components");
    }
    for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) {
      const ResourceIndex resource = candidates.resource[static_cast<size_t>(c)];
      sets.union_set(n, needs + static_cast<size_t>(resource.value()));
    }
  }

  // Number the components by first need, then sort the needs into them by counting.
  std::vector<int64_t> number(needs + resources, -1);
  std::vector<int64_t> component(needs, -1);
  Components out;
  out.begin.push_back(0);
  for (size_t n = 0; n < needs; ++n) {
    if (candidates.begin[n] == candidates.begin[n + 1]) continue;
    int64_t& mine = number[sets.find_set(n)];
    if (mine < 0) {
      mine = out.size();
      out.begin.push_back(0);
    }
    component[n] = mine;
    ++out.begin[static_cast<size_t>(mine) + 1];
  }
  for (size_t k = 1; k < out.begin.size(); ++k) out.begin[k] += out.begin[k - 1];
  std::vector<int64_t> next(out.begin.begin(), out.begin.end());
  out.needs.resize(static_cast<size_t>(out.begin.back()));
  for (size_t n = 0; n < needs; ++n) {
    if (component[n] < 0) continue;
    out.needs[static_cast<size_t>(next[static_cast<size_t>(component[n])]++)] = NeedIndex(n);
  }
  return out;
}

}  // namespace cordee
