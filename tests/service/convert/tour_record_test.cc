// Runs with tours: what is stored is what was planned, and nobody can change it unseen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "service/convert/run_record.h"
#include "service/convert/tour_convert.h"
#include "service/convert/vehicle_convert.h"
#include "service/errors.h"
#include "service/phrases/phrases.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

using testing::Actor;
using testing::Catalogue;
using testing::CheapVan;
using testing::MakeEntry;
using testing::OpenOn;
using testing::SortByName;

// The small territory with a van on Tuesdays, a shipment and one too heavy.
RunRecord TourEntries() {
  RunRecord record = testing::Entries();
  record.actors.push_back(Actor("haulier", "Transporteur", 46.95));
  v1::Resource van = CheapVan("haulier");
  OpenOn(2, van.mutable_terms());
  record.resources.push_back(van);
  v1::Need parcels =
      MakeEntry<v1::Need>("needs", "parcels", "bank", "ambient-freight", "60", "kg");
  v1::Place* to = parcels.mutable_terms()->mutable_shipment()->mutable_delivery();
  to->set_commune("Thouars");
  to->mutable_position()->set_latitude(47.05);
  to->mutable_position()->set_longitude(-0.2);
  record.needs.push_back(parcels);
  v1::Need piano = parcels;
  piano.set_name(std::string(testing::kTerritory) + "needs/piano");
  piano.mutable_terms()->mutable_quantity()->set_amount("900");
  record.needs.push_back(piano);
  SortByName(record);
  return record;
}

const RunRecord& TourRun() {
  static const auto& record = *new RunRecord(testing::RunOn(TourEntries()));
  return record;
}

v1::Proposal& FirstTour(RunRecord& record) {
  return *std::find_if(record.proposals.begin(), record.proposals.end(), IsTour);
}

TEST(TourRecord, HoldsAndReadsBack) {
  const RunRecord& record = TourRun();
  const v1::TransportCertificate& transport = record.header.run().certificate().transport();
  EXPECT_TRUE(transport.needed());
  EXPECT_TRUE(transport.shared());
  EXPECT_GE(transport.tours(), 1);
  EXPECT_GE(transport.hauls(), 2);
  ASSERT_EQ(transport.left_shipments_size(), 1);
  EXPECT_EQ(transport.left_shipments(0).reason(), v1::LEFT_REASON_LOAD);
  const absl::StatusOr<RunRecord> read = ParseRecord(SerializeRecord(record));
  ASSERT_TRUE(read.ok());
  const absl::Status status = CheckRecord(*read, Catalogue());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(TourRecord, NamesWhatThereIsTooMuchOf) {
  RunRecord record = TourEntries();
  const v1::Resource van = *std::find_if(
      record.resources.begin(), record.resources.end(),
      [](const v1::Resource& resource) { return resource.terms().has_vehicle(); });
  for (int i = 0; i < 2'000; ++i) {
    record.resources.push_back(van);
    record.resources.back().set_name(van.name() + std::to_string(i));
  }
  SortByName(record);
  const absl::Status status =
      BuildProblem(RefsOf(record), Catalogue(), {}, {4 + 7 * 2967, 52}, {}).status();
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_TOO_MANY_ENTRIES);
  EXPECT_EQ(ErrorSentence(ReasonOf(status), FactsOf(status), Language::kFrench),
            "Un calcul prend au plus 2\u202f000 véhicules, et le territoire en a 2\u202f001. "
            "Supprimez-en ou ouvrez un autre territoire.");
  EXPECT_EQ(ErrorSentence(ReasonOf(status), FactsOf(status), Language::kEnglish),
            "A run takes at most 2,000 vehicles, and the territory has 2,001. Delete some or open "
            "another territory.");
}

TEST(TourRecord, NamesARegularTourThatCannotBeDriven) {
  RunRecord entries = TourEntries();
  const auto van = std::find_if(
      entries.resources.begin(), entries.resources.end(),
      [](const v1::Resource& resource) { return resource.terms().has_vehicle(); });
  v1::RegularTour* tour = van->mutable_terms()->mutable_vehicle()->add_regular_tours();
  tour->set_day(2);
  tour->set_late_minutes(1);
  v1::RegularCall* call = tour->add_calls();
  call->set_minute(7 * 60 + 1);
  call->mutable_place()->mutable_position()->set_latitude(47.5);
  call->mutable_place()->mutable_position()->set_longitude(-0.2);
  RunRecord record = testing::RunOn(entries);
  v1::TransportCertificate& transport =
      *record.header.mutable_run()->mutable_certificate()->mutable_transport();
  ASSERT_EQ(transport.late_regular_tours_size(), 1);
  EXPECT_EQ(transport.late_regular_tours(0).resource(), van->name());
  EXPECT_EQ(transport.late_regular_tours(0).day(), 2);
  EXPECT_EQ(transport.tours(), 0);
  EXPECT_EQ(CheckRecord(record, Catalogue()), absl::OkStatus());
  transport.mutable_late_regular_tours(0)->set_day(3);
  EXPECT_FALSE(CheckRecord(record, Catalogue()).ok());
  transport.clear_late_regular_tours();
  EXPECT_FALSE(CheckRecord(record, Catalogue()).ok());
}

