// What a stable placement hands on. Shared with verify, which trusts none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/termination.h"

namespace cordee {

// A worker and a post that would both rather have more of each other than what they have.
struct BlockingPair {
  int64_t edge = 0;
  int32_t units = 0;  // that both would take: its strength

  friend bool operator==(const BlockingPair&, const BlockingPair&) = default;
};

struct StableResult {
  Termination termination;     // kStable, or kFeasible where blocking pairs remain
  std::vector<int32_t> units;  // of each edge
  // Pairs that block, by edge, with at least the edge's lot. Empty when kStable.
  std::vector<BlockingPair> blocking;
  // Edges that were closed to reach minimum lots, and times that was solved.
  int64_t closed = 0;
  int32_t rounds = 0;
};

}  // namespace cordee
