#include "engine/model/calendar.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

// Counts days one by one, knowing only how many each month has.
struct Stepper {
  CivilDay day{1900, 1, 1};

  void Step() {
    constexpr int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0;
    const int32_t last = day.month == 2 && leap ? 29 : kDays[day.month - 1];
    if (day.day < last) {
      ++day.day;
    } else if (day.month < 12) {
      day = {day.year, day.month + 1, 1};
    } else {
      day = {day.year + 1, 1, 1};
    }
  }
};

TEST(Calendar, NumbersEveryDayOfThreeCenturies) {
  ASSERT_EQ(DayNumber({1970, 1, 1}), 0);
  Stepper stepper;
  int32_t number = DayNumber({1900, 1, 1});
  int32_t weekday = 0;  // 1 January 1900 was a Monday
  for (; stepper.day.year <= 2200; stepper.Step(), ++number, weekday = (weekday + 1) % 7) {
    ASSERT_TRUE(IsValid(stepper.day));
    ASSERT_EQ(DayNumber(stepper.day), number);
    ASSERT_EQ(FromDayNumber(number), stepper.day);
    ASSERT_EQ(Weekday(number), weekday);
  }
  EXPECT_EQ(number, DayNumber({2200, 12, 31}) + 1);
}

TEST(Calendar, RefusesAMonthThatDoesNotExist) {
  EXPECT_FALSE(IsValid({2026, 0, 1}));
  EXPECT_FALSE(IsValid({2026, 13, 1}));
}

TEST(Calendar, RefusesADayThatDoesNotExist) {
  EXPECT_FALSE(IsValid({2026, 2, 29}));
  EXPECT_FALSE(IsValid({2026, 4, 31}));
  EXPECT_FALSE(IsValid({2026, 4, 0}));
  EXPECT_FALSE(IsValid({1900, 2, 29}));
  EXPECT_TRUE(IsValid({2000, 2, 29}));
  EXPECT_TRUE(IsValid({2024, 2, 29}));
}

TEST(Calendar, RefusesYearsOutsideThreeCenturies) {
  EXPECT_FALSE(IsValid({1899, 12, 31}));
  EXPECT_FALSE(IsValid({2201, 1, 1}));
}

TEST(DateWindow, IntersectsToTheCommonDays) {
  EXPECT_EQ(Intersect({10, 20}, {15, 30}), (DateWindow{15, 20}));
  EXPECT_TRUE(Intersect({10, 20}, {20, 30}).empty());
  EXPECT_TRUE(DateWindow{}.open());
  EXPECT_EQ(Intersect(DateWindow{}, {3, 4}), (DateWindow{3, 4}));
}

TEST(HalfHours, HoldsWhatWasAdded) {
  HalfHours hours;
  EXPECT_TRUE(hours.Empty());
  hours.Add(62, 66);
  EXPECT_FALSE(hours.Has(61));
  EXPECT_TRUE(hours.Has(62));
  EXPECT_TRUE(hours.Has(65));
  EXPECT_FALSE(hours.Has(66));
  EXPECT_EQ(hours.Count(), 4);
  EXPECT_EQ(HalfHours::All().Count(), kHalfHoursPerWeek);
  EXPECT_EQ(HalfHours::All().LongestRun(), kHalfHoursPerWeek);
}

TEST(HalfHours, RunsAreMaximalAndDoNotWrap) {
  HalfHours hours;
  hours.Add(0, 3);
  hours.Add(3, 5);
  hours.Add(10, 11);
  hours.Add(330, 336);
  const std::vector<std::pair<int32_t, int32_t>> expected = {{0, 5}, {10, 11}, {330, 336}};
  EXPECT_EQ(hours.Runs(), expected);
  EXPECT_EQ(hours.LongestRun(), 6);
}

