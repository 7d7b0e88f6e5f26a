#include "service/formats/gazetteer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/errors.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::string CodeOf(std::string_view name, std::string_view hint = {}) {
  const Gazetteer::Match match = testing::SmallGazetteer().FindByName(name, hint);
  return match.commune == nullptr ? "?" : match.commune->insee;
}

TEST(Gazetteer, FindsACommuneHoweverItIsWritten) {
  EXPECT_EQ(CodeOf("Saint-Maixent-l'École"), "79270");
  EXPECT_EQ(CodeOf("ST MAIXENT L ECOLE"), "79270");
  EXPECT_EQ(CodeOf("st-maixent-l’ecole"), "79270");
  EXPECT_EQ(CodeOf("Crèche (La)"), "79048");
  EXPECT_EQ(CodeOf("creche"), "79048");
  EXPECT_EQ(CodeOf("NIORT CEDEX 9"), "79191");
  EXPECT_EQ(CodeOf("79100 Thouars"), "79329");
  EXPECT_EQ(CodeOf("Thouars (79)"), "79329");
  EXPECT_EQ(CodeOf(""), "?");
  EXPECT_EQ(CodeOf("Atlantis"), "?");
}

TEST(Gazetteer, AHintTellsNamesakesApart) {
  EXPECT_EQ(CodeOf("Saint-Martin"), "?");
  EXPECT_EQ(CodeOf("Saint-Martin", "86"), "86001");
  EXPECT_EQ(CodeOf("Saint-Martin", "79001"), "79001");
  EXPECT_EQ(CodeOf("Saint-Martin (79)"), "79001");
  EXPECT_THAT(testing::SmallGazetteer().FindByName("St Martin", "17").candidates, SizeIs(2));
}

TEST(Gazetteer, KeepsACommuneWithoutPosition) {
  const Commune* commune = testing::SmallGazetteer().FindByCode("79999");
  ASSERT_NE(commune, nullptr);
  EXPECT_FALSE(commune->position.has_value());
}

TEST(Gazetteer, SuggestsNearNames) {
  EXPECT_THAT(testing::SmallGazetteer().NearNames("Touars", 3), ElementsAre("Thouars"));
  EXPECT_THAT(testing::SmallGazetteer().NearNames("Partehnay (79)", 3), ElementsAre("Parthenay"));
}

TEST(Gazetteer, RefusesRowsThatAreWrong) {
  const auto reason = [](const char* csv) {
    const absl::StatusOr<Gazetteer> parsed = ParseGazetteer(csv);
    return parsed.ok() ? std::string() : ReasonName(ReasonOf(parsed.status()));
  };
  EXPECT_EQ(reason("insee,lat\n79001,1\n"), "COLUMN_MISSING");
  EXPECT_EQ(reason("insee,nom\n79001,\n"), "ROW_INVALID");
  EXPECT_EQ(reason("insee,nom\n79001,A\n79001,B\n"), "ROW_INVALID");
  EXPECT_EQ(reason("insee,nom,lat,lon\n79001,A,91,0\n"), "ROW_INVALID");
  EXPECT_EQ(reason("insee,nom,lat,lon\n79001,A,46,\n"), "ROW_INVALID");
  EXPECT_EQ(reason("insee,nom,lat,lon\n79001,A,46,nan\n"), "ROW_INVALID");
  EXPECT_EQ(reason("nom;insee\nA;01001\n"), "");
}

}  // namespace
}  // namespace cordee::service