TEST(TourRecord, ProvesTheBoundOfWhichTransportIsPaid) {
  const RunRecord& record = TourRun();
  ASSERT_FALSE(record.header.run().certificate().transport().bound_micropoints().empty());
  const auto is_of_it = [](const v1::SupplyPrice& price) { return price.with_transport(); };
  ASSERT_TRUE(std::any_of(record.prices.begin(), record.prices.end(), is_of_it));
  const auto refused = [&](const std::function<void(RunRecord&)>& tamper) {
    RunRecord changed = record;
    tamper(changed);
    return !CheckRecord(changed, Catalogue()).ok();
  };
  const auto bound = [](RunRecord& r) {
    return r.header.mutable_run()->mutable_certificate()->mutable_transport();
  };
  EXPECT_TRUE(refused([&](RunRecord& r) { bound(r)->set_bound_micropoints("1"); }));
  EXPECT_TRUE(refused([&](RunRecord& r) { bound(r)->set_bound_micropoints("many"); }));
  EXPECT_TRUE(refused([&](RunRecord& r) { bound(r)->clear_bound_micropoints(); }));
  EXPECT_TRUE(refused([&](RunRecord& r) {
    std::find_if(r.prices.begin(), r.prices.end(), is_of_it)->set_micropoints(-1);
  }));
  EXPECT_TRUE(refused([&](RunRecord& r) {
    std::find_if(r.prices.begin(), r.prices.end(), is_of_it)->set_resource("nobody");
  }));
}

TEST(TourRecord, SaysWhoCarriesEverySupply) {
  int64_t supplies = 0;
  for (const v1::Proposal& proposal : TourRun().proposals) {
    if (proposal.family() != v1::FAMILY_FOOD) continue;
    ++supplies;
    ASSERT_EQ(proposal.carriages_size(), 1);
    const v1::ProposalCarriage& carriage = proposal.carriages(0);
    EXPECT_EQ(carriage.carrier().actor(), "territories/test/actors/haulier");
    EXPECT_LT(carriage.pickup_second(), carriage.delivery_second());
    EXPECT_EQ(proposal.parties_size(), 3) << "giver, taker and carrier";
  }
  EXPECT_GT(supplies, 0);
}

TEST(TourRecord, SuggestsVehiclesForAShipmentAndShipmentsForAVehicle) {
  const RunRecord record = TourEntries();
  const EntryRefs refs = RefsOf(record);
  const Problem problem = *BuildProblem(refs, Catalogue(), {}, {4 + 7 * 2967, 52}, {});
  ASSERT_EQ(problem.logistics().freights.id, (std::vector<std::string>{"parcels", "piano"}));
  const auto vehicles = SuggestVehicles(problem, FreightIndex(0), 5, refs);
  ASSERT_EQ(vehicles.suggestions_size(), 1);
  EXPECT_EQ(vehicles.suggestions(0).title(), "van");
  EXPECT_EQ(vehicles.suggestions(0).reasons(0).code(), "vehicle-alone");
  EXPECT_EQ(SuggestVehicles(problem, FreightIndex(1), 5, refs).admissible_count(), 0);
  const auto shipments = SuggestShipments(problem, VanIndex(0), 5, refs);
  ASSERT_EQ(shipments.suggestions_size(), 1);
  EXPECT_EQ(shipments.suggestions(0).party().display_name(), "Banque alimentaire");
}

TEST(TourRecord, SaysThatAVehicleMeetsNoNeedByItself) {
  v1::ExplainMatchResponse response = ToCarrierExplanation();
  EXPECT_FALSE(response.admissible());
  ASSERT_EQ(response.refusals_size(), 1);
  Localize(&response, Language::kEnglish, *Catalogue());
  EXPECT_THAT(response.refusals(0).text(), ::testing::HasSubstr("carries what a resource gives"));
}

// A party is where it lives, a stop where the goods are.
TEST(TourRecord, KeepsAShipmentsPlacesOutOfTheParties) {
  RunRecord entries = TourEntries();
  for (v1::Need& need : entries.needs) {
    if (!need.terms().has_shipment()) continue;
    need.mutable_terms()->mutable_shipment()->mutable_pickup()->CopyFrom(
        need.terms().shipment().delivery());
    need.mutable_terms()->mutable_shipment()->mutable_pickup()->set_commune("Melle");
    need.mutable_terms()->mutable_shipment()->mutable_pickup()->mutable_position()->set_latitude(
        47.0);
  }
  const RunRecord record = testing::RunOn(entries);
  int stops = 0;
  for (const v1::Proposal& proposal : record.proposals) {
    for (const v1::TourStop& stop : proposal.tour().stops()) {
      stops += stop.party().commune() == "Melle" ? 1 : 0;
    }
    for (const v1::Party& party : proposal.parties()) EXPECT_EQ(party.commune(), "Thouars");
  }
  EXPECT_GT(stops, 0);
}

