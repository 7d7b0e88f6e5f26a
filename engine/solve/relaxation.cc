#include "engine/solve/relaxation.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/candidates/improving_pairs.h"
#include "engine/solve/bound_without_prices.h"
#include "engine/solve/flow/flow_session.h"
#include "engine/solve/flow/flow_solver.h"
#include "engine/solve/flow_reading.h"
#include "engine/solve/quick_rounding.h"
#include "engine/solve/run_view.h"

namespace cordee {
namespace {

Total Magnitude(Total value) { return value < 0 ? -value : value; }

struct Solved {
  FlowExpansion expansion;  // its network lies in the session
  std::unique_ptr<FlowSession> session;
  FlowResult flow;

  const FlowProblem& network() const { return session->problem(); }
  bool complete() const { return flow.termination.limit == Limit::kNone; }
};

// Reads the flow, unless it was cut short and nobody wants it.
void Count(Solved& solved, WorkMeter& meter, bool cut_short_too) {
  const FlowUpdate& last = solved.session->last();
  if (last.limit == Limit::kNone || cut_short_too) {
    solved.flow = solved.session->Result();
  } else {
    solved.flow = FlowResult();
    solved.flow.termination.limit = last.limit;
  }
  meter.Add(last.pivots);
  if (!solved.complete()) meter.EndBy(last.limit);
}

absl::StatusOr<Solved> SolveCold(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, bool ties_later,
                                 WorkMeter& meter, const Incumbent& incumbent) {
  Solved solved;
  ASSIGN_OR_RETURN(solved.expansion,
                   ExpandToFlow(problem, candidates, points, parameters.threads, meter.stop()));
  SessionParameters session;
  session.ties_later = ties_later;
  session.flow = {.threads = parameters.threads, .max_pivots = meter.remaining()};
  ASSIGN_OR_RETURN(solved.session,
                   FlowSession::Start(std::move(solved.expansion.flow), session, meter.stop()));
  Count(solved, meter, !incumbent.ready());
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

Relaxation Take(Solved solved, bool covers_all_pairs, int32_t threads) {
  Relaxation relaxed;
  relaxed.links = LinksOf(solved.expansion, solved.network(), solved.flow.flows, threads);
  relaxed.proof.prices = PricesOf(solved.expansion, solved.flow.supply_price, threads);
  relaxed.proof.bound = solved.flow.bound;
  relaxed.proof.covers_all_pairs = covers_all_pairs;
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
  relaxed.proof.bound = BoundWithoutPrices(problem, candidates, points, parameters.threads);
  relaxed.proof.covers_all_pairs = candidates.covers_all_pairs;
  return relaxed;
}

// First answers, before there is a flow: little filled at once, then all that can be. Each counts
// as a unit of work, so that a replay with the work of a run has those that the run had.
void OfferGreedy(const RunView& run, WorkMeter& meter, Incumbent& incumbent) {
  if (!incumbent.wanted() || meter.Exhausted()) return;
  BoundProof proof;
  proof.bound = BoundWithoutPrices(run.problem, run.candidates, run.points, run.threads);
  proof.covers_all_pairs = run.candidates.covers_all_pairs;
  incumbent.Offer(Answer(run, RoundQuickly(run, {}, {}), proof, meter));
  meter.Add(1);
  if (meter.Exhausted()) return;
  absl::StatusOr<std::vector<Link>> links = FillGreedily(run, meter.stop());
  if (!links.ok()) return meter.EndBy(Limit::kStopped);
  incumbent.Offer(Answer(run, *std::move(links), std::move(proof), meter));
  meter.Add(1);
}

// The flow to begin with; nothing when the meter ends it before there is a network.
absl::StatusOr<std::optional<Solved>> Begin(const RunView& run, const SolveParameters& parameters,
                                            bool ties_later, WorkMeter& meter,
                                            Incumbent& incumbent) {
  OfferGreedy(run, meter, incumbent);
  if (incumbent.wanted() && !incumbent.ready()) return std::nullopt;  // not even begun
  absl::StatusOr<Solved> solved =
      SolveCold(run.problem, run.candidates, run.points, parameters, ties_later, meter, incumbent);
  if (absl::IsCancelled(solved.status())) meter.EndBy(Limit::kStopped);
  if (absl::IsCancelled(solved.status()) && !incumbent.ready()) return std::nullopt;
  RETURN_IF_ERROR(solved.status());
  if (incumbent.ready() && !solved->complete()) {
    return absl::CancelledError("the flow was cut short");
  }
  return *std::move(solved);
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
         WorkMeter& meter, Incumbent& incumbent)
      : scan_(scan),
        candidates_(candidates),
        parameters_(parameters),
        meter_(meter),
        incumbent_(incumbent) {}

  absl::StatusOr<Relaxation> Close() && {
    const FlowExpansion none;
    ASSIGN_OR_RETURN(std::optional<Solved> first,
                     Begin(View(none), parameters_, true, meter_, incumbent_));
    if (!first.has_value()) {
      return NothingYet(scan_.problem(), candidates_, candidates_.points, parameters_, meter_);
    }
    Solved solved = *std::move(first);
    bool closed = candidates_.covers_all_pairs;
    bool warm = false;  // the network has arcs that the expansion does not know
    Closure closure;
    while (!closed && solved.complete() && closure.rounds < parameters_.max_closure_rounds &&
           !meter_.Exhausted()) {
      Offer(solved, closure);
      absl::StatusOr<ImprovingPairs> found = Find(solved);
      if (absl::IsCancelled(found.status())) meter_.EndBy(Limit::kStopped);
      if (!found.ok()) break;
      if (found->pairs.empty()) {
        closed = true;
        break;
      }
      std::vector<NewArc> arcs = ArcsOf(scan_.problem(), solved, found->pairs);
      const bool goes_on = !arcs.empty();
      const absl::Status added = Add(found->pairs, std::move(arcs), solved);
      if (absl::IsCancelled(added)) {
        meter_.EndBy(Limit::kStopped);
        break;
      }
      RETURN_IF_ERROR(added);
      warm = goes_on;
      ++closure.rounds;
      closure.pairs_added += static_cast<int64_t>(found->pairs.size());
    }
    if (solved.complete() && !meter_.Exhausted()) BreakTies(solved);
    if (incumbent_.ready() && meter_.limit() != Limit::kNone) return CutShort();
    Relaxation relaxed = Take(std::move(solved), closed, parameters_.threads);
    if (warm) RETURN_IF_ERROR(ExpandAgain(relaxed));
    if (incumbent_.ready() && meter_.limit() != Limit::kNone) return CutShort();
    relaxed.proof.closure = closure;
    return relaxed;
  }

 private:
  static absl::Status CutShort() { return absl::CancelledError("the closure was cut short"); }

  RunView View(const FlowExpansion& expansion) const {
    return {scan_.problem(), candidates_, candidates_.points, expansion, parameters_.threads};
  }

  // A flow that is worth a hundredth more than the last that was offered.
  void Offer(const Solved& solved, const Closure& closure) {
    if (!incumbent_.wanted() || !solved.complete()) return;
    if (offered_.has_value() && solved.flow.value - *offered_ < Magnitude(*offered_) / 100) return;
    offered_ = solved.flow.value;
    const int32_t threads = parameters_.threads;
    const RunView run = View(solved.expansion);
    BoundProof proof;
    proof.prices = PricesOf(solved.expansion, solved.flow.supply_price, threads);
    proof.bound = solved.flow.bound;
    proof.closure = closure;
    std::vector<Link> links = RoundQuickly(
        run, LinksOf(solved.expansion, solved.network(), solved.flow.flows, threads), {});
    incumbent_.Offer(Answer(run, std::move(links), std::move(proof), meter_));
  }

  absl::StatusOr<Solved> Solve(const CandidateSet& candidates) {
    return SolveCold(scan_.problem(), candidates, candidates.points, parameters_, true, meter_,
                     incumbent_);
  }

  // The pairs become candidates once the flow knows them: Cancelled, with nothing changed, when it
  // is stopped before. Without `arcs` the flow starts anew, and one that was only begun is worth
  // less than the last; otherwise it goes on, and stopped on the way it is at least as good.
  absl::Status Add(std::span<const ImprovingPair> pairs, std::vector<NewArc> arcs, Solved& solved) {
    ASSIGN_OR_RETURN(CandidateSet candidates, WithPairs(candidates_, pairs, meter_.stop()));
    if (arcs.empty()) {
      ASSIGN_OR_RETURN(Solved again, Solve(candidates));
      if (!again.complete()) return absl::CancelledError("stopped in a flow that started anew");
      solved = std::move(again);
    } else {
      solved.session->LimitPivots(meter_.remaining());
      RETURN_IF_ERROR(solved.session->AddArcs(std::move(arcs), meter_.stop()).status());
      Count(solved, meter_, !incumbent_.ready());
    }
    candidates_ = std::move(candidates);
    return absl::OkStatus();
  }

  // The flow is that of the prices all along; of several that are worth as much, the canonical one.
  void BreakTies(Solved& solved) {
    solved.session->LimitPivots(meter_.remaining());
    solved.session->BreakTies(meter_.stop());
    Count(solved, meter_, !incumbent_.ready());
  }

  // The expansion of all candidates, for rounding; without a network when stopped.
  absl::Status ExpandAgain(Relaxation& relaxed) {
    absl::StatusOr<FlowExpansion> expansion = absl::CancelledError("stopped");
    if (!meter_.Exhausted()) {
      expansion = ExpandToFlow(scan_.problem(), candidates_, candidates_.points,
                               parameters_.threads, meter_.stop());
    }
    if (absl::IsCancelled(expansion.status())) {
      meter_.EndBy(Limit::kStopped);
      relaxed.expansion = FlowExpansion();
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(expansion.status());
    relaxed.expansion = *std::move(expansion);
    return absl::OkStatus();
  }

  absl::StatusOr<ImprovingPairs> Find(const Solved& solved) {
    SearchedPrices asked;
    asked.least = Margins(scan_.problem(), solved, parameters_.threads);
    asked.price = LowestPrices(scan_.problem(), solved.expansion, solved.flow.supply_price);
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
  Incumbent& incumbent_;
  std::optional<Total> offered_;
  SearchedPrices asked_;
};

}  // namespace

absl::StatusOr<Relaxation> Relax(const Problem& problem, const CandidateSet& candidates,
                                 const std::vector<Points>& points,
                                 const SolveParameters& parameters, WorkMeter& meter,
                                 Incumbent& incumbent) {
  const FlowExpansion none;
  ASSIGN_OR_RETURN(std::optional<Solved> solved,
                   Begin({problem, candidates, points, none, parameters.threads}, parameters, false,
                         meter, incumbent));
  if (!solved.has_value()) return NothingYet(problem, candidates, points, parameters, meter);
  return Take(*std::move(solved), candidates.covers_all_pairs, parameters.threads);
}

absl::StatusOr<Relaxation> RelaxAllPairs(const PairScan& scan, CandidateSet& candidates,
                                         const SolveParameters& parameters, WorkMeter& meter,
                                         Incumbent& incumbent) {
  return Closer(scan, candidates, parameters, meter, incumbent).Close();
}

}  // namespace cordee
