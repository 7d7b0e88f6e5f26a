// Whether a group would do better without the others. Shared with verify, which trusts none of it.
//
// Everything here is about the tours that were planned for each group: a better one might exist, so
// a group that would gain by leaving might gain more, and one that would not might after all. Their
// vehicles are those that its parties could take if nobody else did.
#pragma once

#include <cstdint>

namespace cordee {

enum class CoreState : uint8_t {
  kNone,       // fewer than two share a cost: there is no group
  kUndecided,  // neither a division nor weights were found that prove one of these:
  kEmpty,      // whatever the division, some group would pay less without the others
  kNotEmpty,   // some division, into fractions of a cent if need be, leaves no such group
};

struct CoreCheck {
  CoreState state = CoreState::kNone;
  // Groups for whom tours were planned, the whole not counted; all there are up to
  // kMaxExactParties parties, above those met by sampled orders.
  int64_t groups = 0;
  // kEmpty: no division leaves all groups below this, rounded down. kNotEmpty: one leaves none
  // above this, rounded up, 0 or less. In cents; else 0.
  int64_t least_excess_cents = 0;
  // The group that would save most by leaving: a bit for each party that shares, what its own tours
  // cost, and what the shares of its parties are above that, in whole cents, rounded down. 0 or
  // less: no group would save a cent.
  uint64_t worst_group = 0;
  int64_t worst_cost = 0;
  int64_t excess_cents = 0;

  friend bool operator==(const CoreCheck&, const CoreCheck&) = default;
};

}  // namespace cordee
