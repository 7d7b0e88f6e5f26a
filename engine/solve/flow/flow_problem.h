// The network that the FLOW kernel solves, as plain arrays.
//
//   need i --arc (value v, capacity u)--> supply j --(capacity s_j)--> hub
//   need i --unmet tier t (cost c, capacity w)--> hub
//
// maximise   sum over arcs of v * flow  -  sum over unmet tiers of c * unmet
// subject to, for each need:   flow out + unmet = demand
//             for each supply: flow in <= capacity
//             0 <= flow <= arc capacity,  0 <= unmet <= tier capacity
//
// Units: demand, capacities and flows in base units over the horizon; values and costs in
// micropoints per base unit.
//
// Among all optima exactly one is wanted (the canonical optimum): the one with the smallest
// sum of tie * flow. `tie` is a hash of stable ids, so that neither memory order nor history can
// choose. 31 bits of it: two alternatives of equal value that differ in four arcs share a tie once
// in some 2^31, and only then may the order of the arrays decide between them.
//
// Invariants (checked by ValidateFlowProblem):
//   - tier costs of a need do not decrease, tier capacities sum to its demand exactly;
//   - arcs of a need are sorted by (supply, value descending) and are contiguous;
//   - all capacities and demands are >= 0 and at most kMaxFlowCapacity;
//   - |value| and tier cost are at most kMaxFlowValue, tie is below kTieRange.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"

namespace cordee {

inline constexpr int64_t kMaxFlowCapacity = int64_t{1} << 50;
inline constexpr int64_t kMaxFlowValue = int64_t{1} << 42;
// Above any price at which somebody would still buy: value - price would be below -cost of any
// tier.
inline constexpr int64_t kMaxFlowPrice = 2 * kMaxFlowValue;
inline constexpr uint32_t kTieRange = 1u << 31;

struct FlowProblem {
  // Per need.
  std::vector<int64_t> demand;
  std::vector<int32_t> tier_begin;  // size needs + 1
  std::vector<int32_t> arc_begin;   // size needs + 1

  // Per unmet tier.
  std::vector<int64_t> tier_capacity;
  std::vector<int64_t> tier_cost;

  // Per arc.
  std::vector<int32_t> arc_supply;
  std::vector<int64_t> arc_capacity;
  std::vector<int64_t> arc_value;
  std::vector<uint32_t> arc_tie;

  // Per supply.
  std::vector<int64_t> supply_capacity;

  int32_t need_count() const { return static_cast<int32_t>(demand.size()); }
  int32_t supply_count() const { return static_cast<int32_t>(supply_capacity.size()); }
  int32_t arc_count() const { return static_cast<int32_t>(arc_supply.size()); }
};

// INVALID_ARGUMENT with the column, the index and the rule that is broken. O(size of the problem).
absl::Status ValidateFlowProblem(const FlowProblem& problem);

}  // namespace cordee
