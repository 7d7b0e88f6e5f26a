#include "service/convert/logistics_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "service/convert/entry_check.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

v1::Entry Parse(const std::string& text) {
  v1::Entry entry;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &entry)) << text;
  return entry;
}

// A vehicle of 800 kg, with more terms.
v1::Entry Vehicle(const std::string& vehicle, const std::string& terms = "") {
  return Parse(absl::StrCat(R"(resource {
    name: "territories/t/resources/r" actor: "territories/t/actors/a"
    terms { category: "chilled-freight" quantity { amount: "800" unit: "kg" } )",
                            terms, " vehicle { ", vehicle, " } } }"));
}

// A cold room of 500 kg, with more terms.
v1::Entry Store(const std::string& storage, const std::string& terms = "") {
  return Parse(absl::StrCat(R"(resource {
    name: "territories/t/resources/s" actor: "territories/t/actors/a"
    terms { category: "chilled-freight" quantity { amount: "500" unit: "kg" } )",
                            terms, " storage { ", storage, " } } }"));
}

// A shipment of 60 kg a week, with more terms.
v1::Entry Shipment(const std::string& shipment, const std::string& terms = "") {
  return Parse(absl::StrCat(R"(need {
    name: "territories/t/needs/n" actor: "territories/t/actors/a"
    terms { category: "ambient-freight" quantity { amount: "60" unit: "kg" }
            period: PERIOD_WEEK )",
                            terms, " shipment { ", shipment, " } } }"));
}

std::string Brief(v1::Entry entry) {
  std::string brief;
  for (const FieldProblem& problem :
       CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer())) {
    if (!brief.empty()) brief += " | ";
    brief += problem.field + " " + ReasonName(problem.reason);
  }
  return brief;
}

TEST(LogisticsCheck, TakesAVehicleAndSaysThatItIsThereEveryWeek) {
  v1::Entry entry = Vehicle("carriage: CARRIAGE_MUTUAL_AID cents_per_km: 42 crates: 60");
  EXPECT_TRUE(CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer()).empty());
  EXPECT_EQ(entry.resource().terms().period(), v1::PERIOD_WEEK);
}

TEST(LogisticsCheck, FillsThePlacesOfAShipment) {
  v1::Entry entry = Shipment(R"(delivery { insee_code: "79329" })");
  EXPECT_TRUE(CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer()).empty());
  const v1::Place& place = entry.need().terms().shipment().delivery();
  EXPECT_EQ(place.commune(), "Thouars");
  EXPECT_TRUE(place.has_position());
}

TEST(LogisticsCheck, NamesWhatIsWrong) {
  const std::string own = "carriage: CARRIAGE_OWN ";
  EXPECT_EQ(Brief(Vehicle("")), "terms.vehicle.carriage FIELD_REQUIRED");
  EXPECT_EQ(Brief(Vehicle("carriage: 9")), "terms.vehicle.carriage VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own + "max_minutes: 900")),
            "terms.vehicle.max_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own + "max_minutes: 10")),
            "terms.vehicle.max_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own + "cents_per_km: -1")),
            "terms.vehicle.cents_per_km VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own, "period: PERIOD_ONCE")), "terms.period PERIOD_INVALID");
  EXPECT_EQ(Brief(Vehicle(own, "indivisible: true")), "terms.indivisible FIELD_NOT_APPLICABLE");
  EXPECT_EQ(Brief(Shipment("")), "terms.shipment.delivery FIELD_REQUIRED");
  const std::string to = R"(delivery { insee_code: "79329" } )";
  EXPECT_EQ(Brief(Shipment(R"(delivery { insee_code: "99999" })")),
            "terms.shipment.delivery.insee_code UNKNOWN_COMMUNE");
  EXPECT_EQ(Brief(Shipment(to + "pickup_hours { day: 8 start_minute: 0 end_minute: 60 }")),
            "terms.shipment.pickup_hours[0] HOURS_INVALID");
  EXPECT_EQ(Brief(Shipment(to + "service_minutes: 500")),
            "terms.shipment.service_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Shipment(to + "max_ride_minutes: 721")),
            "terms.shipment.max_ride_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Shipment(to + "crates: -3")), "terms.shipment.crates VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Shipment(to, "temperatures: TEMPERATURE_CLASS_CHILLED")),
            "terms.temperatures FIELD_NOT_APPLICABLE");
}

