#include "engine/solve/flow_expansion.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

std::vector<uint64_t> HashIds(const std::vector<std::string>& ids, uint64_t seed) {
  std::vector<uint64_t> hashes;
  hashes.reserve(ids.size());
  for (const std::string& id : ids) hashes.push_back(HashBytes(id, seed));
  return hashes;
}

class Expander {
 public:
  Expander(const Problem& problem, const CandidateSet& candidates,
           const std::vector<Points>& points)
      : problem_(problem),
        candidates_(candidates),
        points_(points),
        resource_hash_(HashIds(problem.resources().id, 2)) {
    out_.flow.need_key = HashIds(problem.needs().id, 1);
    out_.previous = PreviousAmounts(problem, candidates);
  }

  absl::StatusOr<FlowExpansion> Expand() && {
    AddSupplies();
    const auto needs = static_cast<size_t>(problem_.needs().size());
    out_.flow.tier_begin.push_back(0);
    out_.flow.arc_begin.push_back(0);
    for (NeedIndex need : IndicesUpTo<NeedIndex>(needs)) RETURN_IF_ERROR(AddNeed(need));
    return std::move(out_);
  }

 private:
  HalfHours CommonHours(NeedIndex need, ResourceIndex resource) const {
    const auto n = static_cast<size_t>(need.value());
    const HalfHours common = problem_.needs().hours[n] &
                             problem_.resources().hours[static_cast<size_t>(resource.value())];
    return BookableHours(common, problem_.needs().duration[n]);
  }

