// Cells of a row that say a number, a yes or a word: read with a problem for what cannot be, and
// written as they are read.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

// The words that the export writes, in their order: what a refused cell may say instead.
template <size_t N>
std::string AcceptedWords(const Word (&words)[N]) {
  std::vector<std::string_view> accepted;
  std::set<int> meanings;
  for (const Word& word : words) {
    if (meanings.insert(word.meaning).second) accepted.push_back(word.folded);
  }
  return absl::StrJoin(accepted, ", ", [](std::string* out, std::string_view word) {
    out->append(word);
  });
}

// Facts of a number that is refused, in the unit of the cell. `unit` may be empty.
inline Facts Between(int64_t least, int64_t most, const char* unit = "") {
  return {{"minimum", absl::StrCat(least)}, {"maximum", absl::StrCat(most)}, {"unit", unit}};
}
inline Facts WholeNumberLike(int32_t example) {
  return {{"whole_number", absl::StrCat(example)}};
}
inline Facts NumberLike(const char* example) { return {{"number", example}}; }

// A whole number that may not be zero: `least` to `most`, or an empty cell, which says `when_empty`
// ("600"; nothing to say: "").
struct Span {
  int32_t least;
  int32_t most;
  const char* when_empty = "";
};

class RowCells {
 public:
  RowCells(const Fields& fields, std::vector<CellProblem>* problems)
      : fields_(fields), problems_(*problems) {}

  const std::string& Text(Field field) const { return fields_[field]; }
  bool Has(Field field) const { return !fields_[field].empty(); }
  void Refuse(Field field, v1::ErrorReason reason, Facts facts = {}) {
    problems_.push_back({field, reason, fields_[field], std::move(facts)});
  }

  bool YesNo(Field field) {
    if (!Has(field)) return false;
    const std::optional<bool> answer = YesNoCell(Text(field));
    if (!answer.has_value()) {
      Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, {{"accepted", kYesNoWords}});
    }
    return answer.value_or(false);
  }
  int32_t Number(Field field) {
    if (!Has(field)) return 0;
    const std::string text = NumberCell(Text(field));
    int32_t number = 0;
    if (absl::SimpleAtoi(text, &number) && number >= 0) return number;
    const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
    Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
           number < 0 ? Facts{{"minimum", "0"}} : whole ? Facts() : WholeNumberLike(120));
    return 0;
  }
  // A number that is left out where it is not known: a written 0 would be taken for that.
  int32_t NumberBut0(Field field, const Span& span) {
    const size_t before = problems_.size();
    const int32_t number = Number(field);
    if (!Has(field) || number != 0 || problems_.size() != before) return number;
    Facts facts = Between(span.least, span.most);
    facts.emplace("when_empty", span.when_empty);
    Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, std::move(facts));
    return 0;
  }
  // A capacity, or another limit: an empty cell is none; 0 is none either, but nobody means that.
  int32_t Capacity(Field field) {
    const size_t before = problems_.size();
    const int32_t number = Number(field);
    if (Has(field) && number == 0 && problems_.size() == before) RefuseZeroCapacity(field);
    return number;
  }
  void RefuseZeroCapacity(Field field) {
    Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, {{"no_limit", "0"}});
  }
  // Euros, to the cent; at most so many cents.
  int32_t Cents(Field field, int32_t most) {
    if (!Has(field)) return 0;
    const Unit euro = {"EUR", "ct", 100, "€", "€"};
    const NumberAndUnit cell =
        NumberAndUnitCell(absl::StrReplaceAll(Text(field), {{"€", ""}, {"/km", ""}, {"/h", ""}}));
    const Amount amount = cell.unit.empty() ? ParseAmount(cell.number, euro)
                                            : Amount{v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER};
    if (amount.reason == v1::ERROR_REASON_QUANTITY_ZERO) return 0;
    if (amount.reason == v1::ERROR_REASON_UNSPECIFIED && amount.base_units <= most) {
      return static_cast<int32_t>(amount.base_units);
    }
    const bool no_number = amount.reason == v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER;
    const bool too_fine = amount.reason == v1::ERROR_REASON_QUANTITY_TOO_FINE;
    Refuse(field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE,
           no_number  ? NumberLike("12.50")
           : too_fine ? Facts{{"decimals", "2"}}
                      : Between(0, most / 100, "€"));
    return 0;
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
  void Words(Field field, const Word (&words)[N], const Use& use, std::string accepted = "") {
    if (accepted.empty()) accepted = AcceptedWords(words);
    for (const std::string& item : ListCell(Text(field))) {
      const std::optional<int> meaning = Find(words, item);
      if (meaning.has_value()) {
        use(*meaning);
      } else {
        problems_.push_back({field, v1::ERROR_REASON_VALUE_OUT_OF_RANGE, item,
                             {{"accepted", accepted}}});
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
