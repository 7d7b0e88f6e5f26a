#include "engine/solve/relaxation.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/candidates/improving_pairs.h"
#include "engine/solve/flow/flow_solver.h"
#include "engine/solve/greedy.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

struct Solved {
  FlowExpansion expansion;
  FlowResult flow;

  bool complete() const { return flow.termination.limit == Limit::kNone; }
};

absl::StatusOr<Solved> SolveCold(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter) {
  Solved solved;
  ASSIGN_OR_RETURN(solved.expansion,
                   ExpandToFlow(problem, candidates, points, parameters.threads, meter.stop()));
  const FlowParameters flow = {.threads = parameters.threads, .max_pivots = meter.remaining()};
  ASSIGN_OR_RETURN(solved.flow, SolveFlow(solved.expansion.flow, flow, meter.stop()));
  meter.Add(solved.flow.pivots);
  if (!solved.complete()) meter.EndBy(solved.flow.termination.limit);
  return solved;
}

std::vector<SupplyPrice> PricesOf(const Solved& solved) {
  std::vector<SupplyPrice> prices;
  for (size_t s = 0; s < solved.flow.supply_price.size(); ++s) {
    if (solved.flow.supply_price[s] == 0) continue;
    const std::span<const int32_t> slots = solved.expansion.SlotsOf(static_cast<int32_t>(s));
    SupplyPrice price = {solved.expansion.supply_resource[s], -1, solved.flow.supply_price[s]};
    if (slots.empty()) prices.push_back(price);
    for (const int32_t slot : slots) {
      price.slot = slot;
      prices.push_back(price);
    }
  }
  std::sort(prices.begin(), prices.end(), [](const SupplyPrice& a, const SupplyPrice& b) {
    return std::tie(a.resource, a.slot) < std::tie(b.resource, b.slot);
  });
  return prices;
}

Relaxation Take(Solved solved, const CandidateSet& candidates) {
  Relaxation relaxed;
  relaxed.amount.assign(static_cast<size_t>(candidates.size()), 0);
  for (const ArcFlow& flow : solved.flow.flows) {
    const int32_t candidate = solved.expansion.arc_candidate[static_cast<size_t>(flow.arc)];
    relaxed.amount[static_cast<size_t>(candidate)] += flow.flow;
  }
  relaxed.prices = PricesOf(solved);
  relaxed.bound = solved.flow.bound;
  relaxed.covers_all_pairs = candidates.covers_all_pairs;
  relaxed.expansion = std::move(solved.expansion);
  return relaxed;
}

// Stopped before there was a network: nothing is matched, and the bound is that of prices of zero.
Relaxation NothingYet(const Problem& problem, const CandidateSet& candidates,
                      const std::vector<Points>& points, const SolveParameters& parameters,
                      WorkMeter& meter) {
  meter.EndBy(Limit::kStopped);
  Relaxation relaxed;
  relaxed.expansion.previous = PreviousAmounts(problem, candidates);
  relaxed.amount.assign(static_cast<size_t>(candidates.size()), 0);
  relaxed.bound = BoundWithoutPrices(problem, candidates, points, relaxed.expansion.previous,
                                     parameters.threads);
  relaxed.covers_all_pairs = candidates.covers_all_pairs;
  return relaxed;
}

// Per resource: the lowest price of its supplies; 0 when some half-hour that it is open has none.
std::vector<int64_t> LowestPrices(const Problem& problem, const Solved& solved) {
  const auto resources = static_cast<size_t>(problem.resources().size());
  std::vector<int64_t> lowest(resources, 0);
  const std::vector<ResourceIndex>& owner = solved.expansion.supply_resource;
  for (size_t s = 0; s < owner.size();) {
    const ResourceIndex resource = owner[s];
    const auto r = static_cast<size_t>(resource.value());
    int64_t price = solved.flow.supply_price[s];
    size_t slots = 0;
    for (; s < owner.size() && owner[s] == resource; ++s) {
      price = std::min(price, solved.flow.supply_price[s]);
      slots += solved.expansion.SlotsOf(static_cast<int32_t>(s)).size();
    }
    const bool booking = problem.ResourceCategory(resource).booking;
    const auto open = static_cast<size_t>(problem.resources().hours[r].Count());
    if (!booking || slots == open) lowest[r] = price;
  }
  return lowest;
}

