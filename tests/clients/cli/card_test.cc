// Cards of proposals that are carried, of suggestions of vehicles, and what follows when there is
// none.
#include "clients/cli/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "clients/cli/run_summary.h"
#include "tests/clients/cli/app_fixture.h"

namespace cordee::cli {
namespace {

using testing::App;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

void AddParty(v1::Proposal& proposal, const std::string& id, const std::string& name) {
  v1::Party* party = proposal.add_parties();
  party->set_actor("territories/bocage/actors/" + id);
  party->set_display_name(name);
}

std::string CardOf(const v1::Proposal& proposal, Language language) {
  std::ostringstream out;
  PrintProposal(Session({}, language, {out, out, 200, false, false, false}), 1, proposal);
  return out.str();
}

TEST(Card, SetsCarriersAndStoresApartFromWhoGivesAndTakes) {
  v1::Proposal proposal;
  AddParty(proposal, "farm", "Ferme");
  AddParty(proposal, "kitchen", "Cuisine");
  AddParty(proposal, "cellar", "Cave");
  AddParty(proposal, "coop", "Coopérative");
  proposal.add_storages()->mutable_keeper()->set_actor("territories/bocage/actors/cellar");
  proposal.add_carriages()->mutable_carrier()->set_actor("territories/bocage/actors/coop");
  EXPECT_THAT(CardOf(proposal, Language::kFrench),
              HasSubstr("Ferme → Cuisine, dépôt : Cave, transport : Coopérative\n"));
  EXPECT_THAT(CardOf(proposal, Language::kEnglish),
              HasSubstr("Ferme → Cuisine, store: Cave, carried by Coopérative\n"));
  proposal.mutable_carriages(0)->mutable_carrier()->set_actor("territories/bocage/actors/farm");
  EXPECT_THAT(CardOf(proposal, Language::kFrench), HasSubstr("Ferme → Cuisine → Coopérative"));
}

TEST_F(App, SuggestsAVehicleWithWhatIsKnownOfIt) {
  v1::Suggestion* van = server_.suggestions.add_suggestions();
  van->set_title("Fourgon");
  van->mutable_party()->set_display_name("Coopérative");
  van->mutable_party()->set_commune("Niort");
  v1::Fact* alone = van->add_reasons();
  alone->set_code("vehicle-alone");
  alone->set_text("Pour cet envoi seul : 12,50 €");
  EXPECT_EQ(Run({"suggest", "n1"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("Coopérative (Niort)\n"), HasSubstr("12,50 €"),
                           Not(HasSubstr("sur place")), Not(HasSubstr("0 points"))));
}

TEST_F(App, SaysWhereToLookWhenNobodyCanBeSuggested) {
  EXPECT_EQ(Run({"suggest", "n1"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("cordee why-not"), HasSubstr("« n1 »")));
  EXPECT_EQ(Run({"suggest", "--help"}), ExitCode::kOk);
  EXPECT_THAT(out(), HasSubstr("territories/…/needs/…"));
}

TEST_F(App, DoesNotCallATourAPair) {
  server_.explanation.set_admissible(true);
  server_.explanation.mutable_proposal()->set_title("Tournée du mardi");
  server_.explanation.mutable_proposal()->mutable_tour();
  EXPECT_EQ(Run({"explain", "t1"}), ExitCode::kOk);
  EXPECT_THAT(out(), AllOf(HasSubstr("Tournée du mardi"), Not(HasSubstr("Paire permise"))));
  server_.explanation.mutable_proposal()->clear_tour();
  EXPECT_EQ(Run({"explain", "p1"}), ExitCode::kOk);
  EXPECT_THAT(out(), HasSubstr("Paire permise"));
}

TEST_F(App, SaysOfWhichChoiceMinimumOrdersSpeak) {
  v1::Run run = testing::FinishedRun();
  v1::MinimumOrderCertificate* orders =
      run.mutable_certificate()->mutable_minimum_orders();
  orders->add_missed();
  orders->set_best_choice(true);
  const auto say = [&](Language language) {
    std::ostringstream out;
    PrintRunSummary(Session({}, language, {out, out, 300, false, false, false}), run);
    return out.str();
  };
  EXPECT_THAT(say(Language::kFrench),
              HasSubstr("décider autrement de celles à atteindre ne vaudrait pas davantage"));
  EXPECT_THAT(say(Language::kEnglish),
              HasSubstr("choosing others to be reached would be worth no more"));
}

}  // namespace
}  // namespace cordee::cli