// As the sheets of drivers have it.
TEST(TourRecord, RoundsTheMinuteOfACallUp) {
  int rounded = 0;
  for (const v1::Proposal& proposal : TourRun().proposals) {
    for (int c = 0; c < proposal.carriages_size(); ++c) {
      const v1::Fact& fact =
          proposal.reasons(proposal.reasons_size() - proposal.carriages_size() + c);
      ASSERT_EQ(fact.code(), "carried");
      const int32_t second = proposal.carriages(c).delivery_second();
      EXPECT_EQ(fact.values().at("delivery_minute"), std::to_string((second + 59) / 60));
      rounded += second % 60 == 0 ? 0 : 1;
    }
  }
  EXPECT_GT(rounded, 0);
}

TEST(TourRecord, SaysWhatARegularTourDrivesAndCarriesAnyway) {
  RunRecord entries = TourEntries();
  for (v1::Resource& resource : entries.resources) {
    if (!resource.terms().has_vehicle()) continue;
    v1::RegularTour* tour = resource.mutable_terms()->mutable_vehicle()->add_regular_tours();
    tour->set_day(2);
    tour->set_load_percent(20);
    tour->set_late_minutes(240);
    v1::RegularCall* call = tour->add_calls();
    call->set_minute(10 * 60);
    call->set_load_percent(55);
    call->mutable_place()->mutable_position()->set_latitude(47.05);
    call->mutable_place()->mutable_position()->set_longitude(-0.2);
  }
  RunRecord record = testing::RunOn(entries);
  int regular = 0;
  for (v1::Proposal& proposal : record.proposals) {
    if (proposal.tour().regular_metres() == 0) continue;
    ++regular;
    Localize(&proposal, Language::kFrench, *Catalogue());
    EXPECT_THAT(proposal.title(), ::testing::HasSubstr("de plus que sa tournée régulière de"));
    EXPECT_THAT(proposal.reasons(1).text(), ::testing::HasSubstr("jusqu’à 55"));
  }
  EXPECT_GT(regular, 0);
}

TEST(TourRecord, ReadsAloudInBothLanguages) {
  RunRecord record = TourRun();
  v1::Proposal& tour = FirstTour(record);
  Localize(&tour, Language::kFrench, *Catalogue());
  EXPECT_THAT(tour.title(), ::testing::StartsWith("Tournée du mardi, de 7\u00a0h à"));
  Localize(&tour, Language::kEnglish, *Catalogue());
  EXPECT_THAT(tour.title(), ::testing::StartsWith("Round on Tuesday, from 7:00"));
  for (v1::Proposal& proposal : record.proposals) {
    Localize(&proposal, Language::kFrench, *Catalogue());
    if (proposal.carriages().empty()) continue;
    const std::string& said = proposal.reasons(proposal.reasons_size() - 1).text();
    EXPECT_THAT(said, ::testing::StartsWith("Transport le mardi par Transporteur"));
  }
}

TEST(TourRecord, ThatWasTamperedWithIsRefused) {
  const std::vector<std::function<void(RunRecord&)>> cases = {
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_metres(1'000); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_cents(1); },
      [](RunRecord& r) {
        v1::Tour* tour = FirstTour(r).mutable_tour();
        tour->set_cost_units(tour->cost_units() - 36'000);
      },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_day(5); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_day(-2); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_vehicle("territories/test/r/x"); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->set_leaves_second(INT32_MIN); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->mutable_stops()->RemoveLast(); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->mutable_stops(0)->set_grams(1); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->mutable_stops(0)->set_piece(INT32_MAX); },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->mutable_stops(0)->set_pieces(INT32_MIN); },
      [](RunRecord& r) {
        FirstTour(r).mutable_tour()->mutable_stops(0)->set_begins_second(INT32_MAX);
      },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->mutable_stops(0)->set_title("Rien"); },
      [](RunRecord& r) {
        v1::TourShare* share = FirstTour(r).mutable_tour()->mutable_shares(0);
        share->set_cents(share->cents() + 1);
      },
      [](RunRecord& r) { FirstTour(r).mutable_tour()->clear_shares(); },
      [](RunRecord& r) {
        r.header.mutable_run()->mutable_certificate()->mutable_transport()->set_needed(false);
      },
      [](RunRecord& r) {
        r.header.mutable_run()->mutable_certificate()->mutable_transport()->clear_left_shipments();
      },
      [](RunRecord& r) {
        r.header.mutable_run()->mutable_certificate()->mutable_transport()->set_alone_cents(1);
      },
      [](RunRecord& r) {
        std::erase_if(r.proposals, IsTour);
      },
      [](RunRecord& r) {
        for (v1::Proposal& p : r.proposals) p.clear_carriages();
      },
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    RunRecord record = TourRun();
    cases[i](record);
    const absl::Status status = CheckRecord(record, Catalogue());
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_RUN_CHECK_FAILED) << i << ": " << status;
  }
}

}  // namespace
}  // namespace cordee::service
