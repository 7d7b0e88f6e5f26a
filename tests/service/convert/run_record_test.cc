#include "service/convert/run_record.h"

#include <functional>
#include <memory>
#include <string>

#include "engine/engine.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/convert/report_convert.h"
#include "service/errors.h"
#include "service/phrases/language.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;

constexpr char kTerritory[] = "territories/test/";
constexpr char kRun[] = "territories/test/runs/1";

std::shared_ptr<const CatalogueData> Catalogue() {
  static const auto* const data = new std::shared_ptr<const CatalogueData>(
      std::make_shared<const CatalogueData>(
          *LoadCatalogue(std::string(CORDEE_SOURCE_DIR) + "/deploy/catalogue")));
  return *data;
}

v1::Actor Actor(const std::string& id, const std::string& title, double latitude) {
  v1::Actor actor;
  actor.set_name(std::string(kTerritory) + "actors/" + id);
  actor.set_display_name(title);
  actor.mutable_place()->set_commune("Thouars");
  actor.mutable_place()->mutable_position()->set_latitude(latitude);
  actor.mutable_place()->mutable_position()->set_longitude(-0.2);
  return actor;
}

template <typename Entry>
Entry MakeEntry(const std::string& collection, const std::string& id, const std::string& actor,
                const std::string& category, const std::string& amount, const std::string& unit) {
  Entry entry;
  entry.set_name(kTerritory + collection + "/" + id);
  entry.set_actor(std::string(kTerritory) + "actors/" + actor);
  entry.set_title(id);
  entry.mutable_terms()->set_category(category);
  entry.mutable_terms()->mutable_quantity()->set_amount(amount);
  entry.mutable_terms()->mutable_quantity()->set_unit(unit);
  entry.mutable_terms()->set_period(v1::PERIOD_WEEK);
  return entry;
}

// A canteen and a food bank want more carrots than two farms have; a choir books a room.
RunRecord Entries() {
  RunRecord record;
  record.actors = {Actor("bank", "Banque alimentaire", 46.9), Actor("canteen", "Cantine", 47.0),
                   Actor("farm", "Ferme", 47.1), Actor("garden", "Jardin", 46.8)};
  record.needs = {MakeEntry<v1::Need>("needs", "carrots-bank", "bank", "carrots", "30", "kg"),
                  MakeEntry<v1::Need>("needs", "carrots-canteen", "canteen", "carrots", "40", "kg"),
                  MakeEntry<v1::Need>("needs", "choir", "bank", "meeting-room", "2", "h")};
  record.resources = {
      MakeEntry<v1::Resource>("resources", "carrots-farm", "farm", "carrots", "25.5", "kg"),
      MakeEntry<v1::Resource>("resources", "carrots-garden", "garden", "carrots", "10", "kg"),
      MakeEntry<v1::Resource>("resources", "room", "canteen", "meeting-room", "1", "{piece}")};
  v1::WeeklyInterval* evening = record.resources[2].mutable_terms()->add_hours();
  evening->set_day(2);
  evening->set_start_minute(18 * 60);
  evening->set_end_minute(22 * 60);
  return record;
}

RunRecord RunOnce() {
  RunRecord record = Entries();
  const EntryRefs refs = RefsOf(record);
  const Horizon horizon{4 + 7 * 2967, 52};
  const Policy policy;
  const Problem problem = *BuildProblem(refs, Catalogue(), policy, horizon, {});
  const RunReport report = *Match(problem, {}, StopToken(), nullptr);
  const RunOutcome outcome = ToOutcome(problem, report, refs, *Catalogue(), kRun);
  v1::Run* run = record.header.mutable_run();
  run->set_name(kRun);
  *run->mutable_certificate() = outcome.certificate;
  *run->mutable_policy() = PolicyToProto(policy);
  *run->mutable_horizon_start() = ToDate(horizon.start_day);
  run->set_horizon_weeks(horizon.weeks);
  run->set_fingerprint(
      Fingerprint(refs, {}, run->policy(), horizon, Catalogue()->fingerprint));
  record.header.set_catalogue_fingerprint(Catalogue()->fingerprint);
  record.proposals = outcome.proposals;
  record.prices = outcome.prices;
  return record;
}

