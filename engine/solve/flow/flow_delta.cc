#include "engine/solve/flow/flow_delta.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace cordee {
namespace {

absl::Status At(absl::string_view column, size_t index, absl::string_view rule) {
  return absl::InvalidArgumentError(absl::StrCat(column, "[", index, "]: ", rule));
}

bool IsQuantity(int64_t value) { return value >= 0 && value <= kMaxFlowCapacity; }

absl::Status CheckNeeds(const FlowProblem& problem, const FlowDelta& delta) {
  if (delta.demand.size() != delta.need.size()) {
    return absl::InvalidArgumentError("need and demand differ in length");
  }
  size_t tier = 0;
  for (size_t k = 0; k < delta.need.size(); ++k) {
    const int32_t need = delta.need[k];
    if (need < 0 || need >= problem.need_count()) return At("need", k, "there is no such need");
    if (!IsQuantity(delta.demand[k])) return At("demand", k, "must be in [0, kMaxFlowCapacity]");
    const auto i = static_cast<size_t>(need);
    const auto tiers = static_cast<size_t>(problem.tier_begin[i + 1] - problem.tier_begin[i]);
    if (tier + tiers > delta.tier_capacity.size()) return At("need", k, "tiers are missing");
    int64_t sum = 0;
    for (size_t t = 0; t < tiers; ++t, ++tier) {
      if (!IsQuantity(delta.tier_capacity[tier])) {
        return At("tier_capacity", tier, "must be in [0, kMaxFlowCapacity]");
      }
      sum += delta.tier_capacity[tier];
    }
    if (tiers > 0 && sum != delta.demand[k]) return At("demand", k, "must be the sum of its tiers");
  }
  if (tier == delta.tier_capacity.size()) return absl::OkStatus();
  return absl::InvalidArgumentError("tier_capacity: more tiers than the needs have");
}

absl::Status CheckSupplies(const FlowProblem& problem, const FlowDelta& delta) {
  if (delta.supply_capacity.size() != delta.supply.size()) {
    return absl::InvalidArgumentError("supply and supply_capacity differ in length");
  }
  for (size_t k = 0; k < delta.supply.size(); ++k) {
    if (delta.supply[k] < 0 || delta.supply[k] >= problem.supply_count()) {
      return At("supply", k, "there is no such supply");
    }
    if (!IsQuantity(delta.supply_capacity[k])) {
      return At("supply_capacity", k, "must be in [0, kMaxFlowCapacity]");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckArc(const FlowProblem& problem, absl::string_view need_column,
                      absl::string_view arc_column, size_t k, int32_t need, int32_t arc) {
  if (need < 0 || need >= problem.need_count()) {
    return At(need_column, k, "there is no such need");
  }
  const auto i = static_cast<size_t>(need);
  if (arc >= problem.arc_begin[i] && arc < problem.arc_begin[i + 1]) return absl::OkStatus();
  return At(arc_column, k, absl::StrCat("is not an arc of need ", need));
}

absl::Status CheckBounds(const FlowProblem& problem, const FlowDelta& delta) {
  if (delta.bound_arc.size() != delta.bound_need.size() ||
      delta.arc_capacity.size() != delta.bound_arc.size()) {
    return absl::InvalidArgumentError("bound_need, bound_arc and arc_capacity differ in length");
  }
  if (!delta.bound_arc.empty() && problem.arc_capacity.empty()) {
    return absl::InvalidArgumentError("arc_capacity: no arc has a bound of its own");
  }
  for (size_t k = 0; k < delta.bound_arc.size(); ++k) {
    RETURN_IF_ERROR(
        CheckArc(problem, "bound_need", "bound_arc", k, delta.bound_need[k], delta.bound_arc[k]));
    if (!IsQuantity(delta.arc_capacity[k])) {
      return At("arc_capacity", k, "must be in [0, kMaxFlowCapacity]");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckArcs(const FlowProblem& problem, const FlowDelta& delta) {
  if (delta.arc.size() != delta.arc_need.size() || delta.arc_points.size() != delta.arc.size()) {
    return absl::InvalidArgumentError("arc_need, arc and arc_points differ in length");
  }
  for (size_t k = 0; k < delta.arc.size(); ++k) {
    RETURN_IF_ERROR(CheckArc(problem, "arc_need", "arc", k, delta.arc_need[k], delta.arc[k]));
    const auto i = static_cast<size_t>(delta.arc_need[k]);
    const int64_t most = kMaxFlowValue / problem.need_unit[i];
    if (delta.arc_points[k] < -most || delta.arc_points[k] > most) {
      return At("arc_points", k, "times need_unit is beyond kMaxFlowValue");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateFlowDelta(const FlowProblem& problem, const FlowDelta& delta) {
  RETURN_IF_ERROR(CheckNeeds(problem, delta));
  RETURN_IF_ERROR(CheckSupplies(problem, delta));
  RETURN_IF_ERROR(CheckArcs(problem, delta));
  return CheckBounds(problem, delta);
}

}  // namespace cordee
