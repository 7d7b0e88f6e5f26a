#include "engine/solve/bundles/bundle_solver.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/solve/bundles/bundle_round.h"
#include "engine/solve/bundles/haul_plan.h"
#include "engine/solve/bundles/held_plan.h"
#include "engine/solve/bundles/store_room.h"
#include "engine/solve/bundles/store_routes.h"
#include "engine/solve/bundles/transport_bound.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

constexpr int64_t kCostPerEuro = kCostPerCent * kCentsPerEuro;
// Of what a trip alone costs, what a haul of a pooled tour is expected to cost.
constexpr int64_t kExpectedShareOneIn = 4;
constexpr int64_t kNeedsPerBlock = 64;

size_t At(int64_t index) { return static_cast<size_t>(index); }

class Bundles {
 public:
  Bundles(const Problem& problem, const CandidateSet& candidates,
          const SolveParameters& parameters, StopToken stop)
      : problem_(problem),
        candidates_(candidates),
        parameters_(parameters),
        stop_(stop),
        planner_(problem),
        routes_(problem, planner_),
        barred_(At(candidates.size()), 0),
        charge_(At(candidates.size()), 0) {
    if (routes_.any()) route_.resize(At(candidates_.size()));
    // The answer at hand is what the first links make; a later round may still be cut short.
    parameters_.max_closure_rounds = 0;
  }

  absl::StatusOr<TransportResult> Run(SolveResult& result) {
    Round best;
    bool settled = false;
    if (problem_.previous_transport().empty()) {
      RETURN_IF_ERROR(Carry(result.links, {}, best));
    } else {
      ASSIGN_OR_RETURN(settled, Resume(result.links, best));
    }
    int32_t rounds = 1;
    if (!settled) RefuseUncarriable();
    std::vector<Link> wanted_before = result.links;
    Round last = best;
    while (!settled && rounds < problem_.policy().transport.max_rounds &&
           !stop_.StopRequested()) {
      Learn(last);
      ASSIGN_OR_RETURN(SolveResult wanted, SolveRound());
      if (stop_.StopRequested()) break;
      ++rounds;
      if (wanted.links == wanted_before) break;
      wanted_before = wanted.links;
      Round next;
      RETURN_IF_ERROR(Carry(wanted.links, last.plan.tours.empty() ? best : last, next));
      if (Better(next, best)) best = next;
      last = std::move(next);
    }
    if (!settled && !stop_.StopRequested()) {
      RETURN_IF_ERROR(TopUp(best));
      ++rounds;
    }
    result.links = best.result.links;
    result.parts = best.result.parts;
    result.by_category = best.result.by_category;
    result.orders = OrdersOf(best, result.orders);
    TransportResult transport = Read(best, rounds);
    RETURN_IF_ERROR(BoundWithTransport(problem_, candidates_, parameters_, stop_, result.bound,
                                       transport));
    const bool proved = result.parts.value() == result.bound && !transport.is_unproved();
    if (!proved) result.termination.reason = Reason::kFeasible;
    return transport;
  }

 private:
  // Goes on from the base run: what holds stays, and shipments that are new are fitted in. True
  // when nothing else may change.
  absl::StatusOr<bool> Resume(const std::vector<Link>& wanted, Round& round) {
    HeldPlan held = HoldPlan(problem_, candidates_, wanted);
    only_new_ = !held.vehicles_changed;
    std::vector<Link> links = held.links;
    for (const Link& link : wanted) {
      if (!problem_.IsCarried(link.need)) links.push_back(link);
    }
    std::sort(links.begin(), links.end(), ByPair);
    RETURN_IF_ERROR(Carry(links, BaseRound(held), round));
    for (const Link& link : held.links) {
      if (!Has(round.result.links, link)) held.Open(link.need, link.resource);
    }
    const bool any_open = held.AnyOpen();
    std::vector<uint8_t> is_held(At(candidates_.size()), 0);
    for (const Link& link : held.links) {
      is_held[At(CandidateOf(candidates_, link.need, link.resource))] = 1;
    }
    NoteWishes(wanted, held, is_held);
    if (any_open) BarClosed(held, is_held);
    return !any_open;
  }

