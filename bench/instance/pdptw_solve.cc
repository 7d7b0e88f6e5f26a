#include "bench/instance/pdptw_solve.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/tour_solver.h"
#include "engine/verify/tour_check.h"

namespace cordee::bench {

absl::StatusOr<PdptwPlan> PlanPdptw(const Pdptw& instance, const PdptwBudget& budget) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  const auto since = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  TourOptions options;
  options.iterations = budget.iterations;
  options.seed = budget.seed;
  options.searches = options.threads = budget.threads;
  if (budget.seconds > 0) {
    options.spent = [&] { return static_cast<int64_t>(since() / budget.seconds * kWholeBudget); };
  }
  PdptwPlan plan;
  ASSIGN_OR_RETURN(plan.result, SolveTours(instance.problem, options, StopToken()));
  plan.seconds = since();
  if (const absl::Status checked = CheckTours(instance.problem, plan.result); !checked.ok()) {
    return absl::InternalError(absl::StrCat("the checker refused it: ", checked.message()));
  }
  plan.feasible = plan.result.unserved.empty();
  return plan;
}

}  // namespace cordee::bench
