#include "service/api/problem_cache.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/model/calendar.h"
#include "service/runs/run_computation.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kProblemsKept = 8;
constexpr int64_t kMicrosPerDay = 24LL * 3600 * 1'000'000;
constexpr int32_t kDaysPerWeek = 7;

}  // namespace

int32_t Today(UnixMicros now) {
  const int32_t epoch = DayNumber(CivilDay{.year = 1970, .month = 1, .day = 1});
  return epoch + static_cast<int32_t>(now / kMicrosPerDay);
}

google::type::Date NextMonday(UnixMicros now) {
  const int32_t today = Today(now);
  return ToDate(today + kDaysPerWeek - Weekday(today));
}

absl::StatusOr<CachedProblemRef> ProblemCache::Get(const SnapshotRef& snapshot,
                                                   const v1::Policy* policy, UnixMicros now) {
  const google::type::Date monday = NextMonday(now);
  const std::string key = StrCat(snapshot->territory, "\n", monday.SerializeAsString(), "\n",
                                 policy != nullptr ? policy->SerializeAsString() : "default");
  std::shared_ptr<Slot> slot;
  {
    const std::lock_guard lock(mutex_);
    const auto at = std::find_if(slots_.begin(), slots_.end(),
                                 [&](const auto& one) { return one.first == key; });
    if (at == slots_.end()) {
      slots_.emplace_front(key, std::make_shared<Slot>());
      if (slots_.size() > kProblemsKept) slots_.pop_back();
    } else {
      slots_.splice(slots_.begin(), slots_, at);
    }
    slot = slots_.front().second;
  }
  const std::lock_guard lock(slot->mutex);
  if (slot->problem != nullptr && slot->problem->snapshot == snapshot) return slot->problem;
  ASSIGN_OR_RETURN(const Policy rules, PolicyFromProto(policy, "policy"));
  ASSIGN_OR_RETURN(const Horizon horizon, HorizonFromProto(monday, kMaxHorizonWeeks));
  EntryRefs refs = RefsOf(*snapshot);
  ASSIGN_OR_RETURN(Problem problem, BuildProblem(refs, data_, rules, horizon, {}));
  slot->problem = std::make_shared<const CachedProblem>(
      CachedProblem{snapshot, std::move(refs), std::move(problem)});
  return slot->problem;
}

}  // namespace cordee::service
