#include "service/convert/road_convert.h"

#include <string>
#include <utility>
#include <vector>

#include "service/convert/claim.h"

namespace cordee::service {
namespace {

v1::RoadSource ToSource(RoadSource source) {
  return static_cast<v1::RoadSource>(static_cast<int>(source) + 1);
}

v1::RoadFailure ToFailure(RoadFailure failure) {
  return static_cast<v1::RoadFailure>(static_cast<int>(failure));
}

// Row of each place that the table knows.
std::vector<std::pair<Position, int32_t>> KnownPlaces(const Problem& problem) {
  std::vector<std::pair<Position, int32_t>> known;
  for (const Position& place : problem.road_places()) {
    const int32_t row = problem.roads().RowOf(ToUnitVector(place));
    if (row >= 0) known.emplace_back(place, row);
  }
  return known;
}

}  // namespace

v1::Roads RoadsToProto(const Problem& problem) {
  const RoadTable& table = problem.roads();
  v1::Roads roads;
  roads.set_source(ToSource(table.source));
  roads.set_failure(ToFailure(table.failure));
  const auto known = KnownPlaces(problem);
  for (const auto& [place, from] : known) {
    roads.add_latitude_e6(place.latitude_e6);
    roads.add_longitude_e6(place.longitude_e6);
    for (const auto& [other, to] : known) {
      const size_t at = static_cast<size_t>(from) * table.places.size() + static_cast<size_t>(to);
      roads.add_metres(table.metres[at]);
      roads.add_seconds(table.seconds[at]);
    }
  }
  return roads;
}

absl::StatusOr<RoadTable> RoadsFromProto(const v1::Roads& roads) {
  if (!v1::RoadSource_IsValid(roads.source()) || !v1::RoadFailure_IsValid(roads.failure())) {
    return RefuseClaim("roads: source or failure");
  }
  if (roads.latitude_e6_size() != roads.longitude_e6_size()) return RefuseClaim("roads: places");
  std::vector<Position> places;
  for (int k = 0; k < roads.latitude_e6_size(); ++k) {
    places.push_back({roads.latitude_e6(k), roads.longitude_e6(k)});
  }
  absl::StatusOr<RoadTable> table =
      MakeRoadTable(places, {roads.metres().begin(), roads.metres().end()},
                    {roads.seconds().begin(), roads.seconds().end()});
  if (!table.ok()) return RefuseClaim("roads: " + std::string(table.status().message()));
  table->source = static_cast<RoadSource>(roads.source() - 1);
  table->failure = static_cast<RoadFailure>(roads.failure());
  return table;
}

void AddRoads(const Problem& problem, v1::TransportCertificate* certificate) {
  certificate->set_roads(ToSource(problem.roads().source));
  certificate->set_road_failure(ToFailure(problem.roads().failure));
  certificate->set_places(static_cast<int64_t>(problem.road_places().size()));
  certificate->set_places_known(static_cast<int64_t>(KnownPlaces(problem).size()));
}

}  // namespace cordee::service
