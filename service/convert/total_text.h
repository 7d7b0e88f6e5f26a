// Decimal text of 128-bit totals, as the API carries them.
#pragma once

#include <optional>
#include <string>

#include "engine/base/units.h"

namespace cordee::service {

std::string TotalToText(Total total);
// Nothing when `text` is not a decimal integer that fits.
std::optional<Total> TextToTotal(const std::string& text);

}  // namespace cordee::service
