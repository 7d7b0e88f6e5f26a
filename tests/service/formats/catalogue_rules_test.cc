// The rules of deploy/catalogue/*.textproto. Most of them are checked by the loader, which a server
// also runs when it starts; here are those that the shipped files keep on top.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "absl/strings/str_replace.h"
#include "engine/text/fold.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/csv.h"
#include "service/formats/text_file.h"
#include "tests/support/shared.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;

const CatalogueData& Data() { return testing::ShippedCatalogue(); }

TEST(CatalogueRules, HoldsNineFamiliesAndManyCategories) {
  EXPECT_GE(Data().catalogue.category_count(), 150);
  std::set<Family> families;
  int roots = 0;
  for (int32_t i = 0; i < Data().catalogue.category_count(); ++i) {
    const Category& category = Data().catalogue.category(CategoryIndex(i));
    families.insert(category.family);
    if (!category.parent.valid()) ++roots;
  }
  EXPECT_EQ(families.size(), static_cast<size_t>(kFamilyCount));
  EXPECT_EQ(roots, kFamilyCount);
}

TEST(CatalogueRules, CodesAreLowerCaseAsciiWords) {
  for (int32_t i = 0; i < Data().catalogue.category_count(); ++i) {
    const std::string& code = Data().catalogue.category(CategoryIndex(i)).code;
    EXPECT_TRUE(std::all_of(code.begin(), code.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    })) << code;
  }
}

TEST(CatalogueRules, EveryWordLeadsBackToItsCategory) {
  for (int32_t i = 0; i < Data().catalogue.category_count(); ++i) {
    const CategoryIndex category(i);
    const CategoryWords& words = Data().words(category);
    EXPECT_EQ(Data().FindCategory(words.fr), category) << words.fr;
    EXPECT_EQ(Data().FindCategory(words.en), category) << words.en;
    for (const std::string& synonym : words.synonyms) {
      EXPECT_EQ(Data().FindCategory(synonym), category) << synonym;
      EXPECT_FALSE(Fold(synonym).empty()) << words.fr;
    }
  }
}

TEST(CatalogueRules, EveryUnitConverts) {
  for (int32_t i = 0; i < Data().catalogue.category_count(); ++i) {
    const CategoryIndex category(i);
    for (const Unit* unit : Data().UnitsOf(category)) {
      EXPECT_EQ(unit->base, Data().catalogue.category(category).base_unit);
      EXPECT_GE(unit->base_units, 1);
      EXPECT_EQ(Data().FindUnit(category, unit->code)->code, unit->code);
      EXPECT_NE(Data().FindUnit(category, unit->fr), nullptr) << unit->fr;
    }
  }
}

TEST(CatalogueRules, FamiliesHaveNames) {
  for (const FamilyWords& family : Data().families) {
    EXPECT_FALSE(family.fr.empty());
    EXPECT_FALSE(family.en.empty());
  }
}

// The values of one column of a file of the shared folder, spaces removed.
std::set<std::string> Column(const std::string& path, const std::string& name) {
  const std::string text = ReadFile(path).value();
  CsvReader reader;
  EXPECT_TRUE(reader.Feed(text).ok());
  EXPECT_TRUE(reader.Finish().ok());
  const auto found = std::find(reader.header().begin(), reader.header().end(), name);
  if (found == reader.header().end()) {
    ADD_FAILURE() << path << " has no column " << name;
    return {};
  }
  const auto column = static_cast<size_t>(found - reader.header().begin());
  std::set<std::string> values;
  CsvRow row;
  while (reader.Next(&row).value_or(false)) {
    std::string value = row.cells[column];
    value.erase(
        std::remove_if(value.begin(), value.end(), [](char c) { return c == ' ' || c == '*'; }),
        value.end());
    values.insert(value);
  }
  return values;
}

void ExpectKnown(const std::string& system, const std::set<std::string>& known) {
  int seen = 0;
  for (const CategoryWords& words : Data().categories) {
    for (const StandardRef& standard : words.standards) {
      if (standard.system != system) continue;
      ++seen;
      EXPECT_TRUE(known.contains(standard.code)) << system << " " << standard.code;
    }
  }
  EXPECT_GT(seen, 0) << system;
}

TEST(CatalogueRules, RomeCodesExist) {
  const auto path = testing::SharedFile("data/jobs/rome.csv");
  if (!path.has_value()) GTEST_SKIP() << testing::kNoShared;
  ExpectKnown("ROME", Column(*path, "rome"));
}

TEST(CatalogueRules, WasteCodesExist) {
  const auto path = testing::SharedFile("data/waste/liste_europeenne_dechets_fr.csv");
  if (!path.has_value()) GTEST_SKIP() << testing::kNoShared;
  ExpectKnown("EWC", Column(*path, "code"));
}

