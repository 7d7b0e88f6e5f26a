#include "service/phrases/phrases.h"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "engine/base/check.h"
#include "engine/base/strings.h"
#include "google/rpc/error_details.pb.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr char kDomain[] = "cordee";

struct ParsedPattern {
  std::unique_ptr<icu::MessageFormat> format;
  std::vector<icu::UnicodeString> names;  // of all arguments, also those within a plural or select
};

std::vector<icu::UnicodeString> NamesIn(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern pattern(text, nullptr, status);
  CHECK(U_SUCCESS(status));
  std::vector<icu::UnicodeString> names;
  for (int32_t i = 0; i < pattern.countParts(); ++i) {
    if (pattern.getPartType(i) != UMSGPAT_PART_TYPE_ARG_NAME) continue;
    const icu::UnicodeString name = pattern.getSubstring(pattern.getPart(i));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

const ParsedPattern& Parse(const char* text, Language language) {
  thread_local std::unordered_map<std::string, ParsedPattern> cache[2];
  ParsedPattern& parsed = cache[static_cast<size_t>(language)][text];
  if (parsed.format == nullptr) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale =
        language == Language::kFrench ? icu::Locale::getFrance() : icu::Locale::getUK();
    const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
    parsed.names = NamesIn(unicode);
    parsed.format = std::make_unique<icu::MessageFormat>(unicode, locale, status);
    CHECK(U_SUCCESS(status));
  }
  return parsed;
}

template <typename Detail>
void AddDetail(const Detail& detail, google::rpc::Status* status) {
  status->add_details()->PackFrom(detail);
}

}  // namespace

Language ParseLanguage(std::string_view preference) {
  double best = 0;
  Language language = Language::kFrench;
  for (const absl::string_view part : absl::StrSplit(ToAbsl(preference), ',')) {
    const std::vector<std::string> pieces = absl::StrSplit(part, ';');
    const std::string tag =
        absl::AsciiStrToLower(absl::StripAsciiWhitespace(pieces.front())).substr(0, 2);
    double weight = 1;
    if (pieces.size() > 1) {
      const absl::string_view quality = absl::StripAsciiWhitespace(pieces[1]);
      if (quality.substr(0, 2) != "q=" || !absl::SimpleAtod(quality.substr(2), &weight)) continue;
    }
    if ((tag != "fr" && tag != "en") || !(weight > best)) continue;
    best = weight;
    language = tag == "en" ? Language::kEnglish : Language::kFrench;
  }
  return language;
}

std::string FormatPattern(const Pattern& pattern, Language language, const Arguments& arguments) {
  const ParsedPattern& parsed =
      Parse(language == Language::kFrench ? pattern.fr : pattern.en, language);
  std::vector<icu::Formattable> values;
  for (const icu::UnicodeString& name : parsed.names) {
    std::string key;
    name.toUTF8String(key);
    const auto found = arguments.find(key);
    if (found == arguments.end()) {
      values.emplace_back(icu::UnicodeString());
    } else if (const auto* number = std::get_if<int64_t>(&found->second)) {
      values.emplace_back(*number);
    } else {
      values.emplace_back(icu::UnicodeString::fromUTF8(std::get<std::string>(found->second)));
    }
  }
  icu::UnicodeString text;
  UErrorCode status = U_ZERO_ERROR;
  parsed.format->format(parsed.names.data(), values.data(),
                        static_cast<int32_t>(parsed.names.size()), text, status);
  CHECK(U_SUCCESS(status));
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string ProblemSentence(const FieldProblem& problem, Language language) {
  Facts facts = problem.facts;
  facts.emplace("field", problem.field);
  facts.emplace("value", problem.value);
  return ErrorSentence(problem.reason, facts, language);
}

v1::EntryError ToEntryError(int64_t index, const FieldProblem& problem, Language language) {
  v1::EntryError error;
  error.set_index(index);
  error.set_field(problem.field);
  error.set_value(problem.value);
  error.set_reason(problem.reason);
  error.set_message(ProblemSentence(problem, language));
  return error;
}

google::rpc::Status ToRpcStatus(const absl::Status& status, Language language) {
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int32_t>(status.code()));
  if (status.ok()) return rpc;
  const v1::ErrorReason reason = ReasonOf(status);
  const Facts facts = FactsOf(status);
  const std::string sentence = ErrorSentence(reason, facts, language);
  rpc.set_message(sentence);

  google::rpc::ErrorInfo info;
  info.set_reason(ReasonName(reason));
  info.set_domain(kDomain);
  for (const auto& [key, value] : facts) (*info.mutable_metadata())[key] = value;
  AddDetail(info, &rpc);

  const std::vector<FieldProblem> problems = ProblemsOf(status);
  if (!problems.empty()) {
    google::rpc::BadRequest bad;
    for (const FieldProblem& problem : problems) {
      if (bad.field_violations_size() == limits::kFieldViolations) break;
      google::rpc::BadRequest::FieldViolation* violation = bad.add_field_violations();
      violation->set_field(problem.field);
      violation->set_description(ProblemSentence(problem, language));
    }
    AddDetail(bad, &rpc);
  }
  google::rpc::LocalizedMessage localized;
  localized.set_locale(language == Language::kFrench ? "fr" : "en");
  localized.set_message(sentence);
  AddDetail(localized, &rpc);
  return rpc;
}

}  // namespace cordee::service
