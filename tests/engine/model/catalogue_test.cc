#include "engine/model/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace cordee {
namespace {

using ::testing::HasSubstr;

Category Grams(std::string code) {
  Category category;
  category.code = std::move(code);
  category.reference = Quantity(100'000);
  category.base_unit = "g";
  return category;
}

CatalogueBuilder Food() {
  CatalogueBuilder builder;
  builder.AddCategory(Grams("food"), "", {});
  builder.AddCategory(Grams("vegetables"), "food", {});
  builder.AddCategory(Grams("roots"), "vegetables", {});
  builder.AddCategory(Grams("carrots"), "roots", {{"parsnips", 60}, {"cabbages", 40}});
  builder.AddCategory(Grams("parsnips"), "roots", {});
  builder.AddCategory(Grams("cabbages"), "vegetables", {});
  builder.AddCategory(Grams("red-cabbages"), "cabbages", {});
  Category milk = Grams("milk");
  milk.base_unit = "mL";
  builder.AddCategory(std::move(milk), "food", {});
  Category room = Grams("kitchens");
  room.booking = true;
  builder.AddCategory(std::move(room), "food", {});
  return builder;
}

std::map<std::string, int32_t> AcceptedBy(const Catalogue& catalogue, const char* code) {
  std::map<std::string, int32_t> degrees;
  for (const Substitution& s : catalogue.AcceptedBy(catalogue.FindCategory(code))) {
    degrees[catalogue.category(s.category).code] = s.degree_percent;
  }
  return degrees;
}

std::string BuildError(CatalogueBuilder builder) {
  return std::string(std::move(builder).Build().status().message());
}

TEST(Catalogue, ANeedAcceptsItselfSubstitutesTheirChildrenAndParents) {
  const Catalogue catalogue = Food().Build().value();
  const std::map<std::string, int32_t> expected = {{"carrots", 100}, {"parsnips", 60},
                                                   {"cabbages", 40}, {"red-cabbages", 40},
                                                   {"roots", 50},    {"vegetables", 25}};
  EXPECT_EQ(AcceptedBy(catalogue, "carrots"), expected);
}

TEST(Catalogue, AGeneralNeedAcceptsEverythingBelowInItsUnit) {
  const Catalogue catalogue = Food().Build().value();
  const std::map<std::string, int32_t> expected = {
      {"food", 100},     {"vegetables", 100}, {"roots", 100},       {"carrots", 100},
      {"parsnips", 100}, {"cabbages", 100},   {"red-cabbages", 100}};
  EXPECT_EQ(AcceptedBy(catalogue, "food"), expected);
}

TEST(Catalogue, ARootNeverServesANeedBelowIt) {
  const Catalogue catalogue = Food().Build().value();
  EXPECT_EQ(catalogue.Degree(catalogue.FindCategory("vegetables"), catalogue.FindCategory("food")),
            0);
}

TEST(Catalogue, TheBestDegreeWins) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("salsify"), "roots", {{"roots", 70}});
  const Catalogue catalogue = std::move(builder).Build().value();
  EXPECT_EQ(catalogue.Degree(catalogue.FindCategory("salsify"), catalogue.FindCategory("roots")),
            70);
}

TEST(Catalogue, DegreesAreSortedByCategoryAndAgreeWithDegree) {
  const Catalogue catalogue = Food().Build().value();
  for (int32_t need = 0; need < catalogue.category_count(); ++need) {
    CategoryIndex last;
    for (const Substitution& s : catalogue.AcceptedBy(CategoryIndex(need))) {
      EXPECT_LT(last, s.category);
      last = s.category;
      EXPECT_EQ(catalogue.Degree(CategoryIndex(need), s.category), s.degree_percent);
    }
  }
}

TEST(Catalogue, DoesNotDependOnTheOrderOfCalls) {
  CatalogueBuilder builder;
  builder.AddCategory(Grams("carrots"), "food", {});
  builder.AddCategory(Grams("food"), "", {});
  const Catalogue catalogue = std::move(builder).Build().value();
  EXPECT_EQ(catalogue.category(CategoryIndex(0)).code, "carrots");
  EXPECT_EQ(catalogue.category(CategoryIndex(0)).parent, catalogue.FindCategory("food"));
}

TEST(Catalogue, AFamilyComesFromTheRoot) {
  CatalogueBuilder builder;
  Category root = Grams("materials");
  root.family = Family::kMaterials;
  builder.AddCategory(std::move(root), "", {});
  builder.AddCategory(Grams("wood"), "materials", {});
  const Catalogue catalogue = std::move(builder).Build().value();
  EXPECT_EQ(catalogue.category(catalogue.FindCategory("wood")).family, Family::kMaterials);
}

