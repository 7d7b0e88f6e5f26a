#include "clients/cli/tour_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "clients/cli/session.h"
#include "engine/model/policy.h"

namespace cordee::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Sheet(Language language, const v1::Proposal& proposal) {
  std::ostringstream out;
  std::ostringstream err;
  PrintTour(Session({}, language, {out, err, 100, false, false, false}), proposal);
  return out.str();
}

v1::Proposal TourOfTwo() {
  v1::Proposal proposal;
  proposal.set_name("territories/bocage/runs/r1/proposals/t1");
  proposal.set_title("Tournée du mardi");
  v1::Tour* tour = proposal.mutable_tour();
  tour->set_vehicle_title("Fourgon frigo");
  tour->set_day(2);
  tour->set_cents(2'100);
  for (const int64_t cents : {1'250, 850}) {
    v1::TourShare* share = tour->add_shares();
    share->mutable_party()->set_display_name(cents == 850 ? "Moulin" : "Ferme");
    share->set_cents(cents);
    share->set_low_cents(cents);
    share->set_high_cents(cents);
    share->set_alone_cents(1'300);
  }
  proposal.add_reasons()->set_text("Personne ne paie plus que seul");
  return proposal;
}

TEST(TourSheet, SaysWhatIsSaidOfGroupsBelowTheShares) {
  const std::string sheet = Sheet(Language::kFrench, TourOfTwo());
  EXPECT_THAT(sheet, HasSubstr("12,50"));
  EXPECT_THAT(sheet, HasSubstr("· Personne ne paie plus que seul"));
  EXPECT_THAT(sheet, Not(HasSubstr("12,50 € (")));
}

TEST(TourSheet, ShowsTheIntervalOfAShareThatIsAnEstimate) {
  v1::Proposal proposal = TourOfTwo();
  proposal.mutable_tour()->mutable_shares(0)->set_high_cents(1'405);
  proposal.mutable_tour()->mutable_shares(1)->set_low_cents(-50);
  EXPECT_THAT(Sheet(Language::kFrench, proposal), HasSubstr("12,50 € (12,50 € – 14,05 €)"));
  const std::string english = Sheet(Language::kEnglish, proposal);
  EXPECT_THAT(english, HasSubstr("€12.50 (€12.50 – €14.05)"));
  EXPECT_THAT(english, HasSubstr("€8.50 (−€0.50 – €8.50)"));
}

// A shipment of the mill of Parthenay, from there to Niort.
v1::Proposal TourOfAShipment() {
  v1::Proposal proposal = TourOfTwo();
  v1::Party* mill = proposal.add_parties();
  mill->set_actor("territories/bocage/actors/mill");
  mill->set_display_name("Moulin du Sourd");
  mill->set_commune("Parthenay");
  for (const bool pickup : {true, false}) {
    v1::TourStop* stop = proposal.mutable_tour()->add_stops();
    stop->set_pickup(pickup);
    stop->set_need("territories/bocage/needs/flour");
    *stop->mutable_party() = *mill;
    if (!pickup) stop->mutable_party()->set_commune("Niort");
    stop->set_grams(45'500);
    if (pickup) stop->set_grams_on_board(145'500);
  }
  return proposal;
}

TEST(TourSheet, DoesNotSendADriverToTheShippersHouseElsewhere) {
  v1::Proposal proposal = TourOfAShipment();
  const std::string french = Sheet(Language::kFrench, proposal);
  EXPECT_THAT(french, HasSubstr("Parthenay, Moulin du Sourd"));
  EXPECT_THAT(french, HasSubstr("Niort (pour Moulin du Sourd)"));
  EXPECT_THAT(Sheet(Language::kEnglish, proposal), HasSubstr("Niort (for Moulin du Sourd)"));
  v1::TourStop* drop = proposal.mutable_tour()->mutable_stops(1);
  drop->mutable_party()->clear_commune();
  EXPECT_THAT(Sheet(Language::kFrench, proposal), HasSubstr(" pour Moulin du Sourd "));
  drop->mutable_party()->set_commune("Niort");
  drop->set_resource("territories/bocage/resources/bread");
  EXPECT_THAT(Sheet(Language::kFrench, proposal), HasSubstr("Niort, Moulin du Sourd"));
}

TEST(TourSheet, GivesLoadsAsProposalsDo) {
  const std::string sheet = Sheet(Language::kFrench, TourOfAShipment());
  EXPECT_THAT(sheet, HasSubstr("+45,5 kg"));
  EXPECT_THAT(sheet, HasSubstr("146 kg"));
}

TEST(TourSheet, RoundsWhatIsSavedToTheNearest) {
  const auto row = [](int64_t alone_co2, int64_t metres) {
    v1::Proposal proposal = TourOfTwo();
    v1::TourShare* share = proposal.mutable_tour()->mutable_shares(0);
    share->set_alone_co2_grams(alone_co2);
    share->set_alone_metres(metres);
    const std::string sheet = Sheet(Language::kFrench, proposal);
    const size_t at = sheet.find("Ferme");
    return sheet.substr(at, sheet.find('\n', at) - at);
  };
  EXPECT_THAT(row(-1'393, 9'940), HasSubstr("−1,4"));
  EXPECT_THAT(row(-1'669, 9'940), HasSubstr("−1,7"));
  EXPECT_THAT(row(-1'669, 9'940), HasSubstr(" 9,9 "));
  EXPECT_THAT(row(12'501, 12'500), HasSubstr(" 13 "));
  EXPECT_THAT(row(-49, 1), ::testing::Not(HasSubstr("−0")));
  EXPECT_THAT(row(-12'700, 1), HasSubstr("−13"));
}

TEST(TourSheet, TranslatesWhereTheCo2OfADefaultPolicyComesFrom) {
  v1::Proposal proposal = TourOfTwo();
  proposal.mutable_tour()->set_co2_source(TransportRules().co2_source);
  EXPECT_THAT(Sheet(Language::kFrench, proposal), HasSubstr("gazole routier"));
  EXPECT_THAT(Sheet(Language::kEnglish, proposal), HasSubstr("diesel: 3.17"));
  EXPECT_THAT(Sheet(Language::kEnglish, proposal), Not(HasSubstr("gazole")));
  proposal.mutable_tour()->set_co2_source("mesuré ici");
  EXPECT_THAT(Sheet(Language::kEnglish, proposal), HasSubstr("mesuré ici"));
}

TEST(TourSheet, NamesRegularRoundsThatCannotBeDriven) {
  v1::TransportCertificate transport;
  const auto say = [&](Language language) {
    std::ostringstream out;
    return TransportText(Session({}, language, {out, out, 100, false, false, false}), transport);
  };
  EXPECT_THAT(say(Language::kFrench), Not(HasSubstr("régulière")));
  for (int day = 2; day < 8; ++day) {
    v1::LateRegularTour* late = transport.add_late_regular_tours();
    late->set_resource("territories/bocage/resources/van");
    late->set_day(day);
    if (day > 2) continue;
    EXPECT_THAT(say(Language::kFrench), HasSubstr("1 tournée régulière est impossible"));
    EXPECT_THAT(say(Language::kFrench), HasSubstr("alors : van (mardi)."));
    EXPECT_THAT(say(Language::kEnglish), HasSubstr("1 regular round cannot"));
  }
  EXPECT_THAT(say(Language::kEnglish), HasSubstr("van (Saturday), …"));
}

TEST(TransportText, SaysWhereAFileOfWaysKnowsNoPlace) {
  v1::TransportCertificate transport;
  transport.set_roads(v1::ROAD_SOURCE_MATRIX);
  transport.set_places(6);
  const auto say = [&](Language language) {
    std::ostringstream out;
    return TransportText(Session({}, language, {out, out, 100, false, false, false}), transport);
  };
  EXPECT_THAT(say(Language::kFrench),
              HasSubstr("ne connaît aucun des 6 lieux du territoire\u00a0: tous les trajets sont "
                        "estimés"));
  EXPECT_THAT(say(Language::kEnglish), HasSubstr("none of the 6 places of the territory: all "));
  transport.set_places_known(2);
  EXPECT_THAT(say(Language::kFrench), HasSubstr("Trajets lus dans un fichier (2 lieux sur 6)."));
}

}  // namespace
}  // namespace cordee::cli
