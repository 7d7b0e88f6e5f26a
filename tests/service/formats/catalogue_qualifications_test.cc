#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "service/formats/catalogue_file.h"
#include "tests/support/shipped.h"

namespace cordee::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const CatalogueData& Data() { return testing::ShippedCatalogue(); }

// What is wrong with a catalogue that holds just these qualifications.
std::string FaultOf(const std::string& qualifications) {
  return std::string(ParseCatalogue({{"a.textproto", qualifications}}).status().message());
}

std::string Entry(const std::string& code, const std::string& more) {
  return absl::StrCat("qualifications { code: \"", code, "\" fr: \"", code, " fr\" en: \"", code,
                      " en\" ", more, " }\n");
}

TEST(CatalogueQualifications, AreFoundAsPeopleWriteThem) {
  for (const char* text : {"licence-b", "Permis B", "permis b", "PERMIS DE CONDUIRE", "b"}) {
    const QualificationWords* found = Data().FindQualification(text);
    ASSERT_NE(found, nullptr) << text;
    EXPECT_EQ(found->code, "licence-b") << text;
    EXPECT_EQ(found->kind, QualificationKind::kLicence);
  }
  EXPECT_EQ(Data().FindQualification("Anglais")->kind, QualificationKind::kLanguage);
  EXPECT_EQ(Data().FindQualification("pilote de ligne"), nullptr);
  EXPECT_EQ(Data().FindQualification(""), nullptr);
}

TEST(CatalogueQualifications, IncludeAllThatTheyImplyAtAnyRemove) {
  EXPECT_THAT(Data().FindQualification("licence-ce")->includes,
              ElementsAre("licence-b", "licence-be", "licence-c"));
  EXPECT_TRUE(Data().FindQualification("licence-b")->includes.empty());
}

TEST(CatalogueQualifications, EveryWordLeadsBack) {
  for (const QualificationWords& words : Data().qualifications) {
    EXPECT_EQ(Data().FindQualification(words.fr), &words) << words.fr;
    EXPECT_EQ(Data().FindQualification(words.en), &words) << words.en;
    for (const std::string& synonym : words.synonyms) {
      EXPECT_EQ(Data().FindQualification(synonym), &words) << synonym;
    }
  }
}

TEST(CatalogueQualifications, RefuseACodeOrAWordThatIsThereTwice) {
  const std::string skill = "kind: QUALIFICATION_KIND_SKILL";
  EXPECT_THAT(FaultOf(Entry("a", skill) + Entry("a", skill)), HasSubstr("qualification a: twice"));
  EXPECT_THAT(
      FaultOf(Entry("a", skill + " synonyms: \"sew\"") + Entry("b", skill + " synonyms: \"Sew\"")),
      HasSubstr("qualification word \"Sew\": claimed by b and a"));
}

TEST(CatalogueQualifications, RefuseACircleAndAStranger) {
  const std::string skill = "kind: QUALIFICATION_KIND_SKILL";
  EXPECT_THAT(
      FaultOf(Entry("a", skill + " implies: \"b\"") + Entry("b", skill + " implies: \"a\"")),
      HasSubstr("qualification a: implies itself"));
  EXPECT_THAT(FaultOf(Entry("a", skill + " implies: \"z\"")),
              HasSubstr("qualification a: implies z, which is not there"));
}

TEST(CatalogueQualifications, RefuseOneWithoutKindOrLabel) {
  EXPECT_THAT(FaultOf(Entry("a", "")), HasSubstr("qualification a: no kind"));
  EXPECT_THAT(FaultOf("qualifications { code: \"a\" kind: QUALIFICATION_KIND_SKILL fr: \"x\" }"),
              HasSubstr("qualification a: no French or no English label"));
}

}  // namespace
}  // namespace cordee::service
