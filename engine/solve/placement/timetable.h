// Which half-hours of the week a person works for whom.
//
//   std::optional<std::vector<HalfHours>> slots = MakeTimetable(works, half_hours_a_day, minutes);
//
// Each work gets as many half-hours as it asks for, within those that it may have; nobody is in two
// places, no day is too long, and between two sites on one day there is time to travel. Few sites a
// day and long runs are preferred.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/model/calendar.h"

namespace cordee {

struct WorkToLay {
  int32_t half_hours = 0;
  HalfHours hours;  // may lie in
};

// `gaps[i][j]`: whole half-hours to get from the site of work i to that of work j. Nothing when no
// order of the works that is tried gives a week: with at most kMaxOrderedWorks all orders are, with
// more only that given. O(orders * works * 336).
inline constexpr size_t kMaxOrderedWorks = 5;
std::optional<std::vector<HalfHours>> MakeTimetable(const std::vector<WorkToLay>& works,
                                                    int32_t half_hours_a_day,
                                                    const std::vector<std::vector<int32_t>>& gaps);

}  // namespace cordee
