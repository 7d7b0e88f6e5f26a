// The prices of one claim, checked and laid out by resource.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee::verify {

class PriceIndex {
 public:
  // FailedPrecondition when prices are not sorted, not positive, above kMaxPrice, or belong to no
  // supply. `prices` must outlive the index. O(resources + prices).
  static absl::StatusOr<PriceIndex> Make(const Problem& problem,
                                         const std::vector<SupplyPrice>& prices);

  // Far above what any unit can be worth, and low enough that no sum of prices overflows a Total.
  static constexpr int64_t kMaxPrice = int64_t{1} << 50;

  // By slot.
  std::span<const SupplyPrice> Of(ResourceIndex resource) const {
    const auto r = static_cast<size_t>(resource.value());
    return std::span(*prices_).subspan(static_cast<size_t>(begin_[r]),
                                       static_cast<size_t>(begin_[r + 1] - begin_[r]));
  }

  // Price of a unit of a resource that is not booked.
  int64_t Single(ResourceIndex resource) const {
    const std::span<const SupplyPrice> prices = Of(resource);
    return prices.empty() ? 0 : prices.front().micropoints;
  }

  // Sum over all supplies of price * capacity: what the supplies cost altogether.
  Total OfAllSupplies(const Problem& problem) const;

 private:
  std::vector<int32_t> begin_;  // size resources + 1
  const std::vector<SupplyPrice>* prices_ = nullptr;
};

}  // namespace cordee::verify
