#include "service/formats/trades.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

std::string CategoryOf(const TradeGuess& guess) {
  if (!guess.category.valid()) return "";
  return testing::ShippedCatalogue().catalogue.category(guess.category).code;
}

RomeData SmallRegister() {
  RomeData rome;
  rome.names = {{"D1102", "Boulangerie"}, {"D1104", "Pâtisserie"}, {"X9999", "Dressage de poneys"}};
  rome.titles = {{"Boulanger / Boulangère", "D1102"},
                 {"Pâtissier / Pâtissière", "D1104"},
                 {"Dresseur / Dresseuse de poneys", "X9999"}};
  rome.related = {{"X9999", {{"A1410", 420}, {"D1102", 100}}}};
  return rome;
}

TEST(Trades, UnderstandTheTitlesOfTheCatalogueWithoutAnyRegister) {
  const Trades trades({}, testing::ShippedCatalogue());
  const auto first = [&](const char* title) {
    const std::vector<TradeGuess> guesses = trades.Guess(title, 1);
    return guesses.empty() ? "" : CategoryOf(guesses[0]);
  };
  EXPECT_EQ(first("boulangère de nuit"), "baker");
  EXPECT_EQ(first("CUISINIERE DE COLLECTIVITE"), "cook");
  EXPECT_EQ(first("chauffeur livreur (h/f)"), "delivery-driver");
  EXPECT_EQ(first("assistant comptable"), "bookkeeper");
}

TEST(Trades, NameTheCodeAndTheNearestTitle) {
  const std::vector<TradeGuess> guesses =
      Trades(SmallRegister(), testing::ShippedCatalogue()).Guess("boulangere", 5);
  ASSERT_FALSE(guesses.empty());
  EXPECT_EQ(guesses[0].rome, "D1102");
  EXPECT_EQ(guesses[0].name, "Boulangerie");
  EXPECT_EQ(guesses[0].nearest_title, "Boulanger / Boulangère");
  EXPECT_EQ(CategoryOf(guesses[0]), "baker");
  EXPECT_EQ(guesses[0].nearness_permille, kSameTrade);
}

TEST(Trades, TakeTheNearestCategoryOfACodeThatNoneStates) {
  const std::vector<TradeGuess> guesses =
      Trades(SmallRegister(), testing::ShippedCatalogue()).Guess("dresseur de poneys", 1);
  ASSERT_EQ(guesses.size(), 1u);
  EXPECT_EQ(guesses[0].rome, "X9999");
  EXPECT_EQ(CategoryOf(guesses[0]), "livestock-worker");
  EXPECT_EQ(guesses[0].nearness_permille, 420);
}

TEST(Trades, SayNothingOfWhatIsNoTitle) {
  const Trades trades({}, testing::ShippedCatalogue());
  EXPECT_TRUE(trades.Guess("", 5).empty());
  EXPECT_TRUE(trades.Guess("12345 !!", 5).empty());
}

TEST(Trades, ACategoryMayBeWrittenAsItsRomeCode) {
  const CatalogueData& data = testing::ShippedCatalogue();
  for (const char* code : {"G1602", "g1602"}) {
    const CategoryIndex category = data.FindCategory(code);
    ASSERT_TRUE(category.valid()) << code;
    EXPECT_EQ(data.catalogue.category(category).code, "cook");
  }
}

}  // namespace
}  // namespace cordee::service
