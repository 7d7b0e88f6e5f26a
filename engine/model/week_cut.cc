#include "engine/model/week_cut.h"

namespace cordee {
namespace {

constexpr int32_t kSlotsPerDay = 48;

bool Within(const HalfHours& part, const HalfHours& whole) { return (part & whole) == part; }

}  // namespace

WeekCut::WeekCut(const HalfHours& hours) {
  for (int32_t day = 0; day < 7; ++day) {
    HalfHours of_day;
    of_day.Add(day * kSlotsPerDay, (day + 1) * kSlotsPerDay);
    of_day = of_day & hours;
    if (!of_day.Empty()) blocks_.push_back(of_day);
  }
}

void WeekCut::Split(const HalfHours& hours) {
  const int32_t before = size();
  for (int32_t b = 0; b < before && size() < kMaxBlocksOfWeek; ++b) {
    const HalfHours inside = block(b) & hours;
    if (inside.Empty() || inside == block(b)) continue;
    HalfHours outside = block(b);
    outside.Remove(hours);
    blocks_[static_cast<size_t>(b)] = inside;
    blocks_.push_back(outside);
  }
}

uint64_t WeekCut::MaskOf(const HalfHours& hours) const {
  uint64_t mask = 0;
  for (int32_t b = 0; b < size(); ++b) {
    if (Within(block(b), hours)) mask |= uint64_t{1} << b;
  }
  return mask;
}

}  // namespace cordee
