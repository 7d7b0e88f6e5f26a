// Words of cells and their meanings, folded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordee::service {

struct CellToken {
  enum Kind { kWord, kNumber, kDash, kColon, kBreak } kind;
  std::string text;     // a word, folded; what stands for a break
  int64_t number = -1;  // of a number of at most nine digits
  size_t digits = 0;
};

// Words, numbers, dashes ("-", "–", "à", "to"), colons, and breaks (any other punctuation). Spaces,
// and small words that say nothing ("de", "du", "le"), are left out.
std::vector<CellToken> LexCell(std::string_view text);

// 1 to 12, or 0.
int32_t MonthOfWord(std::string_view word);
// 1 (Monday) to 7, or 0.
int32_t DayOfWord(std::string_view word);

}  // namespace cordee::service
