#include "engine/solve/booked_hours.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/base/limits.h"
#include "engine/solve/flow_expansion.h"

namespace cordee {

BookedHours::BookedHours(const Problem& problem, const CandidateSet& candidates, StopToken stop) {
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    if (!problem.NeedCategory(need).booking) continue;
    if (stop.StopRequested()) return;
    const auto n = static_cast<size_t>(need.value());
    for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) {
      const ResourceIndex resource = candidates.resource[static_cast<size_t>(c)];
      row_.resize(static_cast<size_t>(problem.resources().size()), -1);
      int32_t& row = row_[static_cast<size_t>(resource.value())];
      if (row < 0) {
        row = static_cast<int32_t>(class_.size() / kHalfHoursPerWeek);
        class_.resize(class_.size() + kHalfHoursPerWeek, 0);
      }
      Refine(resource, CommonHours(problem, need, resource));
    }
  }
}

void BookedHours::Refine(ResourceIndex resource, const HalfHours& hours) {
  const auto row = static_cast<size_t>(row_[static_cast<size_t>(resource.value())]);
  int32_t* const classes = class_.data() + row * kHalfHoursPerWeek;
  std::vector<std::pair<int32_t, int32_t>> moved;  // from, to
  int32_t from = -1;
  int32_t to = -1;
  for (auto [begin, end] : hours.Runs()) {
    for (int32_t slot = begin; slot < end; ++slot) {
      if (classes[slot] != from) {
        from = classes[slot];
        const auto found = std::find_if(moved.begin(), moved.end(),
                                        [from](const auto& move) { return move.first == from; });
        if (found != moved.end()) {
          to = found->second;
        } else {
          to = ++classes_;
          moved.emplace_back(from, to);
        }
      }
      classes[slot] = to;
    }
  }
}

std::vector<std::vector<int32_t>> BookedHours::GroupsOf(ResourceIndex resource) const {
  const auto row = static_cast<size_t>(row_[static_cast<size_t>(resource.value())]);
  const int32_t* const classes = class_.data() + row * kHalfHoursPerWeek;
  std::vector<std::vector<int32_t>> groups;
  for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
    if (classes[slot] == 0) continue;
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return classes[group.front()] == classes[slot];
    });
    if (found == groups.end()) {
      groups.push_back({slot});
    } else {
      found->push_back(slot);
    }
  }
  return groups;
}

HalfHours CommonHours(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  const auto n = static_cast<size_t>(need.value());
  const auto r = static_cast<size_t>(resource.value());
  return BookableHours(problem.needs().hours[n] & problem.resources().hours[r],
                       problem.needs().duration[n]);
}

}  // namespace cordee
