// A week of a person, cut into the blocks that a placement moves work between: half-hours of one
// day that the same posts want. So a unit of work may lie in any half-hour that both sides have.
//
//   WeekCut cut(lawful_hours);
//   for (const HalfHours& common : hours_of_posts) cut.Split(common);
//   cut.MaskOf(common)    // the blocks that lie within it
//
// This defines what the half-hours of a placement are; the solver and the checker both read it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/calendar.h"

namespace cordee {

// As many as a mask has bits. Where more would be needed, later posts get the blocks that lie
// wholly within their hours.
inline constexpr int32_t kMaxBlocksOfWeek = 64;

class WeekCut {
 public:
  // One block for each day that has half-hours.
  explicit WeekCut(const HalfHours& hours);

  // Cuts blocks at the limits of `hours`, while there are bits left.
  void Split(const HalfHours& hours);

  uint64_t MaskOf(const HalfHours& hours) const;

  int32_t size() const { return static_cast<int32_t>(blocks_.size()); }
  const HalfHours& block(int32_t index) const { return blocks_[static_cast<size_t>(index)]; }
  int32_t day(int32_t index) const { return block(index).First() / 48; }

 private:
  std::vector<HalfHours> blocks_;
};

}  // namespace cordee
