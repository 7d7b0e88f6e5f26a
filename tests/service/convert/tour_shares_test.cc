// What is said of the groups that share a tour, and that nobody can change it unseen.
#include "service/convert/tour_shares.h"

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
using testing::MakeEntry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Members a0, a1 and so on.
const RunRecord& Members() {
  static const auto& record = *[] {
    auto* members = new RunRecord;
    for (int a = 0; a < 20; ++a) {
      const std::string id = "a" + std::to_string(a);
      members->actors.push_back(Actor(id, "Membre " + std::to_string(a), 46.9));
    }
    return members;
  }();
  return record;
}

// Each pays 5.00 and would pay 8.00 alone; no group would pay less.
HaulTour Content(int32_t parties) {
  HaulTour tour{.cost = 500 * parties * kCostPerCent};
  for (int32_t p = 0; p < parties; ++p) {
    tour.shares.push_back({ActorIndex(p), 800, 0, 500, 500, 500});
  }
  tour.core = {.state = CoreState::kNotEmpty,
               .groups = parties <= 12 ? (int64_t{1} << parties) - 2 : 440,
               .least_excess_cents = -100,
               .worst_group = 0b011,
               .worst_cost = 1'100 * kCostPerCent,
               .excess_cents = -100};
  return tour;
}

HaulTour GroupWouldLeave(int32_t parties, CoreState state) {
  HaulTour tour = Content(parties);
  tour.core.state = state;
  tour.core.least_excess_cents = state == CoreState::kEmpty ? 40 : 0;
  tour.core.worst_cost = 850 * kCostPerCent;
  tour.core.excess_cents = 150;
  return tour;
}

std::vector<std::string> Codes(const HaulTour& tour) {
  std::vector<std::string> codes;
  for (const v1::Fact& fact : ShareReasons(tour, RefsOf(Members()))) codes.push_back(fact.code());
  return codes;
}

std::string Value(const HaulTour& tour, const std::string& code, const char* key) {
  for (const v1::Fact& fact : ShareReasons(tour, RefsOf(Members()))) {
    if (fact.code() == code && fact.values().contains(key)) return fact.values().at(key);
  }
  return "none";
}

TEST(TourShares, SayNothingOfGroupsWhereNobodyShares) {
  HaulTour tour = Content(2);
  tour.shares.resize(1);
  tour.core = {};
  EXPECT_THAT(Codes(tour), ElementsAre());
  v1::Tour out;
  DescribeCore(tour, RefsOf(Members()), &out);
  EXPECT_EQ(out.core(), v1::CORE_STATE_NOT_SHARED);
  EXPECT_TRUE(out.core_group().empty());
}

TEST(TourShares, SayWhetherAnyGroupWouldPayLess) {
  EXPECT_THAT(Codes(Content(3)), ElementsAre("tour-shared", "tour-core"));
  EXPECT_THAT(Codes(Content(13)), ElementsAre("tour-shared", "tour-alone", "tour-sampled"));
  EXPECT_EQ(Value(Content(13), "tour-alone", "count"), "440");
  EXPECT_EQ(Value(Content(13), "tour-sampled", "count"), "440");
  const HaulTour leave = GroupWouldLeave(3, CoreState::kNotEmpty);
  EXPECT_THAT(Codes(leave), ElementsAre("tour-shared", "tour-fair", "tour-division"));
  EXPECT_EQ(Value(leave, "tour-fair", "group"), "Membre 0\nMembre 1");
  EXPECT_EQ(Value(leave, "tour-fair", "cents"), "150");
  EXPECT_EQ(Value(leave, "tour-division", "state"), "not_empty");
  EXPECT_EQ(Value(leave, "tour-division", "sampled"), "no");
}

TEST(TourShares, SayWhatIsMissingWhereNoDivisionContentsAll) {
  const HaulTour empty = GroupWouldLeave(13, CoreState::kEmpty);
  EXPECT_THAT(Codes(empty), ElementsAre("tour-shared", "tour-fair", "tour-division",
                                        "tour-sampled"));
  EXPECT_EQ(Value(empty, "tour-division", "state"), "empty");
  EXPECT_EQ(Value(empty, "tour-division", "cents"), "40");
  EXPECT_EQ(Value(empty, "tour-division", "sampled"), "yes");
  const HaulTour undecided = GroupWouldLeave(3, CoreState::kUndecided);
  EXPECT_EQ(Value(undecided, "tour-division", "state"), "undecided");
}

