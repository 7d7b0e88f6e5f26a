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
#include "service/phrases/language.h"
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
