#include "engine/solve/relaxation.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <tuple>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/candidates/improving_pairs.h"
#include "engine/solve/flow/flow_session.h"
#include "engine/solve/flow/flow_solver.h"
#include "engine/solve/greedy.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

constexpr int64_t kRowsPerBlock = 1 << 12;

struct Solved {
  FlowExpansion expansion;  // its network lies in the session
  std::unique_ptr<FlowSession> session;
  FlowResult flow;

  const FlowProblem& network() const { return session->problem(); }
  bool complete() const { return flow.termination.limit == Limit::kNone; }
};

void Count(Solved& solved, WorkMeter& meter) {
  solved.flow = solved.session->Result();
  meter.Add(solved.flow.pivots);
  if (!solved.complete()) meter.EndBy(solved.flow.termination.limit);
}

absl::StatusOr<Solved> SolveCold(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, bool ties_later,
                                 WorkMeter& meter) {
  Solved solved;
  ASSIGN_OR_RETURN(solved.expansion,
                   ExpandToFlow(problem, candidates, points, parameters.threads, meter.stop()));
  SessionParameters session;
  session.ties_later = ties_later;
  session.flow = {.threads = parameters.threads, .max_pivots = meter.remaining()};
  ASSIGN_OR_RETURN(solved.session,
                   FlowSession::Start(std::move(solved.expansion.flow), session, meter.stop()));
  Count(solved, meter);
  return solved;
}