constexpr char kUnits[] = R"(
units { code: "g" base: "g" base_units: 1 fr: "g" en: "g" }
units { code: "kg" base: "g" base_units: 1000 fr: ["kg", "kilo"] en: "kg" }
units { code: "{half-hour}" base: "{half-hour}" base_units: 1 fr: "demi-heure" en: "half-hour" }
)";

std::string Roots() {
  std::string roots;
  for (const char* code : {"food", "jobs", "logistics", "materials", "mobility", "culture",
                           "generations", "expertise", "spaces"}) {
    roots += absl::StrReplaceAll(
        R"(categories { code: "$" fr: "$ fr" en: "$ en" base_unit: "g" unit: "kg"
                        reference_quantity: 1000 })",
        {{"$", code}});
  }
  return roots;
}

std::string ErrorOf(const std::string& more) {
  return std::string(ParseCatalogue({{"a.textproto", kUnits}, {"b.textproto", Roots() + more}})
                         .status()
                         .message());
}

TEST(ParseCatalogue, InheritsWhatIsNotSaid) {
  const CatalogueData data =
      ParseCatalogue({{"a", kUnits},
                      {"b", Roots() + R"(categories { code: "roots" parent: "food" fr: "R" en: "Rr"
                          temperature: TEMPERATURE_CHILLED season_months: 6 }
                        categories { code: "carrots" parent: "roots" fr: "C" en: "Cc"
                          reference_quantity: 100 })"}})
          .value();
  const Category& carrots = data.catalogue.category(data.FindCategory("carrots"));
  EXPECT_EQ(carrots.base_unit, "g");
  EXPECT_EQ(carrots.reference, Quantity(100));
  EXPECT_EQ(carrots.temperature, Temperature::kChilled);
  EXPECT_EQ(carrots.season, kAllMonths);
  EXPECT_EQ(data.words(data.FindCategory("carrots")).unit.code, "kg");
}

TEST(ParseCatalogue, RefusesAWordOfTwoCategories) {
  EXPECT_THAT(ErrorOf(R"(categories { code: "x" parent: "food" fr: "Jobs FR" en: "X" })"),
              HasSubstr("word \"Jobs FR\": claimed by x and jobs"));
}

TEST(ParseCatalogue, RefusesAUnitThatDoesNotConvert) {
  EXPECT_THAT(ErrorOf(R"(categories { code: "x" parent: "food" fr: "X" en: "Xx" unit: "L" })"),
              HasSubstr("unit L does not convert to g"));
}

TEST(ParseCatalogue, RefusesAnotherBaseUnitWithoutAReference) {
  EXPECT_THAT(ErrorOf(R"(categories { code: "x" parent: "food" fr: "X" en: "Xx"
                   base_unit: "{half-hour}" })"),
              HasSubstr("no reference quantity in {half-hour}"));
}

TEST(ParseCatalogue, RefusesABookingInAnotherUnitThanHalfHours) {
  EXPECT_THAT(
      ErrorOf(R"(categories { code: "x" parent: "food" fr: "X" en: "Xx" booking: FLAG_YES })"),
      HasSubstr("not by half-hours"));
}

TEST(ParseCatalogue, RefusesATenthRootAndAMissingOne) {
  EXPECT_THAT(ErrorOf(R"(categories { code: "tenth" fr: "X" en: "Xx" base_unit: "g" unit: "g"
                           reference_quantity: 1 })"),
              HasSubstr("tenth: not one of the nine roots"));
  EXPECT_THAT(std::string(ParseCatalogue({{"a", kUnits}}).status().message()),
              HasSubstr("root food is missing"));
}

TEST(ParseCatalogue, SaysWhereAFileDoesNotParse) {
  EXPECT_THAT(std::string(ParseCatalogue({{"a", "units {\n colour: 3 }"}}).status().message()),
              HasSubstr("a:2:"));
}

TEST(ParseCatalogue, TheFingerprintCoversNamesAndContents) {
  const auto print = [](CatalogueFiles files) {
    return ParseCatalogue(std::move(files)).value().fingerprint;
  };
  const std::string first = print({{"a", kUnits}, {"b", Roots()}});
  EXPECT_EQ(first.size(), 64u);
  EXPECT_EQ(print({{"b", Roots()}, {"a", kUnits}}), first);
  EXPECT_NE(print({{"a", kUnits}, {"c", Roots()}}), first);
  EXPECT_NE(print({{"a", kUnits}, {"b", Roots() + " "}}), first);
}

}  // namespace
}  // namespace cordee::service
