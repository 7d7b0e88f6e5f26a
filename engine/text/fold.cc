#include "engine/text/fold.h"

#include <cstdint>

namespace cordee {
namespace {

constexpr char32_t kReplacement = 0xfffd;

// U+00C0 to U+017F: Latin-1 letters and Latin Extended-A.
constexpr char32_t kTableBegin = 0xc0;
constexpr char32_t kTableEnd = 0x180;
// clang-format off
constexpr const char* kLatin[kTableEnd - kTableBegin] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n",
    "o", "o", "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "ss", "a", "a", "a", "a",
    "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o",
    "o", " ", "o", "u", "u", "u", "u", "y", "th", "y", "a", "a", "a", "a", "a", "a", "c", "c",
    "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e",
    "e", "g", "g", "g", "g", "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i",
    "i", "i", "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o",
    "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t",
    "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "w", "w", "y",
    "y", "y", "z", "z", "z", "z", "z", "z", "s",
};
// clang-format on

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

bool IsCombiningMark(char32_t c) { return c >= 0x300 && c <= 0x36f; }

// Vowels and consonants with marks beyond the table (U+1E00 to U+1EFF are mostly Vietnamese and
// Welsh) stay as they are; these are the ones that French texts hold.
const char* FoldOther(char32_t c) {
  switch (c) {
    case 0xaa:
      return "a";
    case 0xb2:
      return "2";
    case 0xb3:
      return "3";
    case 0xb9:
      return "1";
    case 0xba:
      return "o";
    case 0x218:
    case 0x219:
      return "s";
    case 0x21a:
    case 0x21b:
      return "t";
    case 0xfb00:
      return "ff";
    case 0xfb01:
      return "fi";
    case 0xfb02:
      return "fl";
    case 0xfb03:
      return "ffi";
    case 0xfb04:
      return "ffl";
    default:
      return nullptr;
  }
}

bool IsLetterOfAnotherScript(char32_t c) {
  return c >= 0x180 && c != kReplacement && !(c >= 0x2000 && c <= 0x2bff) &&
         !(c >= 0x3000 && c <= 0x303f) && !(c >= 0xe000 && c <= 0xf8ff) &&
         !(c >= 0xfe00 && c <= 0xfe0f) && c != 0xfeff && !(c >= 0x1f000 && c <= 0x1faff);
}

}  // namespace

char32_t NextCodePoint(std::string_view utf8, size_t* position) {
  const auto lead = static_cast<unsigned char>(utf8[*position]);
  ++*position;
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4) return kReplacement;
  if (*position + static_cast<size_t>(more) > utf8.size()) return kReplacement;
  char32_t c = lead & (0x3f >> more);
  for (int i = 0; i < more; ++i) {
    const char next = utf8[*position + static_cast<size_t>(i)];
    if (!IsContinuation(next)) return kReplacement;
    c = (c << 6) | (static_cast<unsigned char>(next) & 0x3f);
  }
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (c < kLeast[more] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return kReplacement;
  *position += static_cast<size_t>(more);
  return c;
}

std::string Fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool gap = false;
  const auto put = [&](std::string_view letters) {
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += letters;
  };
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(utf8, &at);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      put(utf8.substr(begin, 1));
    } else if (c >= 'A' && c <= 'Z') {
      const char lower = static_cast<char>(c - 'A' + 'a');
      put({&lower, 1});
    } else if (c >= kTableBegin && c < kTableEnd) {
      const std::string_view letters = kLatin[c - kTableBegin];
      if (letters == " ")
        gap = true;
      else
        put(letters);
    } else if (const char* letters = FoldOther(c)) {
      put(letters);
    } else if (IsCombiningMark(c)) {
      continue;
    } else if (IsLetterOfAnotherScript(c)) {
      put(utf8.substr(begin, at - begin));
    } else {
      gap = true;
    }
  }
  return out;
}

}  // namespace cordee
