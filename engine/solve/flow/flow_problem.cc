#include "engine/solve/flow/flow_problem.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

absl::Status At(absl::string_view column, size_t index, absl::string_view rule) {
  return absl::InvalidArgumentError(absl::StrCat(column, "[", index, "]: ", rule));
}

absl::Status CheckSize(absl::string_view column, size_t size, size_t expected) {
  if (size == expected) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(column, ": has ", size, " entries, must have ", expected));
}

absl::Status CheckOffsets(absl::string_view column, const std::vector<int32_t>& begin,
                          size_t owners, size_t items) {
  RETURN_IF_ERROR(CheckSize(column, begin.size(), owners + 1));
  if (begin[0] != 0) return At(column, 0, "must be 0");
  for (size_t i = 0; i < owners; ++i) {
    if (begin[i + 1] < begin[i]) return At(column, i + 1, "must not decrease");
  }
  if (static_cast<size_t>(begin[owners]) != items) {
    return At(column, owners, absl::StrCat("must be the number of items, ", items));
  }
  return absl::OkStatus();
}

absl::Status CheckRange(absl::string_view column, const std::vector<int64_t>& values, int64_t low,
                        int64_t high) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] < low || values[i] > high) {
      return At(column, i, absl::StrCat("is ", values[i], ", must be in [", low, ", ", high, "]"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckShape(const FlowProblem& problem) {
  const size_t needs = problem.demand.size();
  const size_t arcs = problem.arc_supply.size();
  const size_t tiers = problem.tier_cost.size();
  const size_t supplies = problem.supply_capacity.size();
  if (needs + supplies + arcs + tiers >= static_cast<size_t>(INT32_MAX)) {
    return absl::InvalidArgumentError(
        "needs, supplies, arcs and tiers must be below 2^31 together");
  }
  RETURN_IF_ERROR(CheckSize("tier_capacity", problem.tier_capacity.size(), tiers));
  RETURN_IF_ERROR(CheckSize("need_unit", problem.need_unit.size(), needs));
  RETURN_IF_ERROR(CheckSize("arc_points", problem.arc_points.size(), arcs));
  if (!problem.arc_capacity.empty()) {
    RETURN_IF_ERROR(CheckSize("arc_capacity", problem.arc_capacity.size(), arcs));
  }
  if (!problem.arc_tie.empty()) {
    RETURN_IF_ERROR(CheckSize("arc_tie", problem.arc_tie.size(), arcs));
  } else if (arcs > 0) {
    RETURN_IF_ERROR(CheckSize("need_key", problem.need_key.size(), needs));
    RETURN_IF_ERROR(CheckSize("supply_key", problem.supply_key.size(), supplies));
  }
  RETURN_IF_ERROR(CheckOffsets("tier_begin", problem.tier_begin, needs, tiers));
  return CheckOffsets("arc_begin", problem.arc_begin, needs, arcs);
}

absl::Status CheckTiers(const FlowProblem& problem, size_t need) {
  const auto begin = static_cast<size_t>(problem.tier_begin[need]);
  const auto end = static_cast<size_t>(problem.tier_begin[need + 1]);
  if (end - begin > kMaxFlowTiers) {
    return At("tier_begin", need, absl::StrCat("a need has at most ", kMaxFlowTiers, " tiers"));
  }
  if (begin == end) return absl::OkStatus();
  // At most 100 tiers of 2^50 units: no overflow.
  int64_t sum = 0;
  for (size_t t = begin; t < end; ++t) {
    sum += problem.tier_capacity[t];
    if (t > begin && problem.tier_cost[t] < problem.tier_cost[t - 1]) {
      return At("tier_cost", t, "must not be below the tier before it");
    }
  }
  if (sum != problem.demand[need]) {
    return At("demand", need, "must be the sum of the need's tier capacities");
  }
  return absl::OkStatus();
}

absl::Status CheckArcs(const FlowProblem& problem, size_t need) {
  const auto begin = static_cast<size_t>(problem.arc_begin[need]);
  const auto end = static_cast<size_t>(problem.arc_begin[need + 1]);
  for (size_t a = begin; a < end; ++a) {
    const int32_t supply = problem.arc_supply[a];
    if (supply < 0 || supply >= problem.supply_count()) {
      return At("arc_supply", a, absl::StrCat("is ", supply, ", there is no such supply"));
    }
    const int64_t most = kMaxFlowValue / problem.need_unit[need];
    if (problem.arc_points[a] < -most || problem.arc_points[a] > most) {
      return At(
          "arc_points", a,
          absl::StrCat("is ", problem.arc_points[a], ", times need_unit ", problem.need_unit[need],
                       " must be in [", -kMaxFlowValue, ", ", kMaxFlowValue, "]"));
    }
    if (!problem.arc_tie.empty() && problem.arc_tie[a] >= kTieRange) {
      return At("arc_tie", a, absl::StrCat("must be below ", kTieRange));
    }
    if (a == begin) continue;
    const int32_t previous = problem.arc_supply[a - 1];
    if (supply < previous ||
        (supply == previous && problem.arc_points[a] > problem.arc_points[a - 1])) {
      return At("arc_supply", a, "a need's arcs must be sorted by supply, then points descending");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateFlowProblem(const FlowProblem& problem) {
  RETURN_IF_ERROR(CheckShape(problem));
  RETURN_IF_ERROR(CheckRange("demand", problem.demand, 0, kMaxFlowCapacity));
  RETURN_IF_ERROR(CheckRange("need_unit", problem.need_unit, 1, kMaxFlowValue));
  RETURN_IF_ERROR(CheckRange("tier_capacity", problem.tier_capacity, 0, kMaxFlowCapacity));
  RETURN_IF_ERROR(CheckRange("tier_cost", problem.tier_cost, -kMaxFlowValue, kMaxFlowValue));
  RETURN_IF_ERROR(CheckRange("arc_capacity", problem.arc_capacity, 0, kMaxFlowCapacity));
  RETURN_IF_ERROR(CheckRange("supply_capacity", problem.supply_capacity, 0, kMaxFlowCapacity));
  for (size_t need = 0; need < problem.demand.size(); ++need) {
    RETURN_IF_ERROR(CheckTiers(problem, need));
    RETURN_IF_ERROR(CheckArcs(problem, need));
  }
  return absl::OkStatus();
}

}  // namespace cordee
