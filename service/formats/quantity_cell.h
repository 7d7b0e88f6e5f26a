// The quantity of a row, read from its cell and its column of units, so that what is read is what
// was written or nothing.
//
//   ReadQuantityCell("12,5 kg", "", {data, carrots, Side::kNeed, true})   {"12.5", "kg"}
//   ReadQuantityCell("12 kg", "g", ...)        UNKNOWN_UNIT: cell and column disagree
//   ReadQuantityCell("10 à 20", "kg", ...)     QUANTITY_NOT_A_NUMBER, as "1e3" and "0x10"
//   ReadQuantityCell("12 sacs", "kg", ...)     UNKNOWN_UNIT, with the units that are accepted
//
// Whether the amount is one that the category can have is CheckTerms' to say. Pure.
#pragma once

#include <string>
#include <string_view>

#include "service/convert/terms_check.h"
#include "service/errors.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

struct QuantityContext {
  const CatalogueData& catalogue;
  // Units are not looked at when it is invalid.
  CategoryIndex category;
  Side side = Side::kNeed;
  // True where a point may separate thousands: "1.200" is then refused, "1.25" and "0.125" are
  // not. People who separate cells with ; write decimals with a comma.
  bool points_may_group = false;
};

struct QuantityCell {
  std::string amount;
  std::string unit;
  // UNSPECIFIED when the cell was read; else `value` and `facts` say what is wrong.
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  std::string value;
  Facts facts;
};

QuantityCell ReadQuantityCell(std::string_view text, const std::string& unit_column,
                              const QuantityContext& context);

}  // namespace cordee::service
