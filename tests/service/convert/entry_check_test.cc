#include "service/convert/entry_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Entry Parse(const std::string& text) {
  v1::Entry entry;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &entry)) << text;
  return entry;
}

v1::Entry Actor() {
  return Parse(R"(actor {
    name: "territories/t/actors/a" display_name: "Ferme" place { insee_code: "79329" } })");
}

v1::Entry Need() {
  return Parse(R"(need {
    name: "territories/t/needs/n" actor: "territories/t/actors/a"
    terms { category: "carrots" quantity { amount: "12.5" unit: "kg" } period: PERIOD_WEEK } })");
}

v1::Entry Room() {
  return Parse(R"(need {
    name: "territories/t/needs/n" actor: "territories/t/actors/a"
    terms { category: "meeting-room" quantity { amount: "2" unit: "h" } period: PERIOD_WEEK } })");
}

std::vector<FieldProblem> Check(v1::Entry* entry) {
  return CheckEntry(entry, testing::ShippedCatalogue(), testing::SmallGazetteer());
}

std::string Brief(v1::Entry entry) {
  std::string brief;
  for (const FieldProblem& problem : Check(&entry)) {
    if (!brief.empty()) brief += " | ";
    brief += problem.field + " " + ReasonName(problem.reason);
  }
  return brief;
}

v1::Terms* TermsOf(v1::Entry& entry) { return entry.mutable_need()->mutable_terms(); }

TEST(EntryCheck, FillsCommuneAndPosition) {
  v1::Entry entry = Actor();
  ASSERT_THAT(Check(&entry), IsEmpty());
  EXPECT_EQ(entry.actor().place().commune(), "Thouars");
  EXPECT_EQ(entry.actor().place().position().latitude(), 46.98);
}

TEST(EntryCheck, FindsACommuneByName) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->mutable_place()->clear_insee_code();
  entry.mutable_actor()->mutable_place()->set_commune("ST VARENT");
  ASSERT_THAT(Check(&entry), IsEmpty());
  EXPECT_EQ(entry.actor().place().insee_code(), "79299");
}

TEST(EntryCheck, RefusesAnUnknownCommuneAndSaysWhichWasMeant) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->mutable_place()->clear_insee_code();
  entry.mutable_actor()->mutable_place()->set_commune("Touars");
  const std::vector<FieldProblem> problems = Check(&entry);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].reason, v1::ERROR_REASON_UNKNOWN_COMMUNE);
  EXPECT_EQ(problems[0].field, "place.commune");
  EXPECT_EQ(problems[0].value, "Touars");
  EXPECT_EQ(problems[0].facts.at("suggestion"), "Thouars");
}

TEST(EntryCheck, RefusesAnUnknownInseeCode) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->mutable_place()->set_insee_code("99999");
  EXPECT_EQ(Brief(entry), "place.insee_code UNKNOWN_COMMUNE");
}

TEST(EntryCheck, NamesTheNamesakesOfACommune) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->mutable_place()->clear_insee_code();
  entry.mutable_actor()->mutable_place()->set_commune("Saint-Martin");
  const std::vector<FieldProblem> problems = Check(&entry);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].facts.at("suggestion"), "Saint-Martin (79001), Saint-Martin (86001)");
  entry.mutable_actor()->mutable_place()->set_commune("Saint-Martin (86)");
  EXPECT_THAT(Check(&entry), IsEmpty());
  EXPECT_EQ(entry.actor().place().insee_code(), "86001");
}

