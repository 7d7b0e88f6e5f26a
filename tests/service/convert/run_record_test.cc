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
      {"a price", [](RunRecord& r) { r.prices[0].set_micropoints(r.prices[0].micropoints() - 1); }},
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
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition)
        << c.what << ": " << status.ToString();
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
