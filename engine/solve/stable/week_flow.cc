#include "engine/solve/stable/week_flow.h"

#include <algorithm>
#include <bit>

#include "engine/base/check.h"

namespace cordee {
namespace {

size_t At(int32_t index) { return static_cast<size_t>(index); }
BlockMask Bit(int32_t block) { return BlockMask{1} << block; }

// Calls body(block) for each block of the mask, lowest first.
template <typename Body>
void ForEach(BlockMask mask, const Body& body) {
  for (; mask != 0; mask &= mask - 1) body(std::countr_zero(mask));
}

}  // namespace

void WeekFlow::Reset(const WeekView& week, int32_t most) {
  week_ = week;
  left_ = most;
  items_ = 0;
  blocks_of_day_.fill(0);
  for (size_t b = 0; b < week.block_units.size(); ++b) {
    block_left_[b] = week.block_units[b];
    load_[b] = 0;
    blocks_of_day_[week.block_day[b]] |= Bit(static_cast<int32_t>(b));
  }
  std::copy(week.day_units.begin(), week.day_units.end(), day_left_.begin());
}

int32_t WeekFlow::AddItem(BlockMask mask) {
  if (At(items_) == units_.size()) {
    units_.emplace_back();
    mask_.push_back(0);
  }
  std::fill_n(units_[At(items_)].begin(), week_.block_units.size(), 0);
  mask_[At(items_)] = mask;
  return items_++;
}

int32_t WeekFlow::Push(int32_t item, int32_t wanted) {
  wanted = std::min(wanted, left_);
  int32_t pushed = PushDirectly(item, wanted);
  while (pushed < wanted) {
    const int32_t end = FindPath(mask_[At(item)]);
    if (end < 0) break;
    pushed += Carry(item, end, wanted - pushed);
  }
  left_ -= pushed;
  return pushed;
}

int32_t WeekFlow::PushDirectly(int32_t item, int32_t wanted) {
  int32_t pushed = 0;
  ForEach(mask_[At(item)], [&](int32_t block) {
    int32_t& day_left = day_left_[week_.block_day[At(block)]];
    const int32_t units = std::min({wanted - pushed, block_left_[At(block)], day_left});
    if (units <= 0) return;
    block_left_[At(block)] -= units;
    day_left -= units;
    load_[At(block)] += units;
    units_[At(item)][At(block)] += units;
    pushed += units;
  });
  return pushed;
}

int32_t WeekFlow::FindPath(BlockMask start) {
  BlockMask reached = start;
  BlockMask open = start;
  uint32_t days = 0;
  ForEach(start, [&](int32_t block) { step_[At(block)] = Step(); });
  while (open != 0) {
    const int32_t block = std::countr_zero(open);
    open &= open - 1;
    const int32_t day = week_.block_day[At(block)];
    if (block_left_[At(block)] > 0 && day_left_[At(day)] > 0) return block;
    const BlockMask found = ReachFrom(block, reached, &days);
    reached |= found;
    open |= found;
  }
  return -1;
}

// Blocks that get rid of a unit when `block` takes one more: those of the same day, when only the
// day is full, and those to which an item of this block can move.
BlockMask WeekFlow::ReachFrom(int32_t block, BlockMask reached, uint32_t* days) {
  BlockMask found = 0;
  const int32_t day = week_.block_day[At(block)];
  if (block_left_[At(block)] > 0 && (*days >> day & 1) == 0) {
    *days |= uint32_t{1} << day;
    ForEach(blocks_of_day_[At(day)] & ~reached, [&](int32_t other) {
      if (load_[At(other)] == 0) return;
      found |= Bit(other);
      step_[At(other)] = {block, -1};
    });
  }
  for (int32_t item = 0; item < items_; ++item) {
    if (units_[At(item)][At(block)] == 0) continue;
    ForEach(mask_[At(item)] & ~reached & ~found, [&](int32_t other) {
      found |= Bit(other);
      step_[At(other)] = {block, item};
    });
  }
  return found;
}

int32_t WeekFlow::Carry(int32_t item, int32_t end, int32_t wanted) {
  const int32_t last_day = week_.block_day[At(end)];
  int32_t units = std::min({wanted, block_left_[At(end)], day_left_[At(last_day)]});
  for (int32_t at = end; step_[At(at)].from_block >= 0; at = step_[At(at)].from_block) {
    const Step step = step_[At(at)];
    const int32_t from = step.from_block;
    units = std::min(units, step.item >= 0 ? units_[At(step.item)][At(from)]
                                           : std::min(load_[At(at)], block_left_[At(from)]));
  }
  DCHECK(units > 0);
  block_left_[At(end)] -= units;
  load_[At(end)] += units;
  day_left_[At(last_day)] -= units;
  int32_t at = end;
  for (; step_[At(at)].from_block >= 0; at = step_[At(at)].from_block) {
    const Step step = step_[At(at)];
    const int32_t from = step.from_block;
    if (step.item >= 0) {
      units_[At(step.item)][At(from)] -= units;
      units_[At(step.item)][At(at)] += units;
    } else {
      // `from` carries more into the day, and this block less.
      block_left_[At(from)] -= units;
      load_[At(from)] += units;
      block_left_[At(at)] += units;
      load_[At(at)] -= units;
    }
  }
  units_[At(item)][At(at)] += units;
  return units;
}

void WeekFlow::Pull(int32_t item, int32_t units) {
  left_ += units;
  for (size_t b = week_.block_units.size(); b-- > 0 && units > 0;) {
    const int32_t taken = std::min(units, units_[At(item)][b]);
    units_[At(item)][b] -= taken;
    block_left_[b] += taken;
    load_[b] -= taken;
    day_left_[week_.block_day[b]] += taken;
    units -= taken;
  }
  CHECK(units == 0);
}

}  // namespace cordee
