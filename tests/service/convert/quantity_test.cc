#include "service/convert/quantity.h"

#include <gtest/gtest.h>

#include "engine/base/limits.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

const Unit kKilogram = {"kg", "g", 1000, "kg", "kg"};
const Unit kDay = {"{day}", "{half-hour}", 14, "jour", "day"};

TEST(Quantity, ReadsDecimalsExactly) {
  EXPECT_EQ(ParseAmount("12.5", kKilogram).base_units, 12'500);
  EXPECT_EQ(ParseAmount("0.001", kKilogram).base_units, 1);
  EXPECT_EQ(ParseAmount("0.5", kDay).base_units, 7);
  EXPECT_EQ(ParseAmount("0.3", kDay).reason, v1::ERROR_REASON_QUANTITY_TOO_FINE);
  EXPECT_EQ(ParseAmount("1.0000000000", kKilogram).base_units, 1000);
  EXPECT_EQ(ParseAmount("000000000000000000000000000001", kKilogram).base_units, 1000);
}

TEST(Quantity, ComesBackAsItWent) {
  constexpr uint64_t kSeed = 7;
  SCOPED_TRACE(kSeed);
  Random random(kSeed);
  for (int64_t i = 0; i < testing::Cases(100'000); ++i) {
    const int64_t grams = random.Uniform(1, kMaxQuantityPerPeriod);
    const std::string text = ExactAmount(grams, kKilogram);
    const Amount back = ParseAmount(text, kKilogram);
    ASSERT_EQ(back.reason, v1::ERROR_REASON_UNSPECIFIED) << text;
    ASSERT_EQ(back.base_units, grams) << text;
    ASSERT_EQ(NormalAmount(text), text);
  }
}

TEST(Quantity, IsEmptyWhereADecimalNeverEnds) {
  EXPECT_EQ(ExactAmount(7, kDay), "0.5");
  EXPECT_EQ(ExactAmount(1, kDay), "");
}

TEST(Quantity, FallsBackToAUnitThatIsExact) {
  const CatalogueData& data = testing::ShippedCatalogue();
  const CategoryIndex carrots = data.FindCategory("carrots");
  const v1::Quantity quantity = ToQuantity(12'345, carrots, data);
  EXPECT_EQ(quantity.amount(), "12.345");
  EXPECT_EQ(quantity.unit(), "kg");
}

TEST(Quantity, IsWrittenAsTheLanguageDoes) {
  EXPECT_EQ(FormatQuantity(1'250'500, kKilogram, Language::kFrench), "1\u202f250,5\u202fkg");
  EXPECT_EQ(FormatQuantity(1'250'500, kKilogram, Language::kEnglish), "1,250.5\u202fkg");
  EXPECT_EQ(FormatAmount("999", Language::kFrench), "999");
}

}  // namespace
}  // namespace cordee::service
