#include "clients/cli/layout.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cordee::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Screen {
  std::ostringstream out;
  std::ostringstream err;

  Terminal At(int width, bool colour = false) { return {out, err, width, colour, colour, false}; }
};

int WidestLine(const std::string& text) {
  std::istringstream lines(text);
  int widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, DisplayWidth(line));
  return widest;
}

TEST(Layout, CountsColumnsAsPeopleSeeThem) {
  EXPECT_EQ(DisplayWidth("Pépinière"), 9);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);  // e and a combining accent
  EXPECT_EQ(DisplayWidth("漢字"), 4);
  EXPECT_EQ(DisplayWidth(""), 0);
}

TEST(Layout, CutsAtCharactersAndSaysSo) {
  EXPECT_EQ(Truncate("Pépinière", 9), "Pépinière");
  EXPECT_EQ(Truncate("Pépinière", 4), "Pép…");
  EXPECT_EQ(Truncate("漢字漢字", 4), "漢…");
  EXPECT_EQ(Truncate("abc", 0), "");
}

TEST(Layout, WrapsAtSpacesAndCutsLongWords) {
  EXPECT_THAT(Wrap("des carottes et des choux", 12), ElementsAre("des carottes", "et des choux"));
  EXPECT_THAT(Wrap("anticonstitutionnel", 8), ElementsAre("anticons", "titution", "nel"));
  EXPECT_THAT(Wrap("éé", 1), ElementsAre("é", "é"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

TEST(Layout, KeepsFrenchPunctuationWithItsWord) {
  EXPECT_THAT(Wrap("il sera montré : ici", 15), ElementsAre("il sera", "montré : ici"));
  EXPECT_THAT(Wrap("voyez « cordee »", 14), ElementsAre("voyez", "« cordee »"));
}

TEST(Layout, DisarmsEscapeCodesAndBrokenBytes) {
  EXPECT_EQ(Clean("\x1b[31mrouge\x07"), " [31mrouge ");
  EXPECT_EQ(Clean("a\nb\tc"), "a b c");
  EXPECT_EQ(Clean("\xff"), "\uFFFD");
  EXPECT_EQ(Clean("\u202Egnp.exe"), " gnp.exe");  // right-to-left override
}

Table LongTable() {
  Table table({{"Titre"}, {"Acteur"}, {"Distance", Align::kRight}, {"Id", Align::kLeft, 4, true}});
  table.AddRow({"Carottes, pommes de terre et poireaux de plein champ, toute l’année",
                "Établissement et service d’aide par le travail du Bocage", "14,2 km",
                "carottes-pdt-poireaux"});
  table.AddRow({"Œufs", "Ferme", "850 m", "oeufs"});
  return table;
}

TEST(Layout, TablesFitEightyColumns) {
  Screen screen;
  LongTable().Print(screen.At(80));
  EXPECT_LE(WidestLine(screen.out.str()), 80);
  EXPECT_THAT(screen.out.str(), HasSubstr("…"));
  EXPECT_THAT(screen.out.str(), HasSubstr("carottes-pdt-poireaux"));
}

TEST(Layout, TablesUseTheRoomOfTwoHundredColumns) {
  Screen screen;
  LongTable().Print(screen.At(200));
  EXPECT_LE(WidestLine(screen.out.str()), 200);
  EXPECT_THAT(screen.out.str(), Not(HasSubstr("…")));
  EXPECT_THAT(screen.out.str(), HasSubstr("toute l’année  Établissement"));
}

TEST(Layout, NumbersEndInTheSameColumn) {
  Screen screen;
  Table table({{"N", Align::kRight}, {"x"}});
  table.AddRow({"7", "a"});
  table.AddRow({"1234", "b"});
  table.Print(screen.At(80));
  EXPECT_EQ(screen.out.str(), "   N  x\n   7  a\n1234  b\n");
}

TEST(Layout, ColoursOnlyWhenAsked) {
  Screen plain;
  PrintParagraph(plain.At(80), "· ", "texte", Style::kRed);
  EXPECT_EQ(plain.out.str(), "· texte\n");
  Screen colour;
  PrintParagraph(colour.At(80, true), "· ", "texte", Style::kRed);
  EXPECT_EQ(colour.out.str(), "· \x1b[31mtexte\x1b[0m\n");
}

TEST(Layout, LaterLinesOfAParagraphAreIndented) {
  Screen screen;
  PrintParagraph(screen.At(14), "  · ", "des carottes longues");
  EXPECT_EQ(screen.out.str(), "  · des\n    carottes\n    longues\n");
}

}  // namespace
}  // namespace cordee::cli
