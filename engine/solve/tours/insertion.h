// The cheapest place for a shipment in a route.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/route.h"

namespace cordee {

inline constexpr int64_t kNoInsertion = std::numeric_limits<int64_t>::max();

struct Insertion {
  int64_t cost = kNoInsertion;  // more than the route costs now
  int32_t i = 0;                // the pick-up comes after this node, the delivery after that
  int32_t j = 0;
};

// Of all pairs of places the cheapest, of equal ones the first; with `blink`, some are overlooked.
// Time O(stops^2), every pair in constant time, but for limits of rides.
Insertion FindInsertion(const TourColumns& columns, const Route& route, int32_t shipment,
                        Random* blink = nullptr);

// Insertions found before: a route that did not change since is not searched again.
class InsertionCache {
 public:
  explicit InsertionCache(int32_t shipments)
      : slots_(static_cast<size_t>(shipments) * kSlots) {}

  const Insertion& Find(const TourColumns& columns, const Route& route, int32_t shipment) {
    Slot& slot = slots_[static_cast<size_t>(shipment) * kSlots + route.version() % kSlots];
    if (slot.version != route.version()) {
      slot = {route.version(), FindInsertion(columns, route, shipment)};
    }
    return slot.insertion;
  }

 private:
  static constexpr size_t kSlots = 64;
  struct Slot {
    uint64_t version = ~uint64_t{0};
    Insertion insertion;
  };
  std::vector<Slot> slots_;
};

}  // namespace cordee
