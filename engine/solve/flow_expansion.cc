#include "engine/solve/flow_expansion.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/solve/booked_hours.h"
#include "engine/solve/flow_order.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

constexpr int64_t kRowsPerBlock = 1024;

class Expander {
 public:
  Expander(const Problem& problem, const CandidateSet& candidates,
           const std::vector<Points>& points, int32_t threads, StopToken stop)
      : problem_(problem),
        candidates_(candidates),
        points_(points),
        threads_(threads),
        stop_(stop) {}

  absl::StatusOr<FlowExpansion> Expand() && {
    out_.previous = PreviousAmounts(problem_, candidates_);
    RETURN_IF_ERROR(Failure());
    ASSIGN_OR_RETURN(order_, OrderForFlow(problem_, candidates_, stop_));
    AddSupplies();
    RETURN_IF_ERROR(Failure());
    AddNeeds();
    RETURN_IF_ERROR(Failure());
    RETURN_IF_ERROR(CountArcs());
    FillArcs();
    RETURN_IF_ERROR(Failure());
    out_.need_row = std::move(order_.row_of_need);
    return std::move(out_);
  }

 private:
  // A candidate of a need, by the first supply of its resource.
  struct Place {
    int32_t supply;
    int32_t candidate;

    friend bool operator<(const Place& a, const Place& b) { return a.supply < b.supply; }
  };

  absl::Status Failure() const {
    if (stop_.StopRequested()) return absl::CancelledError("stopped while building the network");
    return absl::OkStatus();
  }

  // body(row) for all needs, unless stopped.
  template <typename Body>
  void ForEachRow(const Body& body) const {
    ParallelFor(static_cast<int64_t>(order_.needs.size()), kRowsPerBlock, threads_,
                [&](int64_t begin, int64_t end) {
                  if (stop_.StopRequested()) return;
                  for (int64_t row = begin; row < end; ++row) body(static_cast<size_t>(row));
                });
  }

  // Supplies in the order of the resources; of a booked one, by first half-hour.
  void AddSupplies() {
    const BookedHours booked(problem_, candidates_, stop_);
    if (stop_.StopRequested()) return;
    first_supply_.assign(static_cast<size_t>(problem_.resources().size()), -1);
    out_.slot_begin.push_back(0);
    for (size_t row = 0; row < order_.resources.size(); ++row) {
      if (row % kRowsPerBlock == 0 && stop_.StopRequested()) return;
      const ResourceIndex resource = order_.resources[row];
      const auto r = static_cast<size_t>(resource.value());
      first_supply_[r] = out_.flow.supply_count();
      const int64_t amount = problem_.resources().amount[r].value();
      if (!problem_.ResourceCategory(resource).booking) {
        AddSupply(resource, {}, amount);
        continue;
      }
      const int64_t capacity = amount * CountWeeks(problem_.resources().weeks[r]);
      for (const std::vector<int32_t>& slots : booked.GroupsOf(resource)) {
        const Total all = Total{capacity} * static_cast<int64_t>(slots.size());
        AddSupply(resource, slots, static_cast<int64_t>(std::min<Total>(all, kMaxFlowCapacity)));
      }
    }
  }

  void AddSupply(ResourceIndex resource, const std::vector<int32_t>& slots, int64_t capacity) {
    const int32_t first_slot = slots.empty() ? -1 : slots.front();
    out_.supply_resource.push_back(resource);
    out_.slots.insert(out_.slots.end(), slots.begin(), slots.end());
    out_.slot_begin.push_back(static_cast<int32_t>(out_.slots.size()));
    out_.flow.supply_capacity.push_back(capacity);
    const uint64_t hash =
        HashBytes(problem_.resources().id[static_cast<size_t>(resource.value())], 2);
    out_.flow.supply_key.push_back(MixBits(hash + static_cast<uint64_t>(first_slot)));
  }

