#include "service/convert/order_convert.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/convert/run_record.h"
#include "tests/support/small_record.h"

namespace cordee::service {
namespace {

using testing::Catalogue;

std::string Plain(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\u00a0", " "}, {"\u202f", " "}});
}

// The small territory, where the farm has 200 kg of carrots and delivers from so many on; 70 are
// wanted, 10 of which the garden has.
RunRecord OrderRun(const std::string& least) {
  RunRecord entries = testing::Entries();
  v1::Terms* farm = entries.resources[0].mutable_terms();
  farm->mutable_quantity()->set_amount("200");
  farm->mutable_minimum_order()->set_amount(least);
  farm->mutable_minimum_order()->set_unit("kg");
  return testing::RunOn(entries);
}

// The facts of a code among those of the proposals, or of what is unmet.
std::vector<v1::Fact> FactsOf(const RunRecord& record, const std::string& code) {
  std::vector<v1::Fact> facts;
  for (const v1::Proposal& proposal : record.proposals) {
    for (const v1::Fact& fact : proposal.reasons()) {
      if (fact.code() == code) facts.push_back(fact);
    }
  }
  return facts;
}

std::string TextOf(v1::Fact fact, Language language) {
  v1::Proposal proposal;
  *proposal.add_reasons() = std::move(fact);
  Localize(&proposal, language, *Catalogue());
  return Plain(proposal.reasons(0).text());
}

TEST(OrderConvert, AJointPurchaseNamesPartnersTotalAndMinimum) {
  const RunRecord record = OrderRun("50");
  const std::vector<v1::Fact> facts = FactsOf(record, "joint-purchase");
  ASSERT_EQ(facts.size(), 2u);
  std::vector<std::string> texts;
  std::vector<std::string> english;
  for (const v1::Fact& fact : facts) {
    texts.push_back(TextOf(fact, Language::kFrench));
    english.push_back(TextOf(fact, Language::kEnglish));
  }
  EXPECT_THAT(texts, ::testing::UnorderedElementsAre(
                         "Achat groupé avec la Cantine : ensemble 60 kg par semaine, pour une "
                         "commande minimale de 50 kg",
                         "Achat groupé avec la Banque alimentaire : ensemble 60 kg par semaine, "
                         "pour une commande minimale de 50 kg"));
  EXPECT_THAT(english, ::testing::Contains("Joint purchase with Banque alimentaire: together 60 kg "
                                           "a week, for a minimum order of 50 kg"));
  const v1::MinimumOrderCertificate& orders =
      record.header.run().certificate().minimum_orders();
  EXPECT_EQ(orders.reached(), 1);
  EXPECT_EQ(orders.missed_size(), 0);
  EXPECT_TRUE(orders.best_choice());
}

TEST(OrderConvert, WhoReachesTheMinimumAloneIsToldSo) {
  const RunRecord record = OrderRun("20");
  const std::vector<v1::Fact> facts = FactsOf(record, "minimum-order-met");
  ASSERT_FALSE(facts.empty());
  EXPECT_THAT(TextOf(facts[0], Language::kFrench),
              ::testing::StartsWith("La commande minimale de 20 kg par semaine est atteinte : "));
}

TEST(OrderConvert, AMissedMinimumSaysHowMuchIsMissing) {
  RunRecord entries = testing::Entries();
  v1::Terms* farm = entries.resources[0].mutable_terms();
  farm->mutable_quantity()->set_amount("200");
  farm->mutable_minimum_order()->set_amount("150");
  farm->mutable_minimum_order()->set_unit("kg");
  const EntryRefs refs = RefsOf(entries);
  const Horizon horizon{4 + 7 * 2967, 52};
  const Problem problem = *BuildProblem(refs, Catalogue(), {}, horizon, {});
  const RunReport report = *Match(problem, {}, StopToken(), nullptr);
  RunOutcome outcome = ToOutcome(problem, report, refs, *Catalogue(), testing::kRun);
  ASSERT_EQ(outcome.certificate.minimum_orders().missed_size(), 1);
  EXPECT_EQ(outcome.certificate.minimum_orders().reached(), 0);
  ASSERT_FALSE(outcome.unmet_needs.empty());
  v1::UnmetNeed& unmet = outcome.unmet_needs[0];
  const auto* reason = std::find_if(
      unmet.reasons().data(), unmet.reasons().data() + unmet.reasons_size(),
      [](const v1::Fact* fact) { return fact->code() == "unmet-minimum-order"; });
  ASSERT_NE(reason, unmet.reasons().data() + unmet.reasons_size());
  Localize(&unmet, Language::kFrench, *Catalogue());
  EXPECT_EQ(Plain((*reason)->text()),
            "Ferme, « carrots-farm » : il manque 90 kg par semaine à la commande minimale de "
            "150 kg");
  Localize(&unmet, Language::kEnglish, *Catalogue());
  EXPECT_EQ(Plain((*reason)->text()),
            "Ferme, “carrots-farm”: 90 kg a week short of the minimum order of 150 kg");
}

TEST(OrderConvert, ARecordHoldsAndWhatWasTamperedWithIsRefused) {
  for (const char* least : {"50", "150"}) {
    const RunRecord record = OrderRun(least);
    const absl::StatusOr<RunRecord> read = ParseRecord(SerializeRecord(record));
    ASSERT_TRUE(read.ok());
    const absl::Status status = CheckRecord(*read, Catalogue());
    EXPECT_TRUE(status.ok()) << status;
  }
  using Orders = v1::MinimumOrderCertificate;
  const std::vector<std::function<void(Orders&)>> cases = {
      [](Orders& orders) { orders.set_reached(1); },
      [](Orders& orders) { orders.mutable_missed(0)->set_wanted_base_units(0); },
      [](Orders& orders) { orders.mutable_missed(0)->set_wanted_base_units(INT64_MAX); },
      [](Orders& orders) { orders.mutable_missed(0)->set_resource("territories/test/x/y"); },
      [](Orders& orders) {
        orders.mutable_missed(0)->set_resource("territories/test/resources/carrots-garden");
      },
      [](Orders& orders) { *orders.add_missed() = orders.missed(0); },
  };
  for (size_t k = 0; k < cases.size(); ++k) {
    RunRecord record = OrderRun("150");
    cases[k](*record.header.mutable_run()->mutable_certificate()->mutable_minimum_orders());
    EXPECT_TRUE(absl::IsFailedPrecondition(CheckRecord(record, Catalogue()))) << "case " << k;
  }
  RunRecord record = OrderRun("50");
  std::erase_if(record.proposals, [](const v1::Proposal& proposal) {
    return proposal.legs_size() == 1 && proposal.legs(0).need().ends_with("carrots-bank") &&
           proposal.legs(0).resource().ends_with("carrots-farm");
  });
  const absl::Status status = CheckRecord(record, Catalogue());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
}

TEST(OrderConvert, WithoutAMinimumNothingIsSaid) {
  const RunRecord record = testing::RunOnce();
  EXPECT_FALSE(record.header.run().certificate().has_minimum_orders());
  EXPECT_TRUE(FactsOf(record, "joint-purchase").empty());
  EXPECT_TRUE(FactsOf(record, "minimum-order-met").empty());
}

}  // namespace
}  // namespace cordee::service
