// Ways between places, read from JSON (road_matrix.proto).
//
//   {"locations": [[-0.48, 46.84], [-0.21, 46.97]],
//    "durations": [[0, 1560], [1490, 0]],            seconds, rows: from; null: no way
//    "distances": [[0, 28100], [27950, 0]]}          metres
//
//   ASSIGN_OR_RETURN(RoadMatrix matrix, ReadRoadMatrix("roads.json"));
//   RoadTable roads = RoadsOf(matrix, problem.road_places());
//
// Numbers are rounded up to whole metres and seconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/geo.h"
#include "engine/model/road.h"

namespace cordee::service {

// Of a file, and of a table of a run.
inline constexpr int32_t kMaxRoadPlaces = 1'000;
// A place of an entry is taken for the nearest one of a file, as far as this.
inline constexpr int32_t kSamePlaceMetres = 100;

// Rows: from, `columns` to. kNoRoad: no way.
struct RoadBlock {
  std::vector<int32_t> metres;
  std::vector<int32_t> seconds;
};

struct RoadMatrix {
  std::vector<Position> places;
  RoadBlock ways;  // places x places
};

// InvalidArgument that names the first fault: what is no JSON, a table of another size than
// `rows` x `columns` ("durations: 3 rows, not 4"), an entry that is negative, not a number or too
// long ("distances, row 2, column 5: -1", from 1 on).
absl::StatusOr<RoadBlock> ParseOsrm(std::string_view json, int32_t rows, int32_t columns);
absl::StatusOr<RoadBlock> ParseValhalla(std::string_view json, int32_t rows, int32_t columns);
// The same, and places that are not on earth, or more than kMaxRoadPlaces.
absl::StatusOr<RoadMatrix> ParseRoadMatrix(std::string_view json);
// The same with the path before it; NotFound.
absl::StatusOr<RoadMatrix> ReadRoadMatrix(const std::string& path);

// The ways between those of `places` that the matrix knows; none, and kTooManyPlaces, of more than
// kMaxRoadPlaces. O(places x matrix places).
RoadTable RoadsOf(const RoadMatrix& matrix, const std::vector<Position>& places);

}  // namespace cordee::service
