// A Total in decimal digits: totals of instances can be beyond 64 bits.
#pragma once

#include <string>

#include "engine/base/units.h"

namespace cordee::bench {

std::string TotalText(Total total);

}  // namespace cordee::bench
