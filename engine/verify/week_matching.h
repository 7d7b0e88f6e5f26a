// Whether the units of a worker fit into a week: the checker's own answer, by augmenting one unit
// at a time in depth (Kuhn, "The Hungarian method for the assignment problem", 1955, on copies of
// blocks). The solver's flow is another (solve/stable/week_flow.h).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/solve/stable/stable_problem.h"

namespace cordee {

class WeekMatching {
 public:
  // An empty week of the worker.
  WeekMatching(const StableProblem& problem, int32_t worker);

  // Places units into blocks of the mask: where there is room, then one by one, moving others
  // about; how many went in, at most `units`. O(units * blocks * kinds of work).
  int32_t Place(BlockMask mask, int32_t units);

  int32_t left() const { return left_in_week_; }

 private:
  struct Work {
    BlockMask mask;
    std::array<int32_t, kMaxWeekBlocks> in = {};  // units in each block
  };

  int32_t WorkOf(BlockMask mask);
  int32_t PlaceFreely(int32_t work, int32_t units);
  bool PlaceOne(int32_t work);
  // Makes room for one more unit in the block, without coming back to a block seen before.
  bool MakeRoom(int32_t block);
  bool MoveOneOut(int32_t block);

  int32_t blocks_ = 0;
  int32_t left_in_week_ = 0;
  std::array<int32_t, kMaxWeekBlocks> left_ = {};
  std::array<int32_t, kMaxWeekBlocks> day_ = {};
  std::array<int32_t, kDaysPerWeek> left_in_day_ = {};
  std::vector<Work> work_;
  BlockMask seen_ = 0;
};

}  // namespace cordee
