#include "service/formats/logistics_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/util/message_differencer.h"

namespace cordee::service {
namespace {

using ::testing::IsEmpty;

struct Read {
  v1::Terms terms;
  std::vector<CellProblem> problems;
};
Read ReadCells(const std::vector<std::pair<Field, std::string>>& cells, bool is_need) {
  Fields fields;
  for (const auto& [field, text] : cells) fields.values[static_cast<size_t>(field)] = text;
  Read read;
  FieldsToLogistics(fields, is_need, &read.terms, &read.problems);
  return read;
}

// What LogisticsCells writes, read again.
Read Again(const v1::Terms& terms, bool is_need) {
  const auto cells = LogisticsCells(terms);
  std::vector<std::pair<Field, std::string>> fields;
  for (size_t i = 0; i < cells.size(); ++i) {
    fields.emplace_back(static_cast<Field>(static_cast<size_t>(Field::kCarriage) + i), cells[i]);
  }
  return ReadCells(fields, is_need);
}

TEST(LogisticsCells, SayNothingWhereTheyAreEmpty) {
  const Read read = ReadCells({{Field::kTitle, "Fourgon"}}, false);
  EXPECT_FALSE(read.terms.has_vehicle());
  EXPECT_FALSE(read.terms.has_shipment());
}

TEST(LogisticsCells, ReadAVehicleAsPeopleWriteItAndWriteItBack) {
  const Read read = ReadCells({{Field::kCarriage, "Entraide"},
                               {Field::kDriver, "non"},
                               {Field::kCostKm, "0,42 €/km"},
                               {Field::kCostHour, "21"},
                               {Field::kCostDay, "0"},
                               {Field::kMaxMinutes, "480"},
                               {Field::kPallets, "2,5"},
                               {Field::kCrates, "60"},
                               {Field::kLicence, "C1"},
                               {Field::kBreakAfter, "240"},
                               {Field::kBreakMinutes, "30"},
                               {Field::kRegularTours, "mardi (60 %) 8:00 79329 @ 46,98 -0,21"}},
                              false);
  ASSERT_THAT(read.problems, IsEmpty());
  const v1::VehicleTerms& vehicle = read.terms.vehicle();
  EXPECT_EQ(vehicle.carriage(), v1::CARRIAGE_MUTUAL_AID);
  EXPECT_TRUE(vehicle.without_driver());
  EXPECT_EQ(vehicle.cents_per_km(), 42);
  EXPECT_EQ(vehicle.cents_per_hour(), 2'100);
  EXPECT_EQ(vehicle.cents_per_day(), 0);
  EXPECT_EQ(vehicle.pallet_hundredths(), 250);
  EXPECT_EQ(vehicle.licence(), v1::DRIVING_LICENCE_C1);
  EXPECT_EQ(vehicle.break_after_minutes(), 240);
  EXPECT_EQ(vehicle.break_minutes(), 30);
  EXPECT_EQ(vehicle.regular_tours(0).load_percent(), 60);
  const Read again = Again(read.terms, false);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read.terms, again.terms));
}

TEST(LogisticsCells, ReadAShipmentAsPeopleWriteItAndWriteItBack) {
  const Read read = ReadCells({{Field::kPickup, "79329 @ 46,98 -0,21"},
                               {Field::kPickupHours, "lun-ven 8h-12h"},
                               {Field::kServiceMinutes, "15"},
                               {Field::kMaxRide, "90"},
                               {Field::kCrates, "12"},
                               {Field::kReturnsCrates, "oui"},
                               {Field::kWaste, "oui"}},
                              true);
  ASSERT_THAT(read.problems, IsEmpty());
  const v1::ShipmentTerms& shipment = read.terms.shipment();
  EXPECT_EQ(shipment.pickup().insee_code(), "79329");
  EXPECT_EQ(shipment.pickup().position().longitude(), -0.21);
  EXPECT_EQ(shipment.pickup_hours_size(), 5);
  EXPECT_TRUE(shipment.waste());
  EXPECT_TRUE(shipment.returns_crates());
  EXPECT_EQ(shipment.max_ride_minutes(), 90);
  const Read again = Again(read.terms, true);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read.terms, again.terms));
  EXPECT_EQ(ReadCells({{Field::kDelivery, "Saint-Varent"}}, true)
                .terms.shipment()
                .delivery()
                .commune(),
            "Saint-Varent");
}

TEST(LogisticsCells, RefuseWhatTheyCannotRead) {
  for (const auto& [field, text] :
       std::vector<std::pair<Field, std::string>>{{Field::kCarriage, "fusée"},
                                                  {Field::kCostKm, "cher"},
                                                  {Field::kMaxMinutes, "-5"},
                                                  {Field::kCostKm, "1e30"},
                                                  {Field::kCostHour, "1x30"},
                                                  {Field::kLicence, "B, C"},
                                                  {Field::kLicence, "Z"},
                                                  {Field::kRegularTours, "souvent"},
                                                  {Field::kDriver, "peut-être"},
                                                  {Field::kPickup, "79329 @ ici"},
                                                  {Field::kPickupHours, "tôt"},
                                                  {Field::kServiceMinutes, "un peu"},
                                                  {Field::kMaxRide, "0"}}) {
    const bool is_need = field >= Field::kPickup;
    EXPECT_FALSE(ReadCells({{field, text}}, is_need).problems.empty()) << text;
  }
  const Read van = ReadCells({{Field::kCarriage, "entraide"}, {Field::kReturnsCrates, "oui"}},
                             false);
  ASSERT_EQ(van.problems.size(), 1u);
  EXPECT_EQ(van.problems[0].field, Field::kReturnsCrates);
}

}  // namespace
}  // namespace cordee::service
