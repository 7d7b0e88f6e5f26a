// Folding: the form in which two spellings of one word are equal.
//
//   Fold("Œufs de l’EARL Désiré, n°2") == "oeufs de l earl desire n 2"
//
// Latin letters become lower-case ASCII without accents, ligatures are written out, every other
// character that is not a letter or a digit is a space, and spaces are single and inside only.
// Letters of other scripts stay as they are. Bytes that are not UTF-8 count as spaces. Linear.
#pragma once

#include <string>
#include <string_view>

namespace cordee {

std::string Fold(std::string_view utf8);

// Reads the character at `*position` and moves past it; U+FFFD, one byte further, where the bytes
// are not UTF-8. REQUIRES: *position < utf8.size().
char32_t NextCodePoint(std::string_view utf8, size_t* position);

}  // namespace cordee
