#include "engine/solve/placement/timetable.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace cordee {
namespace {

constexpr int32_t kSlotsPerDay = 48;
constexpr int32_t kDays = 7;
constexpr int8_t kFree = -1;

class Week {
 public:
  Week(const std::vector<WorkToLay>& works, int32_t half_hours_a_day,
       const std::vector<std::vector<int32_t>>& gaps)
      : works_(works), most_a_day_(half_hours_a_day), gaps_(gaps) {
    of_.fill(kFree);
  }

  // False when it does not fit beside what is there.
  bool Lay(size_t work) {
    int32_t left = works_[work].half_hours;
    while (left > 0) {
      const Run run = BestRun(work, left);
      if (run.length == 0) return false;
      for (int32_t slot = run.begin; slot < run.begin + run.length; ++slot) {
        of_[static_cast<size_t>(slot)] = static_cast<int8_t>(work);
      }
      left -= run.length;
    }
    return true;
  }

  HalfHours SlotsOf(size_t work) const {
    HalfHours slots;
    for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
      if (of_[static_cast<size_t>(slot)] == static_cast<int8_t>(work)) slots.Add(slot, slot + 1);
    }
    return slots;
  }

 private:
  struct Run {
    bool shared = false;  // with another site, on that day
    int32_t begin = 0;
    int32_t length = 0;
  };

  // A day of its own first, then the longest, then the earliest.
  Run BestRun(size_t work, int32_t wanted) const {
    Run best;
    for (int32_t day = 0; day < kDays; ++day) {
      const Run run = BestRunOfDay(work, day, wanted);
      if (run.length == 0) continue;
      if (best.length == 0 ||
          std::tuple(run.shared, -run.length) < std::tuple(best.shared, -best.length)) {
        best = run;
      }
    }
    return best;
  }

  Run BestRunOfDay(size_t work, int32_t day, int32_t wanted) const {
    int32_t busy = 0;
    Run best;
    for (int32_t slot = day * kSlotsPerDay; slot < (day + 1) * kSlotsPerDay; ++slot) {
      const int8_t of = of_[static_cast<size_t>(slot)];
      busy += of == kFree ? 0 : 1;
      best.shared |= of != kFree && of != static_cast<int8_t>(work);
    }
    wanted = std::min(wanted, most_a_day_ - busy);
    int32_t length = 0;
    for (int32_t slot = day * kSlotsPerDay; slot < (day + 1) * kSlotsPerDay; ++slot) {
      length = IsOpen(work, day, slot) ? length + 1 : 0;
      if (length <= best.length || length > wanted) continue;
      best.begin = slot - length + 1;
      best.length = length;
    }
    return best;
  }

  // Free, wanted, and far enough in time from every other site of the day.
  bool IsOpen(size_t work, int32_t day, int32_t slot) const {
    if (of_[static_cast<size_t>(slot)] != kFree || !works_[work].hours.Has(slot)) return false;
    for (int32_t other = day * kSlotsPerDay; other < (day + 1) * kSlotsPerDay; ++other) {
      const int8_t of = of_[static_cast<size_t>(other)];
      if (of == kFree || of == static_cast<int8_t>(work)) continue;
      const int32_t between = std::abs(other - slot) - 1;
      if (between < gaps_[work][static_cast<size_t>(of)]) return false;
    }
    return true;
  }

  const std::vector<WorkToLay>& works_;
  const int32_t most_a_day_;
  const std::vector<std::vector<int32_t>>& gaps_;
  std::array<int8_t, kHalfHoursPerWeek> of_;
};

}  // namespace

std::optional<std::vector<HalfHours>> MakeTimetable(const std::vector<WorkToLay>& works,
                                                    int32_t half_hours_a_day,
                                                    const std::vector<std::vector<int32_t>>& gaps) {
  std::vector<size_t> order(works.size());
  std::iota(order.begin(), order.end(), 0);
  do {
    Week week(works, half_hours_a_day, gaps);
    if (!std::all_of(order.begin(), order.end(), [&](size_t work) { return week.Lay(work); })) {
      continue;
    }
    std::vector<HalfHours> slots;
    for (size_t work = 0; work < works.size(); ++work) slots.push_back(week.SlotsOf(work));
    return slots;
  } while (works.size() <= kMaxOrderedWorks && std::next_permutation(order.begin(), order.end()));
  return std::nullopt;
}

}  // namespace cordee
