#include "service/formats/quantity_cell.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/strings.h"
#include "service/convert/quantity.h"
#include "service/formats/cells.h"

namespace cordee::service {
namespace {

constexpr size_t kThousands = 3;  // digits in a group

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

bool HasDigit(std::string_view text) { return std::any_of(text.begin(), text.end(), IsDigit); }

size_t DigitsAtTheFront(std::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
}

QuantityCell Refused(v1::ErrorReason reason, std::string_view value, Facts facts = {}) {
  return {"", "", reason, std::string(value), std::move(facts)};
}

// "1.200": one to three digits, the first no zero, a point, three digits and no more of a number.
struct Ambiguous {
  std::string grouped;  // "1200"
  std::string decimal;  // "1,2"
};
std::optional<Ambiguous> PointThatMayGroup(std::string_view text) {
  const size_t point = DigitsAtTheFront(text);
  if (point == 0 || point > kThousands || text[0] == '0') return std::nullopt;
  if (point == text.size() || text[point] != '.') return std::nullopt;
  const std::string_view rest = text.substr(point + 1);
  const size_t digits = DigitsAtTheFront(rest);
  if (digits != kThousands) return std::nullopt;
  if (digits < rest.size() && (rest[digits] == '.' || rest[digits] == ',')) return std::nullopt;
  const std::string number(text.substr(0, point + 1 + digits));
  Ambiguous read{number, NormalAmount(number)};
  read.grouped.erase(point, 1);
  std::replace(read.decimal.begin(), read.decimal.end(), '.', ',');
  return read;
}

// What can be booked is offered in pieces and asked for in hours.
bool InPieces(const QuantityContext& context) {
  return context.side == Side::kResource &&
         context.catalogue.catalogue.category(context.category).booking;
}

const Unit* FindUnit(const std::string& text, const QuantityContext& context) {
  return InPieces(context) ? context.catalogue.FindUnitOf(kPieceUnit, text)
                           : context.catalogue.FindUnit(context.category, text);
}

std::string AcceptedUnits(const QuantityContext& context) {
  if (InPieces(context)) return std::string(kPieceUnit);
  std::vector<std::string> accepted;
  for (const Unit* unit : context.catalogue.UnitsOf(context.category)) accepted.push_back(unit->fr);
  return absl::StrJoin(accepted, ", ");
}

}  // namespace

QuantityCell ReadQuantityCell(std::string_view text, const std::string& unit_column,
                              const QuantityContext& context) {
  if (context.points_may_group) {
    const std::optional<Ambiguous> read = PointThatMayGroup(text);
    if (read.has_value()) {
      return Refused(v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER, text,
                     {{"grouped", read->grouped}, {"decimal", read->decimal}});
    }
  }
  const NumberAndUnit parts = NumberAndUnitCell(text);
  if (!parts.unit.empty() && context.category.valid()) {
    const Unit* own = FindUnit(parts.unit, context);
    if (own == nullptr && HasDigit(parts.unit)) {
      return Refused(v1::ERROR_REASON_QUANTITY_NOT_A_NUMBER, text);
    }
    if (own == nullptr) {
      return Refused(v1::ERROR_REASON_UNKNOWN_UNIT, parts.unit,
                     {{"accepted", AcceptedUnits(context)}});
    }
    const Unit* column = unit_column.empty() ? own : FindUnit(unit_column, context);
    if (column != nullptr && column->code != own->code) {
      return Refused(v1::ERROR_REASON_UNKNOWN_UNIT, text, {{"unit_column", unit_column}});
    }
  }
  return {parts.number,
          unit_column.empty() ? parts.unit : unit_column,
          v1::ERROR_REASON_UNSPECIFIED,
          "",
          {}};
}

}  // namespace cordee::service
