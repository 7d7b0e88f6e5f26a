#include "engine/text/title_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/text/stem.h"

namespace cordee {
namespace {

using ::testing::IsEmpty;

std::vector<TitleRow> SmallRegister() {
  return {{"Boulanger / Boulangère", "D1102"},
          {"Ouvrier boulanger / Ouvrière boulangère", "D1102"},
          {"Pâtissier / Pâtissière", "D1104"},
          {"Chocolatier / Chocolatière", "D1104"},
          {"Aide-soignant / Aide-soignante", "J1501"},
          {"Aide-soignant / Aide-soignante de nuit", "J1501"},
          {"Conducteur / Conductrice de car", "N4103"},
          {"Conducteur / Conductrice de poids lourd", "N4101"},
          {"Comptable unique d'entreprise", "M1203"},
          {"Aide-comptable", "M1203"}};
}

std::string First(const TitleIndex& index, const std::string& text) {
  const std::vector<TitleGuess> guesses = index.Classify(text, 1);
  return guesses.empty() ? "" : guesses[0].code;
}

TEST(TitleIndex, KnowsATitleHoweverItIsSpelled) {
  const TitleIndex index(SmallRegister());
  for (const char* text : {"boulanger", "BOULANGERE", "Boulangère de nuit", "boulangerie",
                           "ouvriers boulangers", "boulenger"}) {
    EXPECT_EQ(First(index, text), "D1102") << text;
  }
  EXPECT_EQ(First(index, "aide soignante"), "J1501");
  EXPECT_EQ(First(index, "aide comptable"), "M1203");
  EXPECT_EQ(First(index, "conducteur PL poids-lourd"), "N4101");
}

TEST(TitleIndex, TellsHowSureItIsAndWhichTitleIsNearest) {
  const TitleIndex index(SmallRegister());
  const std::vector<TitleGuess> guesses = index.Classify("pâtissière", 5);
  ASSERT_GE(guesses.size(), 2u);
  EXPECT_EQ(guesses[0].code, "D1104");
  EXPECT_EQ(index.rows()[static_cast<size_t>(guesses[0].nearest)].title, "Pâtissier / Pâtissière");
  int32_t sum = 0;
  for (size_t i = 0; i < guesses.size(); ++i) {
    sum += guesses[i].confidence_percent;
    const size_t before = i == 0 ? 0 : i - 1;
    EXPECT_LE(guesses[i].confidence_percent, guesses[before].confidence_percent);
    EXPECT_EQ(index.rows()[static_cast<size_t>(guesses[i].nearest)].code, guesses[i].code);
  }
  EXPECT_LE(sum, 100);
  EXPECT_GT(guesses[0].confidence_percent, guesses[1].confidence_percent);
}

TEST(TitleIndex, SaysNothingOfATextThatSharesNothing) {
  const TitleIndex index(SmallRegister());
  for (const std::string text : {"", " ", "de la", "🥖🥐", "\x01\x02\xff", "zzzz", "东京"}) {
    EXPECT_THAT(index.Classify(text, 5), IsEmpty()) << text;
  }
  EXPECT_THAT(TitleIndex({}).Classify("boulanger", 5), IsEmpty());
  EXPECT_THAT(index.Classify("boulanger", 0), IsEmpty());
}

TEST(TitleIndex, ReadsOnlyTheBeginningOfALongText) {
  const TitleIndex index(SmallRegister());
  std::string text = "boulanger ";
  for (int i = 0; i < 1000; ++i) text += "comptable ";
  EXPECT_FALSE(index.Classify(text, 5).empty());
  text = std::string(kMaxTitleBytes, ' ') + "boulanger";
  EXPECT_THAT(index.Classify(text, 5), IsEmpty());
}

TEST(TitleIndex, DoesNotDependOnTheOrderOfRows) {
  const TitleIndex index(SmallRegister());
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    std::vector<TitleRow> rows = SmallRegister();
    random.Shuffle(rows);
    const TitleIndex other(rows);
    for (const char* text : {"aide", "conducteur", "boulanger patissier", "comptable de nuit"}) {
      const std::vector<TitleGuess> a = index.Classify(text, 5);
      const std::vector<TitleGuess> b = other.Classify(text, 5);
      ASSERT_EQ(a.size(), b.size());
      for (size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].code, b[i].code) << text;
        EXPECT_EQ(a[i].confidence_percent, b[i].confidence_percent) << text;
        EXPECT_EQ(a[i].nearest, b[i].nearest) << text;
      }
    }
  }
}

TEST(Stemmer, BringsFormsOfAWordTogether) {
  const Stemmer stemmer;
  EXPECT_EQ(stemmer.Stem("comptables"), stemmer.Stem("comptable"));
  EXPECT_EQ(stemmer.Stem("jardiniers"), stemmer.Stem("jardinier"));
  EXPECT_EQ(stemmer.Stem(""), "");
}

}  // namespace
}  // namespace cordee