TEST(EntryCheck, RefusesPositionsOffTheGlobeOrFarFromTheCommune) {
  v1::Entry entry = Actor();
  auto* position = entry.mutable_actor()->mutable_place()->mutable_position();
  position->set_latitude(-0.21);
  position->set_longitude(46.98);  // swapped
  EXPECT_EQ(Brief(entry), "place.position POSITION_INVALID");
  position->set_latitude(95);
  EXPECT_EQ(Brief(entry), "place.position POSITION_INVALID");
  position->set_latitude(std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(Brief(entry), "place.position POSITION_INVALID");
  position->set_latitude(46.9);
  position->set_longitude(-0.2);
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, AsksForThePositionOfACommuneWithoutOne) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->mutable_place()->set_insee_code("79999");
  EXPECT_EQ(Brief(entry), "place.position FIELD_REQUIRED");
  entry.mutable_actor()->mutable_place()->mutable_position()->set_latitude(46);
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, AsksForWhatIsMissing) {
  EXPECT_EQ(Brief(v1::Entry()), "kind FIELD_REQUIRED");
  EXPECT_EQ(Brief(Parse(R"(actor { name: "territories/t/actors/a" })")),
            "display_name FIELD_REQUIRED | place.insee_code FIELD_REQUIRED");
  EXPECT_EQ(Brief(Parse(R"(need { name: "territories/t/needs/n" })")),
            "actor FIELD_REQUIRED | terms.category FIELD_REQUIRED");
  EXPECT_EQ(Brief(Parse(R"(need {
      name: "territories/t/needs/n" actor: "territories/t/actors/a"
      terms { category: "carrots" } })")),
            "terms.quantity FIELD_REQUIRED | terms.period FIELD_REQUIRED");
}

TEST(EntryCheck, RefusesIdsOfTheWrongForm) {
  for (const char* name :
       {"", "n", "territories/t/needs/", "territories/t/needs/N", "territories/t/actors/n",
        "territories/t/needs/a_b", "territories/T/needs/n", "territories/t/needs/n/x"}) {
    v1::Entry entry = Need();
    entry.mutable_need()->set_name(name);
    EXPECT_EQ(Brief(entry), "name NAME_INVALID") << name;
  }
  v1::Entry entry = Need();
  entry.mutable_need()->set_name("territories/t/needs/" + std::string(64, 'a'));
  EXPECT_EQ(Brief(entry), "name NAME_INVALID");
}

TEST(EntryCheck, RefusesAnActorOfAnotherTerritory) {
  v1::Entry entry = Need();
  entry.mutable_need()->set_actor("territories/other/actors/a");
  EXPECT_EQ(Brief(entry), "actor NAME_INVALID");
}

TEST(EntryCheck, TurnsWordsIntoCodes) {
  v1::Entry entry = Need();
  TermsOf(entry)->set_category("CAROTTE");
  TermsOf(entry)->mutable_quantity()->set_unit("Kilos");
  TermsOf(entry)->mutable_quantity()->set_amount("012.50");
  TermsOf(entry)->add_labels("bio");
  TermsOf(entry)->add_labels("AB");
  ASSERT_THAT(Check(&entry), IsEmpty());
  EXPECT_EQ(entry.need().terms().category(), "carrots");
  EXPECT_EQ(entry.need().terms().quantity().unit(), "kg");
  EXPECT_EQ(entry.need().terms().quantity().amount(), "12.5");
  EXPECT_THAT(entry.need().terms().labels(), ElementsAre("organic"));
  EXPECT_EQ(
      entry.need().title(),
      testing::ShippedCatalogue().words(testing::ShippedCatalogue().FindCategory("carrots")).fr);
}

TEST(EntryCheck, IsIdempotent) {
  for (v1::Entry entry : {Actor(), Need(), Room()}) {
    ASSERT_THAT(Check(&entry), IsEmpty());
    v1::Entry again = entry;
    ASSERT_THAT(Check(&again), IsEmpty());
    EXPECT_EQ(again.SerializeAsString(), entry.SerializeAsString());
  }
}

TEST(EntryCheck, RefusesAnUnknownCategoryAndSaysWhichWasMeant) {
  v1::Entry entry = Need();
  TermsOf(entry)->set_category("carotes rapes");
  EXPECT_EQ(Brief(entry), "terms.category UNKNOWN_CATEGORY");
  TermsOf(entry)->set_category("caroottes");
  const std::vector<FieldProblem> problems = Check(&entry);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].facts.at("suggestion"), "Carottes");
}

TEST(EntryCheck, RefusesAnUnknownUnitAndListsThose) {
  v1::Entry entry = Need();
  TermsOf(entry)->mutable_quantity()->set_unit("litre");
  const std::vector<FieldProblem> problems = Check(&entry);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].reason, v1::ERROR_REASON_UNKNOWN_UNIT);
  EXPECT_EQ(problems[0].field, "terms.quantity.unit");
  EXPECT_THAT(problems[0].facts.at("accepted"), ::testing::HasSubstr("kg"));
}