  // Supplies in the order of (resource, half-hour); only those that a candidate can use.
  void AddSupplies() {
    const auto resources = static_cast<size_t>(problem_.resources().size());
    std::vector<uint8_t> used(resources, 0);
    std::vector<HalfHours> slots(resources);
    for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem_.needs().size()))) {
      const auto n = static_cast<size_t>(need.value());
      for (int64_t c = candidates_.begin[n]; c < candidates_.begin[n + 1]; ++c) {
        const ResourceIndex resource = candidates_.resource[static_cast<size_t>(c)];
        const auto r = static_cast<size_t>(resource.value());
        used[r] = 1;
        if (!problem_.NeedCategory(need).booking) continue;
        for (auto [begin, end] : CommonHours(need, resource).Runs()) slots[r].Add(begin, end);
      }
    }
    first_supply_.assign(resources, -1);
    for (ResourceIndex resource : IndicesUpTo<ResourceIndex>(resources)) {
      const auto r = static_cast<size_t>(resource.value());
      if (used[r] == 0) continue;
      first_supply_[r] = out_.flow.supply_count();
      const int64_t amount = problem_.resources().amount[r].value();
      if (!problem_.ResourceCategory(resource).booking) {
        AddSupply(resource, -1, amount);
        continue;
      }
      const int64_t capacity = amount * CountWeeks(problem_.resources().weeks[r]);
      for (auto [begin, end] : slots[r].Runs()) {
        for (int32_t slot = begin; slot < end; ++slot) AddSupply(resource, slot, capacity);
      }
    }
  }

  void AddSupply(ResourceIndex resource, int32_t slot, int64_t capacity) {
    out_.supply_resource.push_back(resource);
    out_.supply_slot.push_back(slot);
    out_.flow.supply_capacity.push_back(capacity);
    const uint64_t hash = resource_hash_[static_cast<size_t>(resource.value())];
    out_.flow.supply_key.push_back(MixBits(hash + static_cast<uint64_t>(slot)));
  }

  absl::Status AddNeed(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    const int64_t unit = problem_.MicropointsPerUnit(need);
    const Quantity amount = problem_.needs().amount[n];
    FlowProblem& flow = out_.flow;
    flow.demand.push_back(amount.value());
    flow.need_unit.push_back(unit);
    const std::vector<int64_t> widths = TierWidths(problem_, need);
    for (size_t t = 0; t < widths.size(); ++t) {
      flow.tier_capacity.push_back(widths[t]);
      flow.tier_cost.push_back(problem_.policy().unmet_tiers[t].points * unit);
    }
    const bool booking = problem_.NeedCategory(need).booking;
    for (int64_t c = candidates_.begin[n]; c < candidates_.begin[n + 1]; ++c) {
      if (booking) {
        AddBooking(need, c);
      } else {
        AddPair(need, c);
      }
    }
    if (flow.arc_supply.size() > std::numeric_limits<int32_t>::max()) {
      return absl::ResourceExhaustedError(absl::StrCat("candidates: more than ",
                                                       std::numeric_limits<int32_t>::max(),
                                                       " arcs in the flow network"));
    }
    flow.tier_begin.push_back(static_cast<int32_t>(flow.tier_capacity.size()));
    flow.arc_begin.push_back(flow.arc_count());
    return absl::OkStatus();
  }

  void AddPair(NeedIndex need, int64_t candidate) {
    const auto c = static_cast<size_t>(candidate);
    const int32_t supply = first_supply_[static_cast<size_t>(candidates_.resource[c].value())];
    const int64_t capacity = PairCapacity(problem_, need, candidates_.resource[c]).value();
    const int64_t continued = std::min(out_.previous[c], capacity);
    const int32_t points = points_[c].value();
    if (continued > 0) {
      AddArc(need, candidate, supply, continued, points + Continuity());
    }
    if (continued < capacity) AddArc(need, candidate, supply, capacity - continued, points);
  }

  int32_t Continuity() const { return problem_.policy().continuity_points; }

  void AddBooking(NeedIndex need, int64_t candidate) {
    const auto c = static_cast<size_t>(candidate);
    const auto n = static_cast<size_t>(need.value());
    const int64_t amount = problem_.needs().amount[n].value();
    if (amount == 0) return;
    const Total continuity = Total{Continuity()} * std::min(out_.previous[c], amount);
    const int32_t points =
        points_[c].value() + static_cast<int32_t>((continuity + amount - 1) / amount);
    const ResourceIndex resource = candidates_.resource[c];
    const HalfHours hours = CommonHours(need, resource);
    int32_t supply = first_supply_[static_cast<size_t>(resource.value())];
    for (; supply < out_.flow.supply_count() &&
           out_.supply_resource[static_cast<size_t>(supply)] == resource;
         ++supply) {
      if (!hours.Has(out_.supply_slot[static_cast<size_t>(supply)])) continue;
      AddArc(need, candidate, supply, Occurrences(problem_, need), points);
    }
  }

  // The column of capacities begins with the first arc that its two ends do not bound already.
  void AddArc(NeedIndex need, int64_t candidate, int32_t supply, int64_t capacity, int32_t points) {
    FlowProblem& flow = out_.flow;
    const int64_t ends = std::min(flow.demand[static_cast<size_t>(need.value())],
                                  flow.supply_capacity[static_cast<size_t>(supply)]);
    if (capacity < ends && flow.arc_capacity.empty()) {
      flow.arc_capacity.assign(flow.arc_supply.size(), kMaxFlowCapacity);
    }
    if (capacity < ends || !flow.arc_capacity.empty()) flow.arc_capacity.push_back(capacity);
    out_.arc_candidate.push_back(candidate);
    flow.arc_supply.push_back(supply);
    flow.arc_points.push_back(points);
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  const std::vector<uint64_t> resource_hash_;
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

absl::StatusOr<FlowExpansion> ExpandToFlow(const Problem& problem, const CandidateSet& candidates,
                                           const std::vector<Points>& points) {
  CHECK(points.size() == candidates.resource.size());
  CHECK(candidates.begin.size() == static_cast<size_t>(problem.needs().size()) + 1);
  return Expander(problem, candidates, points).Expand();
}

}  // namespace cordee
