#include "service/convert/vehicle_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "service/phrases/explain_phrases.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

using testing::Actor;
using testing::Catalogue;
using testing::CheapVan;
using testing::MakeEntry;
using testing::SortByName;

// What stands against the van for a shipment of 60 kg from the bank to the haulier.
std::vector<std::string> Refusals(
    const std::function<void(v1::VehicleTerms*, v1::ShipmentTerms*)>& change) {
  RunRecord record = testing::Entries();
  record.actors.push_back(Actor("haulier", "Transporteur", 46.95));
  record.resources.push_back(CheapVan("haulier"));
  v1::Need parcels =
      MakeEntry<v1::Need>("needs", "parcels", "bank", "ambient-freight", "60", "kg");
  v1::ShipmentTerms* shipment = parcels.mutable_terms()->mutable_shipment();
  *shipment->mutable_delivery() = record.actors.back().place();
  change(record.resources.back().mutable_terms()->mutable_vehicle(), shipment);
  record.needs.push_back(parcels);
  SortByName(record);
  const EntryRefs refs = RefsOf(record);
  const Problem problem = *BuildProblem(refs, Catalogue(), {}, {4 + 7 * 2967, 52}, {});
  std::vector<std::string> said;
  const v1::ExplainMatchResponse answer =
      ToVehicleExplanation(problem, FreightIndex(0), VanIndex(0));
  for (const v1::Fact& fact : answer.refusals()) {
    said.push_back(FactText(fact, Language::kEnglish, *Catalogue()));
  }
  return said;
}

TEST(VehicleExplanation, NamesEachDimensionOfTheLoadThatIsShort) {
  EXPECT_TRUE(Refusals([](v1::VehicleTerms*, v1::ShipmentTerms*) {}).empty());
  const std::vector<std::string> said =
      Refusals([](v1::VehicleTerms* van, v1::ShipmentTerms* shipment) {
        van->set_crates(4);
        shipment->set_crates(10);
        van->set_litres(800);
        shipment->set_litres(1'050);
      });
  EXPECT_THAT(said, ::testing::ElementsAre(
                        "The shipment exceeds what the vehicle holds by 250 litres",
                        "The shipment exceeds what the vehicle holds by 6 crates"));
}

// They take their room from leaving to coming back.
TEST(VehicleExplanation, CountsTheCratesThatComeBack) {
  const std::vector<std::string> said =
      Refusals([](v1::VehicleTerms* van, v1::ShipmentTerms* shipment) {
        van->set_crates(5);
        shipment->set_crates(10);
        shipment->set_returns_crates(true);
      });
  EXPECT_THAT(said, ::testing::ElementsAre(
                        "The shipment exceeds what the vehicle holds by 5 crates"));
}

}  // namespace
}  // namespace cordee::service
