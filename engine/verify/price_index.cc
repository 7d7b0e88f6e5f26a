#include "engine/verify/price_index.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"

namespace cordee::verify {
namespace {

size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

absl::Status BadPrice(const SupplyPrice& price, const char* what) {
  return absl::FailedPreconditionError(absl::StrCat("price of resource ", price.resource.value(),
                                                    ", slot ", price.slot, ": ", what));
}

absl::Status CheckPrice(const Problem& problem, const SupplyPrice& price) {
  const EntryTable& resources = problem.resources();
  if (price.resource.value() < 0 || price.resource.value() >= resources.size()) {
    return BadPrice(price, "no such resource");
  }
  if (price.micropoints <= 0 || price.micropoints > PriceIndex::kMaxPrice) {
    return BadPrice(price, "must be positive and at most 2^50");
  }
  if (!problem.ResourceCategory(price.resource).booking) {
    return price.slot == -1 ? absl::OkStatus() : BadPrice(price, "the resource has no slots");
  }
  if (price.slot < 0 || price.slot >= kHalfHoursPerWeek ||
      !resources.hours[Row(price.resource)].Has(price.slot)) {
    return BadPrice(price, "the resource is not open then");
  }
  return absl::OkStatus();
}

int64_t SupplyCapacity(const Problem& problem, ResourceIndex resource) {
  const EntryTable& resources = problem.resources();
  const int64_t amount = resources.amount[Row(resource)].value();
  if (!problem.ResourceCategory(resource).booking) return amount;
  return amount * CountWeeks(resources.weeks[Row(resource)]);
}

}  // namespace

absl::StatusOr<PriceIndex> PriceIndex::Make(const Problem& problem,
                                            const std::vector<SupplyPrice>& prices) {
  PriceIndex index;
  index.prices_ = &prices;
  index.begin_.assign(static_cast<size_t>(problem.resources().size()) + 1, 0);
  for (size_t i = 0; i < prices.size(); ++i) {
    RETURN_IF_ERROR(CheckPrice(problem, prices[i]));
    if (i > 0 && std::pair(prices[i - 1].resource, prices[i - 1].slot) >=
                     std::pair(prices[i].resource, prices[i].slot)) {
      return BadPrice(prices[i], "not sorted, or stated twice");
    }
    ++index.begin_[Row(prices[i].resource) + 1];
  }
  for (size_t r = 1; r < index.begin_.size(); ++r) index.begin_[r] += index.begin_[r - 1];
  return index;
}

Total PriceIndex::OfAllSupplies(const Problem& problem) const {
  Total sum = 0;
  for (const SupplyPrice& price : *prices_) {
    sum += Total{price.micropoints} * SupplyCapacity(problem, price.resource);
  }
  return sum;
}

}  // namespace cordee::verify
