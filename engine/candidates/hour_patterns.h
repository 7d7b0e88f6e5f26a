// The opening hours of all entries, each distinct set once: most territories know a few hundred, so
// that what two sets have in common is found in the cache.
//
//   HourPatterns patterns(problem);
//   int32_t common = patterns.CountCommon(patterns.of_need(n), patterns.of_resource(r));
//
// O(entries) to build. Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/calendar.h"
#include "engine/model/problem.h"

namespace cordee {

class HourPatterns {
 public:
  explicit HourPatterns(const Problem& problem);

  int32_t of_need(NeedIndex need) const { return of_need_[static_cast<size_t>(need.value())]; }
  int32_t of_resource(ResourceIndex resource) const {
    return of_resource_[static_cast<size_t>(resource.value())];
  }
  // Half-hours of a pattern.
  int32_t Count(int32_t pattern) const { return count_[static_cast<size_t>(pattern)]; }

  int32_t CountCommon(int32_t a, int32_t b) const {
    if (Count(a) == kHalfHoursPerWeek) return Count(b);
    if (Count(b) == kHalfHoursPerWeek || a == b) return Count(a);
    return (Hours(a) & Hours(b)).Count();
  }
  // Whether both are open at once for `length` consecutive half-hours.
  bool HaveCommonRun(int32_t a, int32_t b, int32_t length) const {
    return (Hours(a) & Hours(b)).HasRun(length);
  }

 private:
  const HalfHours& Hours(int32_t pattern) const { return hours_[static_cast<size_t>(pattern)]; }

  std::vector<int32_t> of_need_;
  std::vector<int32_t> of_resource_;
  std::vector<HalfHours> hours_;  // per pattern
  std::vector<int32_t> count_;
};

}  // namespace cordee
