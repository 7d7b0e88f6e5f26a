// Plans tours: which vehicle picks up and delivers what, in which order.
//
// Ruin and recreate under simulated annealing, with a fleet that is reduced by counting how often a
// shipment was left out (Christiaens, Vanden Berghe, "Slack induction by string removals for
// vehicle routing problems", Transportation Science 54, 2020), with pick-up and delivery inserted
// together by segments joined in constant time (time_segment.h). A heuristic: the answer is
// feasible, and nothing is proved about how far it is from the best.
//
//   TourOptions options;
//   options.iterations = 50'000;
//   ASSIGN_OR_RETURN(TourResult result, SolveTours(problem, options, StopToken()));
//
// The same problem, options and seed give the same bytes, as long as `spent` is not given.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/stop.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

inline constexpr int64_t kMaxTourIterations = 1'000'000'000;
inline constexpr int64_t kWholeBudget = 1'000'000;

struct TourOptions {
  // Rounds of ruin and recreate, of each search. 0 to kMaxTourIterations.
  int64_t iterations = 20'000;
  uint64_t seed = 1;
  // Searches that take over the best from each other, 1 to kMaxThreads. The answer depends on it.
  int32_t searches = 1;
  // Used side by side, at most. Without `spent` the answer is the same for any number.
  int32_t threads = 1;
  // Millionths of the caller's time that are gone; the search cools down with it and ends at
  // kWholeBudget, or at `iterations` if that comes first. Called from every thread. DEFAULT: the
  // share of iterations.
  std::function<int64_t()> spent;
  // Tours to begin with, those of yesterday say. What of them is not possible is planned anew.
  std::vector<Tour> start;
  // Shipments around which to search, those that changed say. DEFAULT: everywhere.
  std::vector<int32_t> focus;
};

// InvalidArgument when the problem or an option is out of range (tour_problem.h).
absl::StatusOr<TourResult> SolveTours(const TourProblem& problem, const TourOptions& options,
                                      StopToken stop);

}  // namespace cordee
