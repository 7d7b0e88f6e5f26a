#include "engine/model/calendar.h"

#include <algorithm>

#include "engine/base/check.h"

namespace cordee {
namespace {

constexpr int32_t kFirstYear = 1900;
constexpr int32_t kLastYear = 2200;

bool IsLeap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int32_t DaysInMonth(int32_t year, int32_t month) {
  constexpr int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[month - 1];
}

}  // namespace

bool IsValid(CivilDay day) {
  return day.year >= kFirstYear && day.year <= kLastYear && day.month >= 1 && day.month <= 12 &&
         day.day >= 1 && day.day <= DaysInMonth(day.year, day.month);
}

// Years are counted from 1 March, so that the leap day ends one; an era is 400 years.
int32_t DayNumber(CivilDay day) {
  DCHECK(IsValid(day));
  const int32_t year = day.month <= 2 ? day.year - 1 : day.year;
  const int32_t era = year / 400;
  const int32_t year_of_era = year - era * 400;
  const int32_t day_of_year = (153 * ((day.month + 9) % 12) + 2) / 5 + day.day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

CivilDay FromDayNumber(int32_t number) {
  const int64_t shifted = int64_t{number} + 719'468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const auto day_of_era = static_cast<int32_t>(shifted - era * 146'097);
  const int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t march_month = (5 * day_of_year + 2) / 153;
  const int32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  const auto year = static_cast<int32_t>(era * 400) + year_of_era + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * march_month + 2) / 5 + 1};
}

// Day 0, 1970-01-01, was a Thursday.
int32_t Weekday(int32_t day_number) {
  const int32_t rest = day_number % 7;
  return (rest + 7 + 3) % 7;
}

DateWindow Intersect(DateWindow a, DateWindow b) {
  return {std::max(a.start, b.start), std::min(a.end, b.end)};
}

HalfHours HalfHours::All() {
  HalfHours all;
  all.Add(0, kHalfHoursPerWeek);
  return all;
}

void HalfHours::Add(int32_t begin, int32_t end) {
  DCHECK(0 <= begin && begin <= end && end <= kHalfHoursPerWeek);
  while (begin < end) {
    const int32_t bit = begin % 64;
    const int32_t count = std::min(end - begin, 64 - bit);
    words_[static_cast<size_t>(begin) / 64] |= ~uint64_t{0} >> (64 - count) << bit;
    begin += count;
  }
}

// Bits of each byte, as in Warren, "Hacker's Delight", 5-1, for three words at once: a byte of
// three words holds at most 24, the sum of eight such bytes at most 192.
int32_t HalfHours::Count() const {
  constexpr uint64_t kPairs = 0x5555555555555555;
  constexpr uint64_t kNibbles = 0x3333333333333333;
  constexpr uint64_t kBytes = 0x0f0f0f0f0f0f0f0f;
  constexpr uint64_t kSum = 0x0101010101010101;
  int32_t count = 0;
  for (size_t first = 0; first < words_.size(); first += 3) {
    uint64_t nibbles = 0;
    for (size_t i = first; i < first + 3; ++i) {
      const uint64_t pairs = words_[i] - (words_[i] >> 1 & kPairs);
      nibbles += (pairs & kNibbles) + (pairs >> 2 & kNibbles);
    }
    const uint64_t bytes = (nibbles & kBytes) + (nibbles >> 4 & kBytes);
    count += static_cast<int32_t>(bytes * kSum >> 56);
  }
  return count;
}

std::vector<std::pair<int32_t, int32_t>> HalfHours::Runs() const {
  std::vector<std::pair<int32_t, int32_t>> runs;
  int32_t begin = -1;
  for (int32_t word = 0; word < static_cast<int32_t>(words_.size()); ++word) {
    // What changes from each half-hour to the next.
    const uint64_t here = words_[static_cast<size_t>(word)];
    const uint64_t before = here << 1 | (begin >= 0 ? 1 : 0);
    for (uint64_t edges = here ^ before; edges != 0; edges &= edges - 1) {
      const int32_t slot = word * 64 + std::countr_zero(edges);
      if (begin < 0) {
        begin = slot;
      } else {
        runs.emplace_back(begin, slot);
        begin = -1;
      }
    }
  }
  return runs;
}

int32_t HalfHours::LongestRun() const {
  int32_t longest = 0;
  for (const auto& [begin, end] : Runs()) longest = std::max(longest, end - begin);
  return longest;
}

// A half-hour stays as long as the `have` that start with it are all there.
HalfHours HalfHours::Starts(int32_t length) const {
  HalfHours result = *this;
  std::array<uint64_t, 6>& starts = result.words_;
  for (int32_t have = 1; have < length;) {
    const int32_t shift = std::min({have, length - have, 63});
    for (size_t i = 0; i < starts.size(); ++i) {
      const uint64_t next = i + 1 < starts.size() ? starts[i + 1] : 0;
      starts[i] &= starts[i] >> shift | next << (64 - shift);
    }
    have += shift;
  }
  return result;
}

bool HalfHours::HasRun(int32_t length) const { return length <= 0 || Starts(length).First() >= 0; }

int32_t HalfHours::First() const {
  for (size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] != 0) return static_cast<int32_t>(i) * 64 + std::countr_zero(words_[i]);
  }
  return -1;
}

bool HalfHours::Overlaps(const HalfHours& other) const {
  uint64_t both = 0;
  for (size_t i = 0; i < words_.size(); ++i) both |= words_[i] & other.words_[i];
  return both != 0;
}

WeekSet Horizon::WeeksIn(DateWindow dates, MonthSet season) const {
  WeekSet set = 0;
  for (int32_t week = 0; week < weeks; ++week) {
    const int32_t monday = start_day + 7 * week;
    if (Intersect(dates, {monday, monday + 7}).empty()) continue;
    if (season == kAllMonths || (season >> (FromDayNumber(monday + 3).month - 1) & 1) != 0) {
      set |= WeekSet{1} << week;
    }
  }
  return set;
}

}  // namespace cordee
