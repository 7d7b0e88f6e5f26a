#include "service/convert/quantity.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/strings.h"

namespace cordee::service {
namespace {

constexpr int32_t kMaxDecimals = 6;
constexpr size_t kMaxDigits = 18;  // fits int64 together with six decimals in 128 bits
constexpr std::string_view kNarrowNoBreakSpace = "\u202f";

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

struct Parts {
  std::string_view whole;
  std::string_view decimals;
};

// Leading zeros of the whole part and trailing zeros of the decimals are gone.
Parts Split(std::string_view amount) {
  const size_t point = amount.find('.');
  Parts parts{amount.substr(0, point),
              point == std::string_view::npos ? std::string_view() : amount.substr(point + 1)};
  while (!parts.whole.empty() && parts.whole.front() == '0') parts.whole.remove_prefix(1);
  while (!parts.decimals.empty() && parts.decimals.back() == '0') parts.decimals.remove_suffix(1);
  return parts;
}

}  // namespace

Amount ParseAmount(std::string_view amount, const Unit& unit) {
  const bool negative = !amount.empty() && amount.front() == '-';
  if (negative) amount.remove_prefix(1);
  const size_t point = amount.find('.');
  const std::string_view whole = amount.substr(0, point);
  const bool has_decimals = point != std::string_view::npos;
  const std::string_view decimals = has_decimals ? amount.substr(point + 1) : std::string_view();
  if (whole.empty() || !AllDigits(whole) || (has_decimals && decimals.empty()) ||
      !AllDigits(decimals)) {
    return {v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER, 0};
  }
  if (negative) return {v1::ERROR_REASON_QUANTITY_NEGATIVE, 0};
  const Parts parts = Split(amount);
  if (parts.whole.empty() && parts.decimals.empty()) return {v1::ERROR_REASON_QUANTITY_ZERO, 0};
  if (parts.whole.size() > kMaxDigits) return {v1::ERROR_REASON_QUANTITY_TOO_LARGE, 0};
  if (parts.decimals.size() > kMaxDecimals) return {v1::ERROR_REASON_QUANTITY_TOO_FINE, 0};

  __int128 digits = 0;
  __int128 scale = 1;
  for (const char c : parts.whole) digits = digits * 10 + (c - '0');
  for (const char c : parts.decimals) {
    digits = digits * 10 + (c - '0');
    scale *= 10;
  }
  // At most 10^24 times a multiplier of at most 10^12: within 128 bits.
  const __int128 scaled = digits * unit.base_units;
  if (scaled > scale * kMaxQuantityPerPeriod) return {v1::ERROR_REASON_QUANTITY_TOO_LARGE, 0};
  if (scaled % scale != 0) return {v1::ERROR_REASON_QUANTITY_TOO_FINE, 0};
  return {v1::ERROR_REASON_UNSPECIFIED, static_cast<int64_t>(scaled / scale)};
}

std::string NormalAmount(std::string_view amount) {
  const Parts parts = Split(amount);
  std::string normal = parts.whole.empty() ? "0" : std::string(parts.whole);
  if (!parts.decimals.empty()) absl::StrAppend(&normal, ".", ToAbsl(parts.decimals));
  return normal;
}

std::string ExactAmount(int64_t base_units, const Unit& unit) {
  DCHECK(base_units >= 0);
  const int64_t whole = base_units / unit.base_units;
  __int128 rest = base_units % unit.base_units;
  std::string text = absl::StrCat(whole);
  for (int32_t decimals = 0; rest != 0; ++decimals) {
    if (decimals == kMaxDecimals) return "";
    if (decimals == 0) text += '.';
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / unit.base_units));
    rest %= unit.base_units;
  }
  return text;
}

v1::Quantity ToQuantity(int64_t base_units, CategoryIndex category, const CatalogueData& data) {
  v1::Quantity quantity;
  const std::vector<const Unit*> units = data.UnitsOf(category);
  const Unit* best = units.front();
  std::string amount = ExactAmount(base_units, *best);
  if (amount.empty()) {
    best = nullptr;
    for (const Unit* unit : units) {
      const std::string exact = ExactAmount(base_units, *unit);
      if (exact.empty() || (best != nullptr && unit->base_units <= best->base_units)) continue;
      best = unit;
      amount = exact;
    }
  }
  CHECK(best != nullptr);
  quantity.set_amount(amount);
  quantity.set_unit(best->code);
  return quantity;
}

std::string FormatAmount(std::string_view amount, Language language) {
  const bool french = language == Language::kFrench;
  const size_t point = amount.find('.');
  const std::string_view whole = amount.substr(0, point);
  std::string text;
  for (size_t i = 0; i < whole.size(); ++i) {
    const size_t left = whole.size() - i;
    if (i > 0 && left % 3 == 0) {
      if (french) {
        text += kNarrowNoBreakSpace;
      } else {
        text += ',';
      }
    }
    text += whole[i];
  }
  if (point == std::string_view::npos) return text;
  text += french ? ',' : '.';
  text += amount.substr(point + 1);
  return text;
}

std::string FormatQuantity(int64_t base_units, const Unit& unit, Language language) {
  const std::string exact = ExactAmount(base_units, unit);
  if (exact.empty()) {
    return absl::StrCat(FormatAmount(absl::StrCat(base_units), language),
                        ToAbsl(kNarrowNoBreakSpace), unit.base);
  }
  return absl::StrCat(FormatAmount(exact, language), ToAbsl(kNarrowNoBreakSpace),
                      language == Language::kFrench ? unit.fr : unit.en);
}

}  // namespace cordee::service
