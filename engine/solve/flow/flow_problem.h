// The network that the FLOW kernel solves, as plain arrays.
//
//   need i --arc (points p, at most u)--> supply j --(capacity s_j)--> hub
//   need i --unmet tier t (cost c, at most w)--> hub
//
// maximise   sum over arcs of p * need_unit_i * flow  -  sum over unmet tiers of c * unmet
// subject to, for each need:   flow out + unmet = demand
//             for each supply: flow in <= capacity
//             0 <= flow <= arc capacity,  0 <= unmet <= tier capacity
//
// Units: demand, capacities and flows in base units over the horizon; tier costs and
// points * need_unit in micropoints per base unit.
//
// Among all optima exactly one is wanted (the canonical optimum): the one with the smallest
// sum of tie * flow. A tie is a hash of stable ids, so that neither memory order nor history can
// choose. 31 bits of it: two alternatives of equal value that differ in four arcs share a tie once
// in some 2^31, and only then may the order of the arrays decide between them.
//
// The order of the arrays never changes an answer, but it decides the speed: needs and supplies
// that compete should lie side by side, components first and then places along a curve
// (locality_order.h does what it can without places). Node numbering alone is worth a factor of two
// at a million entries.
//
// Invariants (checked by ValidateFlowProblem):
//   - tier costs of a need do not decrease, tier capacities sum to its demand exactly; a need
//     without tiers is unmet for free;
//   - arcs of a need are sorted by (supply, points descending) and are contiguous;
//   - all capacities and demands are >= 0 and at most kMaxFlowCapacity;
//   - |points * need_unit| and |tier cost| are at most kMaxFlowValue, need_unit is at least 1
//     and at most kMaxFlowValue.
//
// Memory: 8 bytes an arc when the optional columns are empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/random.h"

namespace cordee {

inline constexpr int64_t kMaxFlowCapacity = int64_t{1} << 50;
inline constexpr int64_t kMaxFlowValue = int64_t{1} << 42;
// Above any price at which somebody would still buy: value - price would be below -cost of any
// tier.
inline constexpr int64_t kMaxFlowPrice = 2 * kMaxFlowValue;
// Tiers of one need; their index is kept in seven bits.
inline constexpr size_t kMaxFlowTiers = 100;
inline constexpr uint32_t kTieRange = 1u << 31;

struct FlowProblem {
  // Per need.
  std::vector<int64_t> demand;
  std::vector<int64_t> need_unit;   // micropoints per base unit that one point is worth
  std::vector<int32_t> tier_begin;  // size needs + 1
  std::vector<int32_t> arc_begin;   // size needs + 1

  // Per unmet tier.
  std::vector<int64_t> tier_capacity;
  std::vector<int64_t> tier_cost;

  // Per arc.
  std::vector<int32_t> arc_supply;
  std::vector<int32_t> arc_points;
  std::vector<int64_t> arc_capacity;  // empty: no arc has a bound of its own
  std::vector<uint32_t> arc_tie;      // empty: the ties are PairTie(need_key, supply_key)

  // Per supply.
  std::vector<int64_t> supply_capacity;

  // Hashes of stable ids; empty when arc_tie is given.
  std::vector<uint64_t> need_key;
  std::vector<uint64_t> supply_key;

  int32_t need_count() const { return static_cast<int32_t>(demand.size()); }
  int32_t supply_count() const { return static_cast<int32_t>(supply_capacity.size()); }
  int32_t arc_count() const { return static_cast<int32_t>(arc_supply.size()); }

  // Micropoints per base unit. REQUIRES: `arc` is an arc of `need`.
  int64_t Value(size_t need, size_t arc) const { return arc_points[arc] * need_unit[need]; }
  // What the arc can carry at most, whatever else flows.
  int64_t Capacity(size_t need, size_t arc) const {
    const int64_t own = arc_capacity.empty() ? kMaxFlowCapacity : arc_capacity[arc];
    const int64_t ends =
        std::min(demand[need], supply_capacity[static_cast<size_t>(arc_supply[arc])]);
    return std::min(own, ends);
  }
  uint32_t Tie(size_t need, size_t arc) const;
};

// Below kTieRange.
inline uint32_t PairTie(uint64_t need_key, uint64_t supply_key) {
  return static_cast<uint32_t>(MixBits(need_key ^ supply_key) % kTieRange);
}

inline uint32_t FlowProblem::Tie(size_t need, size_t arc) const {
  if (!arc_tie.empty()) return arc_tie[arc];
  return PairTie(need_key[need], supply_key[static_cast<size_t>(arc_supply[arc])]);
}

// INVALID_ARGUMENT with the column, the index and the rule that is broken. O(size of the problem).
absl::Status ValidateFlowProblem(const FlowProblem& problem);

}  // namespace cordee
