// The languages that people are answered in. French is the default everywhere.
#pragma once

#include <string_view>

namespace cordee::service {

enum class Language { kFrench, kEnglish };

// From an accept-language header ("en-GB,en;q=0.9,fr;q=0.8") or a LANG ("en_US.UTF-8"): the first
// of French and English in order of weight; French when neither is there.
Language ParseLanguage(std::string_view preference);

}  // namespace cordee::service
