#include "service/convert/text_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/text/fold.h"
#include "service/limits.h"

namespace cordee::service {

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
    const bool control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    if (broken || control) {
      problems->push_back(MakeProblem(v1::ERROR_REASON_ENCODING_INVALID, field));
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
