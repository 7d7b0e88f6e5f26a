#include "engine/text/fold.h"

#include <gtest/gtest.h>

namespace cordee {
namespace {

TEST(Fold, StripsAccentsAndCase) {
  EXPECT_EQ(Fold("ÉCOLE Élémentaire, Nœud Œuvré"), "ecole elementaire noeud oeuvre");
  EXPECT_EQ(Fold("Çà et là: œ æ Ÿ ß"), "ca et la oe ae y ss");
}

TEST(Fold, ComposedAndDecomposedAreEqual) { EXPECT_EQ(Fold("e\u0301cole"), Fold("\u00e9cole")); }

TEST(Fold, EveryApostropheAndSpaceIsASpace) {
  EXPECT_EQ(Fold("l’eau d'or\u00a0pur\u202f!"), "l eau d or pur");
  EXPECT_EQ(Fold("  St-Maixent-l'École  "), "st maixent l ecole");
  EXPECT_EQ(Fold("…—?!"), "");
}

TEST(Fold, WritesLigaturesAndSmallFigures) { EXPECT_EQ(Fold("ﬁn m² m³"), "fin m2 m3"); }

TEST(Fold, KeepsOtherScripts) { EXPECT_EQ(Fold("Αθήνα, 12"), "Αθήνα 12"); }

TEST(Fold, TakesBrokenBytesForSpaces) {
  EXPECT_EQ(Fold("caf\xe9 noir"), "caf noir");
  EXPECT_EQ(Fold("\xff\xfe"), "");
  EXPECT_EQ(Fold("a\xc3"), "a");
}

TEST(Fold, IsIdempotent) {
  for (const char* text : {"L’Œuvre n°3 — été", "Nœud", "a  b", "Αθήνα"}) {
    EXPECT_EQ(Fold(Fold(text)), Fold(text));
  }
}

TEST(NextCodePoint, RefusesOverlongFormsAndSurrogates) {
  for (const char* text : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    size_t at = 0;
    EXPECT_EQ(NextCodePoint(text, &at), U'\ufffd');
    EXPECT_EQ(at, 1u);
  }
}

}  // namespace
}  // namespace cordee
