#include "engine/model/geo.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cordee {
namespace {

constexpr double kRadiansPerMicrodegree = std::numbers::pi / 180e6;

// What two places are surely apart along one axis, when one lies in [low, high]: a metre for the
// rounding of both, and a metre for the rounding of the distance.
int64_t Gap(int32_t at, int32_t low, int32_t high) {
  return std::max<int64_t>({0, int64_t{low} - at - 2, int64_t{at} - high - 2});
}

}  // namespace

UnitVector ToUnitVector(Position position) {
  const double latitude = position.latitude_e6 * kRadiansPerMicrodegree;
  const double longitude = position.longitude_e6 * kRadiansPerMicrodegree;
  return {.x = std::cos(latitude) * std::cos(longitude),
          .y = std::cos(latitude) * std::sin(longitude),
          .z = std::sin(latitude)};
}

Metres DistanceOfChord(double squared_chord) {
  const double half_chord = std::min(1.0, std::sqrt(squared_chord) / 2);
  return Metres(static_cast<int32_t>(std::lround(2 * kEarthRadiusMetres * std::asin(half_chord))));
}

Metres Distance(const UnitVector& a, const UnitVector& b) {
  return DistanceOfChord(SquaredChord(a, b));
}

EarthPoint ToEarthPoint(const UnitVector& place) {
  const auto metres = [](double part) {
    return static_cast<int32_t>(std::lround(part * kEarthRadiusMetres));
  };
  return {metres(place.x), metres(place.y), metres(place.z)};
}

void EarthBox::Add(const EarthPoint& point) {
  low = {std::min(low.x, point.x), std::min(low.y, point.y), std::min(low.z, point.z)};
  high = {std::max(high.x, point.x), std::max(high.y, point.y), std::max(high.z, point.z)};
}

int64_t SquaredDistanceFloor(const EarthPoint& point, const EarthBox& box) {
  const int64_t x = Gap(point.x, box.low.x, box.high.x);
  const int64_t y = Gap(point.y, box.low.y, box.high.y);
  const int64_t z = Gap(point.z, box.low.z, box.high.z);
  return x * x + y * y + z * z;
}

Metres Distance(Position a, Position b) { return Distance(ToUnitVector(a), ToUnitVector(b)); }

}  // namespace cordee
