#include "service/formats/cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "service/formats/field_entry.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Hours(std::string_view text) {
  const auto hours = HoursCell(text);
  if (!hours.has_value()) return "?";
  v1::Terms terms;
  terms.mutable_hours()->Assign(hours->begin(), hours->end());
  return HoursText(terms);
}

std::string Date(std::string_view text) {
  const std::optional<CivilDay> day = DateCell(text);
  if (!day.has_value()) return "?";
  return std::to_string(day->year) + "-" + std::to_string(day->month) + "-" +
         std::to_string(day->day);
}

TEST(NumberCell, TakesCommasAndSeparatorsOfThousands) {
  EXPECT_EQ(NumberCell("12,5"), "12.5");
  EXPECT_EQ(NumberCell("12.5"), "12.5");
  EXPECT_EQ(NumberCell("1 250,5"), "1250.5");
  EXPECT_EQ(NumberCell("1\u00a0250\u202f000"), "1250000");
  EXPECT_EQ(NumberCell("1.250,5"), "1250.5");
  EXPECT_EQ(NumberCell("1,250.5"), "1250.5");
  EXPECT_EQ(NumberCell("-3"), "-3");
  EXPECT_EQ(NumberCell("\u22123"), "-3");
}

TEST(NumberCell, LeavesWhatIsNoNumber) {
  EXPECT_EQ(NumberCell("douze"), "douze");
  EXPECT_EQ(NumberCell(""), "");
  for (const char* text : {"1e3", "1 2", "10 20", "10-20", "1,25.5", "1.2.3", "12 34,5", "1234 567",
                           "12,", "1 250 ,5 0", "--3"}) {
    EXPECT_EQ(NumberCell(text), text);
  }
}

TEST(NumberAndUnitCell, SplitsAtTheFirstLetter) {
  EXPECT_EQ(NumberAndUnitCell("12,5 kg").number, "12.5");
  EXPECT_EQ(NumberAndUnitCell("12,5 kg").unit, "kg");
  EXPECT_EQ(NumberAndUnitCell("3{piece}").unit, "{piece}");
  EXPECT_EQ(NumberAndUnitCell("12").unit, "");
  EXPECT_EQ(NumberAndUnitCell("douze").number, "douze");
  EXPECT_EQ(NumberAndUnitCell("<script>").number, "<script>");
  EXPECT_EQ(NumberAndUnitCell("<script>").unit, "");
}

TEST(DateCell, ReadsFrenchAndIsoDates) {
  EXPECT_EQ(Date("12/06/2026"), "2026-6-12");
  EXPECT_EQ(Date("12-6-26"), "2026-6-12");
  EXPECT_EQ(Date("12.06.2026"), "2026-6-12");
  EXPECT_EQ(Date("2026-06-12"), "2026-6-12");
  EXPECT_EQ(Date("12 juin 2026"), "2026-6-12");
  EXPECT_EQ(Date("1er août 2026"), "2026-8-1");
  EXPECT_EQ(Date("vendredi 12 juin 2026"), "2026-6-12");
  EXPECT_EQ(Date("June 12 2026"), "2026-6-12");
  EXPECT_EQ(Date("30/02/2026"), "2026-2-30");
}

TEST(DateCell, RefusesWhatIsNoDate) {
  for (const char* text : {"", "bientôt", "12/06", "juin 2026", "12 brumaire 2026", "1/2/3/2026",
                           "20261", "99999999999/1/2026"}) {
    EXPECT_EQ(Date(text), "?") << text;
  }
}

TEST(HoursCell, ReadsDaysAndTimes) {
  EXPECT_EQ(Hours("lun-mer 8h-12h"), "lun 08:00-12:00, mar 08:00-12:00, mer 08:00-12:00");
  EXPECT_EQ(Hours("mardi 14h30-17h"), "mar 14:30-17:00");
  EXPECT_EQ(Hours("mer, sam matin"), "mer 08:00-12:00, sam 08:00-12:00");
  EXPECT_EQ(Hours("lundi : 9:00 - 12:00 / 14:00 - 16:00"), "lun 09:00-12:00, lun 14:00-16:00");
  EXPECT_EQ(Hours("lun 8h-10h, ven 9h-11h"), "lun 08:00-10:00, ven 09:00-11:00");
  EXPECT_EQ(Hours("jeudi après-midi"), "jeu 14:00-18:00");
  EXPECT_EQ(Hours("jeudi de 8h à 10h"), "jeu 08:00-10:00");
  EXPECT_EQ(Hours("sam-lun 22h-24h"), "lun 22:00-24:00, sam 22:00-24:00, dim 22:00-24:00");
  EXPECT_EQ(Hours("mercredi"), "mer 00:00-24:00");
  EXPECT_EQ(Hours("week-end 8-9"), "sam 08:00-09:00, dim 08:00-09:00");
  EXPECT_EQ(Hours("mon-tue 8:00-9:00"), "lun 08:00-09:00, mar 08:00-09:00");
  EXPECT_EQ(HoursCell("8h-12h")->size(), 7u);
  EXPECT_EQ(HoursCell("tous les jours 8h-12h")->size(), 7u);
}

