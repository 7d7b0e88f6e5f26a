// What the command line says, in French or English.
//
//   Say(Language::kFrench, text::kImported, {int64_t{350}})   "350 lignes lues"
//
// A Message holds both sentences as ICU message patterns; messages.h is the table of all of them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace cordee::cli {

enum class Language : uint8_t { kFrench, kEnglish };

// "fr", "fr_FR.UTF-8", "en-GB", ... The first of `wishes` that says something decides; "C", "POSIX"
// and languages that we do not speak say nothing. French when none does.
Language ChooseLanguage(std::initializer_list<std::string_view> wishes);

// "fr" or "en".
const char* LanguageCode(Language language);

struct Message {
  const char* fr;
  const char* en;
};

using Argument = std::variant<std::string, int64_t>;

// The sentence with {0}, {1} ... filled in. Patterns may use ICU's plural: {0, plural, one{}
// other{}}.
std::string Say(Language language, const Message& message,
                std::initializer_list<Argument> arguments = {});

// A decimal number as text ("1234.5") the way the language writes it: "1 234,5" or "1,234.5".
std::string FormatDecimal(Language language, std::string_view number);
std::string FormatInteger(Language language, int64_t number);
// "850 m", "14,2 km".
std::string FormatMetres(Language language, int64_t metres);

}  // namespace cordee::cli
