#include "engine/verify/week_matching.h"

#include <algorithm>

namespace cordee {
namespace {

size_t S(int32_t index) { return static_cast<size_t>(index); }
bool Has(BlockMask mask, int32_t block) { return (mask >> block & 1) != 0; }

}  // namespace

WeekMatching::WeekMatching(const StableProblem& problem, int32_t worker)
    : left_in_week_(problem.worker_units[S(worker)]) {
  const int32_t week = problem.worker_week[S(worker)];
  const int32_t first = problem.week_begin[S(week)];
  blocks_ = problem.week_begin[S(week) + 1] - first;
  for (int32_t b = 0; b < blocks_; ++b) {
    left_[S(b)] = problem.block_units[S(first + b)];
    day_[S(b)] = problem.block_day[S(first + b)];
  }
  left_in_day_ = problem.day_units[S(week)];
}

// Work of one mask may lie in the same blocks, whoever it is for.
int32_t WeekMatching::WorkOf(BlockMask mask) {
  for (size_t i = 0; i < work_.size(); ++i) {
    if (work_[i].mask == mask) return static_cast<int32_t>(i);
  }
  work_.push_back({.mask = mask});
  return static_cast<int32_t>(work_.size()) - 1;
}

int32_t WeekMatching::Place(BlockMask mask, int32_t units) {
  units = std::min(units, left_in_week_);
  if (units <= 0) return 0;
  const int32_t work = WorkOf(mask);
  int32_t placed = PlaceFreely(work, units);
  left_in_week_ -= placed;
  while (placed < units && left_in_week_ > 0 && PlaceOne(work)) {
    ++placed;
    --left_in_week_;
  }
  return placed;
}

int32_t WeekMatching::PlaceFreely(int32_t work, int32_t units) {
  int32_t placed = 0;
  for (int32_t b = 0; b < blocks_ && placed < units; ++b) {
    if (!Has(work_[S(work)].mask, b)) continue;
    int32_t& day = left_in_day_[S(day_[S(b)])];
    const int32_t now = std::min({units - placed, left_[S(b)], day});
    work_[S(work)].in[S(b)] += now;
    left_[S(b)] -= now;
    day -= now;
    placed += now;
  }
  return placed;
}

bool WeekMatching::PlaceOne(int32_t work) {
  seen_ = 0;
  for (int32_t b = 0; b < blocks_; ++b) {
    if (!Has(work_[S(work)].mask, b) || !MakeRoom(b)) continue;
    ++work_[S(work)].in[S(b)];
    --left_[S(b)];
    --left_in_day_[S(day_[S(b)])];
    return true;
  }
  return false;
}

bool WeekMatching::MakeRoom(int32_t block) {
  if (Has(seen_, block)) return false;
  seen_ |= BlockMask{1} << block;
  const int32_t day = day_[S(block)];
  if (left_[S(block)] > 0 && left_in_day_[S(day)] > 0) return true;
  if (MoveOneOut(block)) return true;
  if (left_[S(block)] == 0) return false;
  // Only the day is full: another block of it may give up a unit.
  for (int32_t other = 0; other < blocks_; ++other) {
    if (day_[S(other)] != day || Has(seen_, other)) continue;
    seen_ |= BlockMask{1} << other;
    if (MoveOneOut(other)) return true;
  }
  return false;
}

bool WeekMatching::MoveOneOut(int32_t block) {
  for (Work& work : work_) {
    if (work.in[S(block)] == 0) continue;
    for (int32_t to = 0; to < blocks_; ++to) {
      if (!Has(work.mask, to) || to == block || !MakeRoom(to)) continue;
      --work.in[S(block)];
      ++left_[S(block)];
      ++left_in_day_[S(day_[S(block)])];
      ++work.in[S(to)];
      --left_[S(to)];
      --left_in_day_[S(day_[S(to)])];
      return true;
    }
  }
  return false;
}

}  // namespace cordee
