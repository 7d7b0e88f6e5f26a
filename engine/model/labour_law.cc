#include "engine/model/labour_law.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace cordee {
namespace {

constexpr int32_t kSlotsPerDay = 48;
constexpr int32_t kDays = 7;
constexpr int32_t kSunday = 6;
constexpr int32_t kUsualStart = 14;  // 7:00

// Keeps what lies in [begin, end) of every day.
HalfHours WithinDay(const HalfHours& hours, int32_t begin, int32_t end) {
  HalfHours span;
  for (int32_t day = 0; day < kDays; ++day) {
    span.Add(day * kSlotsPerDay + begin, day * kSlotsPerDay + end);
  }
  return hours & span;
}

HalfHours WithinSpan(const HalfHours& hours, int32_t span) {
  std::array<int32_t, kSlotsPerDay> count = {};
  for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
    count[static_cast<size_t>(slot % kSlotsPerDay)] += hours.Has(slot) ? 1 : 0;
  }
  int32_t best = 0;
  int32_t most = -1;
  for (int32_t begin = 0; begin + span <= kSlotsPerDay; ++begin) {
    int32_t kept = 0;
    for (int32_t slot = begin; slot < begin + span; ++slot)
      kept += count[static_cast<size_t>(slot)];
    const bool nearer = std::abs(begin - kUsualStart) < std::abs(best - kUsualStart);
    if (kept > most || (kept == most && nearer)) {
      best = begin;
      most = kept;
    }
  }
  return WithinDay(hours, best, best + span);
}

std::array<int32_t, kDays> CountByDay(const HalfHours& hours) {
  std::array<int32_t, kDays> count = {};
  for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
    count[static_cast<size_t>(slot / kSlotsPerDay)] += hours.Has(slot) ? 1 : 0;
  }
  return count;
}

void FreeDay(int32_t day, HalfHours& hours) {
  for (int32_t slot = day * kSlotsPerDay; slot < (day + 1) * kSlotsPerDay; ++slot) {
    hours.Remove(slot);
  }
}

}  // namespace

LabourLimits LimitsOf(bool minor, int32_t weeks) {
  if (minor) {
    return {
        .half_hours_a_day = 16, .half_hours_a_week = 70, .half_hours_of_span = 24, .days_free = 2};
  }
  LabourLimits limits;
  if (weeks >= kWeeksOfAverage) limits.half_hours_a_week = kHalfHoursOfAverage;
  return limits;
}

HalfHours LawfulHours(const HalfHours& hours, const LabourLimits& limits, bool minor) {
  HalfHours lawful = minor ? WithinDay(hours, kMinorsFrom, kMinorsUntil) : hours;
  lawful = WithinSpan(lawful, limits.half_hours_of_span);
  const std::array<int32_t, kDays> count = CountByDay(lawful);
  if (minor) {
    FreeDay(kSunday, lawful);
    FreeDay(count[0] < count[kSunday - 1] ? 0 : kSunday - 1, lawful);
    return lawful;
  }
  int32_t fewest = kSunday;
  for (int32_t day = kSunday - 1; day >= 0; --day) {
    if (count[static_cast<size_t>(day)] < count[static_cast<size_t>(fewest)]) fewest = day;
  }
  if (count[static_cast<size_t>(fewest)] > 0) FreeDay(fewest, lawful);
  return lawful;
}

}  // namespace cordee
