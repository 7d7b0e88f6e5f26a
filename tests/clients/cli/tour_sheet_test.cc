#include "clients/cli/tour_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "clients/cli/session.h"

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

}  // namespace
}  // namespace cordee::cli
