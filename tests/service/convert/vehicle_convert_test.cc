#include "service/convert/vehicle_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "service/convert/tour_convert.h"
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

// In a tour on Tuesday for 12 euros, of which who sends the parcels pays 5.
v1::Proposal TuesdayTour() {
  v1::Proposal proposal;
  v1::Tour* tour = proposal.mutable_tour();
  tour->set_vehicle("territories/t/resources/van");
  tour->set_vehicle_title("Camionnette");
  tour->mutable_carrier()->set_display_name("Transporteur");
  tour->set_day(2);
  v1::TourStop* stop = tour->add_stops();
  stop->set_need("territories/t/needs/parcels");
  v1::TourStop* supply = tour->add_stops();
  supply->set_need("territories/t/needs/lunch");
  supply->set_resource("territories/t/resources/carrots");
  v1::TourShare* share = tour->add_shares();
  share->mutable_party()->set_actor("territories/t/actors/bank");
  share->mutable_party()->set_display_name("Banque alimentaire");
  share->set_cents(500);
  share->set_alone_cents(800);
  return proposal;
}

std::string Carried(const v1::Proposal& tour, const std::string& need, const char* vehicle,
                    Language language) {
  const auto fact = CarriedFact(tour, "territories/t/needs/" + need, "territories/t/actors/bank",
                                std::string("territories/t/resources/") + vehicle);
  return fact.has_value() ? FactText(*fact, language, *Catalogue()) : "";
}

TEST(VehicleExplanation, SaysWhichVehicleCarriesTheShipment) {
  v1::Proposal tour = TuesdayTour();
  EXPECT_EQ(Carried(tour, "parcels", "van", Language::kEnglish),
            "In the latest run this vehicle carries it on Tuesday; for all that travels there on "
            "its account, Banque alimentaire pays €5.00 instead of €8.00 without the others, at "
            "the cheapest");
  EXPECT_EQ(Carried(tour, "parcels", "lorry", Language::kFrench),
            "Au dernier calcul, c’est «\u00a0Camionnette\u00a0» (Transporteur) qui le transporte "
            "le mardi\u202f; pour tout ce qui y voyage pour son compte, la Banque alimentaire "
            "paie 5,00\u00a0€ au lieu de 8,00\u00a0€ sans les autres, au moins cher");
  v1::TourShare* share = tour.mutable_tour()->mutable_shares(0);
  share->mutable_party()->set_display_name("Les Jardins");
  share->set_alone_cents(500);
  EXPECT_EQ(Carried(tour, "parcels", "van", Language::kFrench),
            "Au dernier calcul, ce véhicule le transporte le mardi\u202f; pour tout ce qui y "
            "voyage pour son compte, les Jardins paient 5,00\u00a0€, autant que sans les autres");
  tour.mutable_tour()->clear_shares();
  EXPECT_EQ(Carried(tour, "parcels", "lorry", Language::kEnglish),
            "In the latest run “Camionnette” (Transporteur) carries it on Tuesday");
  EXPECT_EQ(Carried(tour, "lunch", "van", Language::kEnglish), "") << "a supply is no shipment";
  EXPECT_EQ(Carried(tour, "piano", "van", Language::kEnglish), "");
}

TEST(VehicleExplanation, SaysWhyNoVehicleCarriesTheShipment) {
  v1::TransportCertificate certificate;
  v1::LeftShipment* left = certificate.add_left_shipments();
  left->set_need("territories/t/needs/piano");
  left->set_reason(v1::LEFT_REASON_LOAD);
  const std::vector<v1::Fact> facts =
      LeftShipmentFacts(certificate, "territories/t/needs/piano");
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(FactText(facts[0], Language::kEnglish, *Catalogue()),
            "In the latest run this shipment has no round: no vehicle is large enough");
  EXPECT_TRUE(LeftShipmentFacts(certificate, "territories/t/needs/parcels").empty());
}

}  // namespace
}  // namespace cordee::service
