#include "service/convert/run_record.h"

#include <functional>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/errors.h"
#include "service/phrases/language.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

using testing::Catalogue;
using testing::RunOnce;

v1::RunCounts* CountsOf(RunRecord& record) { return record.header.mutable_run()->mutable_counts(); }

struct Tampering {
  const char* what;
  std::function<void(RunRecord&)> tamper;
};

void ExpectRefused(const Tampering& tampering) {
  RunRecord record = RunOnce();
  tampering.tamper(record);
  const absl::Status status = CheckRecord(record, Catalogue());
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition)
      << tampering.what << ": " << status.ToString();
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_RUN_CHECK_FAILED) << tampering.what;
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

// As in a territory with too many pairs to keep them all.
TEST(RunRecord, OfARunWhoseClosureAddedPairsHolds) {
  Policy policy;
  policy.max_candidates = 1;
  RunRecord record = RunOnce(policy, {.exhaustive_limit = 0});
  const int64_t added = CountsOf(record)->candidates_added();
  ASSERT_GT(added, 0);
  const absl::Status status = CheckRecord(record, Catalogue(), 0);
  EXPECT_TRUE(status.ok()) << status.ToString();

  const auto refused = [&record](int64_t pairs, int32_t rounds) {
    RunRecord changed = record;
    CountsOf(changed)->set_candidates(CountsOf(record)->candidates() + pairs -
                                      CountsOf(record)->candidates_added());
    CountsOf(changed)->set_candidates_added(pairs);
    CountsOf(changed)->set_closure_rounds(rounds);
    return !CheckRecord(changed, Catalogue(), 0).ok();
  };
  EXPECT_TRUE(refused(-1, 1));
  EXPECT_TRUE(refused(1000, 1)) << "more than there are";
  EXPECT_TRUE(refused(added, 0));
  EXPECT_TRUE(refused(added, -1));
  EXPECT_TRUE(refused(added, static_cast<int32_t>(added) + 1));
  EXPECT_TRUE(refused(0, 1));
  CountsOf(record)->set_candidates(CountsOf(record)->candidates() + 1);
  EXPECT_FALSE(CheckRecord(record, Catalogue(), 0).ok());
}

TEST(RunRecord, ThatWasTamperedWithIsRefused) {
  const Tampering cases[] = {
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
      {"a price", [](RunRecord& r) { r.prices[0].set_micropoints(r.prices[0].micropoints() - 1); }},
      {"a price of a bound with transport, where nothing is carried",
       [](RunRecord& r) { r.prices[0].set_with_transport(true); }},
      {"a bound with transport, where nothing is carried",
       [](RunRecord& r) {
         r.header.mutable_run()->mutable_certificate()->mutable_transport()->set_bound_micropoints(
             "1");
       }},
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
  for (const Tampering& tampering : cases) ExpectRefused(tampering);
}

TEST(RunRecord, WithAChangedHeaderIsRefused) {
  const Tampering cases[] = {
      {"the count of actors",
       [](RunRecord& r) { CountsOf(r)->set_actors(CountsOf(r)->actors() + 1); }},
      {"the count of needs",
       [](RunRecord& r) { CountsOf(r)->set_needs(CountsOf(r)->needs() + 1); }},
      {"the count of resources",
       [](RunRecord& r) { CountsOf(r)->set_resources(CountsOf(r)->resources() + 1); }},
      {"the count of candidates",
       [](RunRecord& r) { CountsOf(r)->set_candidates(CountsOf(r)->candidates() + 1); }},
      {"the count of proposals",
       [](RunRecord& r) { CountsOf(r)->set_proposals(CountsOf(r)->proposals() + 1); }},
      {"the count of needs_met",
       [](RunRecord& r) { CountsOf(r)->set_needs_met(CountsOf(r)->needs_met() + 1); }},
      {"the count of needs_partly_met",
       [](RunRecord& r) {
         CountsOf(r)->set_needs_partly_met(CountsOf(r)->needs_partly_met() + 1);
       }},
      {"the count of needs_unmet",
       [](RunRecord& r) { CountsOf(r)->set_needs_unmet(CountsOf(r)->needs_unmet() + 1); }},
      {"a count of refusals",
       [](RunRecord& r) {
         v1::RefusalCount* count = CountsOf(r)->mutable_refusals(0);
         count->set_pairs(count->pairs() + 1);
       }},
      {"refusals left out", [](RunRecord& r) { CountsOf(r)->clear_refusals(); }},
      {"all counts", [](RunRecord& r) { r.header.mutable_run()->clear_counts(); }},
      {"the state",
       [](RunRecord& r) { r.header.mutable_run()->set_state(v1::RUN_STATE_CANCELLED); }},
      {"no state", [](RunRecord& r) { r.header.mutable_run()->clear_state(); }},
      {"an error",
       [](RunRecord& r) {
         r.header.mutable_run()->mutable_error()->set_reason(v1::ERROR_REASON_RUN_INTERRUPTED);
       }},
      {"the progress", [](RunRecord& r) { r.header.mutable_run()->set_progress_percent(50); }},
      {"the phase", [](RunRecord& r) { r.header.mutable_run()->set_phase(v1::RUN_PHASE_SOLVE); }},
  };
  for (const Tampering& tampering : cases) ExpectRefused(tampering);
}

TEST(RunRecord, WithAnEmptyPartIsRefused) {
  const std::string bytes = SerializeRecord(RunOnce());
  EXPECT_EQ(ReasonOf(ParseRecord(bytes + std::string(1, '\0')).status()),
            v1::ERROR_REASON_ROW_INVALID);
  // A part that holds only a field nobody knows.
  EXPECT_EQ(ReasonOf(ParseRecord(bytes + "\x03\xf8\x07\x01").status()),
            v1::ERROR_REASON_ROW_INVALID);
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