// The arcs of new pairs; none when some pair is not one arc without a bound of its own: bookings.
std::vector<NewArc> ArcsOf(const Problem& problem, const Solved& solved,
                           std::span<const ImprovingPair> pairs) {
  std::vector<int32_t> supply_of(static_cast<size_t>(problem.resources().size()), -1);
  for (size_t s = 0; s < solved.expansion.supply_resource.size(); ++s) {
    const auto r = static_cast<size_t>(solved.expansion.supply_resource[s].value());
    supply_of[r] = static_cast<int32_t>(s);
  }
  std::vector<NewArc> arcs;
  arcs.reserve(pairs.size());
  for (const ImprovingPair& pair : pairs) {
    const int32_t row = solved.expansion.need_row[static_cast<size_t>(pair.need.value())];
    const int32_t supply = supply_of[static_cast<size_t>(pair.resource.value())];
    if (supply < 0 || problem.NeedCategory(pair.need).booking) return {};
    const int64_t ends = std::min(solved.network().demand[static_cast<size_t>(row)],
                                  solved.network().supply_capacity[static_cast<size_t>(supply)]);
    if (PairCapacity(problem, pair.need, pair.resource).value() < ends) return {};
    arcs.push_back({row, supply, pair.points.value()});
  }
  return arcs;
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

// What flows between a need and a resource, per candidate.
std::vector<int64_t> AmountsOf(const Solved& solved, const CandidateSet& candidates,
                               int32_t threads) {
  const FlowProblem& network = solved.network();
  std::vector<int32_t> need_of_row(solved.expansion.need_row.size());
  for (size_t n = 0; n < need_of_row.size(); ++n) {
    need_of_row[static_cast<size_t>(solved.expansion.need_row[n])] = static_cast<int32_t>(n);
  }
  std::vector<int64_t> amount(static_cast<size_t>(candidates.size()), 0);
  const auto before = [](const ArcFlow& flow, int32_t arc) { return flow.arc < arc; };
  // A candidate belongs to one row, so rows can be written side by side.
  ParallelFor(network.need_count(), kRowsPerBlock, threads, [&](int64_t begin, int64_t end) {
    auto row = static_cast<size_t>(begin);
    const std::vector<ArcFlow>& flows = solved.flow.flows;
    auto flow = std::lower_bound(flows.begin(), flows.end(), network.arc_begin[row], before);
    const int32_t last = network.arc_begin[static_cast<size_t>(end)];
    for (; flow != flows.end() && flow->arc < last; ++flow) {
      while (network.arc_begin[row + 1] <= flow->arc) ++row;
      const auto n = static_cast<size_t>(need_of_row[row]);
      const auto supply = static_cast<size_t>(network.arc_supply[static_cast<size_t>(flow->arc)]);
      const auto candidate = std::lower_bound(candidates.resource.begin() + candidates.begin[n],
                                              candidates.resource.begin() + candidates.begin[n + 1],
                                              solved.expansion.supply_resource[supply]);
      amount[static_cast<size_t>(candidate - candidates.resource.begin())] += flow->flow;
    }
  });
  return amount;
}

Relaxation Take(Solved solved, const CandidateSet& candidates, int32_t threads) {
  Relaxation relaxed;
  relaxed.amount = AmountsOf(solved, candidates, threads);
  relaxed.prices = PricesOf(solved);
  relaxed.bound = solved.flow.bound;
  relaxed.covers_all_pairs = candidates.covers_all_pairs;
  relaxed.expansion = std::move(solved.expansion);
  relaxed.expansion.flow = solved.session->Release();
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
      NeedMargins(solved.network(), solved.flow.supply_price, threads);
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
    bool warm = false;  // the network has arcs that the expansion does not know
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
      const std::vector<NewArc> arcs = ArcsOf(scan_.problem(), solved, found->pairs);
      const int64_t before = candidates_.size();
      AddPairs(found->pairs, candidates_);
      RETURN_IF_ERROR(arcs.empty() ? SolveAnew(solved, found->pairs) : GoOn(solved, arcs));
      if (candidates_.size() == before) break;
      warm = !arcs.empty();
      ++closure.rounds;
      closure.pairs_added += static_cast<int64_t>(found->pairs.size());
    }
    if (solved.complete() && !meter_.Exhausted()) BreakTies(solved);
    Relaxation relaxed = Take(std::move(solved), candidates_, parameters_.threads);
    if (warm) RETURN_IF_ERROR(ExpandAgain(relaxed));
    relaxed.covers_all_pairs = closed;
    relaxed.closure = closure;
    return relaxed;
  }

 private:
  absl::StatusOr<Solved> Solve() {
    return SolveCold(scan_.problem(), candidates_, candidates_.points, parameters_, true, meter_);
  }

  // Stopped on the way, the flow is at least as good as before.
  absl::Status GoOn(Solved& solved, const std::vector<NewArc>& arcs) {
    solved.session->LimitPivots(meter_.remaining());
    RETURN_IF_ERROR(solved.session->AddArcs(arcs, meter_.stop()).status());
    Count(solved, meter_);
    return absl::OkStatus();
  }

  // The flow is that of the prices all along; of several that are worth as much, the canonical one.
  void BreakTies(Solved& solved) {
    solved.session->LimitPivots(meter_.remaining());
    solved.session->BreakTies(meter_.stop());
    Count(solved, meter_);
  }

  // Takes the pairs back when stopped: what was solved last is better than what was only begun.
  absl::Status SolveAnew(Solved& solved, std::span<const ImprovingPair> pairs) {
    absl::StatusOr<Solved> again = Solve();
    if (absl::IsCancelled(again.status())) meter_.EndBy(Limit::kStopped);
    if (meter_.limit() != Limit::kNone) {
      RemovePairs(pairs, candidates_);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(again.status());
    solved = *std::move(again);
    return absl::OkStatus();
  }

  // The expansion of all candidates, for rounding; without a network when stopped.
  absl::Status ExpandAgain(Relaxation& relaxed) {
    absl::StatusOr<FlowExpansion> expansion = absl::CancelledError("stopped");
    if (!meter_.Exhausted()) {
      expansion = ExpandToFlow(scan_.problem(), candidates_, candidates_.points,
                               parameters_.threads, meter_.stop());
    }
    if (absl::IsCancelled(expansion.status())) {
      relaxed.expansion = FlowExpansion();
      relaxed.expansion.previous = PreviousAmounts(scan_.problem(), candidates_);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(expansion.status());
    relaxed.expansion = *std::move(expansion);
    return absl::OkStatus();
  }

  absl::StatusOr<ImprovingPairs> Find(const Solved& solved) {
    SearchedPrices asked;
    asked.least = Margins(scan_.problem(), solved, parameters_.threads);
    asked.price = LowestPrices(scan_.problem(), solved);
    absl::StatusOr<ImprovingPairs> found =
        FindImprovingPairs(scan_, candidates_,
                           {.least = asked.least,
                            .price = asked.price,
                            .threads = parameters_.threads,
                            .before = asked_.least.empty() ? nullptr : &asked_},
                           meter_.stop());
    RETURN_IF_ERROR(found.status());
    asked.unfinished = std::move(found->unfinished);
    asked_ = std::move(asked);
    return found;
  }

  const PairScan& scan_;
  CandidateSet& candidates_;
  const SolveParameters& parameters_;
  WorkMeter& meter_;
  SearchedPrices asked_;
};

}  // namespace

absl::StatusOr<Relaxation> Relax(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter) {
  absl::StatusOr<Solved> solved = SolveCold(problem, candidates, points, parameters, false, meter);
  if (absl::IsCancelled(solved.status())) {
    return NothingYet(problem, candidates, points, parameters, meter);
  }
  RETURN_IF_ERROR(solved.status());
  return Take(*std::move(solved), candidates, parameters.threads);
}

absl::StatusOr<Relaxation> RelaxAllPairs(const PairScan& scan, CandidateSet& candidates,
                                         const SolveParameters& parameters, WorkMeter& meter) {
  return Closer(scan, candidates, parameters, meter).Close();
}

}  // namespace cordee
