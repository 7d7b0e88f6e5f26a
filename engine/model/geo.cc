#include "engine/model/geo.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

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

// After Hamilton, Rau-Chaplin, "Compact Hilbert indices", Inf. Process. Lett. 105 (2008).
uint64_t PlaceOnCurve(const UnitVector& place) {
  constexpr uint32_t kCells = 1u << 20;
  const auto cell = [](double share) {
    return static_cast<uint32_t>(std::clamp(share, 0.0, 0.9999999) * kCells);
  };
  uint32_t x = cell(std::atan2(place.y, place.x) / (2 * std::numbers::pi) + 0.5);
  uint32_t y = cell((place.z + 1) / 2);
  uint64_t at = 0;
  for (uint32_t side = kCells / 2; side > 0; side /= 2) {
    const uint32_t right = (x & side) != 0 ? 1 : 0;
    const uint32_t upper = (y & side) != 0 ? 1 : 0;
    at += uint64_t{side} * side * ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = kCells - 1 - x;
        y = kCells - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return at;
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