// A vehicle that is there on Tuesday morning, and drives `tours` then.
std::string BriefRegular(const std::string& tours) {
  return Brief(Vehicle("carriage: CARRIAGE_OWN " + tours,
                       "hours { day: 2 start_minute: 360 end_minute: 720 }"));
}

TEST(LogisticsCheck, FillsThePlacesOfARegularTour) {
  v1::Entry entry = Vehicle(R"(carriage: CARRIAGE_OWN licence: DRIVING_LICENCE_C
    regular_tours { day: 2 calls { place { insee_code: "79329" } minute: 480 } })");
  EXPECT_TRUE(CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer()).empty());
  const v1::RegularTour& tour = entry.resource().terms().vehicle().regular_tours(0);
  EXPECT_EQ(tour.calls(0).place().commune(), "Thouars");
  EXPECT_TRUE(tour.calls(0).place().has_position());
}

TEST(LogisticsCheck, NamesWhatIsWrongAboutARegularTour) {
  const std::string at = R"(place { insee_code: "79329" } )";
  const std::string field = "terms.vehicle.regular_tours[0]";
  const auto tour = [&](const std::string& text) {
    return BriefRegular("regular_tours { " + text + " }");
  };
  EXPECT_EQ(tour("day: 2 calls { " + at + "minute: 480 }"), "");
  EXPECT_EQ(tour("day: 8 calls { " + at + "minute: 480 }"), field + ".day VALUE_OUT_OF_RANGE");
  EXPECT_EQ(tour("day: 2"), field + ".calls VALUE_OUT_OF_RANGE");
  EXPECT_EQ(tour("day: 2 load_percent: 101 calls { " + at + "minute: 480 }"),
            field + ".load_percent VALUE_OUT_OF_RANGE");
  EXPECT_EQ(tour("day: 2 late_minutes: -1 calls { " + at + "minute: 480 }"),
            field + ".late_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(tour("day: 2 calls { " + at + "minute: 1440 }"),
            field + ".calls[0].minute VALUE_OUT_OF_RANGE");
  EXPECT_EQ(tour("day: 2 calls { minute: 480 }"),
            field + ".calls[0].place.insee_code FIELD_REQUIRED");
  // Overlapping, outside the hours, a day twice.
  EXPECT_EQ(tour("day: 2 calls { " + at + "minute: 480 } calls { " + at + "minute: 489 }"),
            field + " REGULAR_TOUR_INVALID");
  EXPECT_EQ(tour("day: 3 calls { " + at + "minute: 480 }"), field + " REGULAR_TOUR_INVALID");
  EXPECT_EQ(tour("day: 2 calls { " + at + "minute: 715 }"), field + " REGULAR_TOUR_INVALID");
  const std::string one = "regular_tours { day: 2 calls { " + at + "minute: 480 } } ";
  EXPECT_EQ(BriefRegular(one + one), "terms.vehicle.regular_tours[1] REGULAR_TOUR_INVALID");
}

TEST(LogisticsCheck, NamesWhatIsWrongAboutDriversAndCrates) {
  const std::string own = "carriage: CARRIAGE_OWN ";
  EXPECT_EQ(Brief(Vehicle(own + "licence: 7")), "terms.vehicle.licence VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own + "break_after_minutes: 59")),
            "terms.vehicle.break_after_minutes VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Vehicle(own + "break_minutes: 121")),
            "terms.vehicle.break_minutes VALUE_OUT_OF_RANGE");
  const std::string to = R"(delivery { insee_code: "79329" } )";
  EXPECT_EQ(Brief(Shipment(to + "returns_crates: true")), "terms.shipment.crates FIELD_REQUIRED");
  EXPECT_EQ(Brief(Shipment(to + "returns_crates: true crates: 3")), "");
}

