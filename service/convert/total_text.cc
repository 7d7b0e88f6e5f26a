#include "service/convert/total_text.h"

#include <algorithm>

namespace cordee::service {

std::string TotalToText(Total total) {
  if (total == 0) return "0";
  const bool negative = total < 0;
  // The negative range is the larger one.
  Total rest = negative ? total : -total;
  std::string text;
  while (rest != 0) {
    text.push_back(static_cast<char>('0' - static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (negative) text.push_back('-');
  std::reverse(text.begin(), text.end());
  return text;
}

std::optional<Total> TextToTotal(const std::string& text) {
  const bool negative = !text.empty() && text[0] == '-';
  const std::string digits = text.substr(negative ? 1 : 0);
  // 38 digits always fit.
  if (digits.empty() || digits.size() > 38) return std::nullopt;
  Total total = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    total = total * 10 + (c - '0');
  }
  return negative ? -total : total;
}

}  // namespace cordee::service