TEST(RunRecord, OfARealRunHolds) {
  const RunRecord record = RunOnce();
  ASSERT_GE(record.proposals.size(), 3u);
  const absl::StatusOr<RunRecord> read = ParseRecord(SerializeRecord(record));
  ASSERT_TRUE(read.ok()) << read.status().ToString();
  EXPECT_EQ(SerializeRecord(*read), SerializeRecord(record));
  const absl::Status status = CheckRecord(*read, Catalogue());
  EXPECT_TRUE(status.ok()) << status.ToString();
}

TEST(RunRecord, ThatWasTamperedWithIsRefused) {
  const struct {
    const char* what;
    std::function<void(RunRecord&)> tamper;
  } cases[] = {
      {"a quantity",
       [](RunRecord& r) { r.needs[0].mutable_terms()->mutable_quantity()->set_amount("31"); }},
      {"a place",
       [](RunRecord& r) {
         r.actors[2].mutable_place()->mutable_position()->set_latitude(47.1001);
       }},
      {"a link's amount",
       [](RunRecord& r) {
         v1::Leg* leg = r.proposals[0].mutable_legs(0);
         leg->set_total_base_units(leg->total_base_units() - 1);
       }},
      {"a proposal left out", [](RunRecord& r) { r.proposals.pop_back(); }},
      {"a proposal twice", [](RunRecord& r) { r.proposals.push_back(r.proposals[0]); }},
      {"a name shown",
       [](RunRecord& r) { r.proposals[0].mutable_parties(0)->set_display_name("Autre"); }},
      {"points shown",
       [](RunRecord& r) { r.proposals[0].set_points(r.proposals[0].points() + 1); }},
      {"a price",
       [](RunRecord& r) { r.prices[0].set_micropoints(r.prices[0].micropoints() - 1); }},
      {"all prices", [](RunRecord& r) { r.prices.clear(); }},
      {"the value",
       [](RunRecord& r) {
         r.header.mutable_run()->mutable_certificate()->set_value_micropoints("1");
       }},
      {"the bound",
       [](RunRecord& r) {
         r.header.mutable_run()->mutable_certificate()->set_bound_micropoints("1");
       }},
      {"the policy",
       [](RunRecord& r) { r.header.mutable_run()->mutable_policy()->set_fit_points(999); }},
      {"the horizon", [](RunRecord& r) { r.header.mutable_run()->set_horizon_weeks(26); }},
      {"the catalogue", [](RunRecord& r) { r.header.set_catalogue_fingerprint("00"); }},
      {"the order of entries", [](RunRecord& r) { std::swap(r.needs[0], r.needs[1]); }},
      {"a number that is none",
       [](RunRecord& r) {
         r.header.mutable_run()->mutable_certificate()->set_score_micropoints("12x");
       }},
  };
  for (const auto& c : cases) {
    RunRecord record = RunOnce();
    c.tamper(record);
    const absl::Status status = CheckRecord(record, Catalogue());
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << c.what << ": "
                                                                   << status.ToString();
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_RUN_CHECK_FAILED) << c.what;
  }
}

TEST(RunRecord, ThatIsCutOrIsNoneIsRefused) {
  const std::string bytes = SerializeRecord(RunOnce());
  EXPECT_EQ(ReasonOf(ParseRecord("").status()), v1::ERROR_REASON_FILE_EMPTY);
  EXPECT_EQ(ReasonOf(ParseRecord("bonjour").status()), v1::ERROR_REASON_FILE_TRUNCATED);
  int refused = 0;
  for (size_t length = 1; length < bytes.size(); ++length) {
    const absl::StatusOr<RunRecord> cut = ParseRecord(std::string_view(bytes).substr(0, length));
    // A cut between two parts is a record; its claims no longer hold.
    if (!cut.ok() || !CheckRecord(*cut, Catalogue()).ok()) ++refused;
  }
  EXPECT_EQ(refused, static_cast<int>(bytes.size()) - 1);
}

TEST(Report, ReadsAsSentencesInBothLanguages) {
  RunRecord record = RunOnce();
  for (v1::Proposal& proposal : record.proposals) {
    Localize(&proposal, Language::kFrench, *Catalogue());
    const std::string french = proposal.title();
    EXPECT_FALSE(french.empty());
    Localize(&proposal, Language::kEnglish, *Catalogue());
    EXPECT_NE(proposal.title(), french);
    for (const v1::Fact& fact : proposal.reasons()) EXPECT_FALSE(fact.text().empty());
  }
}

}  // namespace
}  // namespace cordee::service
