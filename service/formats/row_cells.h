// Cells of a row that say a number, a yes or a word: read with a problem for what cannot be, and
// written as they are read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/text/fold.h"
#include "service/convert/quantity.h"
#include "service/formats/cells.h"
#include "service/formats/field_entry.h"

namespace cordee::service {

struct Word {
  std::string_view folded;
  int meaning;
};

// Unit "ct" of an amount in euros.
inline constexpr int32_t kMaxCents = 1'000'000;

template <size_t N>
std::optional<int> Find(const Word (&words)[N], std::string_view text) {
  const std::string folded = Fold(text);
  for (const Word& word : words) {
    if (word.folded == folded) return word.meaning;
  }
  return std::nullopt;
}

template <size_t N>
std::string Show(const Word (&words)[N], int meaning) {
  for (const Word& word : words) {
    if (word.meaning == meaning) return std::string(word.folded);
  }
  return "";
}

class RowCells {
 public:
  RowCells(const Fields& fields, std::vector<CellProblem>* problems)
      : fields_(fields), problems_(*problems) {}

  const std::string& Text(Field field) const { return fields_[field]; }
  bool Has(Field field) const { return !fields_[field].empty(); }
  void Refuse(Field field, v1::ErrorReason reason) {
    problems_.push_back({field, reason, fields_[field], {}});
  }

  bool YesNo(Field field) {
    if (!Has(field)) return false;
    const std::optional<bool> answer = YesNoCell(Text(field));
    if (!answer.has_value()) Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE);
    return answer.value_or(false);
  }
  int32_t Number(Field field) {
    if (!Has(field)) return 0;
    int32_t number = 0;
    if (!absl::SimpleAtoi(NumberCell(Text(field)), &number) || number < 0) {
      Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE);
    }
    return number;
  }
  // Euros, to the cent.
  int32_t Cents(Field field) {
    if (!Has(field)) return 0;
    const Unit euro = {"EUR", "ct", 100, "€", "€"};
    const NumberAndUnit cell =
        NumberAndUnitCell(absl::StrReplaceAll(Text(field), {{"€", ""}, {"/km", ""}, {"/h", ""}}));
    if (!cell.unit.empty()) {
      Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE);
      return 0;
    }
    const Amount amount = ParseAmount(cell.number, euro);
    if (amount.reason == v1::ERROR_REASON_QUANTITY_ZERO) return 0;
    const bool fits =
        amount.reason == v1::ERROR_REASON_UNSPECIFIED && amount.base_units <= kMaxCents;
    if (!fits) Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE);
    return fits ? static_cast<int32_t>(amount.base_units) : 0;
  }
  void Hours(Field field, const QuantityContext& context, v1::Quantity* quantity) {
    QuantityCell cell = ReadQuantityCell(Text(field), "", context);
    if (cell.reason != v1::ERROR_REASON_UNSPECIFIED) {
      problems_.push_back({field, cell.reason, std::move(cell.value), std::move(cell.facts)});
      return;
    }
    quantity->set_amount(cell.amount);
    quantity->set_unit(cell.unit);
  }
  template <size_t N, typename Use>
  void Words(Field field, const Word (&words)[N], const Use& use) {
    for (const std::string& item : ListCell(Text(field))) {
      const std::optional<int> meaning = Find(words, item);
      if (meaning.has_value()) {
        use(*meaning);
      } else {
        problems_.push_back({field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, item, {}});
      }
    }
  }

 private:
  const Fields& fields_;
  std::vector<CellProblem>& problems_;
};

// Any of the fields `first` to `last`.
inline bool SaysSomething(const Fields& fields, Field first, Field last) {
  for (auto f = static_cast<size_t>(first); f <= static_cast<size_t>(last); ++f) {
    if (!fields.values[f].empty()) return true;
  }
  return false;
}

inline std::string NumberText(int32_t number) { return number == 0 ? "" : absl::StrCat(number); }
inline std::string YesText(bool is) { return is ? "oui" : ""; }
// "12,05", of 1205 cents.
inline std::string EurosText(int32_t cents) {
  if (cents == 0) return "";
  return absl::StrCat(cents / 100, ",", cents % 100 < 10 ? "0" : "", cents % 100);
}

}  // namespace cordee::service