  // What is carried may be more: the flow once more over the links that have a tour, for which more
  // goods cost nothing as long as they fit.
  absl::Status TopUp(Round& best) {
    for (int32_t n = 0; n < problem_.needs().size(); ++n) {
      if (!problem_.IsCarried(NeedIndex(n))) continue;
      for (int64_t c = candidates_.begin[At(n)]; c < candidates_.begin[At(n) + 1]; ++c) {
        barred_[At(c)] = 1;
      }
    }
    for (const Link& link : best.result.links) {
      const int64_t c = CandidateOf(candidates_, link.need, link.resource);
      barred_[At(c)] = 0;
      charge_[At(c)] = 0;
    }
    ASSIGN_OR_RETURN(const SolveResult fuller, SolveRound());
    if (stop_.StopRequested()) return absl::OkStatus();
    only_new_ = true;
    Round next;
    RETURN_IF_ERROR(Carry(fuller.links, best, next));
    if (Better(next, best)) best = std::move(next);
    return absl::OkStatus();
  }

  // The tours of the base run, as if a round had made them.
  Round BaseRound(const HeldPlan& held) const {
    Round base;
    for (const Haul& haul : held.hauls) {
      base.hauls.push_back({haul, {}, 0});
      base.candidate.push_back(
          haul.is_freight() ? -1 : CandidateOf(candidates_, haul.need, haul.resource));
    }
    base.plan.tours = held.tours;
    return base;
  }

  // Why links that the flow alone would want, and that are not tried again, have no tour.
  void NoteWishes(const std::vector<Link>& wanted, const HeldPlan& held,
                  const std::vector<uint8_t>& is_held) {
    std::vector<PlannedHaul> wishes;
    std::vector<int64_t> of;
    for (const Link& link : wanted) {
      if (!problem_.IsCarried(link.need) || held.IsOpen(link.need, link.resource)) continue;
      const int64_t c = CandidateOf(candidates_, link.need, link.resource);
      if (is_held[At(c)] != 0 || wishes.size() >= kMaxLeftLinks) continue;
      const StoreRoute& route = RouteOf(c, link.need);
      if (route.goes()) {
        for (const PlannedHaul& leg : routes_.LegsOf(route, link, kMaxTourCost)) {
          wishes.push_back(leg);
          of.push_back(c);
        }
      } else {
        wishes.push_back(HaulOf(link, c, wanted, 1));
        of.push_back(c);
      }
    }
    const std::vector<Unserved> reasons = planner_.WhyLeft(wishes);
    for (size_t k = 0; k < wishes.size(); ++k) {
      left_[of[k]] = wishes[k].haul.leg == 2 ? std::min(reasons[k - 1], reasons[k]) : reasons[k];
    }
  }

  void BarClosed(const HeldPlan& held, const std::vector<uint8_t>& is_held) {
    for (int32_t n = 0; n < problem_.needs().size(); ++n) {
      if (!problem_.IsCarried(NeedIndex(n))) continue;
      for (int64_t c = candidates_.begin[At(n)]; c < candidates_.begin[At(n) + 1]; ++c) {
        const bool closed = !held.IsOpen(NeedIndex(n), candidates_.resource[At(c)]);
        if (closed && is_held[At(c)] == 0) barred_[At(c)] = 1;
      }
    }
  }

  static bool ByPair(const Link& a, const Link& b) {
    return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
  }
  static bool Has(const std::vector<Link>& links, const Link& link) {
    return std::binary_search(links.begin(), links.end(), link, ByPair);
  }

  static bool Better(const Round& a, const Round& b) {
    return a.left_freights != b.left_freights ? a.left_freights < b.left_freights
                                              : a.worth > b.worth;
  }

  // By which store the goods of a pair go, if by any.
  const StoreRoute& RouteOf(int64_t candidate, NeedIndex need) {
    static const StoreRoute kStraight;
    if (route_.empty()) return kStraight;
    std::optional<StoreRoute>& route = route_[At(candidate)];
    if (!route.has_value()) route = routes_.Of(need, candidates_.resource[At(candidate)]);
    return *route;
  }

  // Both legs of every piece, one after the other.
  static void AddLegs(std::array<PlannedHaul, 2> legs, int64_t candidate, Round& round) {
    for (int32_t piece = 0; piece < legs[0].haul.pieces; ++piece) {
      for (PlannedHaul& leg : legs) {
        leg.haul.piece = piece;
        round.hauls.push_back(leg);
        round.candidate.push_back(candidate);
      }
    }
  }

