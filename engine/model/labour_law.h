// What the law allows one person to work, all employers together. French labour code (Code du
// travail), articles as of 2026; a later change gets its date here, and old runs keep theirs.
//
// Rules of whole weeks become rules of the hours that count at all, so that any choice of half-days
// keeps them: work lies within the same 13 hours every day, so that 11 hours of rest are always
// left, and at least one day of the week stays free (two for minors).
#pragma once

#include <cstdint>

#include "engine/model/calendar.h"

namespace cordee {

struct LabourLimits {
  // 10 hours a day (L3121-18); minors 8 (L3162-1).
  int32_t half_hours_a_day = 20;
  // 48 hours a week (L3121-20), and 44 on average over 12 weeks (L3121-22): work that is the same
  // every week of at least 12 weeks is held to the average. Minors 35 (L3162-1).
  int32_t half_hours_a_week = 96;
  // 24 hours less the daily rest of 11 (L3131-1); minors 12 (L3164-1).
  int32_t half_hours_of_span = 26;
  // Weekly rest: one day (L3132-1, L3132-2), two in a row for minors (L3164-2).
  int32_t days_free = 1;
};

// Articles above in force from 2016-08-10 (loi n° 2016-1088) on; no earlier run is made.
inline constexpr CivilDay kLabourLawSince = {2016, 8, 10};
inline constexpr int32_t kWeeksOfAverage = 12;
inline constexpr int32_t kHalfHoursOfAverage = 88;
// No work of minors from 22:00 to 6:00 (L3163-1), as half-hours of the day.
inline constexpr int32_t kMinorsFrom = 12;
inline constexpr int32_t kMinorsUntil = 44;
// The least hours of a part-time contract unless agreed otherwise: 24 a week (L3123-27).
inline constexpr int32_t kPartTimeMinimum = 48;

LabourLimits LimitsOf(bool minor, int32_t weeks);

// The half-hours of `hours` that may be worked under the limits: those within the daily span that
// keeps the most of them (of equals the one that begins nearest to 7:00), on all days but the free
// ones (those with the fewest, of equals the latest in the week; a minor's are in a row and hold
// Sunday).
HalfHours LawfulHours(const HalfHours& hours, const LabourLimits& limits, bool minor);

}  // namespace cordee