TEST(HalfHours, IntersectionAgreesWithSlots) {
  constexpr uint64_t kSeed = 20261124;
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int64_t i = 0; i < testing::Cases(10'000); ++i) {
    HalfHours a;
    HalfHours b;
    for (int j = 0; j < 5; ++j) {
      const auto begin = static_cast<int32_t>(random.Uniform(0, 335));
      a.Add(begin, static_cast<int32_t>(random.Uniform(begin, 336)));
      const auto other = static_cast<int32_t>(random.Uniform(0, 335));
      b.Add(other, static_cast<int32_t>(random.Uniform(other, 336)));
    }
    const HalfHours both = a & b;
    int32_t in_runs = 0;
    for (const auto& [begin, end] : both.Runs()) in_runs += end - begin;
    ASSERT_EQ(in_runs, both.Count());
    for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
      ASSERT_EQ(both.Has(slot), a.Has(slot) && b.Has(slot));
    }
  }
}

TEST(Horizon, CountsTheWeeksThatAWindowTouches) {
  const Horizon horizon{DayNumber({2026, 11, 30}), 52};
  ASSERT_EQ(Weekday(horizon.start_day), 0);
  EXPECT_EQ(horizon.WeeksIn({}, kAllMonths), horizon.AllWeeks());
  EXPECT_EQ(CountWeeks(horizon.AllWeeks()), 52);
  const int32_t sunday = horizon.start_day + 6;
  EXPECT_EQ(horizon.WeeksIn({sunday, sunday + 1}, kAllMonths), WeekSet{1});
  EXPECT_EQ(horizon.WeeksIn({sunday, sunday + 2}, kAllMonths), WeekSet{3});
  EXPECT_EQ(horizon.WeeksIn({kOpenStart, horizon.start_day}, kAllMonths), WeekSet{0});
  EXPECT_EQ(horizon.WeeksIn({horizon.end_day(), kOpenEnd}, kAllMonths), WeekSet{0});
  EXPECT_EQ(horizon.WeeksIn({sunday, sunday}, kAllMonths), WeekSet{0});
}

TEST(Horizon, AWeekBelongsToTheMonthOfItsThursday) {
  // Monday 30 November 2026: its Thursday is 3 December.
  const Horizon horizon{DayNumber({2026, 11, 30}), 52};
  const MonthSet december = 1 << 11;
  const WeekSet weeks = horizon.WeeksIn({}, december);
  // Thursdays of December 2026: 3, 10, 17, 24, 31.
  EXPECT_EQ(weeks, WeekSet{0b11111});
}

TEST(Horizon, EveryWeekBelongsToOneMonth) {
  for (int32_t start = DayNumber({2020, 1, 6}); start < DayNumber({2030, 1, 1}); start += 7) {
    const Horizon horizon{start, 52};
    WeekSet all = 0;
    int32_t count = 0;
    for (int month = 0; month < 12; ++month) {
      const WeekSet weeks = horizon.WeeksIn({}, static_cast<MonthSet>(1 << month));
      all |= weeks;
      count += CountWeeks(weeks);
    }
    ASSERT_EQ(all, horizon.AllWeeks());
    ASSERT_EQ(count, 52);
  }
}

TEST(HalfHours, StartsAreWhereARunOfTheLengthBegins) {
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    HalfHours hours;
    for (int64_t k = random.Uniform(0, 6); k > 0; --k) {
      const auto begin = static_cast<int32_t>(random.Uniform(0, kHalfHoursPerWeek));
      hours.Add(begin, static_cast<int32_t>(random.Uniform(begin, kHalfHoursPerWeek)));
    }
    hours.Remove(static_cast<int32_t>(random.Uniform(0, kHalfHoursPerWeek - 1)));
    const auto length = static_cast<int32_t>(random.Uniform(1, random.OneIn(2) ? 4 : 140));
    const HalfHours starts = hours.Starts(length);
    int32_t run = 0;  // from here on
    int32_t first = -1;
    for (int32_t slot = kHalfHoursPerWeek - 1; slot >= 0; --slot) {
      run = hours.Has(slot) ? run + 1 : 0;
      EXPECT_EQ(starts.Has(slot), run >= length) << slot << " for " << length;
      if (run >= length) first = slot;
    }
    EXPECT_EQ(starts.First(), first);
    EXPECT_EQ(hours.HasRun(length), first >= 0);
    HalfHours rest = hours;
    rest.Remove(starts);
    EXPECT_FALSE(rest.Overlaps(starts));
    EXPECT_EQ(hours.Overlaps(starts), first >= 0);
    rest.Add(starts);
    EXPECT_EQ(rest, hours);
  }
}

}  // namespace
}  // namespace cordee
