// Ways between places, as a run read them and as it says where they come from.
#pragma once

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/model/problem.h"

namespace cordee::service {

// What problem.roads() knows of problem.road_places().
v1::Roads RoadsToProto(const Problem& problem);
// FAILED_PRECONDITION (RUN_CHECK_FAILED): no table, or a source that there is not.
absl::StatusOr<RoadTable> RoadsFromProto(const v1::Roads& roads);
void AddRoads(const Problem& problem, v1::TransportCertificate* certificate);

}  // namespace cordee::service
