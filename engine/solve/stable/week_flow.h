// The units of one worker, laid into the blocks of a week: a small maximum flow
// items -> blocks -> days -> week, where items are the posts worked for.
//
//   WeekFlow flow;
//   flow.Reset(WeekOf(problem, worker), problem.worker_units[worker]);
//   int32_t item = flow.AddItem(mask);
//   int32_t taken = flow.Push(item, 8);    // at most 8 more units; moves others about, drops none
//
// Successive Push calls in the order of preference are the worker's greedy choice. Not thread-safe;
// reused without allocating.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/solve/stable/stable_problem.h"

namespace cordee {

struct WeekView {
  std::span<const int32_t> block_units;
  std::span<const uint8_t> block_day;
  std::span<const int32_t> day_units;  // kDaysPerWeek of them
};

inline WeekView WeekOf(const StableProblem& problem, int32_t worker) {
  const size_t week = static_cast<size_t>(problem.worker_week[static_cast<size_t>(worker)]);
  const size_t begin = static_cast<size_t>(problem.week_begin[week]);
  const size_t size = static_cast<size_t>(problem.week_begin[week + 1]) - begin;
  return {{problem.block_units.data() + begin, size},
          {problem.block_day.data() + begin, size},
          {problem.day_units[week].data(), kDaysPerWeek}};
}

class WeekFlow {
 public:
  // Forgets all items. `most`: units of the whole week.
  void Reset(const WeekView& week, int32_t most);
  int32_t AddItem(BlockMask mask);
  // Units added to the item, up to `wanted`: as many as fit beside what others have.
  // O(blocks * items) for each path, and a path fills a block, a day, the item or the week.
  int32_t Push(int32_t item, int32_t wanted);
  // Takes units away from an item. REQUIRES: it has them.
  void Pull(int32_t item, int32_t units);

  int32_t left() const { return left_; }  // of the week
  int32_t UnitsIn(int32_t item, int32_t block) const {
    return units_[static_cast<size_t>(item)][static_cast<size_t>(block)];
  }

 private:
  // How a block was reached, while a path is sought.
  struct Step {
    int32_t from_block = -1;  // -1: the start
    int32_t item = -1;        // moved from `from_block` to here; -1: the two share a day
  };

  int32_t PushDirectly(int32_t item, int32_t wanted);
  // The block at the end of a path from the item's blocks to a day with room; -1: there is none.
  int32_t FindPath(BlockMask start);
  BlockMask ReachFrom(int32_t block, BlockMask reached, uint32_t* days);
  int32_t Carry(int32_t item, int32_t end, int32_t wanted);

  WeekView week_;
  int32_t left_ = 0;
  int32_t items_ = 0;
  std::array<int32_t, kMaxWeekBlocks> block_left_ = {};
  std::array<int32_t, kDaysPerWeek> day_left_ = {};
  std::array<int32_t, kMaxWeekBlocks> load_ = {};  // units in each block
  std::array<BlockMask, kDaysPerWeek> blocks_of_day_ = {};
  std::array<Step, kMaxWeekBlocks> step_ = {};
  std::vector<BlockMask> mask_;
  std::vector<std::array<int32_t, kMaxWeekBlocks>> units_;
};

}  // namespace cordee
