#include "clients/cli/language.h"

#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/labels.h"
#include "clients/cli/messages.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cordee::cli {
namespace {

constexpr Language kFr = Language::kFrench;
constexpr Language kEn = Language::kEnglish;

TEST(LanguageChoice, TakesTheFirstWishThatSaysSomething) {
  EXPECT_EQ(ChooseLanguage({"", "", "en_GB.UTF-8"}), kEn);
  EXPECT_EQ(ChooseLanguage({"fr", "en_GB.UTF-8"}), kFr);
  EXPECT_EQ(ChooseLanguage({"en", "fr_FR.UTF-8"}), kEn);
  EXPECT_EQ(ChooseLanguage({"C", "fr-FR"}), kFr);
}

TEST(LanguageChoice, IsFrenchWhenNothingIsSaid) {
  EXPECT_EQ(ChooseLanguage({"", "C", "POSIX"}), kFr);
  EXPECT_EQ(ChooseLanguage({"de_DE.UTF-8"}), kFr);
  EXPECT_EQ(ChooseLanguage({"english"}), kFr);
}

TEST(Sentences, FollowTheNumber) {
  EXPECT_EQ(Say(kFr, text::kMoreErrors, {int64_t{1}}), "… et 1 autre.");
  EXPECT_EQ(Say(kFr, text::kMoreErrors, {int64_t{3}}), "… et 3 autres.");
  EXPECT_EQ(Say(kEn, text::kMoreErrors, {int64_t{3}}), "… and 3 more.");
}

std::string MessagesHeader() {
  std::stringstream whole;
  for (const char* part : {"messages.h", "order_messages.h", "suggest_messages.h",
                           "tour_messages.h"}) {
    std::ifstream file(std::string(CORDEE_SOURCE_DIR "/clients/cli/") + part);
    whole << file.rdbuf();
  }
  return whole.str();
}

size_t CountMessages() {
  const std::string text = MessagesHeader();
  const std::regex start("constexpr Message k");
  return static_cast<size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), start), {}));
}

