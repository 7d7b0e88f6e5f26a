// What a solve hands on: links, prices and the value they claim. Shared with verify, which trusts
// none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/calendar.h"
#include "engine/solve/termination.h"

namespace cordee {

// One need served by one resource.
struct Link {
  NeedIndex need;
  ResourceIndex resource;
  Quantity amount;  // nominal, over the horizon
  // A booking: its first half-hour of the week and the weeks it takes; -1 and 0 otherwise. It lasts
  // the need's `duration`.
  int32_t booked_slot = -1;
  WeekSet booked_weeks = 0;

  friend bool operator==(const Link&, const Link&) = default;
};

// The dual price of one unit of a supply: micropoints per base unit, at least 0.
struct SupplyPrice {
  ResourceIndex resource;
  int32_t slot = -1;  // half-hour of the week of a booked resource; -1 otherwise
  int64_t micropoints = 0;

  friend bool operator==(const SupplyPrice&, const SupplyPrice&) = default;
};

// value = score + continuity - unmet, each in micropoints.
struct ValueParts {
  Total score = 0;
  Total continuity = 0;
  Total unmet = 0;

  Total value() const { return score + continuity - unmet; }
  friend bool operator==(const ValueParts&, const ValueParts&) = default;
};

// How the candidates were widened until their prices bound all admissible pairs.
struct Closure {
  int32_t rounds = 0;       // that found pairs
  int64_t pairs_added = 0;  // to the candidates

  friend bool operator==(const Closure&, const Closure&) = default;
};

// A resource that serves nobody because what would be ordered from it is less than its minimum.
struct MissedOrder {
  ResourceIndex resource;
  Quantity wanted;  // nominal; without any minimum, so much of it would be linked

  friend bool operator==(const MissedOrder&, const MissedOrder&) = default;
};

struct MinimumOrders {
  std::vector<MissedOrder> missed;  // by resource
  // Which minimum orders are reached and which are let go is proved best, over all pairs.
  bool best_choice = false;

  friend bool operator==(const MinimumOrders&, const MinimumOrders&) = default;
};

struct SolveResult {
  Termination termination;
  std::vector<Link> links;          // sorted by (need, resource, booked_slot)
  std::vector<SupplyPrice> prices;  // sorted by (resource, slot); zero prices are left out
  ValueParts parts;
  std::vector<ValueParts> by_category;  // per category of the need, CategoryIndex order
  Total bound = 0;
  // False: the bound covers the candidates only.
  bool bound_covers_all_pairs = true;
  Closure closure;
  MinimumOrders orders;
  int64_t work = 0;  // pivots and search nodes
};

}  // namespace cordee
