// Pick-ups and deliveries with time windows, as Li and Lim published them:
//
//   25 200 1                       vehicles, capacity, speed (1; some files say 0 for it)
//   0 35 35 0 0 230 0 0 0          the depot: id x y demand opens closes service pickup delivery
//   1 41 49 -20 73 204 10 65 0     a delivery of what task 65 picks up
//   2 35 17 7 18 147 10 0 22       a pick-up, delivered by task 22
//
// Distance and travel time are Euclidean. They are kept as whole numbers, rounded to the nearest
// `scale`-th; the scale is the largest power of ten, 1,000,000 at most, with which every leg fits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee::bench {

inline constexpr int64_t kMaxPdptwFileBytes = int64_t{1} << 26;

struct Pdptw {
  // Shipments in the order of their pick-ups; locations are task numbers. A vehicle costs more than
  // all that can be driven, so that fewer vehicles always come first.
  TourProblem problem;
  int64_t scale = 1;
  // The task of each stop.
  std::vector<int32_t> task_of_stop;
};

// Errors: INVALID_ARGUMENT or NOT_FOUND with "FILE:LINE: what is wrong": a field that is missing or
// no number, an id out of order, a task without a partner or with loads that do not match.
absl::StatusOr<Pdptw> ReadPdptwFile(const std::string& path);
// The same of a text; `name` stands for the file in messages.
absl::StatusOr<Pdptw> ParsePdptw(const std::string& text, const std::string& name);

// The format of the published solutions: "Route  1 : task task ...".
std::string PdptwSolutionText(const Pdptw& instance, const std::string& name,
                              const TourResult& result);
// The routes of such a text, by vehicle from 0; lines before "Solution" are skipped. The result is
// not checked: distance and cost are those of CheckTours, when it can be driven.
absl::StatusOr<std::vector<Tour>> ParsePdptwSolution(const Pdptw& instance, const std::string& text,
                                                     const std::string& name);

}  // namespace cordee::bench
