// Positions and distances.
#pragma once

#include <cstdint>

#include "engine/base/units.h"

namespace cordee {

// Millionths of a degree (WGS 84): about 11 cm.
struct Position {
  int32_t latitude_e6 = 0;
  int32_t longitude_e6 = 0;

  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

// Great-circle distance on a sphere of 6,371,008.8 m (IUGG mean radius), rounded to metres.
// Error against the ellipsoid: below 0.56 %. Symmetric.
Metres Distance(Position a, Position b);

}  // namespace cordee