  void AddNeeds() {
    FlowProblem& flow = out_.flow;
    const size_t rows = order_.needs.size();
    const std::vector<UnmetTier>& tiers = problem_.policy().unmet_tiers;
    flow.demand.resize(rows);
    flow.need_unit.resize(rows);
    flow.need_key.resize(rows);
    flow.tier_begin.resize(rows + 1, 0);
    flow.tier_capacity.resize(rows * tiers.size());
    flow.tier_cost.resize(rows * tiers.size());
    ForEachRow([&](size_t row) {
      const NeedIndex need = order_.needs[row];
      const auto n = static_cast<size_t>(need.value());
      flow.demand[row] = problem_.needs().amount[n].value();
      flow.need_unit[row] = problem_.MicropointsPerUnit(need);
      flow.need_key[row] = HashBytes(problem_.needs().id[n], 1);
      size_t at = row * tiers.size();
      flow.tier_begin[row + 1] = static_cast<int32_t>(at + tiers.size());
      int64_t before = 0;
      for (const UnmetTier& tier : tiers) {
        const int64_t upto = TierEnd(problem_.needs(), n, tier);
        flow.tier_capacity[at] = upto - before;
        flow.tier_cost[at++] = tier.points * flow.need_unit[row];
        before = upto;
      }
    });
  }

  absl::Status CountArcs() {
    std::vector<int32_t>& begin = out_.flow.arc_begin;
    begin.resize(order_.needs.size() + 1, 0);
    std::atomic<bool> bounded = false;
    std::atomic<int64_t> total = 0;
    ForEachRow([&](size_t row) {
      int32_t arcs = 0;
      const int64_t demand = out_.flow.demand[row];
      ForEachArc(row, [&](int32_t, int32_t supply, int64_t capacity, int32_t) {
        ++arcs;
        const auto j = static_cast<size_t>(supply);
        if (capacity < std::min(demand, out_.flow.supply_capacity[j])) bounded = true;
      });
      begin[row + 1] = arcs;
      total += arcs;
    });
    RETURN_IF_ERROR(Failure());
    if (total > std::numeric_limits<int32_t>::max()) {
      return absl::ResourceExhaustedError(absl::StrCat("candidates: more than ",
                                                       std::numeric_limits<int32_t>::max(),
                                                       " arcs in the flow network"));
    }
    for (size_t row = 0; row < order_.needs.size(); ++row) begin[row + 1] += begin[row];
    const auto arcs = static_cast<size_t>(total);
    out_.flow.arc_supply.resize(arcs);
    out_.flow.arc_points.resize(arcs);
    if (bounded) out_.flow.arc_capacity.resize(arcs);
    out_.arc_candidate.resize(arcs);
    return absl::OkStatus();
  }

  void FillArcs() {
    FlowProblem& flow = out_.flow;
    ForEachRow([&](size_t row) {
      auto at = static_cast<size_t>(flow.arc_begin[row]);
      ForEachArc(row, [&](int32_t candidate, int32_t supply, int64_t capacity, int32_t points) {
        flow.arc_supply[at] = supply;
        flow.arc_points[at] = points;
        if (!flow.arc_capacity.empty()) flow.arc_capacity[at] = capacity;
        out_.arc_candidate[at++] = candidate;
      });
    });
  }

  // visit(candidate, supply, capacity, points) in the order of the network.
  template <typename Visit>
  void ForEachArc(size_t row, const Visit& visit) const {
    const NeedIndex need = order_.needs[row];
    const auto n = static_cast<size_t>(need.value());
    std::vector<Place> places;
    places.reserve(static_cast<size_t>(candidates_.begin[n + 1] - candidates_.begin[n]));
    for (int64_t c = candidates_.begin[n]; c < candidates_.begin[n + 1]; ++c) {
      const ResourceIndex resource = candidates_.resource[static_cast<size_t>(c)];
      places.push_back(
          {first_supply_[static_cast<size_t>(resource.value())], static_cast<int32_t>(c)});
    }
    std::sort(places.begin(), places.end());
    const bool booking = problem_.NeedCategory(need).booking;
    for (const Place& place : places) {
      if (booking) {
        VisitBooking(need, place, visit);
      } else {
        VisitPair(need, place, visit);
      }
    }
  }