// Each message of the headers, as its two patterns.
std::vector<std::pair<std::string, std::string>> AllPatterns() {
  std::string text = std::regex_replace(MessagesHeader(), std::regex(R"("\s*\n\s*")"), "");
  text = std::regex_replace(text, std::regex(R"(\\")"), "“");
  const std::regex message(R"re(Message k\w+ = \{\s*"([^"]*)",\s*"([^"]*)"\};)re");
  std::vector<std::pair<std::string, std::string>> found;
  for (std::sregex_iterator it(text.begin(), text.end(), message), end; it != end; ++it) {
    found.emplace_back((*it)[1], (*it)[2]);
  }
  return found;
}

TEST(Sentences, AreAllWellFormedInBothLanguages) {
  const auto patterns = AllPatterns();
  ASSERT_EQ(patterns.size(), CountMessages());
  ASSERT_GT(patterns.size(), 100u);
  const std::regex argument(R"(\{(\d))");
  for (const auto& [fr, en] : patterns) {
    const auto arguments = [&](const std::string& pattern) {
      return std::set<std::string>(
          std::sregex_token_iterator(pattern.begin(), pattern.end(), argument, 1), {});
    };
    EXPECT_EQ(arguments(fr), arguments(en)) << fr;
    const Message message{fr.c_str(), en.c_str()};
    // A choice by word takes a word.
    const auto value = [&fr = fr](int64_t k) -> Argument {
      const bool word = fr.find("{" + std::to_string(k) + ", select") != std::string::npos;
      return word ? Argument(std::string("none")) : Argument(k + 1);
    };
    for (Language language : {kFr, kEn}) {
      // Dies on a malformed pattern.
      EXPECT_FALSE(Say(language, message, {value(0), value(1), value(2), value(3), value(4),
                                           value(5)})
                       .empty())
          << fr;
    }
  }
}

TEST(Numbers, AreWrittenAsTheLanguageDoes) {
  EXPECT_EQ(FormatDecimal(kFr, "1234567.5"), "1\u202f234\u202f567,5");
  EXPECT_EQ(FormatDecimal(kEn, "1234567.5"), "1,234,567.5");
  EXPECT_EQ(FormatDecimal(kFr, "-12"), "−12");
  EXPECT_EQ(FormatMetres(kFr, 0), "sur place");
  EXPECT_EQ(FormatMetres(kEn, 0), "on the spot");
  EXPECT_EQ(FormatMetres(kFr, 850), "850\u00a0m");
  EXPECT_EQ(FormatMetres(kFr, 14'249), "14,2\u00a0km");
  EXPECT_EQ(FormatMetres(kEn, 999'960), "1,000.0\u00a0km");
}

v1::Quantity Amount(const std::string& amount, const std::string& unit) {
  v1::Quantity quantity;
  quantity.set_amount(amount);
  quantity.set_unit(unit);
  return quantity;
}

TEST(Quantities, PutUnitsInWords) {
  EXPECT_EQ(FormatQuantity(kFr, Amount("12.5", "kg")), "12,5\u00a0kg");
  EXPECT_EQ(FormatQuantity(kFr, Amount("1", "{piece}")), "1\u00a0pièce");
  EXPECT_EQ(FormatQuantity(kFr, Amount("1.5", "{day}")), "1,5\u00a0jour");
  EXPECT_EQ(FormatQuantity(kEn, Amount("1.5", "{day}")), "1.5\u00a0days");
  EXPECT_EQ(FormatQuantity(kFr, Amount("2", "{half-day}")), "2\u00a0demi-journées");
  EXPECT_EQ(FormatQuantity(kFr, Amount("17.5", "h")), "17\u00a0h\u00a030");
  EXPECT_EQ(FormatQuantity(kEn, Amount("0.5", "h")), "30\u00a0min");
  EXPECT_EQ(FormatQuantity(kFr, Amount("17", "h")), "17\u00a0h");
  EXPECT_EQ(FormatRate(kFr, Amount("40", "kg"), v1::PERIOD_WEEK), "40\u00a0kg par semaine");
}

TEST(Dates, NameTheLastDayThatIsIn) {
  v1::DateRange range;
  range.mutable_start_date()->set_year(2026);
  range.mutable_start_date()->set_month(12);
  range.mutable_start_date()->set_day(7);
  EXPECT_EQ(FormatDates(kFr, range), "à partir du 07/12/2026");
  range.mutable_end_date()->set_year(2027);
  range.mutable_end_date()->set_month(3);
  range.mutable_end_date()->set_day(1);
  EXPECT_EQ(FormatDates(kFr, range), "du 07/12/2026 au 28/02/2027");
  EXPECT_EQ(FormatDates(kEn, range), "2026-12-07 to 2027-02-28");
  EXPECT_EQ(FormatDates(kFr, v1::DateRange()), "");
}

TEST(Points, AreRoundedToATenth) {
  EXPECT_EQ(FormatPoints(kFr, "1250000"), "1,3");
  EXPECT_EQ(FormatPoints(kFr, "-1250000"), "−1,3");
  EXPECT_EQ(FormatPoints(kFr, "0"), "0,0");
  // Beyond 64 bits.
  EXPECT_EQ(FormatPoints(kEn, "100000000000000000000000"), "100,000,000,000,000,000.0");
}

v1::Certificate Proved(v1::Proof proof, const std::string& value, const std::string& bound) {
  v1::Certificate certificate;
  certificate.set_proof(proof);
  certificate.set_value_micropoints(value);
  certificate.set_bound_micropoints(bound);
  return certificate;
}

TEST(Proofs, NeverClaimMoreThanWasProved) {
  EXPECT_THAT(FormatProof(kFr, Proved(v1::PROOF_OPTIMAL, "5", "5")),
              ::testing::StartsWith("OPTIMAL"));
  // 1/3 of a hundredth of a percent is rounded up.
  EXPECT_EQ(FormatProof(kFr, Proved(v1::PROOF_FEASIBLE, "3000000", "3000100")),
            "FEASIBLE : à 0,01 % au plus du meilleur possible");
  EXPECT_EQ(FormatProof(kEn, Proved(v1::PROOF_FEASIBLE, "-200", "-100")),
            "FEASIBLE: within 50.00% of the best possible");
  EXPECT_EQ(FormatProof(kEn, Proved(v1::PROOF_FEASIBLE, "0", "2000000")),
            "FEASIBLE: the best possible is worth 2.0 points at most");
  EXPECT_EQ(FormatProof(kEn, Proved(v1::PROOF_FEASIBLE, "0", "0")),
            "FEASIBLE: nothing proves that these rounds are the best");
  v1::Certificate carried = Proved(v1::PROOF_FEASIBLE, "200", "300");
  carried.mutable_transport()->set_cost_micropoints("100");
  EXPECT_EQ(FormatProof(kEn, carried),
            "FEASIBLE: within 50.00% of the best possible if transport were free, within 200.00% "
            "once it is paid (a weak bound)");
  carried.mutable_transport()->set_bound_micropoints("150");
  EXPECT_EQ(FormatProof(kEn, carried),
            "FEASIBLE: within 50.00% of the best possible if transport were free, within 50.00% "
            "once it is paid (a weak bound)");
}

}  // namespace
}  // namespace cordee::cli
