// How far and how long it is to drive: by a table of roads where there is one, else as the crow
// flies, times a detour, at speeds that grow with the way (TransportRules).
//
//   ASSIGN_OR_RETURN(RoadTable roads, MakeRoadTable(places, metres, seconds));
//   Problem with_roads = std::move(problem).WithRoads(std::move(roads));
//   Drive drive = DriveBetween(with_roads.roads(), rules, from, to);
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/units.h"
#include "engine/model/geo.h"
#include "engine/model/policy.h"

namespace cordee {

// Of a table: there is no way from here to there. Also the longest way, in metres or seconds.
inline constexpr int32_t kNoRoad = 1 << 30;

struct Drive {
  int32_t metres = 0;
  int32_t seconds = 0;

  bool possible() const { return metres < kNoRoad && seconds < kNoRoad; }
  friend bool operator==(const Drive&, const Drive&) = default;
};

enum class RoadSource : uint8_t { kEstimate, kMatrix, kServer };

// Why a source gave nothing, so that ways are estimated.
enum class RoadFailure : uint8_t { kNone, kUnreachable, kTimeout, kAnswer, kTooManyPlaces };

struct RoadTable {
  std::vector<UnitVector> places;  // sorted, each once
  std::vector<int32_t> metres;     // places x places, rows: from; kNoRoad: no way
  std::vector<int32_t> seconds;
  RoadSource source = RoadSource::kEstimate;
  RoadFailure failure = RoadFailure::kNone;

  // Row of a place, -1: not in the table. O(log places).
  int32_t RowOf(const UnitVector& place) const {
    const auto at = std::lower_bound(places.begin(), places.end(), place);
    return at != places.end() && *at == place ? static_cast<int32_t>(at - places.begin()) : -1;
  }
};

// `metres` and `seconds` by the order of `places`, of which equal ones are taken once, the first.
// From a place to itself it is 0. InvalidArgument names the entry ("seconds, row 3, column 7"): a
// table of another size, a negative way, one that is longer than kNoRoad.
absl::StatusOr<RoadTable> MakeRoadTable(const std::vector<Position>& places,
                                        const std::vector<int32_t>& metres,
                                        const std::vector<int32_t>& seconds);

// Both rounded up. A longer way takes more time, and where speeds do not fall, a way round never
// less than the direct one (least_drive.h).
inline Drive EstimateDrive(Metres as_the_crow_flies, const TransportRules& rules) {
  const int64_t metres =
      (int64_t{as_the_crow_flies.value()} * rules.detour_permille + 999) / 1'000;
  int64_t milliseconds = 0;
  int64_t begun = 0;
  for (const SpeedBand& band : rules.speeds) {
    const int64_t upto = std::min<int64_t>(metres, band.upto_metres);
    if (upto <= begun) break;
    milliseconds += (upto - begun) * 3'600 / band.km_an_hour;
    begun = upto;
  }
  return {static_cast<int32_t>(metres), static_cast<int32_t>((milliseconds + 999) / 1'000)};
}

// Of places that stand in rows of the table (-1: in none, then it is estimated).
inline Drive DriveBetween(const RoadTable& roads, int32_t from_row, int32_t to_row,
                          const TransportRules& rules, const UnitVector& from,
                          const UnitVector& to) {
  if (from_row < 0 || to_row < 0) return EstimateDrive(Distance(from, to), rules);
  const size_t at = static_cast<size_t>(from_row) * roads.places.size() +
                    static_cast<size_t>(to_row);
  return {roads.metres[at], roads.seconds[at]};
}

inline Drive DriveBetween(const RoadTable& roads, const TransportRules& rules,
                          const UnitVector& from, const UnitVector& to) {
  return DriveBetween(roads, roads.RowOf(from), roads.RowOf(to), rules, from, to);
}

}  // namespace cordee
