#include "engine/model/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "engine/model/labour_law.h"
#include "engine/model/week_cut.h"
#include "tests/support/placement_world.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;
using testing::PlacementWorld;
using testing::Weekdays;

std::string ErrorAfter(
    const std::function<void(PlacementRow& post, PlacementRow& person)>& change) {
  PlacementWorld world;
  world.Post("post", world.Terms("cook", 40));
  world.Person("person", world.Terms("cook", 40));
  change(world.posts()[0], world.people()[0]);
  return std::string(world.TryBuild().status().message());
}

TEST(Placements, RefuseHoursThatContradictEachOther) {
  EXPECT_THAT(ErrorAfter([](auto&, auto& person) { person.terms.minimum = 41; }),
              HasSubstr("people/person: minimum: 41 of 40"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.terms.maximum = 39; }),
              HasSubstr("posts/post: maximum: 39"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.terms.lot = 41; }),
              HasSubstr("posts/post: lot: 41 of 40"));
}

TEST(Placements, RefuseZeroHoursAndMoreThanAWeek) {
  EXPECT_THAT(ErrorAfter([](auto&, auto& person) { person.terms.wished = 0; }),
              HasSubstr("people/person: wished: 1 to 336 half-hours, not 0"));
  EXPECT_THAT(ErrorAfter([](auto&, auto& person) { person.terms.wished = 337; }),
              HasSubstr("not 337"));
  EXPECT_THAT(ErrorAfter([](auto&, auto& person) { person.terms.hours = HalfHours(); }),
              HasSubstr("people/person: hours: none"));
}

TEST(Placements, RefuseRankingsOfStrangersAndRepetitions) {
  EXPECT_THAT(ErrorAfter([](auto&, auto& person) { person.ranking = {"nobody"}; }),
              HasSubstr("people/person: ranking: nobody is not there"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) {
                post.ranking = {"person", "person"};
              }),
              HasSubstr("posts/post: ranking: person twice"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.vetoes = {"other"}; }),
              HasSubstr("posts/post: vetoes: other is not there"));
}

TEST(Placements, RefuseStrangersAndWhatIsNotPlaced) {
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.actor = "ghost"; }),
              HasSubstr("posts/post: actor: unknown"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.terms.category = CategoryIndex(); }),
              HasSubstr("posts/post: category: unknown"));
  EXPECT_THAT(ErrorAfter([](auto& post, auto&) { post.terms.pay_cents = -1; }),
              HasSubstr("posts/post: pay_cents: -1"));
}

TEST(LabourLaw, KeepsADailyRestAndAWeeklyOne) {
  const HalfHours lawful = LawfulHours(HalfHours::All(), LimitsOf(false, 52), false);
  for (int32_t day = 0; day < 6; ++day) {
    EXPECT_FALSE(lawful.Has(day * 48 + 13)) << day;
    EXPECT_TRUE(lawful.Has(day * 48 + 14)) << day;  // 7:00
    EXPECT_TRUE(lawful.Has(day * 48 + 39)) << day;  // to 20:00
    EXPECT_FALSE(lawful.Has(day * 48 + 40)) << day;
  }
  EXPECT_EQ((lawful & Weekdays(0, 24, 7, 7)).Count(), 0);
}

TEST(LabourLaw, TakesTheSpanWithTheMostHoursAndFreesTheDayWithTheFewest) {
  HalfHours evenings = Weekdays(14, 24, 2, 7);
  evenings.Add(0, 2);  // Monday at midnight
  const HalfHours lawful = LawfulHours(evenings, LimitsOf(false, 52), false);
  EXPECT_EQ(lawful, Weekdays(14, 24, 2, 7));
}

TEST(LabourLaw, HoldsLongContractsToTheAverageOfTwelveWeeks) {
  EXPECT_EQ(LimitsOf(false, 11).half_hours_a_week, 96);
  EXPECT_EQ(LimitsOf(false, 12).half_hours_a_week, 88);
  EXPECT_EQ(LimitsOf(true, 52).half_hours_a_week, 70);
  EXPECT_EQ(LimitsOf(true, 52).half_hours_a_day, 16);
}

TEST(WeekCut, CutsAtTheLimitsOfWhatPostsWant) {
  WeekCut cut(Weekdays(8, 18, 1, 2));
  ASSERT_EQ(cut.size(), 2);
  cut.Split(Weekdays(8, 12, 1, 1));
  ASSERT_EQ(cut.size(), 3);
  EXPECT_EQ(cut.block(0), Weekdays(8, 12, 1, 1));
  EXPECT_EQ(cut.MaskOf(Weekdays(8, 12, 1, 2)), 0b001u);
  cut.Split(Weekdays(8, 12, 1, 2));
  EXPECT_EQ(cut.MaskOf(Weekdays(8, 12, 1, 2)), 0b011u);
  EXPECT_EQ(cut.MaskOf(Weekdays(8, 18, 1, 2)), 0b1111u);
}

TEST(WeekCut, GivesUpCuttingWhenThereAreNoBitsLeft) {
  WeekCut cut(Weekdays(0, 24, 1, 7));
  for (int32_t hour = 1; hour < 24; ++hour) cut.Split(Weekdays(0, hour, 1, 7));
  EXPECT_EQ(cut.size(), kMaxBlocksOfWeek);
  EXPECT_EQ(cut.MaskOf(HalfHours::All()), ~uint64_t{0});
}

}  // namespace
}  // namespace cordee