TEST(LogisticsCheck, KnowsWhichSideAndCategoryTheyBelongTo) {
  v1::Entry vehicle = Vehicle("carriage: CARRIAGE_OWN");
  vehicle.mutable_resource()->mutable_terms()->set_category("carrots");
  EXPECT_EQ(Brief(vehicle), "terms.vehicle FIELD_NOT_APPLICABLE");
  v1::Entry shipment = Shipment(R"(delivery { insee_code: "79329" })");
  *shipment.mutable_need()->mutable_terms()->mutable_vehicle() =
      Vehicle("carriage: CARRIAGE_OWN").resource().terms().vehicle();
  EXPECT_EQ(Brief(shipment), "terms.vehicle FIELD_NOT_APPLICABLE");
}

TEST(LogisticsCheck, TakesAStoreAndFillsInItsNights) {
  v1::Entry entry = Store("cents_per_100kg_night: 120");
  EXPECT_TRUE(CheckEntry(&entry, testing::ShippedCatalogue(), testing::SmallGazetteer()).empty());
  EXPECT_EQ(entry.resource().terms().period(), v1::PERIOD_WEEK);
  EXPECT_EQ(entry.resource().terms().storage().max_nights(), 3);
}

TEST(LogisticsCheck, NamesWhatIsWrongWithAStore) {
  EXPECT_EQ(Brief(Store("cents_per_100kg_night: -1")),
            "terms.storage.cents_per_100kg_night VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Store("cents_per_100kg_night: 100001")),
            "terms.storage.cents_per_100kg_night VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Store("max_nights: 7")), "terms.storage.max_nights VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Store("max_nights: -1")), "terms.storage.max_nights VALUE_OUT_OF_RANGE");
  EXPECT_EQ(Brief(Store("", "period: PERIOD_ONCE")), "terms.period PERIOD_INVALID");
  EXPECT_EQ(Brief(Store("", "indivisible: true")), "terms.indivisible FIELD_NOT_APPLICABLE");
  EXPECT_EQ(Brief(Store("", "vehicle { carriage: CARRIAGE_OWN }")),
            "terms.storage FIELD_NOT_APPLICABLE");
  v1::Entry store = Store("");
  store.mutable_resource()->mutable_terms()->mutable_quantity()->set_amount("0");
  EXPECT_EQ(Brief(store), "terms.quantity.amount QUANTITY_ZERO");
  store.mutable_resource()->mutable_terms()->mutable_quantity()->set_amount("100001");
  EXPECT_EQ(Brief(store), "terms.quantity.amount QUANTITY_TOO_LARGE");
  store = Store("");
  store.mutable_resource()->mutable_terms()->set_category("carrots");
  EXPECT_EQ(Brief(store), "terms.storage FIELD_NOT_APPLICABLE");
  v1::Entry shipment = Shipment(R"(delivery { insee_code: "79329" })");
  shipment.mutable_need()->mutable_terms()->mutable_storage();
  EXPECT_EQ(Brief(shipment), "terms.storage FIELD_NOT_APPLICABLE");
}

TEST(LogisticsCheck, RefusesMoreThanAnyVehicleCarries) {
  v1::Entry vehicle = Vehicle("carriage: CARRIAGE_OWN");
  vehicle.mutable_resource()->mutable_terms()->mutable_quantity()->set_amount("50001");
  EXPECT_EQ(Brief(vehicle), "terms.quantity.amount QUANTITY_TOO_LARGE");
  vehicle.mutable_resource()->mutable_terms()->mutable_quantity()->set_amount("0");
  EXPECT_EQ(Brief(vehicle), "terms.quantity.amount QUANTITY_ZERO");
}

}  // namespace
}  // namespace cordee::service
