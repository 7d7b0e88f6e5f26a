#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "service/phrases/phrases.h"

namespace cordee::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<v1::ErrorReason> AllReasons() {
  std::vector<v1::ErrorReason> reasons;
  for (int i = v1::ErrorReason_MIN; i <= v1::ErrorReason_MAX; ++i) {
    if (i != v1::ERROR_REASON_UNSPECIFIED && v1::ErrorReason_IsValid(i)) {
      reasons.push_back(static_cast<v1::ErrorReason>(i));
    }
  }
  return reasons;
}

Facts EveryFact() {
  return {{"value", "VALEUR"},   {"field", "terms.x"},    {"line", "7"}, {"maximum", "1048576"},
          {"actual", "3"},       {"unit", "kg"},          {"base", "g"}, {"commune", "Niort"},
          {"accepted", "kg, t"}, {"category", "Carottes"}};
}

TEST(ErrorSentence, EveryReasonHasItsOwnSentenceInBothLanguages) {
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    std::set<std::string> sentences;
    for (const v1::ErrorReason reason : AllReasons()) {
      const std::string sentence = ErrorSentence(reason, EveryFact(), language);
      EXPECT_TRUE(sentences.insert(sentence).second) << v1::ErrorReason_Name(reason);
      EXPECT_GT(sentence.size(), 20u);
      EXPECT_THAT(sentence, Not(HasSubstr("{"))) << v1::ErrorReason_Name(reason);
    }
  }
}

TEST(ErrorSentence, FrenchAndEnglishDiffer) {
  for (const v1::ErrorReason reason : AllReasons()) {
    EXPECT_NE(ErrorSentence(reason, {}, Language::kFrench),
              ErrorSentence(reason, {}, Language::kEnglish));
  }
}

TEST(ErrorSentence, HasNoHoleWhereAFactIsMissing) {
  const std::vector<Facts> some = {{},
                                   {{"value", ""}, {"field", ""}},
                                   {{"value", "x"}},
                                   {{"maximum", "3"}},
                                   {{"value", "x"}, {"field", "terms.x"}},
                                   {{"actual", "3"}}};
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    for (const v1::ErrorReason reason : AllReasons()) {
      for (const Facts& facts : some) {
        const std::string sentence = ErrorSentence(reason, facts, language);
        for (const char* hole : {"«\u00a0\u00a0»", "«  »", "“”", "( ", "()", "\u00a0: )", ": )",
                                 ":)", "  ", " .", " ,", ": .", ":.", "\u00a0.", "[", "]", "|"}) {
          EXPECT_THAT(sentence, Not(HasSubstr(hole))) << v1::ErrorReason_Name(reason);
        }
      }
    }
  }
}

TEST(ErrorSentence, SaysWhatWouldBeInRange) {
  const auto sentence = [](Facts facts) {
    facts["value"] = "9";
    facts["field"] = "f";
    return ErrorSentence(v1::ERROR_REASON_VALUE_OUT_OF_RANGE, facts, Language::kEnglish);
  };
  const std::string begin = "The value “9” of the field f is out of range";
  EXPECT_EQ(sentence({}), begin + ". Correct it.");
  EXPECT_EQ(sentence({{"minimum", "1"}, {"maximum", "8000"}}),
            begin + " (1 to 8,000). Correct it.");
  EXPECT_EQ(sentence({{"minimum", "0"}, {"maximum", "100"}, {"unit", "€"}}),
            begin + " (0 to 100 €). Correct it.");
  EXPECT_EQ(sentence({{"minimum", "30"}, {"maximum", "720"}, {"unit", ""}, {"when_empty", "600"}}),
            begin + " (30 to 720; empty: 600). Correct it.");
  EXPECT_EQ(sentence({{"number", "12.5"}}),
            "The value “9” of the field f is not a number. Write it in digits, for example 12.5.");
  EXPECT_EQ(sentence({{"minimum", "1"}}), begin + " (minimum: 1). Correct it.");
  EXPECT_EQ(sentence({{"maximum", "2031-11-24"}}), begin + " (maximum: 2031-11-24). Correct it.");
  EXPECT_EQ(sentence({{"accepted", "13, 26"}}), begin + " (accepted: 13, 26). Correct it.");
  EXPECT_EQ(sentence({{"expected", "MONDAY"}}), begin + " (it must be a Monday). Correct it.");
  EXPECT_EQ(sentence({{"expected", "SUM_OF_POINTS"}, {"maximum", "8"}}),
            begin + " (all points together: at most 8). Correct it.");
}

TEST(ErrorSentence, SaysWhatIsWrongAndWhatToDo) {
  EXPECT_EQ(ErrorSentence(v1::ERROR_REASON_UNKNOWN_COMMUNE,
                          {{"value", "Touars"}, {"suggestion", "Thouars"}}, Language::kFrench),
            "Commune inconnue «\u00a0Touars\u00a0». Vérifiez l’orthographe ou donnez le code "
            "INSEE. Vouliez-vous dire\u00a0: Thouars\u00a0?");
  EXPECT_EQ(
      ErrorSentence(v1::ERROR_REASON_UNKNOWN_COMMUNE, {{"value", "Touars"}}, Language::kEnglish),
      "Unknown commune “Touars”. Check the spelling or give the INSEE code.");
}