TEST(EntryCheck, RefusesAnUnknownLabel) {
  v1::Entry entry = Need();
  TermsOf(entry)->add_labels("biologik");
  EXPECT_EQ(Brief(entry), "terms.labels[0] UNKNOWN_LABEL");
}

struct QuantityCase {
  const char* amount;
  const char* reason;
};

TEST(EntryCheck, RefusesQuantitiesThatAreNone) {
  for (const QuantityCase& c :
       std::vector<QuantityCase>{{"-3", "QUANTITY_NEGATIVE"},
                                 {"-0", "QUANTITY_NEGATIVE"},
                                 {"0", "QUANTITY_ZERO"},
                                 {"0.000", "QUANTITY_ZERO"},
                                 {"douze", "QUANTITY_NOT_A_NUMBER"},
                                 {"1e3", "QUANTITY_NOT_A_NUMBER"},
                                 {"12,5", "QUANTITY_NOT_A_NUMBER"},
                                 {"1 000", "QUANTITY_NOT_A_NUMBER"},
                                 {"+1", "QUANTITY_NOT_A_NUMBER"},
                                 {".", "QUANTITY_NOT_A_NUMBER"},
                                 {"1.", "QUANTITY_NOT_A_NUMBER"},
                                 {"NaN", "QUANTITY_NOT_A_NUMBER"},
                                 {"--1", "QUANTITY_NOT_A_NUMBER"},
                                 {"1000000001", "QUANTITY_TOO_LARGE"},
                                 {"99999999999999999999999999", "QUANTITY_TOO_LARGE"},
                                 {"0.0001", "QUANTITY_TOO_FINE"},
                                 {"1.1234567", "QUANTITY_TOO_FINE"}}) {
    v1::Entry entry = Need();
    TermsOf(entry)->mutable_quantity()->set_amount(c.amount);
    EXPECT_EQ(Brief(entry), std::string("terms.quantity.amount ") + c.reason) << c.amount;
  }
}

TEST(EntryCheck, TakesTheLargestQuantity) {
  v1::Entry entry = Need();
  TermsOf(entry)->mutable_quantity()->set_amount("1000000000");
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, RefusesALotAboveTheQuantity) {
  v1::Entry entry = Need();
  TermsOf(entry)->mutable_minimum_lot()->set_amount("13");
  EXPECT_EQ(Brief(entry), "terms.minimum_lot VALUE_OUT_OF_RANGE");
  TermsOf(entry)->mutable_minimum_lot()->set_amount("500");
  TermsOf(entry)->mutable_minimum_lot()->set_unit("g");
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, RefusesAMinimumOrderWithReasonAndField) {
  const auto supply = [](const char* category, const char* unit) {
    v1::Entry entry = Parse(R"(resource {
      name: "territories/t/resources/r" actor: "territories/t/actors/a"
      terms { quantity { amount: "12.5" } period: PERIOD_WEEK } })");
    v1::Terms* terms = entry.mutable_resource()->mutable_terms();
    terms->set_category(category);
    terms->mutable_quantity()->set_unit(unit);
    terms->mutable_minimum_order()->set_amount("12");
    terms->mutable_minimum_order()->set_unit(unit);
    return entry;
  };
  v1::Entry entry = supply("carrots", "kg");
  EXPECT_EQ(Brief(entry), "");
  v1::Quantity* least = entry.mutable_resource()->mutable_terms()->mutable_minimum_order();
  least->set_amount("13");
  EXPECT_EQ(Brief(entry), "terms.minimum_order VALUE_OUT_OF_RANGE");
  least->set_unit("h");
  EXPECT_EQ(Brief(entry), "terms.minimum_order.unit UNKNOWN_UNIT");
  least->set_unit("g");
  EXPECT_EQ(Brief(entry), "");
  least->set_amount("-1");
  EXPECT_EQ(Brief(entry), "terms.minimum_order.amount QUANTITY_NEGATIVE");
  least->set_amount("");
  EXPECT_EQ(Brief(entry), "terms.minimum_order.amount FIELD_REQUIRED");
  EXPECT_EQ(Brief(supply("cook", "h")), "terms.minimum_order FIELD_NOT_APPLICABLE");
  v1::Entry room = supply("meeting-room", "{piece}");
  room.mutable_resource()->mutable_terms()->mutable_quantity()->set_amount("2");
  EXPECT_EQ(Brief(room), "terms.minimum_order FIELD_NOT_APPLICABLE");
  v1::Entry need = Need();
  TermsOf(need)->mutable_minimum_order()->set_amount("5");
  EXPECT_EQ(Brief(need), "terms.minimum_order FIELD_NOT_APPLICABLE");
}

