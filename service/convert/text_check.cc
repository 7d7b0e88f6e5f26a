#include "service/convert/text_check.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/text/fold.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

// Characters that nobody sees but that change what is read: controls, marks of writing direction,
// spaces without width, separators of lines. The two joiners stay: some scripts need them.
bool IsHidden(char32_t c) {
  constexpr char32_t kNonJoiner = 0x200c;
  constexpr char32_t kJoiner = 0x200d;
  if (c == '\n' || c == '\t' || c == kNonJoiner || c == kJoiner) return false;
  const auto kinds = U_MASK(u_charType(static_cast<UChar32>(c)));
  return (kinds & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0;
}

}  // namespace

void CheckText(std::string* text, size_t max_chars, std::string_view field, Problems* problems) {
  absl::StripAsciiWhitespace(text);
  text->erase(std::remove(text->begin(), text->end(), '\r'), text->end());  // CRLF is one line end
  if (text->size() > max_chars * limits::kBytesPerChar) {
    problems->push_back(MakeProblem(
        v1::ERROR_REASON_TEXT_TOO_LONG, field, *text,
        {{"maximum", absl::StrCat(max_chars)}, {"actual", absl::StrCat(text->size())}}));
    return;
  }
  size_t chars = 0;
  for (size_t at = 0; at < text->size(); ++chars) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(*text, &at);
    const bool broken = c == 0xfffd && at - begin == 1;
    if (broken) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_ENCODING_INVALID, field));
      return;
    }
    if (IsHidden(c)) {
      problems->push_back(
          MakeProblem(v1::ERROR_REASON_ENCODING_INVALID, field, {},
                      {{"character", absl::StrFormat("U+%04X", static_cast<uint32_t>(c))}}));
      return;
    }
  }
  if (chars > max_chars) {
    problems->push_back(
        MakeProblem(v1::ERROR_REASON_TEXT_TOO_LONG, field, *text,
                    {{"maximum", absl::StrCat(max_chars)}, {"actual", absl::StrCat(chars)}}));
  }
}

void CheckRequiredText(std::string* text, size_t max_chars, std::string_view field,
                       Problems* problems) {
  CheckText(text, max_chars, field, problems);
  if (text->empty()) problems->push_back(MakeProblem(v1::ERROR_REASON_FIELD_REQUIRED, field));
}

}  // namespace cordee::service
