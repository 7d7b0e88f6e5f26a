// Positions and distances.
#pragma once

#include <cstdint>

#include "engine/base/units.h"

namespace cordee {

inline constexpr double kEarthRadiusMetres = 6'371'008.8;  // IUGG mean radius

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

  friend constexpr auto operator<=>(const UnitVector&, const UnitVector&) = default;
};

UnitVector ToUnitVector(Position position);

// Where a place comes along a Hilbert curve over the earth in cells of some 40 m: places near each
// other on the curve are near each other on the ground, and mostly the other way round.
uint64_t PlaceOnCurve(const UnitVector& place);

inline double SquaredChord(const UnitVector& a, const UnitVector& b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  const double dz = a.z - b.z;
  return dx * dx + dy * dy + dz * dz;
}

// Great-circle distance on a sphere of 6,371,008.8 m (IUGG mean radius), rounded to metres.
// Error against the ellipsoid: below 0.56 %. Symmetric.
Metres Distance(const UnitVector& a, const UnitVector& b);
Metres Distance(Position a, Position b);
// Distance(a, b) of SquaredChord(a, b), to the bit.
Metres DistanceOfChord(double squared_chord);

// A position in whole metres from the centre of the earth, each axis rounded to the nearest: what
// bounds on distances are computed from where floating point may decide nothing.
struct EarthPoint {
  int32_t x = 0;
  int32_t y = 0;
  int32_t z = 0;

  friend constexpr bool operator==(const EarthPoint&, const EarthPoint&) = default;
};

EarthPoint ToEarthPoint(const UnitVector& place);

// The smallest box along the axes that holds some points.
struct EarthBox {
  EarthPoint low = {INT32_MAX, INT32_MAX, INT32_MAX};
  EarthPoint high = {INT32_MIN, INT32_MIN, INT32_MIN};

  void Add(const EarthPoint& point);
};

// A square, in m2, that the distance from a place to any place in the box never undercuts: for
// p = ToEarthPoint(a), and ToEarthPoint(b) in `box`,
//
//   Squared(Distance(a, b)) >= SquaredDistanceFloor(p, box)
//
// Along each axis the true places are at least as far apart as the rounded ones less a metre (half
// a metre for each). One more metre is taken off: so wherever the gap g that is left on an axis is
// positive, the true one is at least g + 1, the chord is at least one metre longer than the root of
// the sum of the g^2, and the arc is longer still. Distance rounds it by at most half a metre.
int64_t SquaredDistanceFloor(const EarthPoint& point, const EarthBox& box);

constexpr int64_t Squared(Metres distance) { return int64_t{distance.value()} * distance.value(); }

}  // namespace cordee
