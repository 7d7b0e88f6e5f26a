#include "clients/cli/language.h"

#include <algorithm>
#include <vector>

#include "clients/cli/messages.h"
#include "engine/base/check.h"
#include "unicode/locid.h"
#include "unicode/msgfmt.h"
#include "unicode/unistr.h"

namespace cordee::cli {
namespace {

constexpr size_t kGroup = 3;
constexpr int64_t kMetresPerKilometre = 1000;

const icu::Locale& LocaleOf(Language language) {
  return language == Language::kFrench ? icu::Locale::getFrance() : icu::Locale::getUK();
}

icu::Formattable ToIcu(const Argument& argument) {
  if (const auto* number = std::get_if<int64_t>(&argument)) return icu::Formattable(*number);
  return icu::Formattable(icu::UnicodeString::fromUTF8(std::get<std::string>(argument)));
}

}  // namespace

Language ChooseLanguage(std::initializer_list<std::string_view> wishes) {
  for (std::string_view wish : wishes) {
    const std::string_view two = wish.substr(0, 2);
    const bool whole = wish.size() <= 2 || wish[2] == '_' || wish[2] == '-' || wish[2] == '.';
    if (whole && two == "fr") return Language::kFrench;
    if (whole && two == "en") return Language::kEnglish;
  }
  return Language::kFrench;
}

const char* LanguageCode(Language language) { return language == Language::kFrench ? "fr" : "en"; }

std::string Say(Language language, const Message& message,
                std::initializer_list<Argument> arguments) {
  const char* pattern = language == Language::kFrench ? message.fr : message.en;
  UErrorCode code = U_ZERO_ERROR;
  icu::MessageFormat format(icu::UnicodeString::fromUTF8(pattern), LocaleOf(language), code);
  std::vector<icu::Formattable> values;
  for (const Argument& argument : arguments) values.push_back(ToIcu(argument));
  icu::UnicodeString sentence;
  icu::FieldPosition ignored;
  format.format(values.data(), static_cast<int32_t>(values.size()), sentence, ignored, code);
  CHECK(U_SUCCESS(code));
  std::string utf8;
  sentence.toUTF8String(utf8);
  return utf8;
}

std::string FormatDecimal(Language language, std::string_view number) {
  const bool french = language == Language::kFrench;
  std::string out;
  if (!number.empty() && number.front() == '-') {
    out = "−";
    number.remove_prefix(1);
  }
  const size_t point = std::min(number.find('.'), number.size());
  for (size_t i = 0; i < point; ++i) {
    // U+202F, the narrow space that French typography wants.
    if (i > 0 && (point - i) % kGroup == 0) out += french ? "\u202f" : ",";
    out += number[i];
  }
  if (point < number.size()) {
    out += french ? ',' : '.';
    out += number.substr(point + 1);
  }
  return out;
}

std::string FormatInteger(Language language, int64_t number) {
  return FormatDecimal(language, std::to_string(number));
}

std::string FormatMetres(Language language, int64_t metres) {
  if (metres == 0) return Say(language, text::kOnTheSpot);
  if (metres < kMetresPerKilometre) return FormatInteger(language, metres) + "\u00a0m";
  constexpr int64_t kTenth = kMetresPerKilometre / 10;
  const int64_t tenths = (metres + kTenth / 2) / kTenth;
  return FormatDecimal(language, std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)) +
         "\u00a0km";
}

}  // namespace cordee::cli
