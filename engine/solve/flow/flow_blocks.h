// Where a large FlowProblem is cut, so that its parts can be solved apart, side by side and within
// the cache, and then joined.
//
//   for (const FlowLevel& level : SplitFlow(problem)) ...   // finest first
//
// A region is a run of needs and supplies that no arc leaves: one connected component, or several
// small ones, when the arrays keep components together (any order is allowed; the worst is one
// region). A region above kMaxLeafNodes is halved again and again along its order, which is along
// space when the arrays are, as long as few arcs cross. The halves of a block are solved first,
// each on the arcs within it; their trees, which share only the hub, are then one tree of the
// block, feasible as it is, and only the arcs across the cut are new. Nothing is lost: the last
// level are the whole regions.
//
// Cuts depend on the arrays alone, never on threads. O(needs + supplies + arcs).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/stop.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

// Nodes up to which a block is not halved: its tree and arcs fit a megabyte or two of cache.
inline constexpr int32_t kMaxLeafNodes = 1 << 15;
// Nodes that share a mark of being worth pricing.
inline constexpr int32_t kGroupNodes = 8;

struct FlowBlock {
  int32_t need_begin = 0;
  int32_t need_end = 0;
  int32_t supply_begin = 0;
  int32_t supply_end = 0;
  // Where its halves meet; need_split is -1 when it has none.
  int32_t need_split = -1;
  int32_t supply_split = -1;
  // Group g of the needs of its region begins at need `need_base + (g - need_group) * kGroupNodes`,
  // and so for supplies. Blocks of a level share no group.
  int32_t need_base = 0;
  int32_t need_group = 0;
  int32_t supply_base = 0;
  int32_t supply_group = 0;
  // Where pricing goes on, and groups since it last found anything.
  int32_t cursor = 0;
  int32_t quiet = 0;
  // Moving average of the nodes that a pivot moves, times a constant.
  int64_t moved_scaled = 0;
};

// Groups that `end - begin` nodes take.
inline int32_t GroupsOf(int32_t begin, int32_t end) {
  return (end - begin + kGroupNodes - 1) / kGroupNodes;
}

using FlowLevel = std::vector<FlowBlock>;

struct FlowSplit {
  std::vector<FlowLevel> levels;
  FlowLevel regions;
  int32_t need_groups = 0;
  int32_t supply_groups = 0;
};

FlowSplit SplitFlow(const FlowProblem& problem, StopToken stop = StopToken());

}  // namespace cordee
