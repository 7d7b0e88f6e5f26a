#include "engine/solve/solver.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/solve/booking_search.h"
#include "engine/solve/component_rounding.h"
#include "engine/solve/greedy.h"
#include "engine/solve/relaxation.h"
#include "engine/solve/value.h"
#include "engine/solve/work.h"

namespace cordee {
namespace {

class Rounder {
 public:
  Rounder(const Problem& problem, const CandidateSet& candidates, const std::vector<Points>& points,
          Relaxation relaxed, int32_t threads, WorkMeter& meter)
      : problem_(problem),
        candidates_(candidates),
        points_(points),
        relaxed_(std::move(relaxed)),
        threads_(threads),
        meter_(meter) {}

  absl::StatusOr<SolveResult> Round() && {
    if (meter_.Exhausted()) {
      RoundQuickly();
      return Report();
    }
    ASSIGN_OR_RETURN(links_,
                     RoundComponents({problem_, candidates_, points_, relaxed_.expansion, threads_},
                                     relaxed_.amount, meter_));
    return Report();
  }

 private:
  // With no work left: no lot is mended, few bookings are placed, and what is unmet is filled.
  void RoundQuickly() {
    std::vector<NeedIndex> booked;
    int64_t bookings = 0;
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      const auto n = static_cast<size_t>(need.value());
      if (problem_.NeedCategory(need).booking) {
        bookings += candidates_.begin[n + 1] - candidates_.begin[n];
        if (bookings <= kMaxGreedyBookings) booked.push_back(need);
      } else {
        DropBrokenLots(need);
      }
    }
    const bool has_network = relaxed_.expansion.flow.need_count() > 0;
    if (has_network) {
      links_ = SolveBookings(
          BookingProblem(problem_, candidates_, relaxed_.expansion, relaxed_.amount, booked),
          meter_);
    }
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      if (problem_.NeedCategory(need).booking) ClearAmounts(need);
    }
    FillGreedily(problem_, candidates_, points_, relaxed_.amount);
  }

  void DropBrokenLots(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    for (int64_t i = candidates_.begin[n]; i < candidates_.begin[n + 1]; ++i) {
      int64_t& amount = relaxed_.amount[static_cast<size_t>(i)];
      if (amount == 0) continue;
      const ResourceIndex resource = candidates_.resource[static_cast<size_t>(i)];
      if (amount < PairLot(problem_, need, resource).value()) amount = 0;
    }
  }

  void ClearAmounts(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    std::fill(relaxed_.amount.begin() + candidates_.begin[n],
              relaxed_.amount.begin() + candidates_.begin[n + 1], 0);
  }

  SolveResult Report() {
    const auto before = [](const Link& a, const Link& b) {
      return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
    };
    std::sort(links_.begin(), links_.end(), before);
    std::vector<Link> divisible;
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t i = candidates_.begin[n]; i < candidates_.begin[n + 1]; ++i) {
        const auto c = static_cast<size_t>(i);
        if (relaxed_.amount[c] == 0) continue;
        divisible.push_back({.need = need,
                             .resource = candidates_.resource[c],
                             .amount = Quantity(relaxed_.amount[c])});
      }
    }
    SolveResult result;
    result.links.reserve(links_.size() + divisible.size());
    std::merge(links_.begin(), links_.end(), divisible.begin(), divisible.end(),
               std::back_inserter(result.links), before);
    result.prices = std::move(relaxed_.prices);
    EvaluateLinks(problem_, candidates_, points_, relaxed_.expansion.previous, result);
    result.bound = relaxed_.bound;
    CHECK(result.parts.value() <= result.bound);
    result.bound_covers_all_pairs = relaxed_.covers_all_pairs;
    result.closure = relaxed_.closure;
    result.work = meter_.used();
    if (result.parts.value() == result.bound) {
      result.termination = {Reason::kOptimal, Limit::kNone};
    } else {
      result.termination = {Reason::kFeasible, meter_.limit()};
    }
    return result;
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  Relaxation relaxed_;
  const int32_t threads_;
  WorkMeter& meter_;
  std::vector<Link> links_;  // bookings
};

}  // namespace

absl::StatusOr<SolveResult> Solve(const PairScan& scan, CandidateSet& candidates,
                                  const SolveParameters& parameters, StopToken stop) {
  WorkMeter meter(parameters.max_work, stop);
  ASSIGN_OR_RETURN(Relaxation relaxed, RelaxAllPairs(scan, candidates, parameters, meter));
  return Rounder(scan.problem(), candidates, candidates.points, std::move(relaxed),
                 parameters.threads, meter)
      .Round();
}

absl::StatusOr<SolveResult> Solve(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points,
                                  const SolveParameters& parameters, StopToken stop) {
  WorkMeter meter(parameters.max_work, stop);
  ASSIGN_OR_RETURN(Relaxation relaxed, Relax(problem, candidates, points, parameters, meter));
  return Rounder(problem, candidates, points, std::move(relaxed), parameters.threads, meter)
      .Round();
}

}  // namespace cordee
