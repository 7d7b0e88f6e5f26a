// A run of stops seen from outside: how long it takes, and when it may begin.
//
// Concatenation in constant time (Vidal, Crainic, Gendreau, Prins, "A hybrid genetic algorithm with
// adaptive diversity management for a large class of vehicle routing problems with time windows",
// Computers & OR 40, 2013), here without time warp: a segment that cannot be driven is refused.
#pragma once

#include <algorithm>
#include <cstdint>

namespace cordee {

struct TimeSegment {
  int64_t duration = 0;  // the least, of all waits and services and legs within
  int64_t earliest = 0;  // begins within [earliest, latest] and takes `duration`;
  int64_t latest = 0;    // begun before, it only waits longer
};

// False, with *joined in no state, when `after` cannot be reached in time.
inline bool Join(const TimeSegment& before, int64_t travel, const TimeSegment& after,
                 TimeSegment* joined) {
  const int64_t reach = before.duration + travel;
  if (before.earliest + reach > after.latest) return false;
  const int64_t wait = std::max<int64_t>(after.earliest - reach - before.latest, 0);
  joined->duration = reach + after.duration + wait;
  joined->earliest = std::max(after.earliest - reach, before.earliest) - wait;
  joined->latest = std::min(after.latest - reach, before.latest);
  return true;
}

}  // namespace cordee