void SetDates(v1::Entry& entry, int year, int month, int day, int end_month, int end_day) {
  auto* dates = TermsOf(entry)->mutable_dates();
  dates->mutable_start_date()->set_year(year);
  dates->mutable_start_date()->set_month(month);
  dates->mutable_start_date()->set_day(day);
  dates->mutable_end_date()->set_year(year);
  dates->mutable_end_date()->set_month(end_month);
  dates->mutable_end_date()->set_day(end_day);
}

TEST(EntryCheck, RefusesDatesThatDoNotExist) {
  v1::Entry entry = Need();
  SetDates(entry, 2026, 2, 30, 13, 1);
  EXPECT_EQ(Brief(entry),
            "terms.dates.start_date DATE_INVALID | terms.dates.end_date DATE_INVALID");
}

TEST(EntryCheck, RefusesAWindowThatEndsBeforeItStarts) {
  v1::Entry entry = Need();
  SetDates(entry, 2026, 6, 10, 6, 9);
  EXPECT_EQ(Brief(entry), "terms.dates WINDOW_EMPTY");
  SetDates(entry, 2026, 6, 10, 6, 10);
  EXPECT_EQ(Brief(entry), "terms.dates WINDOW_EMPTY");
}

TEST(EntryCheck, RefusesDatesOutsideTheSeason) {
  v1::Entry entry = Need();
  SetDates(entry, 2026, 6, 10, 6, 20);
  TermsOf(entry)->add_season_months(1);
  EXPECT_EQ(Brief(entry), "terms.dates WINDOW_EMPTY");
  TermsOf(entry)->add_season_months(6);
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, RefusesHoursOutsideTheDates) {
  v1::Entry entry = Need();
  SetDates(entry, 2026, 6, 13, 6, 15);  // Saturday and Sunday
  auto* hours = TermsOf(entry)->add_hours();
  hours->set_day(1);
  hours->set_start_minute(480);
  hours->set_end_minute(720);
  EXPECT_EQ(Brief(entry), "terms.dates WINDOW_EMPTY");
  SetDates(entry, 2026, 6, 13, 6, 16);
  EXPECT_EQ(Brief(entry), "");
}

TEST(EntryCheck, RefusesHoursThatAreNone) {
  struct Case {
    int day, start, end;
  };
  for (const Case& c : std::vector<Case>{{0, 480, 720},
                                         {8, 480, 720},
                                         {1, 720, 480},
                                         {1, 480, 480},
                                         {1, 485, 720},
                                         {1, -30, 30},
                                         {1, 480, 1470}}) {
    v1::Entry entry = Need();
    auto* hours = TermsOf(entry)->add_hours();
    hours->set_day(c.day);
    hours->set_start_minute(c.start);
    hours->set_end_minute(c.end);
    EXPECT_EQ(Brief(entry), "terms.hours[0] HOURS_INVALID") << c.day << " " << c.start;
  }
}

TEST(EntryCheck, MergesHours) {
  v1::Entry entry = Need();
  for (const auto& [day, start, end] : std::vector<std::tuple<int, int, int>>{
           {2, 600, 720}, {1, 480, 600}, {1, 600, 660}, {1, 630, 720}}) {
    auto* hours = TermsOf(entry)->add_hours();
    hours->set_day(day);
    hours->set_start_minute(start);
    hours->set_end_minute(end);
  }
  ASSERT_THAT(Check(&entry), IsEmpty());
  ASSERT_EQ(entry.need().terms().hours_size(), 2);
  EXPECT_EQ(entry.need().terms().hours(0).start_minute(), 480);
  EXPECT_EQ(entry.need().terms().hours(0).end_minute(), 720);
  EXPECT_EQ(entry.need().terms().hours(1).day(), 2);
}

