// Runs with goods that lie in a store: what is stored is what was planned, and nobody can change it
// unseen.
#include "service/convert/storage_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "service/convert/run_record.h"
#include "service/convert/tour_convert.h"
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

// The small territory: farms on Tuesdays, takers on Thursdays, a van on both, and a cold room.
RunRecord StoreEntries() {
  RunRecord record = testing::Entries();
  for (int n : {0, 1}) OpenOn(4, record.needs[static_cast<size_t>(n)].mutable_terms());
  for (int r : {0, 1}) OpenOn(2, record.resources[static_cast<size_t>(r)].mutable_terms());
  record.actors.push_back(Actor("haulier", "Transporteur", 46.95));
  record.actors.push_back(Actor("market", "Halle", 46.96));
  v1::Resource van = CheapVan("haulier");
  OpenOn(2, van.mutable_terms());
  OpenOn(4, van.mutable_terms());
  record.resources.push_back(van);
  v1::Resource store =
      MakeEntry<v1::Resource>("resources", "cold-room", "market", "chilled-freight", "500", "kg");
  store.mutable_terms()->mutable_storage()->set_cents_per_100kg_night(150);
  record.resources.push_back(store);
  SortByName(record);
  return record;
}

const RunRecord& StoreRun() {
  static const auto& record = *new RunRecord(testing::RunOn(StoreEntries()));
  return record;
}

v1::Proposal& FirstSupply(RunRecord& record) {
  return *std::find_if(record.proposals.begin(), record.proposals.end(),
                       [](const v1::Proposal& p) { return p.storages_size() > 0; });
}

// A stop at the store.
v1::TourStop& StopAtStore(RunRecord& record) {
  for (v1::Proposal& proposal : record.proposals) {
    if (!IsTour(proposal)) continue;
    for (v1::TourStop& stop : *proposal.mutable_tour()->mutable_stops()) {
      if (stop.leg() == (stop.pickup() ? 2 : 1)) return stop;
    }
  }
  ADD_FAILURE() << "no stop at a store";
  static v1::TourStop none;
  return none;
}

v1::TransportCertificate& CertificateOf(RunRecord& record) {
  return *record.header.mutable_run()->mutable_certificate()->mutable_transport();
}

TEST(StorageRecord, HoldsAndReadsBack) {
  const RunRecord& record = StoreRun();
  const v1::TransportCertificate& transport = record.header.run().certificate().transport();
  EXPECT_EQ(transport.stores(), 1);
  EXPECT_GE(transport.stays(), 1);
  EXPECT_EQ(transport.hauls(), 2 * transport.stays());
  EXPECT_GT(transport.storage_cents(), 0);
  const absl::StatusOr<RunRecord> read = ParseRecord(SerializeRecord(record));
  ASSERT_TRUE(read.ok());
  const absl::Status status = CheckRecord(*read, Catalogue());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(StorageRecord, NamesWhoKeepsTheGoodsAndBothWays) {
  int64_t supplies = 0;
  for (const v1::Proposal& proposal : StoreRun().proposals) {
    if (proposal.family() != v1::FAMILY_FOOD) continue;
    ++supplies;
    EXPECT_EQ(proposal.parties_size(), 4) << "giver, taker, keeper and carrier";
    ASSERT_EQ(proposal.storages_size(), 1);
    const v1::ProposalStorage& storage = proposal.storages(0);
    EXPECT_EQ(storage.keeper().actor(), "territories/test/actors/market");
    EXPECT_EQ(storage.day_brought(), 2);
    EXPECT_EQ(storage.day_fetched(), 4);
    EXPECT_EQ(storage.cents(), (storage.grams() * 2 * 150 + 50'000) / 100'000);
    ASSERT_EQ(proposal.carriages_size(), 2);
    EXPECT_EQ(proposal.carriages(0).leg(), 1);
    EXPECT_EQ(proposal.carriages(1).leg(), 2);
    EXPECT_EQ(proposal.carriages(1).store(), "territories/test/resources/cold-room");
  }
  EXPECT_GT(supplies, 0);
}

TEST(StorageRecord, CallsOnTheKeeperAtTheStore) {
  RunRecord record = StoreRun();
  EXPECT_EQ(StopAtStore(record).party().display_name(), "Halle");
  EXPECT_EQ(StopAtStore(record).store(), "territories/test/resources/cold-room");
}

TEST(StorageRecord, ReadsAloudInBothLanguages) {
  RunRecord record = StoreRun();
  v1::Proposal& supply = FirstSupply(record);
  const auto said = [&](Language language) {
    Localize(&supply, language, *Catalogue());
    std::string all;
    for (const v1::Fact& reason : supply.reasons()) all += reason.text() + "\n";
    return all;
  };
  const std::string french = said(Language::kFrench);
  EXPECT_THAT(french, ::testing::HasSubstr("Aucun véhicule ne peut livrer directement"));
  EXPECT_THAT(french, ::testing::HasSubstr("apporté le mardi, repris le jeudi"));
  EXPECT_THAT(french, ::testing::HasSubstr("Transport jusqu’au dépôt le mardi"));
  EXPECT_THAT(french, ::testing::HasSubstr("Transport depuis le dépôt le jeudi"));
  const std::string english = said(Language::kEnglish);
  EXPECT_THAT(english, ::testing::HasSubstr("No vehicle can deliver straight"));
  EXPECT_THAT(english, ::testing::HasSubstr("brought on Tuesday, fetched on Thursday"));
  EXPECT_THAT(english, ::testing::HasSubstr("Carried from the store on Thursday"));
}

TEST(StorageRecord, ThatWasTamperedWithIsRefused) {
  const std::vector<std::function<void(RunRecord&)>> cases = {
      [](RunRecord& r) { StopAtStore(r).set_leg(0); },
      [](RunRecord& r) { StopAtStore(r).set_leg(7); },
      [](RunRecord& r) { StopAtStore(r).set_leg(-1); },
      [](RunRecord& r) { StopAtStore(r).clear_store(); },
      [](RunRecord& r) { StopAtStore(r).set_store("territories/test/resources/van"); },
      [](RunRecord& r) { *StopAtStore(r).mutable_party() = v1::Party(); },
      [](RunRecord& r) { FirstSupply(r).clear_storages(); },
      [](RunRecord& r) { FirstSupply(r).mutable_storages(0)->set_cents(0); },
      [](RunRecord& r) { FirstSupply(r).mutable_storages(0)->set_day_fetched(3); },
      [](RunRecord& r) { FirstSupply(r).mutable_carriages(0)->set_leg(2); },
      [](RunRecord& r) { CertificateOf(r).set_stores(2); },
      [](RunRecord& r) { CertificateOf(r).set_stays(0); },
      [](RunRecord& r) { CertificateOf(r).set_storage_cents(0); },
      [](RunRecord& r) { CertificateOf(r).set_storage_cost_units(0); },
      [](RunRecord& r) { CertificateOf(r).set_storage_cost_units(INT64_MAX); },
      [](RunRecord& r) { CertificateOf(r).set_cost_micropoints("0"); },
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    RunRecord record = StoreRun();
    cases[i](record);
    const absl::Status status = CheckRecord(record, Catalogue());
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_RUN_CHECK_FAILED) << i << ": " << status;
  }
}

TEST(StorageRecord, SaysThatAStoreIsNotProposedByItself) {
  const v1::ExplainMatchResponse response = ToStoreExplanation();
  EXPECT_FALSE(response.admissible());
  ASSERT_EQ(response.refusals_size(), 1);
}

}  // namespace
}  // namespace cordee::service