// What a unit more is worth to each need of the problem.
std::vector<int64_t> Margins(const Problem& problem, const Solved& solved, int32_t threads) {
  const std::vector<int64_t> of_row =
      NeedMargins(solved.expansion.flow, solved.flow.supply_price, threads);
  std::vector<int64_t> margins(static_cast<size_t>(problem.needs().size()));
  for (size_t n = 0; n < margins.size(); ++n) {
    margins[n] = of_row[static_cast<size_t>(solved.expansion.need_row[n])];
  }
  return margins;
}

class Closer {
 public:
  Closer(const PairScan& scan, CandidateSet& candidates, const SolveParameters& parameters,
         WorkMeter& meter)
      : scan_(scan), candidates_(candidates), parameters_(parameters), meter_(meter) {}

  absl::StatusOr<Relaxation> Close() && {
    absl::StatusOr<Solved> first = Solve();
    if (absl::IsCancelled(first.status())) {
      return NothingYet(scan_.problem(), candidates_, candidates_.points, parameters_, meter_);
    }
    RETURN_IF_ERROR(first.status());
    Solved solved = *std::move(first);
    bool closed = candidates_.covers_all_pairs;
    Closure closure;
    while (!closed && solved.complete() && closure.rounds < parameters_.max_closure_rounds &&
           !meter_.Exhausted()) {
      absl::StatusOr<ImprovingPairs> found = Find(solved);
      if (absl::IsCancelled(found.status())) meter_.EndBy(Limit::kStopped);
      if (!found.ok()) break;
      if (found->pairs.empty()) {
        closed = true;
        break;
      }
      AddPairs(found->pairs, candidates_);
      absl::StatusOr<Solved> again = Solve();
      if (absl::IsCancelled(again.status())) meter_.EndBy(Limit::kStopped);
      if (meter_.limit() != Limit::kNone) {
        // What was solved last is better than what was only begun.
        RemovePairs(found->pairs, candidates_);
        break;
      }
      RETURN_IF_ERROR(again.status());
      ++closure.rounds;
      closure.pairs_added += static_cast<int64_t>(found->pairs.size());
      solved = *std::move(again);
    }
    Relaxation relaxed = Take(std::move(solved), candidates_);
    relaxed.covers_all_pairs = closed;
    relaxed.closure = closure;
    return relaxed;
  }

 private:
  absl::StatusOr<Solved> Solve() {
    return SolveCold(scan_.problem(), candidates_, candidates_.points, parameters_, meter_);
  }

  absl::StatusOr<ImprovingPairs> Find(const Solved& solved) const {
    const std::vector<int64_t> margins = Margins(scan_.problem(), solved, parameters_.threads);
    const std::vector<int64_t> prices = LowestPrices(scan_.problem(), solved);
    return FindImprovingPairs(scan_, candidates_,
                              {.least = margins, .price = prices, .threads = parameters_.threads},
                              meter_.stop());
  }

  const PairScan& scan_;
  CandidateSet& candidates_;
  const SolveParameters& parameters_;
  WorkMeter& meter_;
};

}  // namespace

absl::StatusOr<Relaxation> Relax(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter) {
  absl::StatusOr<Solved> solved = SolveCold(problem, candidates, points, parameters, meter);
  if (absl::IsCancelled(solved.status())) {
    return NothingYet(problem, candidates, points, parameters, meter);
  }
  RETURN_IF_ERROR(solved.status());
  return Take(*std::move(solved), candidates);
}

absl::StatusOr<Relaxation> RelaxAllPairs(const PairScan& scan, CandidateSet& candidates,
                                         const SolveParameters& parameters, WorkMeter& meter) {
  return Closer(scan, candidates, parameters, meter).Close();
}

}  // namespace cordee