  // Hauls of the links that are carried, and of all shipments.
  void MakeHauls(const std::vector<Link>& links, Round& round) {
    for (const Link& link : links) {
      if (!problem_.IsCarried(link.need)) continue;
      const int64_t c = CandidateOf(candidates_, link.need, link.resource);
      CHECK(c >= 0);
      const StoreRoute& route = RouteOf(c, link.need);
      if (route.goes()) {
        AddLegs(routes_.LegsOf(route, link, PrizeOf(link, c, links)), c, round);
        continue;
      }
      const Haul whole = {.need = link.need, .resource = link.resource};
      const int32_t pieces = planner_.PiecesOf(FactsOf(problem_, whole, link.amount));
      PlannedHaul haul = HaulOf(link, c, links, pieces);
      for (haul.haul.piece = 0; haul.haul.piece < pieces; ++haul.haul.piece) {
        round.hauls.push_back(haul);
        round.candidate.push_back(c);
      }
    }
    for (int32_t f = 0; f < problem_.logistics().freights.size(); ++f) {
      const Haul haul = {.freight = FreightIndex(f)};
      round.hauls.push_back({haul, FactsOf(problem_, haul, Quantity(0)), kMaxTourCost,
                             only_new_ && !IsNew(FreightIndex(f))});
      round.candidate.push_back(-1);
    }
  }

  // The first piece of so many.
  PlannedHaul HaulOf(const Link& link, int64_t candidate, const std::vector<Link>& links,
                     int32_t pieces) const {
    const Haul haul = {.need = link.need, .resource = link.resource, .pieces = pieces};
    return {haul, FactsOf(problem_, haul, link.amount),
            PrizeOf(link, candidate, links) / pieces};
  }

  int64_t PrizeOf(const Link& link, int64_t candidate, const std::vector<Link>& links) const {
    return CostOfWorth(problem_, WorthOf(link, candidate, links),
                       Deliveries(problem_, link.need));
  }

  // Written since the base run, or carried by it.
  bool IsNew(FreightIndex freight) const {
    const PreviousTransport& previous = problem_.previous_transport();
    if (previous.empty() || previous.freight_changed[At(freight.value())] != 0) return true;
    return std::any_of(previous.tours.begin(), previous.tours.end(), [&](const auto& tour) {
      return std::any_of(tour.stops.begin(), tour.stops.end(), [&](const PreviousStop& stop) {
        return stop.freight == freight;
      });
    });
  }

  // Points of the link, and its part of what its need would miss without all of its links.
  Total WorthOf(const Link& link, int64_t candidate, const std::vector<Link>& links) const {
    const auto of_need = std::equal_range(
        links.begin(), links.end(), link,
        [](const Link& a, const Link& b) { return a.need < b.need; });
    Quantity met;
    for (auto it = of_need.first; it != of_need.second; ++it) met += it->amount;
    const Quantity amount = problem_.needs().amount[At(link.need.value())];
    const Total saved = UnmetCost(problem_, link.need, amount) -
                        UnmetCost(problem_, link.need, amount - met);
    return Total{link.amount.value()} * candidates_.points[At(candidate)].value() *
               problem_.MicropointsPerUnit(link.need) +
           saved * link.amount.value() / met.value();
  }

  // No more of a link than the store holds that it goes by.
  std::vector<Link> Trim(std::vector<Link> links) {
    for (Link& link : links) {
      if (!routes_.any() || !problem_.IsCarried(link.need)) continue;
      const int64_t c = CandidateOf(candidates_, link.need, link.resource);
      const StoreRoute& route = RouteOf(c, link.need);
      if (route.goes()) link = routes_.Trim(route, link);
    }
    return links;
  }

  // Plans the tours of `wanted`, starting from those of `before`; links that are not carried whole
  // are taken out, and the tours without them planned once more.
  absl::Status Carry(const std::vector<Link>& wanted, const Round& before, Round& round) {
    const std::vector<Link> links = Trim(wanted);
    MakeHauls(links, round);
    for (const int64_t c : KeepWorthiest(problem_.logistics().freights.size(), round)) {
      left_[c] = Unserved::kNoRoom;
    }
    const std::vector<HaulTour> start = Renumber(before, round);
    const HaulPlanOptions options = {.only_new = only_new_ && !start.empty(),
                                     .threads = parameters_.threads};
    ASSIGN_OR_RETURN(round.plan, planner_.Plan(round.hauls, start, options, stop_));
    MarkOverfull(problem_, round);
    TakeNote(round);
    while (DropBroken(round) || LetGoBelowMinimum(problem_, candidates_, links, round)) {
      ASSIGN_OR_RETURN(round.plan, planner_.Plan(round.hauls, round.plan.tours, options, stop_));
      MarkOverfull(problem_, round);
      TakeNote(round);
    }
    KeepCarried(links, round);
    return absl::OkStatus();
  }

