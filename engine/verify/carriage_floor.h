// What carrying goods costs at the least, written a second time from its definition (which, with
// the proof, stands in solve/bundles/transport_floor.h), for the checker only.
//
//   const CarriageFloor floor(problem);
//   int64_t points = floor.Off(need, resource, capacity);   // negative: nobody may carry it
//
// Loads are rounded down to hectograms, both parts of a cost to a unit of it (kCostPerCent), points
// to whole ones. O(vehicles) a pair; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/transport_result.h"

namespace cordee::verify {

class CarriageFloor {
 public:
  explicit CarriageFloor(const Problem& problem);

  // Points per reference quantity; `capacity`: the most that the pair may be linked for, nominal.
  int64_t Off(NeedIndex need, ResourceIndex resource, int64_t capacity) const;

  // Micropoints over the horizon, rounded down: what the shipments of `transport` that are carried
  // cost at the least, less what vehicles drive anyway.
  Total OffAll(const TransportResult& transport) const;

 private:
  struct Goods;
  __int128 Cheapest(const Goods& goods) const;

  const Problem& problem_;
  // Days of the week with an open half-hour, in bits.
  std::vector<uint8_t> there_;  // by vehicle
  std::vector<uint8_t> asked_;  // by need
  std::vector<uint8_t> given_;  // by resource
  TemperatureSet kept_ = 0;     // by some store
};

}  // namespace cordee::verify