TEST(EntryCheck, RefusesMonthsAndDistancesOutOfRange) {
  v1::Entry entry = Need();
  TermsOf(entry)->add_season_months(13);
  TermsOf(entry)->set_max_distance_metres(-1);
  EXPECT_EQ(Brief(entry),
            "terms.season_months[0] VALUE_OUT_OF_RANGE | "
            "terms.max_distance_metres VALUE_OUT_OF_RANGE");
}

TEST(EntryCheck, RefusesEnumValuesThatDoNotExist) {
  v1::Entry entry = Need();
  TermsOf(entry)->set_period(static_cast<v1::Period>(9));
  TermsOf(entry)->add_temperatures(static_cast<v1::TemperatureClass>(7));
  EXPECT_EQ(Brief(entry), "terms.period PERIOD_INVALID | terms.temperatures[0] VALUE_OUT_OF_RANGE");
  v1::Entry actor = Actor();
  actor.mutable_actor()->set_kind(static_cast<v1::ActorKind>(99));
  EXPECT_EQ(Brief(actor), "kind VALUE_OUT_OF_RANGE");
}

TEST(EntryCheck, CountsTextsInCharacters) {
  v1::Entry entry = Actor();
  std::string name;
  for (int i = 0; i < 200; ++i) name += "é";
  entry.mutable_actor()->set_display_name(name);
  EXPECT_EQ(Brief(entry), "");
  entry.mutable_actor()->set_display_name(name + "é");
  EXPECT_EQ(Brief(entry), "display_name TEXT_TOO_LONG");
  entry.mutable_actor()->set_display_name(std::string(1 << 20, 'x'));
  const std::vector<FieldProblem> problems = Check(&entry);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_LE(problems[0].value.size(), 200u);
}

TEST(EntryCheck, RefusesControlCharacters) {
  v1::Entry entry = Actor();
  entry.mutable_actor()->set_display_name("a\x01z");
  EXPECT_EQ(Brief(entry), "display_name ENCODING_INVALID");
}

TEST(EntryCheck, ABookingIsADurationThatFitsItsHours) {
  EXPECT_EQ(Brief(Room()), "");
  v1::Entry entry = Room();
  TermsOf(entry)->mutable_quantity()->set_unit("pièce");
  EXPECT_EQ(Brief(entry), "terms.quantity.unit UNKNOWN_UNIT");
  entry = Room();
  TermsOf(entry)->mutable_quantity()->set_amount("0.25");
  EXPECT_EQ(Brief(entry), "terms.quantity.amount QUANTITY_TOO_FINE");
  entry = Room();
  TermsOf(entry)->mutable_quantity()->set_amount("169");
  EXPECT_EQ(Brief(entry), "terms.quantity.amount QUANTITY_TOO_LARGE");
  entry = Room();
  TermsOf(entry)->set_period(v1::PERIOD_MONTH);
  EXPECT_EQ(Brief(entry), "terms.period PERIOD_INVALID");
  entry = Room();
  auto* hours = TermsOf(entry)->add_hours();
  hours->set_day(1);
  hours->set_start_minute(480);
  hours->set_end_minute(570);
  EXPECT_EQ(Brief(entry), "terms.hours WINDOW_EMPTY");
}

TEST(EntryCheck, ABookableResourceIsOnePieceUnlessSaid) {
  v1::Entry entry = Parse(R"(resource {
    name: "territories/t/resources/r" actor: "territories/t/actors/a"
    terms { category: "meeting-room" } })");
  ASSERT_THAT(Check(&entry), IsEmpty());
  EXPECT_EQ(entry.resource().terms().quantity().amount(), "1");
  EXPECT_EQ(entry.resource().terms().quantity().unit(), "{piece}");
  EXPECT_EQ(entry.resource().terms().period(), v1::PERIOD_WEEK);
  entry.mutable_resource()->mutable_terms()->mutable_quantity()->set_unit("h");
  EXPECT_EQ(Brief(entry), "terms.quantity.unit UNKNOWN_UNIT");
}

TEST(EntryCheck, FindsEveryProblemAtOnce) {
  v1::Entry entry = Need();
  TermsOf(entry)->set_category("licornes");
  TermsOf(entry)->add_season_months(0);
  TermsOf(entry)->add_labels("zzzzzz");
  EXPECT_EQ(Check(&entry).size(), 3u);
}

}  // namespace
}  // namespace cordee::service
