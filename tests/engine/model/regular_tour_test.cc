#include "engine/model/regular_tour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/placement_world.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;

RegularTourRow Tuesday() {
  return {.day = 1, .load_percent = 50, .calls = {{.minute = 480}, {.minute = 540}}};
}

std::string Refusal(const std::vector<RegularTourRow>& tours) {
  return std::string(CheckRegularTours(tours, testing::Weekdays(6, 12)).message());
}

TEST(RegularTour, IsRefusedWithTheFieldThatIsWrong) {
  EXPECT_EQ(Refusal({Tuesday()}), "");
  RegularTourRow tour = Tuesday();
  tour.day = 7;
  EXPECT_THAT(Refusal({tour}), HasSubstr("regular_tours[0].day: between 0 and 6, not 7"));
  tour = Tuesday();
  tour.calls[1].minute = 489;
  EXPECT_THAT(Refusal({tour}), HasSubstr("calls[1].minute: between 490 and 1439, not 489"));
  tour = Tuesday();
  tour.calls[1].minute = 715;
  EXPECT_THAT(Refusal({tour}), HasSubstr("calls: outside the hours of the vehicle"));
  tour.day = 6;
  EXPECT_THAT(Refusal({tour}), HasSubstr("outside the hours"));
  tour = Tuesday();
  tour.calls.clear();
  EXPECT_THAT(Refusal({tour}), HasSubstr("number of regular_tours[0].calls"));
  EXPECT_THAT(Refusal({Tuesday(), Tuesday()}), HasSubstr("regular_tours[1].day: there is one"));
}

TEST(RegularTour, TakesItsPartOfAVehicleRoundedUp) {
  EXPECT_EQ(PartOf(8'000, 50), 4'000);
  EXPECT_EQ(PartOf(7, 50), 4);
  EXPECT_EQ(PartOf(500'000'000, 100), 500'000'000);
  EXPECT_EQ(PartOf(0, 60), 0);
}

TEST(RegularTour, LetsDriversOfHeavyVehiclesRestSooner) {
  EXPECT_EQ(RestOf(Licence::kB), kRestOfWork);
  EXPECT_EQ(RestOf(Licence::kBE), kRestOfWork);
  EXPECT_EQ(RestOf(Licence::kC1), kRestOfHeavy);
  EXPECT_EQ(RestOf(Licence::kCE), kRestOfHeavy);
}

}  // namespace
}  // namespace cordee