TEST(TourShares, SayWhoPaysForWhom) {
  HaulTour tour = Content(3);
  for (TourShare& share : tour.shares) share.alone_cents = 380;
  tour.shares[2].alone_cents = 499;  // a cent is rounding
  tour.core = {.state = CoreState::kEmpty,
               .groups = 6,
               .least_excess_cents = 80,
               .worst_group = 0b001,
               .worst_cost = 380 * kCostPerCent,
               .excess_cents = 120};
  tour.gainers = {ActorIndex(7), ActorIndex(9)};
  EXPECT_THAT(Codes(tour), ElementsAre("tour-shared", "tour-subsidy", "tour-division"));
  EXPECT_EQ(Value(tour, "tour-subsidy", "payers"), "Membre 0\nMembre 1");
  EXPECT_EQ(Value(tour, "tour-subsidy", "cents"), "120");
  EXPECT_EQ(Value(tour, "tour-subsidy", "gainers"), "Membre 7\nMembre 9");
  v1::Tour out;
  DescribeCore(tour, RefsOf(Members()), &out);
  EXPECT_EQ(out.core(), v1::CORE_STATE_EMPTY);
  EXPECT_EQ(out.core_groups(), 6);
  EXPECT_EQ(out.core_least_excess_cents(), 80);
  EXPECT_EQ(out.core_excess_cents(), 120);
  EXPECT_EQ(out.core_group_cost_units(), 380 * kCostPerCent);
  EXPECT_THAT(out.core_group(), ElementsAre("territories/test/actors/a0"));
  EXPECT_THAT(out.gainers(), ElementsAre("territories/test/actors/a7",
                                         "territories/test/actors/a9"));
}

// Two farms and a food bank that sends parcels share a van.
RunRecord SharedTourRun() {
  RunRecord record = testing::Entries();
  record.actors.push_back(Actor("haulier", "Transporteur", 46.95));
  v1::Resource van =
      MakeEntry<v1::Resource>("resources", "van", "haulier", "ambient-freight", "800", "kg");
  v1::VehicleTerms* vehicle = van.mutable_terms()->mutable_vehicle();
  vehicle->set_carriage(v1::CARRIAGE_PROFESSIONAL);
  vehicle->set_cents_per_km(5);
  vehicle->set_cents_per_hour(100);
  v1::WeeklyInterval* hours = van.mutable_terms()->add_hours();
  hours->set_day(2);
  hours->set_start_minute(6 * 60);
  hours->set_end_minute(18 * 60);
  record.resources.push_back(van);
  return testing::RunOn(record);
}

v1::Proposal& SharedTour(RunRecord& record) {
  return *std::find_if(record.proposals.begin(), record.proposals.end(), [](const auto& proposal) {
    return IsTour(proposal) && proposal.tour().shares_size() > 1;
  });
}

TEST(TourShares, AreStoredReadBackAndSaidInBothLanguages) {
  RunRecord record = SharedTourRun();
  ASSERT_TRUE(CheckRecord(record, Catalogue()).ok()) << CheckRecord(record, Catalogue());
  v1::Proposal& proposal = SharedTour(record);
  EXPECT_EQ(proposal.tour().core(), v1::CORE_STATE_NOT_EMPTY);
  EXPECT_EQ(proposal.tour().core_groups(), 2);
  EXPECT_EQ(proposal.tour().core_group_size(), 1);
  EXPECT_EQ(proposal.tour().gainers_size(), 0);
  const auto said = [&](Language language) {
    Localize(&proposal, language, *Catalogue());
    std::string all;
    for (const v1::Fact& reason : proposal.reasons()) all += reason.text() + "\n";
    return all;
  };
  EXPECT_THAT(said(Language::kFrench), HasSubstr("aucun groupe ne paierait moins"));
  EXPECT_THAT(said(Language::kEnglish), HasSubstr("no group would pay less"));
}

TEST(TourShares, ThatWereTamperedWithAreRefused) {
  const std::vector<std::function<void(v1::Tour&)>> cases = {
      [](v1::Tour& t) { t.set_core(v1::CORE_STATE_EMPTY); },
      [](v1::Tour& t) { t.set_core(v1::CORE_STATE_UNSPECIFIED); },
      [](v1::Tour& t) { t.set_core(v1::CORE_STATE_NOT_SHARED); },
      [](v1::Tour& t) { t.set_core(static_cast<v1::CoreState>(7)); },
      [](v1::Tour& t) { t.set_core_groups(3); },
      [](v1::Tour& t) { t.set_core_least_excess_cents(1); },
      [](v1::Tour& t) { t.set_core_excess_cents(t.core_excess_cents() - 1); },
      [](v1::Tour& t) { t.set_core_group_cost_units(0); },
      [](v1::Tour& t) { t.clear_core_group(); },
      [](v1::Tour& t) { t.add_core_group(t.core_group(0)); },
      [](v1::Tour& t) { t.set_core_group(0, "territories/test/actors/haulier"); },
      [](v1::Tour& t) { t.set_core_group(0, "territories/test/actors/nobody"); },
      [](v1::Tour& t) { t.add_gainers("territories/test/actors/haulier"); },
      [](v1::Tour& t) { t.add_gainers("territories/test/actors/nobody"); },
  };
  const RunRecord run = SharedTourRun();
  for (size_t i = 0; i < cases.size(); ++i) {
    RunRecord record = run;
    cases[i](*SharedTour(record).mutable_tour());
    const absl::Status status = CheckRecord(record, Catalogue());
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_RUN_CHECK_FAILED) << i << ": " << status;
  }
  RunRecord record = run;
  for (v1::Fact& reason : *SharedTour(record).mutable_reasons()) {
    if (reason.code() == "tour-core") reason.set_code("tour-fair");
  }
  EXPECT_EQ(ReasonOf(CheckRecord(record, Catalogue())), v1::ERROR_REASON_RUN_CHECK_FAILED);
}

}  // namespace
}  // namespace cordee::service
