// The cheapest place for a shipment in a route.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/breaks.h"
#include "engine/solve/tours/route.h"

namespace cordee {

inline constexpr int64_t kNoInsertion = std::numeric_limits<int64_t>::max();

struct Insertion {
  int64_t cost = kNoInsertion;  // more than the route costs now
  int32_t i = 0;                // the pick-up comes after this node, the delivery after that
  int32_t j = 0;
};

// Keeps its working memory from call to call.
class InsertionSearch {
 public:
  // Of all pairs of places the cheapest below `limit`, of equal ones the first; with `blink`, some
  // are overlooked. Time O(stops^2), every pair in constant time, but for limits of rides; most
  // pairs are never looked at, since they cannot be cheaper than the best before.
  Insertion Find(const TourColumns& columns, const Route& route, int32_t shipment,
                 int64_t limit = kNoInsertion, Random* blink = nullptr);

 private:
  struct Search;
  // First and last place.
  struct Places {
    int32_t first = 0;
    int32_t last = -1;
  };
  // What it takes to put either stop between node k and the next.
  struct Place {
    int64_t pickup_added = 0;  // distance
    int64_t delivery_added = 0;
    // The least that a delivery here or further on adds.
    int64_t delivery_added_from = 0;
    int64_t to_pickup = 0;  // times
    int64_t from_pickup = 0;
    int64_t to_delivery = 0;
    int64_t from_delivery = 0;
    bool fits = false;  // on board when node k is left
  };

  // Those that a stop could have in time, if it took no time to get there: places before come too
  // early for what follows, places after too late for the stop.
  static Places InTime(const Route& route, const TimeSegment& stop);
  void Measure(const TourColumns& columns, const Route& route, int32_t shipment, Places pickups,
               Places deliveries);

  std::vector<Place> places_;
  BreakSearch breaks_;
  std::vector<Step> steps_;
};

// Insertions found before: a route that did not change since is not searched again.
class InsertionCache {
 public:
  // Room for twice the vehicles, so that routes seldom push each other out.
  InsertionCache(int32_t shipments, int32_t vehicles)
      : of_shipment_(std::clamp(std::bit_ceil(2 * static_cast<size_t>(vehicles)), kLeastSlots,
                                kMostSlots)),
        slots_(static_cast<size_t>(shipments) * of_shipment_) {}

  // The cheapest, when it is below `limit`.
  const Insertion& Find(const TourColumns& columns, const Route& route, int32_t shipment,
                        int64_t limit) {
    Slot& slot = slots_[static_cast<size_t>(shipment) * of_shipment_ +
                        route.version() % of_shipment_];
    if (slot.version != route.version() ||
        (slot.insertion.cost == kNoInsertion && slot.limit < limit)) {
      slot = {route.version(), limit, search_.Find(columns, route, shipment, limit)};
    }
    return slot.insertion;
  }

 private:
  static constexpr size_t kLeastSlots = 64;
  static constexpr size_t kMostSlots = 1'024;
  struct Slot {
    uint64_t version = ~uint64_t{0};
    int64_t limit = 0;  // nothing below it, when nothing was found
    Insertion insertion;
  };
  size_t of_shipment_;
  std::vector<Slot> slots_;
  InsertionSearch search_;
};

}  // namespace cordee
