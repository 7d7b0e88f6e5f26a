// The limits of public instances. A file beyond one of them is refused with the limit's name.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/solve/flow/flow_problem.h"

namespace cordee::bench {

// Ids fit 31 bits, and so does the kernel's count of needs, supplies, arcs and tiers together, of
// which an arc of a flow file takes four.
inline constexpr int64_t kMaxInstanceNodes = 100'000'000;
inline constexpr int64_t kMaxInstanceArcs = 400'000'000;

// Of a supply, a lower bound or a matched quantity. An upper bound of a flow file may be any
// int64_t, since it often stands for infinity: see flow_reduction.h.
inline constexpr int64_t kMaxInstanceQuantity = kMaxFlowCapacity;
inline constexpr int64_t kMaxInstanceCost = kMaxFlowValue;
inline constexpr int64_t kMaxMatchPoints = 1'000'000;
inline constexpr int64_t kPermille = 1'000;
// Of one need, tiers of equal points and those that round down to nothing not counted.
inline constexpr size_t kMaxMatchTiers = 100;

inline constexpr int64_t kMaxLineBytes = 1 << 20;
inline constexpr int64_t kMaxThreads = 256;

// Arcs for which the p line alone may claim memory; for more it is claimed as the lines come.
inline constexpr int64_t kMaxReservedArcs = 1 << 24;

}  // namespace cordee::bench
