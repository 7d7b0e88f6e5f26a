// Where a server's runs take the ways between places from.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Roads> roads,
//                    OpenRoads("osrm:http://127.0.0.1:5000/table/v1/driving", {}));
//   RoadTable table = roads->Between(problem.road_places(), stop);
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "engine/base/stop.h"
#include "engine/model/road.h"

namespace cordee::service {

class Roads {
 public:
  virtual ~Roads() = default;

  // Ways between these places, or an empty table with the reason: then ways are estimated. All or
  // nothing of a server, so that one run does not mix what it says with what is estimated; of a
  // file, those that it knows. Blocks. Thread-safe.
  virtual RoadTable Between(const std::vector<Position>& places, StopToken stop) = 0;
};

struct RoadOptions {
  // Of one request, and of all requests of a run together.
  absl::Duration request_timeout = absl::Seconds(10);
  absl::Duration run_timeout = absl::Seconds(60);
};

// `source`:
//   matrix:FILE     JSON as formats/road_matrix.h reads it; read once
//   osrm:URL        an OSRM table service with its profile, "http://host:5000/table/v1/driving"
//   valhalla:URL    a Valhalla server, "http://host:8002"; cars
// A server is given the coordinates of places, nothing else. What it said is kept while the process
// lives. InvalidArgument: another word or URL, or a file with a fault; NotFound: no such file.
absl::StatusOr<std::unique_ptr<Roads>> OpenRoads(const std::string& source,
                                                 const RoadOptions& options);

}  // namespace cordee::service
