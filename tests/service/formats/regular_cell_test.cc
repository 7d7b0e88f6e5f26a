#include "service/formats/regular_cell.h"

#include <gtest/gtest.h>

#include <string>

namespace cordee::service {
namespace {

TEST(RegularCell, ReadsToursAsPeopleWriteThem) {
  const auto tours =
      RegularCell("mardi (60 %, +45 min) 8:00 79329 (20 %, 15 min) > 9h30 Saint-Varent | "
                  "thursday 14h 79202 @ 46,65 -0,25");
  ASSERT_TRUE(tours.has_value());
  ASSERT_EQ(tours->size(), 2);
  const v1::RegularTour& tuesday = tours->at(0);
  EXPECT_EQ(tuesday.day(), 2);
  EXPECT_EQ(tuesday.load_percent(), 60);
  EXPECT_EQ(tuesday.late_minutes(), 45);
  ASSERT_EQ(tuesday.calls_size(), 2);
  EXPECT_EQ(tuesday.calls(0).minute(), 480);
  EXPECT_EQ(tuesday.calls(0).place().insee_code(), "79329");
  EXPECT_EQ(tuesday.calls(0).load_percent(), 20);
  EXPECT_EQ(tuesday.calls(0).stay_minutes(), 15);
  EXPECT_EQ(tuesday.calls(1).minute(), 570);
  EXPECT_EQ(tuesday.calls(1).place().commune(), "Saint-Varent");
  EXPECT_EQ(tours->at(1).day(), 4);
  EXPECT_EQ(tours->at(1).calls(0).place().position().latitude(), 46.65);
}

TEST(RegularCell, WritesWhatItReads) {
  const std::string text =
      "lundi (50 %) 07:05 79329 @ 46.98 -0.21 (100 %) > 08:00 79202 @ 46.65 -0.25 (5 min) | "
      "dimanche (+10 min) 23:59 79191 @ 46.32 -0.46";
  const auto tours = RegularCell(text);
  ASSERT_TRUE(tours.has_value());
  EXPECT_EQ(RegularText(*tours), text);
  EXPECT_EQ(RegularText({}), "");
}

TEST(RegularCell, RefusesWhatIsNoTour) {
  for (const char* text :
       {"", "mardi", "mardi (60 %)", "mardi 8:00", "mardi 79329", "tôt 8:00 79329",
        "mardi 25:00 79329", "mardi 8:61 79329", "mardi 8: 79329", "mardi (60 %",
        "mardi (60) 8h 79329", "mardi (+60 %) 8h 79329", "mardi (5 min) 8h 79329",
        "mardi 8h 79329 (+5 min)",
        "mardi 8h 79329 > ", "mardi 8h 79329 |", "mardi 8h 79329 @ ici", "mardi 8h (20 %)",
        "mardi () 8h 79329", "mardi (+0 min) 8h 79329", "mardi 8h 79329 (0 min)",
        "mardi (60 %, 50 %) 8h 79329", "mardi 8h 79329 (5 min, 15 min)",
        "mardi 8h 79329 (99999999999 %)", "mardi -8h 79329", ")", "a ("}) {
    EXPECT_FALSE(RegularCell(text).has_value()) << text;
  }
}

TEST(RegularCell, TellsNoMinutesFromOthers) {
  EXPECT_TRUE(SaysNoMinutes("mardi (60 %, +0 min) 8h 79329"));
  EXPECT_TRUE(SaysNoMinutes("mardi 8h 79329 (00min)"));
  EXPECT_FALSE(SaysNoMinutes("mardi (+30 min) 8h 79329 (10 min) > 9h 79100 (100 min)"));
}

}  // namespace
}  // namespace cordee::service
