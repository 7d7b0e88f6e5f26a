// By which store the goods of a link may go, and on which days.
//
//   StoreRoutes routes(problem, planner);
//   const StoreRoute route = routes.Of(need, resource);
//   if (route.goes()) for (const PlannedHaul& leg : routes.LegsOf(route, link, prize)) ...
//
// Only where no vehicle can carry the least of the pair straight, not even in pieces and alone.
// Then, of the nearest stores that may keep it, that one and those days for which both legs alone
// and the nights between cost least. Leg 1 is driven on the days before `fetch_day`, leg 2 from it
// on: whatever tours make of them, goods are there before they are fetched, and for no more nights
// than the store keeps them.
#pragma once

#include <array>
#include <cstdint>

#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_plan.h"
#include "engine/solve/result.h"

namespace cordee {

struct StoreRoute {
  StoreIndex store;  // invalid: the goods go straight, or not at all
  int32_t first_day = 0;  // leg 1: from here to the day before `fetch_day`; 0: Monday
  int32_t fetch_day = 0;  // leg 2: from here to `last_day`
  int32_t last_day = 0;
  int32_t nights = 0;  // of the days that cost least
  int64_t cost_in = 0;  // of leg 1 alone, on that day
  int64_t cost_out = 0;
  int64_t storage_cost = 0;  // of all that the pair can have, for these nights

  bool goes() const { return store.valid(); }
};

class StoreRoutes {
 public:
  // Both must outlive it.
  StoreRoutes(const Problem& problem, const HaulPlanner& planner)
      : problem_(problem), planner_(planner) {}

  bool any() const { return problem_.logistics().stores.size() > 0; }

  // The same for any number of threads. O(stores log stores + kStoresTried * vehicles * days).
  StoreRoute Of(NeedIndex need, ResourceIndex resource) const;

  // As much of the link as the store holds, in whole units a delivery; all of it where that is less
  // than the least of the pair.
  Link Trim(const StoreRoute& route, const Link& link) const;

  // The first piece of both legs, cut so that a vehicle holds one. `prize`: cost of leaving the
  // link, of which the legs have what the store leaves, in the proportion of what they cost alone.
  std::array<PlannedHaul, 2> LegsOf(const StoreRoute& route, const Link& link,
                                    int64_t prize) const;

 private:
  // Better than `best`: cheaper, or as cheap with more days to choose from.
  void TryStore(StoreIndex store, NeedIndex need, ResourceIndex resource, StoreRoute& best,
                int32_t& best_choice) const;
  bool MayKeep(StoreIndex store, const HaulFacts& straight) const;

  const Problem& problem_;
  const HaulPlanner& planner_;
};

// Nearest stores that are tried for a pair.
inline constexpr size_t kStoresTried = 5;

}  // namespace cordee
