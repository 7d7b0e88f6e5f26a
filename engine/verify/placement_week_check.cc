#include "engine/verify/placement_week_check.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/model/labour_law.h"
#include "engine/model/travel.h"

namespace cordee {
namespace {

constexpr int32_t kDay = 48;
constexpr int32_t kRest = 22;  // half-hours: 11 hours (L3131-1)
constexpr int32_t kRestOfMinors = 24;

size_t S(int32_t index) { return static_cast<size_t>(index); }

absl::Status Wrong(const Problem& problem, PersonIndex person, const std::string& what) {
  return absl::FailedPreconditionError(
      absl::StrCat(problem.placements().people.id[S(person.value())], ": ", what));
}

// Whose work each half-hour is; -1: free.
using Slots = std::array<int32_t, kHalfHoursPerWeek>;

absl::Status Fill(const Problem& problem, const std::vector<PlacedWork>& works, Slots* slots) {
  slots->fill(-1);
  for (size_t i = 0; i < works.size(); ++i) {
    for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
      if (!works[i].slots.Has(slot)) continue;
      if ((*slots)[S(slot)] >= 0) {
        return Wrong(problem, works[i].person, "two works at the same time");
      }
      (*slots)[S(slot)] = static_cast<int32_t>(i);
    }
  }
  return absl::OkStatus();
}

int32_t Worked(const Slots& slots, int32_t begin, int32_t end) {
  return static_cast<int32_t>(std::count_if(slots.begin() + begin, slots.begin() + end,
                                            [](int32_t work) { return work >= 0; }));
}

absl::Status CheckLaw(const Problem& problem, PersonIndex person, const Slots& slots) {
  const PlacementTable& people = problem.placements().people;
  const bool minor = people.terms[S(person.value())].minor;
  const LabourLimits law = LimitsOf(minor, CountWeeks(people.weeks[S(person.value())]));
  if (Worked(slots, 0, kHalfHoursPerWeek) > law.half_hours_a_week) {
    return Wrong(problem, person, "a week that is too long");
  }
  int32_t free_days = 0;
  for (int32_t day = 0; day < 7; ++day) {
    const int32_t worked = Worked(slots, day * kDay, (day + 1) * kDay);
    free_days += worked == 0 ? 1 : 0;
    if (worked > law.half_hours_a_day) return Wrong(problem, person, "a day that is too long");
    if (minor && (Worked(slots, day * kDay, day * kDay + kMinorsFrom) > 0 ||
                  Worked(slots, day * kDay + kMinorsUntil, (day + 1) * kDay) > 0)) {
      return Wrong(problem, person, "a minor at night");
    }
  }
  if (free_days < law.days_free) return Wrong(problem, person, "no weekly rest");
  // From the last half-hour of a day to the first of the next, over the end of the week too.
  const int32_t rest = minor ? kRestOfMinors : kRest;
  for (int32_t day = 0; day < 7; ++day) {
    int32_t last = (day + 1) * kDay - 1;
    while (last >= day * kDay && slots[S(last)] < 0) --last;
    if (last < day * kDay) continue;
    const int32_t next_day = (day + 1) % 7 * kDay;
    int32_t first = 0;
    while (first < kDay && slots[S(next_day + first)] < 0) ++first;
    if (first < kDay && (day + 1) * kDay - 1 - last + first < rest) {
      return Wrong(problem, person, "less than the daily rest");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTravel(const Problem& problem, const std::vector<PlacedWork>& works,
                         const Slots& slots) {
  const PlacementTable& posts = problem.placements().posts;
  const PersonIndex person = works[0].person;
  const MeansSet means = problem.placements().people.terms[S(person.value())].means;
  int32_t before = -1;
  for (int32_t slot = 0; slot < kHalfHoursPerWeek; ++slot) {
    if (slots[S(slot)] < 0) continue;
    if (before >= 0 && before / kDay == slot / kDay && slots[S(before)] != slots[S(slot)]) {
      const PostIndex a = works[S(slots[S(before)])].post;
      const PostIndex b = works[S(slots[S(slot)])].post;
      const int32_t minutes =
          TravelMinutes(Distance(posts.place[S(a.value())], posts.place[S(b.value())]), means);
      if ((slot - before - 1) * 30 < minutes) {
        return Wrong(problem, person, "no time to travel between two sites");
      }
    }
    before = slot;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckWeekOf(const Problem& problem, const std::vector<PlacedWork>& works) {
  if (works.empty()) return absl::OkStatus();
  Slots slots;
  RETURN_IF_ERROR(Fill(problem, works, &slots));
  RETURN_IF_ERROR(CheckLaw(problem, works[0].person, slots));
  return CheckTravel(problem, works, slots);
}

}  // namespace cordee