  // Why links were left.
  void TakeNote(const Round& round) {
    for (size_t h = 0; h < round.hauls.size(); ++h) {
      if (round.plan.carried[h] != 0 || round.candidate[h] < 0) continue;
      Unserved reason = round.plan.reason[h];
      // Of two legs, what stands in the way first.
      const bool both = round.hauls[h].haul.leg == 2 && round.plan.carried[h - 1] == 0;
      if (both) reason = std::min(reason, round.plan.reason[h - 1]);
      left_[round.candidate[h]] = reason;
    }
  }

  // The links that are carried or need not be, and what they are worth.
  void KeepCarried(const std::vector<Link>& links, Round& round) const {
    for (size_t h = 0; h < round.hauls.size(); ++h) {
      round.left_freights += round.candidate[h] < 0 && round.plan.carried[h] == 0 ? 1 : 0;
    }
    round.result.links = CarriedLinks(problem_, candidates_, links, round);
    EvaluateLinks(problem_, candidates_, candidates_.points, parameters_.threads, round.result);
    for (const StoreStay& stay : StaysOf(round)) {
      round.storage_cost += StorageCostOf(problem_, round, stay);
    }
    round.worth = round.result.parts.value() -
                  WorthOfCost(problem_, round.plan.cost + round.storage_cost);
  }

  // Pairs that no vehicle could carry, not even the least of them and alone, and what the others
  // are expected to cost.
  void RefuseUncarriable() {
    ParallelFor(problem_.needs().size(), kNeedsPerBlock, parameters_.threads,
                [&](int64_t begin, int64_t end) {
                  for (int64_t n = begin; n < end && !stop_.StopRequested(); ++n) {
                    RefuseUncarriable(NeedIndex(static_cast<int32_t>(n)));
                  }
                });
  }

  void RefuseUncarriable(NeedIndex need) {
    if (!problem_.IsCarried(need)) return;
    const int64_t end = candidates_.begin[At(need.value()) + 1];
    for (int64_t c = candidates_.begin[At(need.value())]; c < end; ++c) {
      if (barred_[At(c)] != 0) continue;
      const Haul haul = {.need = need, .resource = candidates_.resource[At(c)]};
      const Quantity least = PairLot(problem_, need, haul.resource);
      const Quantity most = PairCapacity(problem_, need, haul.resource);
      const int64_t cost = planner_.LeastCostAlone(FactsOf(problem_, haul, least));
      if (cost < 0) {
        const StoreRoute& route = RouteOf(c, need);
        barred_[At(c)] = route.goes() ? 0 : 1;
        const int64_t legs = (route.cost_in + route.cost_out) / kExpectedShareOneIn;
        if (route.goes()) charge_[At(c)] = ChargeOf(need, legs + route.storage_cost, most);
      } else {
        charge_[At(c)] = ChargeOf(need, cost / kExpectedShareOneIn, most);
      }
    }
  }

  // Points per reference quantity that `cost` of every delivery of `amount` takes away.
  int32_t ChargeOf(NeedIndex need, int64_t cost, Quantity amount) const {
    const Total micropoints = Total{cost} * Deliveries(problem_, need) *
                              problem_.policy().transport.points_per_euro * kMicropointsPerPoint /
                              kCostPerEuro;
    const Total points = micropoints / (Total{std::max<int64_t>(amount.value(), 1)} *
                                        problem_.MicropointsPerUnit(need));
    return static_cast<int32_t>(std::min<Total>(points, kMaxPointsPerReference));
  }

  // From a round: what is not carried is barred, what is carried is charged.
  void Learn(const Round& round) {
    for (const auto& [candidate, reason] : left_) barred_[At(candidate)] = 1;
    std::map<int64_t, int64_t> cost;
    for (size_t h = 0; h < round.hauls.size(); ++h) {
      if (round.candidate[h] >= 0) cost[round.candidate[h]] += round.plan.marginal_cost[h];
    }
    for (const StoreStay& stay : StaysOf(round)) {
      cost[round.candidate[At(stay.haul_in)]] += StorageCostOf(problem_, round, stay);
    }
    for (const Link& link : round.result.links) {
      if (!problem_.IsCarried(link.need)) continue;
      const int64_t c = CandidateOf(candidates_, link.need, link.resource);
      charge_[At(c)] = ChargeOf(link.need, cost[c], link.amount);
    }
  }