TEST(Catalogue, KnowsWhatLiesWithinWhat) {
  const Catalogue catalogue = Food().Build().value();
  const CategoryIndex roots = catalogue.FindCategory("roots");
  EXPECT_TRUE(catalogue.IsWithin(catalogue.FindCategory("carrots"), roots));
  EXPECT_TRUE(catalogue.IsWithin(roots, roots));
  EXPECT_FALSE(catalogue.IsWithin(catalogue.FindCategory("vegetables"), roots));
  EXPECT_FALSE(catalogue.FindCategory("unicorns").valid());
}

TEST(Catalogue, LabelsSatisfyWhatTheyImply) {
  CatalogueBuilder builder = Food();
  builder.AddLabel({.code = "demeter"}, {"organic"});
  builder.AddLabel({.code = "organic"}, {"sustainable"});
  builder.AddLabel({.code = "sustainable"}, {});
  const Catalogue catalogue = std::move(builder).Build().value();
  const auto bit = [&](const char* code) { return LabelSet{1} << catalogue.FindLabel(code); };
  EXPECT_EQ(catalogue.Satisfied(bit("demeter")),
            bit("demeter") | bit("organic") | bit("sustainable"));
  EXPECT_EQ(catalogue.Satisfied(bit("sustainable")), bit("sustainable"));
  EXPECT_EQ(catalogue.Satisfied(0), 0u);
  EXPECT_EQ(catalogue.FindLabel("fair"), -1);
}

TEST(CatalogueBuilder, RefusesACodeDeclaredTwice) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("carrots"), "food", {});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("carrots: declared twice"));
}

TEST(CatalogueBuilder, RefusesAParentThatDoesNotExist) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("x"), "nowhere", {});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("parent nowhere does not exist"));
}

TEST(CatalogueBuilder, RefusesParentsInACycle) {
  CatalogueBuilder builder;
  builder.AddCategory(Grams("a"), "b", {});
  builder.AddCategory(Grams("b"), "a", {});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("form a cycle"));
}

TEST(CatalogueBuilder, RefusesASubstituteInAnotherUnit) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("cream"), "food", {{"milk", 50}});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("not measured in the same way"));
}

TEST(CatalogueBuilder, RefusesASubstituteThatIsPlacedInAnotherWay) {
  CatalogueBuilder builder = Food();
  Category placed = Grams("placed");
  placed.placement = Placement::kHours;
  builder.AddCategory(placed, "", {{"carrots", 50}});
  EXPECT_THAT(std::move(builder).Build().status().message(),
              HasSubstr("category placed: substitute carrots is not measured in the same way"));
}

TEST(CatalogueBuilder, RefusesACategoryThatIsBookedAndPlaced) {
  CatalogueBuilder builder;
  Category both = Grams("both");
  both.placement = Placement::kOneToOne;
  both.booking = true;
  builder.AddCategory(both, "", {});
  EXPECT_THAT(std::move(builder).Build().status().message(), HasSubstr("booked and placed"));
}

TEST(Catalogue, WhatIsPlacedNeverServesWhatIsSharedOut) {
  CatalogueBuilder builder;
  builder.AddCategory(Grams("work"), "", {});
  builder.AddCategory(Grams("chores"), "work", {});
  Category jobs = Grams("jobs");
  jobs.placement = Placement::kHours;
  builder.AddCategory(jobs, "work", {});
  const Catalogue catalogue = *std::move(builder).Build();
  const CategoryIndex work = catalogue.FindCategory("work");
  EXPECT_EQ(catalogue.Degree(work, catalogue.FindCategory("chores")), 100);
  EXPECT_EQ(catalogue.Degree(work, catalogue.FindCategory("jobs")), 0);
}

TEST(CatalogueBuilder, RefusesADegreeOutOfRange) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("leeks"), "food", {{"carrots", 100}});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("degree is not 1 to 99"));
}

TEST(CatalogueBuilder, RefusesAReferenceThatDoesNotDivideAPoint) {
  CatalogueBuilder builder;
  Category category = Grams("food");
  category.reference = Quantity(3);
  builder.AddCategory(std::move(category), "", {});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("reference quantity 3"));
}

TEST(CatalogueBuilder, NamesEveryFault) {
  CatalogueBuilder builder = Food();
  builder.AddCategory(Grams("x"), "nowhere", {{"nothing", 50}});
  builder.AddLabel({.code = "l"}, {"m"});
  const std::string error = BuildError(std::move(builder));
  EXPECT_THAT(error, HasSubstr("parent nowhere"));
  EXPECT_THAT(error, HasSubstr("substitute nothing"));
  EXPECT_THAT(error, HasSubstr("implies m"));
}

TEST(CatalogueBuilder, RefusesMoreLabelsThanBits) {
  CatalogueBuilder builder;
  for (int i = 0; i < 65; ++i) builder.AddLabel({.code = std::to_string(i)}, {});
  EXPECT_THAT(BuildError(std::move(builder)), HasSubstr("more than 64 labels"));
}

}  // namespace
}  // namespace cordee
