#include "engine/solve/solver.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/solve/booking_search.h"
#include "engine/solve/components.h"
#include "engine/solve/flow/flow_solver.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/lot_problem.h"
#include "engine/solve/lot_search.h"
#include "engine/solve/value.h"
#include "engine/solve/work.h"

namespace cordee {
namespace {

class Run {
 public:
  Run(const Problem& problem, const CandidateSet& candidates, const std::vector<Points>& points,
      const SolveParameters& parameters, StopToken stop)
      : problem_(problem),
        candidates_(candidates),
        points_(points),
        meter_(parameters.max_work, stop) {}

  absl::StatusOr<SolveResult> Solve() && {
    ASSIGN_OR_RETURN(expansion_, ExpandToFlow(problem_, candidates_, points_));
    FlowParameters parameters;
    parameters.max_pivots = meter_.remaining();
    ASSIGN_OR_RETURN(flow_, SolveFlow(expansion_.flow, parameters, meter_.stop()));
    meter_.Add(flow_.pivots);
    if (flow_.termination.limit != Limit::kNone) meter_.EndBy(flow_.termination.limit);

    TakeFlow();
    const Components components = FindComponents(problem_, candidates_);
    for (int64_t k = 0; k < components.size(); ++k) {
      const std::span<const NeedIndex> needs = components.NeedsOf(k);
      if (problem_.NeedCategory(needs.front()).booking) {
        PlaceBookings(needs);
      } else if (BreaksALot(needs)) {
        RETURN_IF_ERROR(KeepLots(needs));
      }
    }
    return Report();
  }

 private:
  // The relaxed amounts of all divisible pairs.
  void TakeFlow() {
    amount_.assign(static_cast<size_t>(candidates_.size()), 0);
    for (const ArcFlow& flow : flow_.flows) {
      const auto arc = static_cast<size_t>(flow.arc);
      const int32_t supply = expansion_.flow.arc_supply[arc];
      if (expansion_.supply_slot[static_cast<size_t>(supply)] >= 0) continue;
      amount_[static_cast<size_t>(expansion_.arc_candidate[arc])] += flow.flow;
    }
  }

  bool BreaksALot(std::span<const NeedIndex> needs) const {
    for (NeedIndex need : needs) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t i = candidates_.begin[n]; i < candidates_.begin[n + 1]; ++i) {
        const auto c = static_cast<size_t>(i);
        if (amount_[c] == 0) continue;
        const Quantity lot = PairLot(problem_, need, candidates_.resource[c]);
        if (amount_[c] < lot.value()) return true;
      }
    }
    return false;
  }

  absl::Status KeepLots(std::span<const NeedIndex> needs) {
    const LotProblem lots(problem_, candidates_, expansion_, needs);
    std::vector<int64_t> relaxed;
    for (const LotProblem::Pair& pair : lots.pairs()) {
      relaxed.push_back(amount_[static_cast<size_t>(pair.candidate)]);
    }
    ASSIGN_OR_RETURN(const LotAmounts best, SolveLots(lots, std::move(relaxed), meter_));
    for (size_t p = 0; p < lots.pairs().size(); ++p) {
      amount_[static_cast<size_t>(lots.pairs()[p].candidate)] = best.amount[p];
    }
    return absl::OkStatus();
  }

  void PlaceBookings(std::span<const NeedIndex> needs) {
    const BookingProblem bookings(problem_, candidates_, expansion_, flow_.flows, needs);
    for (const Link& link : SolveBookings(bookings, meter_)) links_.push_back(link);
  }

  SolveResult Report() {
    SolveResult result;
    result.links = std::move(links_);
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t i = candidates_.begin[n]; i < candidates_.begin[n + 1]; ++i) {
        const auto c = static_cast<size_t>(i);
        if (amount_[c] == 0) continue;
        result.links.push_back(
            {.need = need, .resource = candidates_.resource[c], .amount = Quantity(amount_[c])});
      }
    }
    std::sort(result.links.begin(), result.links.end(), [](const Link& a, const Link& b) {
      return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
    });
    for (size_t s = 0; s < flow_.supply_price.size(); ++s) {
      if (flow_.supply_price[s] == 0) continue;
      result.prices.push_back(
          {expansion_.supply_resource[s], expansion_.supply_slot[s], flow_.supply_price[s]});
    }
    EvaluateLinks(problem_, candidates_, points_, expansion_.previous, result);
    result.bound = flow_.bound;
    CHECK(result.parts.value() <= result.bound);
    result.bound_covers_all_pairs = candidates_.covers_all_pairs;
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
  WorkMeter meter_;
  FlowExpansion expansion_;
  FlowResult flow_;
  std::vector<int64_t> amount_;  // per candidate, divisible quantities
  std::vector<Link> links_;      // bookings
};

}  // namespace

absl::StatusOr<SolveResult> Solve(const Problem& problem, const CandidateSet& candidates,
                                  const std::vector<Points>& points,
                                  const SolveParameters& parameters, StopToken stop) {
  return Run(problem, candidates, points, parameters, stop).Solve();
}

}  // namespace cordee