  absl::StatusOr<SolveResult> SolveRound() const {
    CandidateSet open;
    open.begin.push_back(0);
    for (int32_t n = 0; n < problem_.needs().size(); ++n) {
      for (int64_t c = candidates_.begin[At(n)]; c < candidates_.begin[At(n) + 1]; ++c) {
        if (barred_[At(c)] != 0) continue;
        open.resource.push_back(candidates_.resource[At(c)]);
        open.points.push_back(
            Points(std::max(candidates_.points[At(c)].value() - charge_[At(c)], 0)));
      }
      open.begin.push_back(open.size());
    }
    open.admissible_pairs = open.size();
    return Solve(problem_, open, open.points, parameters_, stop_);
  }

  TransportResult Read(Round& best, int32_t rounds) const {
    TransportResult transport;
    transport.rounds = rounds;
    transport.late_regulars = LateRegulars(problem_);
    std::vector<int32_t> number(best.hauls.size(), -1);
    for (size_t h = 0; h < best.hauls.size(); ++h) {
      const Haul& haul = best.hauls[h].haul;
      if (best.plan.carried[h] == 0) {
        transport.left_freights.push_back({haul.freight, best.plan.reason[h]});
        continue;
      }
      number[h] = static_cast<int32_t>(transport.hauls.size());
      transport.hauls.push_back(haul);
    }
    transport.tours = std::move(best.plan.tours);
    for (HaulTour& tour : transport.tours) {
      for (HaulStop& stop : tour.stops) {
        if (stop.is_regular()) continue;
        stop.haul = number[At(stop.haul)];
        Haul& haul = transport.hauls[At(stop.haul)];
        if (haul.is_leg()) haul.first_day = haul.last_day = tour.day;
      }
    }
    for (const auto& [c, reason] : left_) {
      const auto row = std::upper_bound(candidates_.begin.begin(), candidates_.begin.end(), c);
      const NeedIndex need(static_cast<int32_t>(row - candidates_.begin.begin()) - 1);
      const ResourceIndex resource = candidates_.resource[At(c)];
      if (transport.left_links.size() >= kMaxLeftLinks) break;
      const bool linked = Has(best.result.links, {need, resource, Quantity(0)});
      if (!linked) transport.left_links.push_back({need, resource, reason});
    }
    transport.cost = best.plan.cost;
    transport.metres = best.plan.metres;
    transport.storage_cost = best.storage_cost;
    return transport;
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  SolveParameters parameters_;
  const StopToken stop_;
  const HaulPlanner planner_;
  const StoreRoutes routes_;
  std::vector<std::optional<StoreRoute>> route_;  // by candidate, once asked for; empty: no stores
  std::vector<uint8_t> barred_;   // by candidate
  std::vector<int32_t> charge_;   // points, by candidate
  std::map<int64_t, Unserved> left_;  // candidates that no tour took
  bool only_new_ = false;             // search around what has no place yet
};

}  // namespace

int64_t CostOfWorth(const Problem& problem, Total micropoints, int64_t times) {
  const int64_t points_per_euro = problem.policy().transport.points_per_euro;
  if (micropoints <= 0) return 0;
  if (points_per_euro == 0) return kMaxTourCost;
  const Total cost = micropoints * kCostPerEuro /
                     (Total{points_per_euro} * kMicropointsPerPoint * times);
  return static_cast<int64_t>(std::min<Total>(cost, kMaxTourCost));
}

Total WorthOfCost(const Problem& problem, int64_t cost_a_week) {
  const Total parts = Total{cost_a_week} * problem.horizon().weeks *
                      problem.policy().transport.points_per_euro * kMicropointsPerPoint;
  return parts / kCostPerEuro - (parts % kCostPerEuro < 0 ? 1 : 0);
}

absl::StatusOr<TransportResult> SolveBundles(const Problem& problem,
                                             const CandidateSet& candidates,
                                             const SolveParameters& parameters, StopToken stop,
                                             SolveResult& result) {
  return Bundles(problem, candidates, parameters, stop).Run(result);
}

}  // namespace cordee
