#include "engine/model/geo.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cordee {
namespace {

constexpr double kEarthRadiusMetres = 6'371'008.8;
constexpr double kRadiansPerMicrodegree = std::numbers::pi / 180e6;

}  // namespace

UnitVector ToUnitVector(Position position) {
  const double latitude = position.latitude_e6 * kRadiansPerMicrodegree;
  const double longitude = position.longitude_e6 * kRadiansPerMicrodegree;
  return {.x = std::cos(latitude) * std::cos(longitude),
          .y = std::cos(latitude) * std::sin(longitude),
          .z = std::sin(latitude)};
}

Metres Distance(const UnitVector& a, const UnitVector& b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  const double dz = a.z - b.z;
  const double half_chord = std::min(1.0, std::sqrt(dx * dx + dy * dy + dz * dz) / 2);
  return Metres(static_cast<int32_t>(
      std::lround(2 * kEarthRadiusMetres * std::asin(half_chord))));
}

Metres Distance(Position a, Position b) { return Distance(ToUnitVector(a), ToUnitVector(b)); }

}  // namespace cordee
