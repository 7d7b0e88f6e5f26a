// Drives every tour stop by stop and trusts nothing that the planner says. Shares no code with it
// but the problem.
//
//   RETURN_IF_ERROR(CheckTours(problem, result));
//
// INTERNAL naming the tour, the stop and the rule that is broken: a shipment in two places or in
// none, a delivery before its pick-up, a load above the capacity, a window or a day that is missed,
// a tour that lasts too long or leaves its driver no break, a regular tour that is not kept, a
// vehicle twice or without what a shipment needs, shipments that may not travel together; and a
// distance or a cost that is not the sum of what is driven.
// Time and memory: linear in the stops; for a tour with breaks the third power of them.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

// When a vehicle is where, leaving as late as it can without losing anything.
struct TourTimes {
  int64_t leaves = 0;
  int64_t returns = 0;
  std::vector<int64_t> begins;  // service, by stop of the tour
  int64_t distance = 0;
};

// The times of one tour, or which rule it breaks.
absl::StatusOr<TourTimes> DriveTour(const TourProblem& problem, const Tour& tour);

absl::Status CheckTours(const TourProblem& problem, const TourResult& result);

}  // namespace cordee