TEST(HoursCell, RefusesTimesBetweenHalfHours) {
  EXPECT_EQ(Hours("lun 8h10-9h"), "?");
  EXPECT_EQ(Hours("lun 9:00-12:20"), "?");
  EXPECT_EQ(Hours("lun 9:30-12:00"), "lun 09:30-12:00");
}

TEST(HoursCell, RefusesWhatIsNoHours) {
  for (const char* text : {"", "-", "parfois", "lun 25h-26h", "lun 12h-8h", "lun 8h", "lun 8h12h",
                           "lun 8:-9h", "lun 8h-9h-10h", "lun 8h61-9h", "?", "…", "***", "日本",
                           "😀", "…?", ",", "et", "lun ?", "lun 8h-12h 😀", "n/a"}) {
    EXPECT_EQ(Hours(text), "?") << text;
  }
}

TEST(MonthsCell, ReadsMonthsRangesAndSeasons) {
  EXPECT_THAT(*MonthsCell("juin à octobre"), ElementsAre(6, 7, 8, 9, 10));
  EXPECT_THAT(*MonthsCell("6-8"), ElementsAre(6, 7, 8));
  EXPECT_THAT(*MonthsCell("nov-janv"), ElementsAre(1, 11, 12));
  EXPECT_THAT(*MonthsCell("sept., oct. et déc."), ElementsAre(9, 10, 12));
  EXPECT_THAT(*MonthsCell("d'août à septembre"), ElementsAre(8, 9));
  EXPECT_THAT(*MonthsCell("été"), ElementsAre(6, 7, 8));
  EXPECT_THAT(*MonthsCell("hiver"), ElementsAre(1, 2, 12));
  EXPECT_THAT(*MonthsCell("toute l’année"), IsEmpty());
  EXPECT_THAT(*MonthsCell("6, 7, 8"), ElementsAre(6, 7, 8));
}

TEST(MonthsCell, RefusesWhatIsNoMonth) {
  for (const char* text : {"", "13", "0", "brumaire", "juin à", "à juin", "6--8"}) {
    EXPECT_FALSE(MonthsCell(text).has_value()) << text;
  }
}

TEST(Words, AreReadInBothLanguages) {
  EXPECT_EQ(YesNoCell("Oui"), true);
  EXPECT_EQ(YesNoCell("no"), false);
  EXPECT_FALSE(YesNoCell("peut-être").has_value());
  EXPECT_EQ(PeriodCell("par semaine"), v1::PERIOD_WEEK);
  EXPECT_EQ(PeriodCell("Monthly"), v1::PERIOD_MONTH);
  EXPECT_EQ(ActorKindCell("Coopérative"), v1::ACTOR_KIND_COOPERATIVE);
  EXPECT_EQ(TemperatureCell("réfrigéré"), v1::TEMPERATURE_CLASS_CHILLED);
  EXPECT_THAT(ListCell(" a, b;;c|d\n"), ElementsAre("a", "b", "c", "d"));
}

TEST(Words, ThatAreWrittenReadBack) {
  for (int i = 1; v1::Period_IsValid(i); ++i) {
    EXPECT_EQ(PeriodCell(PeriodWord(static_cast<v1::Period>(i))), static_cast<v1::Period>(i));
  }
  for (int i = 1; v1::ActorKind_IsValid(i); ++i) {
    const auto kind = static_cast<v1::ActorKind>(i);
    EXPECT_EQ(ActorKindCell(ActorKindWord(kind)), kind);
  }
  for (int i = 1; v1::TemperatureClass_IsValid(i); ++i) {
    const auto temperature = static_cast<v1::TemperatureClass>(i);
    EXPECT_EQ(TemperatureCell(TemperatureWord(temperature)), temperature);
  }
}

TEST(Assumptions, ReadBackAsWritten) {
  v1::Need need;
  v1::Assumption* first = need.add_assumptions();
  first->set_field("terms.quantity");
  first->set_text_fr("a|b\\c\nd");
  first->set_text_en("n");
  need.add_assumptions()->set_text_fr("x");
  const std::vector<v1::Assumption> back = ParseAssumptions(AssumptionsText(need.assumptions()));
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(back[0].DebugString(), need.assumptions(0).DebugString());
  EXPECT_EQ(back[1].DebugString(), need.assumptions(1).DebugString());
  EXPECT_THAT(ParseAssumptions(""), IsEmpty());
}

}  // namespace
}  // namespace cordee::service
