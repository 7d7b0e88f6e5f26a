// Positions and distances.
#pragma once

#include <cstdint>

#include "engine/base/units.h"

namespace cordee {

// Millionths of a degree (WGS 84): about 11 cm.
struct Position {
  int32_t latitude_e6 = 0;   // -90e6 to 90e6
  int32_t longitude_e6 = 0;  // -180e6 to 180e6

  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

// A position as a point of the unit sphere, so that a distance needs no trigonometry but one asin.
struct UnitVector {
  double x = 1;
  double y = 0;
  double z = 0;
};

UnitVector ToUnitVector(Position position);

// Great-circle distance on a sphere of 6,371,008.8 m (IUGG mean radius), rounded to metres.
// Error against the ellipsoid: below 0.56 %. Symmetric.
Metres Distance(const UnitVector& a, const UnitVector& b);
Metres Distance(Position a, Position b);

}  // namespace cordee