TEST(ErrorSentence, WritesFiguresAsTheLanguageDoes) {
  EXPECT_THAT(ErrorSentence(v1::ERROR_REASON_MESSAGE_TOO_LARGE, {{"maximum", "4194304"}},
                            Language::kFrench),
              HasSubstr("4\u202f194\u202f304"));
  EXPECT_THAT(ErrorSentence(v1::ERROR_REASON_MESSAGE_TOO_LARGE, {{"maximum", "4194304"}},
                            Language::kEnglish),
              HasSubstr("4,194,304"));
}

TEST(ErrorSentence, TakesBracesInAValueForText) {
  EXPECT_THAT(
      ErrorSentence(v1::ERROR_REASON_UNKNOWN_CATEGORY, {{"value", "{a'b}"}}, Language::kFrench),
      HasSubstr("{a'b}"));
}

TEST(FormatPattern, ChoosesThePlural) {
  constexpr Pattern kPattern = {"{count, plural, one {# besoin} other {# besoins}}",
                                "{count, plural, one {# need} other {# needs}}"};
  EXPECT_EQ(FormatPattern(kPattern, Language::kFrench, {{"count", int64_t{1}}}), "1 besoin");
  EXPECT_EQ(FormatPattern(kPattern, Language::kFrench, {{"count", int64_t{1200}}}),
            "1\u202f200 besoins");
  EXPECT_EQ(FormatPattern(kPattern, Language::kEnglish, {{"count", int64_t{0}}}), "0 needs");
}

TEST(FormatPattern, IsTheSameOnEveryThread) {
  const std::string expected = ErrorSentence(v1::ERROR_REASON_FILE_EMPTY, {}, Language::kFrench);
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result] {
      for (int i = 0; i < 100; ++i) {
        result = ErrorSentence(v1::ERROR_REASON_FILE_EMPTY, {}, Language::kFrench);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(results, ::testing::Each(expected));
}

TEST(ParseLanguage, IsFrenchUnlessEnglishIsPreferred) {
  EXPECT_EQ(ParseLanguage(""), Language::kFrench);
  EXPECT_EQ(ParseLanguage("de"), Language::kFrench);
  EXPECT_EQ(ParseLanguage("en"), Language::kEnglish);
  EXPECT_EQ(ParseLanguage("en-GB,en;q=0.9,fr;q=0.8"), Language::kEnglish);
  EXPECT_EQ(ParseLanguage("en;q=0.5, fr-FR"), Language::kFrench);
  EXPECT_EQ(ParseLanguage("en_US.UTF-8"), Language::kEnglish);
  EXPECT_EQ(ParseLanguage("en;q=nonsense"), Language::kFrench);
  EXPECT_EQ(ParseLanguage("C.UTF-8"), Language::kFrench);
}

TEST(ToRpcStatus, CarriesReasonMetadataFieldsAndSentence) {
  const absl::Status status =
      InvalidFields({MakeProblem(v1::ERROR_REASON_QUANTITY_NEGATIVE, "terms.quantity.amount", "-3"),
                     MakeProblem(v1::ERROR_REASON_UNKNOWN_UNIT, "terms.quantity.unit", "litre",
                                 {{"accepted", "kg"}})});
  const google::rpc::Status rpc = ToRpcStatus(status, Language::kEnglish);
  EXPECT_EQ(rpc.code(), 3);
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad;
  google::rpc::LocalizedMessage message;
  ASSERT_EQ(rpc.details_size(), 3);
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  ASSERT_TRUE(rpc.details(1).UnpackTo(&bad));
  ASSERT_TRUE(rpc.details(2).UnpackTo(&message));
  EXPECT_EQ(info.reason(), "QUANTITY_NEGATIVE");
  EXPECT_EQ(info.domain(), "cordee");
  EXPECT_EQ(info.metadata().at("value"), "-3");
  ASSERT_EQ(bad.field_violations_size(), 2);
  EXPECT_EQ(bad.field_violations(1).field(), "terms.quantity.unit");
  EXPECT_THAT(bad.field_violations(1).description(), HasSubstr("kg"));
  EXPECT_EQ(message.locale(), "en");
  EXPECT_EQ(message.message(), rpc.message());
}

TEST(ToRpcStatus, SaysNothingOfACauseThatIsNotPublished) {
  const google::rpc::Status rpc =
      ToRpcStatus(absl::InternalError("disk /var/secret"), Language::kFrench);
  EXPECT_EQ(rpc.code(), 13);
  EXPECT_THAT(rpc.message(), Not(HasSubstr("secret")));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rpc.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "INTERNAL");
}

TEST(Errors, ReadBackWhatWasPutIn) {
  const std::vector<FieldProblem> problems = {
      MakeProblem(v1::ERROR_REASON_UNKNOWN_LABEL, "labels[0]", "x", {{"suggestion", "y"}})};
  const absl::Status status = MakeError(absl::StatusCode::kAborted, v1::ERROR_REASON_ETAG_MISMATCH,
                                        {{"value", "v"}}, problems);
  EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_ETAG_MISMATCH);
  EXPECT_EQ(FactsOf(status), (Facts{{"value", "v"}}));
  EXPECT_EQ(ProblemsOf(status), problems);
  EXPECT_EQ(ReasonOf(absl::OkStatus()), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(absl::UnknownError("?")), v1::ERROR_REASON_INTERNAL);
}

TEST(Errors, CutValuesBetweenCharacters) {
  EXPECT_EQ(CutUtf8("aé", 2), "a");
  EXPECT_EQ(CutUtf8("aé", 3), "aé");
  EXPECT_EQ(CutUtf8("€", 2), "");
}

}  // namespace
}  // namespace cordee::service