  template <typename Visit>
  void VisitPair(NeedIndex need, const Place& place, const Visit& visit) const {
    const auto c = static_cast<size_t>(place.candidate);
    const int64_t capacity = PairCapacity(problem_, need, candidates_.resource[c]).value();
    const int64_t continued = std::min(out_.Previous(c), capacity);
    const int32_t points = points_[c].value();
    if (continued > 0) visit(place.candidate, place.supply, continued, points + Continuity());
    if (continued < capacity) visit(place.candidate, place.supply, capacity - continued, points);
  }

  int32_t Continuity() const { return problem_.policy().continuity_points; }

  template <typename Visit>
  void VisitBooking(NeedIndex need, const Place& place, const Visit& visit) const {
    const auto c = static_cast<size_t>(place.candidate);
    const auto n = static_cast<size_t>(need.value());
    const int64_t amount = problem_.needs().amount[n].value();
    if (amount == 0) return;
    const Total continuity = Total{Continuity()} * std::min(out_.Previous(c), amount);
    const int32_t points =
        points_[c].value() + static_cast<int32_t>((continuity + amount - 1) / amount);
    const ResourceIndex resource = candidates_.resource[c];
    const HalfHours hours = CommonHours(problem_, need, resource);
    for (int32_t supply = place.supply;
         supply < out_.flow.supply_count() &&
         out_.supply_resource[static_cast<size_t>(supply)] == resource;
         ++supply) {
      const std::span<const int32_t> slots = out_.SlotsOf(supply);
      if (!hours.Has(slots.front())) continue;
      const auto each = static_cast<int64_t>(slots.size());
      visit(place.candidate, supply, Occurrences(problem_, need) * each, points);
    }
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  const int32_t threads_;
  const StopToken stop_;
  FlowOrder order_;
  std::vector<int32_t> first_supply_;  // per resource
  FlowExpansion out_;
};

}  // namespace

HalfHours BookableHours(const HalfHours& hours, int32_t duration) {
  HalfHours bookable;
  for (auto [begin, end] : hours.Runs()) {
    if (end - begin >= duration) bookable.Add(begin, end);
  }
  return bookable;
}

int32_t Occurrences(const Problem& problem, NeedIndex need) {
  const auto n = static_cast<size_t>(need.value());
  if (problem.needs().period[n] == Period::kOnce) return 1;
  return CountWeeks(problem.needs().weeks[n]);
}

std::vector<int32_t> ArcsByCandidate(const FlowExpansion& expansion, NeedIndex need) {
  const auto row = static_cast<size_t>(expansion.need_row[static_cast<size_t>(need.value())]);
  std::vector<int32_t> arcs;
  for (int32_t a = expansion.flow.arc_begin[row]; a < expansion.flow.arc_begin[row + 1]; ++a) {
    arcs.push_back(a);
  }
  std::sort(arcs.begin(), arcs.end(), [&](int32_t a, int32_t b) {
    return std::pair(expansion.arc_candidate[static_cast<size_t>(a)], a) <
           std::pair(expansion.arc_candidate[static_cast<size_t>(b)], b);
  });
  return arcs;
}

absl::StatusOr<FlowExpansion> ExpandToFlow(const Problem& problem, const CandidateSet& candidates,
                                           const std::vector<Points>& points, int32_t threads,
                                           StopToken stop) {
  CHECK(points.size() == candidates.resource.size());
  CHECK(candidates.begin.size() == static_cast<size_t>(problem.needs().size()) + 1);
  return Expander(problem, candidates, points, threads, stop).Expand();
}

}  // namespace cordee
