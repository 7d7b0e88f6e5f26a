// Where a driver rests.
//
//   std::vector<Step> steps = {{0, start}, {1'200, pickup}, {600, delivery}, {1'800, end}};
//   std::optional<Breaks> breaks = PlaceBreaks(steps, {.work = 21'600, .lasts = 1'200}, 36'000);
//
// A break is taken at a stop, before its service: so a wait there is part of it. Of all choices of
// one or two stops (kMaxBreaks) that keep every stretch of work short enough, the tour that takes
// the least time; of equal ones one break before two, then the earliest.
//
// A stretch runs from leaving, or from the service after a break, to the arrival at the next break,
// or to coming back, with all waits that no break was placed at. So a tour that needs a third break
// is not found, nor one that must leave earlier than its least time asks for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/solve/tours/time_segment.h"
#include "engine/solve/tours/tour_problem.h"

namespace cordee {

inline constexpr size_t kMaxBreaks = 2;

// A stop, or the start or end: how long the way there takes, and the stop by itself.
struct Step {
  int64_t travel = 0;
  TimeSegment alone;
};

struct Breaks {
  TimeSegment whole;  // the tour, breaks included; leaves at whole.earliest
  // Steps with a break before their service, sorted; 0, which is the start: none.
  std::array<size_t, kMaxBreaks> before = {};

  bool Has(size_t step) const { return step != 0 && (before[0] == step || before[1] == step); }
};

// Keeps its working memory from call to call.
class BreakSearch {
 public:
  // The tour from the first step to the last within `max_duration`, nothing when there is none.
  // REQUIRES: a tour without breaks exists, and is longer than `rule.work`.
  // Time: steps, where one break is enough and no wait makes two shorter; else steps^2.
  std::optional<Breaks> Place(const std::vector<Step>& steps, const BreakRule& rule,
                              int64_t max_duration);

 private:
  std::vector<TimeSegment> until_;  // from the first step up to and with this one, without breaks
  std::vector<TimeSegment> from_;   // from this step to the last
  std::vector<int64_t> with_one_;   // duration with a break at this step only
};

// Once.
inline std::optional<Breaks> PlaceBreaks(const std::vector<Step>& steps, const BreakRule& rule,
                                         int64_t max_duration) {
  return BreakSearch().Place(steps, rule, max_duration);
}

}  // namespace cordee
