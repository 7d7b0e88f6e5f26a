// Decimal text <-> whole base units, exactly: no floating point.
//
//   ParseAmount("12.5", kilogram).base_units == 12'500
//   ParseAmount("0.0001", kilogram).reason == v1::ERROR_REASON_QUANTITY_TOO_FINE
//   FormatQuantity(1'250'500, kilogram, Language::kFrench) == "1 250,5 kg"   (narrow no-break
//   spaces)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cordee/v1/types.pb.h"
#include "service/errors.h"
#include "service/formats/catalogue_file.h"
#include "service/phrases/language.h"

namespace cordee::service {

struct Amount {
  // UNSPECIFIED when all is well, else one of the QUANTITY_ reasons.
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  int64_t base_units = 0;
};

// `amount`: digits, at most one point, at most six decimals. Zero is a fault (QUANTITY_ZERO), and
// so is more than kMaxQuantityPerPeriod base units.
Amount ParseAmount(std::string_view amount, const Unit& unit);

// "012.50" -> "12.5". REQUIRES: ParseAmount takes it.
std::string NormalAmount(std::string_view amount);

// `base_units` as a decimal number of `unit`, with a point and no separators; empty when it takes
// more than six decimals.
std::string ExactAmount(int64_t base_units, const Unit& unit);

// In the display unit of the category where that is exact, else in the unit that is, at worst the
// base unit.
v1::Quantity ToQuantity(int64_t base_units, CategoryIndex category, const CatalogueData& data);

// For people: decimal mark, grouped thousands and unit word of the language; the base unit where
// `unit` is not exact.
std::string FormatQuantity(int64_t base_units, const Unit& unit, Language language);
// An amount as written in a message: "1250.5" -> "1 250,5".
std::string FormatAmount(std::string_view amount, Language language);

}  // namespace cordee::service
