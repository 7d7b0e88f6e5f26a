// Hauls and vehicles as a TourProblem, and its tours back as those of the week.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/tours/tour_problem.h"
#include "engine/solve/tours/tour_result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// A vehicle on one day, within one run of its hours: one vehicle of a TourProblem.
struct VanDay {
  VanIndex van;
  int32_t day = 0;
  int32_t opens = 0;  // seconds of the day
  int32_t closes = 0;
  int32_t regular = -1;  // the tour that it drives then anyway: a row of VanTable::regular_tours
};

// Every run of hours of a vehicle that somebody drives, by day; of every vehicle, by day and van.
// A vehicle whose regular tour is late (LateRegular) is taken to be busy.
std::vector<VanDay> VanDaysOf(const Problem& problem, VanIndex van);
std::vector<VanDay> AllVanDays(const Problem& problem);

// Of the vehicles that somebody drives, by van and tour.
std::vector<LateRegular> LateRegulars(const Problem& problem);

// The regular tour whose calls a tour makes, nullptr when it makes none.
const RegularTour* RegularOn(const VanTable& vans, const HaulTour& tour);

// Whether the vehicle may carry it at all: by its kind of carriage, its weeks, its reach and its
// temperatures. What it holds is another matter.
bool MayCarry(const Problem& problem, VanIndex van, const HaulFacts& haul);

// What it costs the vehicle to carry the haul and nothing else, -1 when it cannot: it is not
// allowed to, holds too little, or does not meet the hours.
int64_t CostAlone(const Problem& problem, const VanDay& van_day, const HaulFacts& haul);

// When a haul may be picked up and delivered, by day of the week: every pair of runs of its hours,
// the longest first, at most kMaxWindowsPerDay. A vehicle keeps to the first by which it can carry
// the haul alone.
inline constexpr size_t kMaxWindowsPerDay = 16;
using HaulWindows = std::array<absl::InlinedVector<DayWindows, 1>, 7>;
HaulWindows WindowsOf(const HaulFacts& haul);
// The same as CostAlone, with the windows at hand.
int64_t CostAlone(const Problem& problem, const VanDay& van_day, const HaulFacts& haul,
                  const HaulWindows& windows);

// `prizes`: of each haul, in units of cost.
TourProblem MakeTourProblem(const Problem& problem, std::span<const HaulFacts> hauls,
                            std::span<const int64_t> prizes, std::span<const VanDay> van_days);

// With the times of every stop. `number`: of each haul in the plan.
HaulTour ReadTour(const TourProblem& tours, const Tour& tour, const VanDay& van_day,
                  std::span<const int32_t> number);

}  // namespace cordee
