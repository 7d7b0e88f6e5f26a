// Time as the engine sees it: civil days, weeks of a horizon, half-hours of a week, months.
//
//   DateWindow school{DayNumber({2026, 9, 1}), DayNumber({2027, 7, 3})};
//   Horizon horizon{DayNumber({2026, 11, 30}), 52};
//   WeekSet weeks = horizon.WeeksIn(school, kAllMonths);
//
// Days are counted from 1970-01-01 in the proleptic Gregorian calendar, by the formulas of
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". No clock and no time zone here.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/limits.h"

namespace cordee {

struct CivilDay {
  int32_t year = 1970;
  int32_t month = 1;  // 1 to 12
  int32_t day = 1;    // 1 to 31

  friend constexpr auto operator<=>(const CivilDay&, const CivilDay&) = default;
};

// False for 30 February, month 13 or a year outside 1900..2200.
bool IsValid(CivilDay day);
// REQUIRES: IsValid(day).
int32_t DayNumber(CivilDay day);
CivilDay FromDayNumber(int32_t number);
// 0 is Monday.
int32_t Weekday(int32_t day_number);

inline constexpr int32_t kOpenStart = INT32_MIN;
inline constexpr int32_t kOpenEnd = INT32_MAX;

// Day numbers [start, end).
struct DateWindow {
  int32_t start = kOpenStart;
  int32_t end = kOpenEnd;

  bool empty() const { return start >= end; }
  bool open() const { return start == kOpenStart && end == kOpenEnd; }
  friend constexpr bool operator==(const DateWindow&, const DateWindow&) = default;
};

DateWindow Intersect(DateWindow a, DateWindow b);

// Bit m - 1 for month m.
using MonthSet = uint16_t;
inline constexpr MonthSet kAllMonths = 0x0fff;

// Bit w for week w of the horizon.
using WeekSet = uint64_t;

// The 336 half-hours of a week; 0 is Monday 0:00.
class HalfHours {
 public:
  // No half-hour.
  constexpr HalfHours() = default;
  static HalfHours All();

  // REQUIRES: 0 <= begin <= end <= kHalfHoursPerWeek.
  void Add(int32_t begin, int32_t end);
  bool Has(int32_t slot) const {
    return (words_[static_cast<size_t>(slot) / 64] >> (slot % 64) & 1) != 0;
  }
  int32_t Count() const;
  bool Empty() const { return Count() == 0; }
  // Maximal runs [begin, end) of consecutive half-hours, in order. A run does not wrap from Sunday
  // night to Monday.
  std::vector<std::pair<int32_t, int32_t>> Runs() const;
  // Length of the longest run.
  int32_t LongestRun() const;
  // LongestRun() >= length, without looking at every half-hour.
  bool HasRun(int32_t length) const;

  // Half-hours from which on `length` half-hours lie in the set. REQUIRES: length >= 1.
  HalfHours Starts(int32_t length) const;
  // The first half-hour, -1 when there is none.
  int32_t First() const;
  bool Overlaps(const HalfHours& other) const;
  void Add(const HalfHours& others) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
  }
  void Remove(int32_t slot) {
    words_[static_cast<size_t>(slot) / 64] &= ~(uint64_t{1} << (slot % 64));
  }
  void Remove(const HalfHours& others) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~others.words_[i];
  }

  friend HalfHours operator&(const HalfHours& a, const HalfHours& b) {
    HalfHours both;
    for (size_t i = 0; i < a.words_.size(); ++i) both.words_[i] = a.words_[i] & b.words_[i];
    return both;
  }
  friend bool operator==(const HalfHours&, const HalfHours&) = default;
  const std::array<uint64_t, 6>& words() const { return words_; }

 private:
  std::array<uint64_t, 6> words_ = {};
};

// Whole quarters from a first day on.
struct Horizon {
  int32_t start_day = 0;  // day number of the first day, a Monday
  int32_t weeks = 52;     // a multiple of kWeeksPerQuarter, at most kMaxHorizonWeeks

  WeekSet AllWeeks() const { return (WeekSet{1} << weeks) - 1; }
  int32_t end_day() const { return start_day + 7 * weeks; }

  // Weeks that `dates` touches and whose Thursday lies in a month of `season` (the month that owns
  // the week, as in ISO 8601).
  WeekSet WeeksIn(DateWindow dates, MonthSet season) const;
};

inline int32_t CountWeeks(WeekSet weeks) { return std::popcount(weeks); }

}  // namespace cordee
