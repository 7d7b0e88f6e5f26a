#include "engine/candidates/hour_patterns.h"

#include <array>

#include "absl/container/flat_hash_map.h"

namespace cordee {

HourPatterns::HourPatterns(const Problem& problem) {
  absl::flat_hash_map<std::array<uint64_t, 6>, int32_t> known;
  const auto number = [&](const std::vector<HalfHours>& column, std::vector<int32_t>& out) {
    out.reserve(column.size());
    for (const HalfHours& hours : column) {
      const auto [at, is_new] =
          known.try_emplace(hours.words(), static_cast<int32_t>(hours_.size()));
      if (is_new) {
        hours_.push_back(hours);
        count_.push_back(hours.Count());
      }
      out.push_back(at->second);
    }
  };
  number(problem.needs().hours, of_need_);
  number(problem.resources().hours, of_resource_);
}

}  // namespace cordee
