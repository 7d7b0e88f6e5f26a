// What lies in the stores in the week of tours, and what has no room there.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/bundles/bundle_round.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// Goods in a store, between their two legs. Moments are seconds of the week.
struct StoreStay {
  StoreIndex store;
  int32_t haul_in = 0;  // numbers of leg 1 and leg 2
  int32_t haul_out = 0;
  int64_t brought = 0;  // unloading begins
  int64_t fetched = 0;  // loading ends
  int32_t day_in = 0;   // 0: Monday
  int32_t day_out = 0;

  int32_t nights() const { return day_out - day_in; }
};

// Of the hauls of which both legs are in tours, by the number of leg 1. O(n log n).
std::vector<StoreStay> StaysOf(const std::vector<Haul>& hauls, const std::vector<HaulTour>& tours);
std::vector<StoreStay> StaysOf(const Round& round);

// What the stores ask for it.
int64_t StorageCostOf(const Problem& problem, const Round& round, const StoreStay& stay);

// Goes through the links that go by a store, those first that are worth most, and marks a haul of
// those that have no room in it any more as not carried, for want of room: more than it holds at
// some moment, or frozen goods beside others. DropBroken then takes out the whole link. No two that
// stay are ever too much, so it ends: every call marks fewer links than there are.
// O(links by a store squared).
void MarkOverfull(const Problem& problem, Round& round);

}  // namespace cordee
