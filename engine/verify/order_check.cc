#include "engine/verify/order_check.h"

#include <cstddef>
#include <cstdint>
#include <map>

#include "absl/strings/str_cat.h"

namespace cordee::verify {

absl::Status CheckOrders(const Problem& problem, const SolveResult& claim) {
  const EntryTable& resources = problem.resources();
  std::map<int32_t, Total> given;
  for (const Link& link : claim.links) {
    if (!problem.ResourceCategory(link.resource).booking) {
      given[link.resource.value()] += link.amount.value();
    }
  }
  for (const auto& [resource, sum] : given) {
    const auto r = static_cast<size_t>(resource);
    if (sum < resources.minimum_order[r].value()) {
      return absl::FailedPreconditionError(
          absl::StrCat("resources/", resources.id[r], ": gives less than its minimum order"));
    }
  }
  int32_t last = -1;
  for (const MissedOrder& missed : claim.orders.missed) {
    const int32_t resource = missed.resource.value();
    if (resource <= last || resource >= resources.size()) {
      return absl::FailedPreconditionError(
          "missed minimum orders: no such resource, or not sorted");
    }
    last = resource;
    const auto r = static_cast<size_t>(resource);
    if (given.contains(resource) || missed.wanted <= Quantity(0) ||
        missed.wanted >= resources.minimum_order[r]) {
      return absl::FailedPreconditionError(absl::StrCat(
          "resources/", resources.id[r], ": its minimum order is not missed as is stated"));
    }
  }
  return absl::OkStatus();
}

}  // namespace cordee::verify
