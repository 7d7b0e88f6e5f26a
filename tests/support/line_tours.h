// Tours on a line: places a kilometre apart, of which each takes a minute.
#pragma once

#include <cstdint>
#include <cstdlib>

#include "engine/solve/tours/tour_solver.h"
#include "engine/verify/tour_check.h"
#include "gtest/gtest.h"

namespace cordee::testing {

inline TourProblem Line(int32_t locations) {
  TourProblem problem;
  problem.locations = locations;
  for (int32_t from = 0; from < locations; ++from) {
    for (int32_t to = 0; to < locations; ++to) problem.distance.push_back(std::abs(from - to));
  }
  return problem;
}

inline Shipment Of(int32_t from, int32_t to, int32_t load = 1) {
  Shipment shipment;
  shipment.pickup.location = from;
  shipment.delivery.location = to;
  shipment.load[0] = load;
  return shipment;
}

// Solved, and driven by the checker.
inline TourResult MustSolve(const TourProblem& problem,
                            const TourOptions& options = {.iterations = 2'000}) {
  const auto result = SolveTours(problem, options, StopToken());
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return {};
  const absl::Status checked = CheckTours(problem, *result);
  EXPECT_TRUE(checked.ok()) << checked;
  return *result;
}

}  // namespace cordee::testing
