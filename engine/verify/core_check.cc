#include "engine/verify/core_check.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "engine/solve/core_result.h"

namespace cordee {
namespace {

using Wide = __int128;

constexpr size_t kAllGroupsParties = 12;
// Orders that may be drawn above that, and the largest cost.
constexpr int64_t kMostOrders = 10'000;
constexpr int64_t kMostCost = int64_t{1} << 50;

absl::Status Broken(const std::string& what) { return absl::FailedPreconditionError(what); }

int64_t FloorDiv(Wide a, Wide b) {
  const Wide quotient = a / b;
  return static_cast<int64_t>(a % b != 0 && a < 0 ? quotient - 1 : quotient);
}

bool RightGroups(const HaulTour& tour) {
  const auto parties = static_cast<int64_t>(tour.shares.size());
  if (tour.shares.size() <= kAllGroupsParties) {
    return tour.core.groups == (int64_t{1} << parties) - 2;
  }
  return tour.core.groups >= parties && tour.core.groups <= parties * (kMostOrders + 1);
}

absl::Status CheckWorstGroup(const HaulTour& tour, const std::string& name) {
  const CoreCheck& core = tour.core;
  const uint64_t all = (uint64_t{1} << tour.shares.size()) - 1;
  if (core.worst_group == 0 || core.worst_group >= all) return Broken(name + ": no such group");
  if (core.worst_cost < 0 || core.worst_cost > kMostCost) return Broken(name + ": cost of a group");
  Wide excess = -Wide{core.worst_cost};
  for (size_t p = 0; p < tour.shares.size(); ++p) {
    const TourShare& share = tour.shares[p];
    const bool is_in = (core.worst_group >> p & 1) != 0;
    if (is_in) excess += Wide{share.cents} * kCostPerCent;
    if (is_in && std::has_single_bit(core.worst_group) &&
        CostInCents(core.worst_cost) != share.alone_cents) {
      return Broken(name + ": a group of one, and not what it would pay alone");
    }
    if (core.excess_cents < share.cents - share.alone_cents - kRoundingCents) {
      return Broken(name + ": a party would save more than the worst group");
    }
  }
  return FloorDiv(excess, kCostPerCent) == core.excess_cents
             ? absl::OkStatus()
             : Broken(name + ": not the excess of its group");
}

absl::Status CheckState(const HaulTour& tour, const std::string& name) {
  const CoreCheck& core = tour.core;
  const auto parties = static_cast<int64_t>(tour.shares.size());
  // At most what all would pay alone: half a cent for each was rounded.
  Wide alone = Wide{parties} * kCostPerCent / 2;
  for (const TourShare& share : tour.shares) alone += Wide{share.alone_cents} * kCostPerCent;
  const bool none_can_be_content = alone <= tour.cost;
  switch (core.state) {
    case CoreState::kEmpty: {
      const int64_t least = FloorDiv(tour.cost - alone, Wide{parties} * kCostPerCent);
      const bool possible = core.least_excess_cents >= std::max<int64_t>(least, 0) &&
                            core.least_excess_cents <= core.excess_cents + kRoundingCents;
      return possible ? absl::OkStatus() : Broken(name + ": least excess");
    }
    case CoreState::kNotEmpty:
      if (core.least_excess_cents > 0) return Broken(name + ": least excess");
      break;
    case CoreState::kUndecided:
      if (core.least_excess_cents != 0) return Broken(name + ": least excess, but undecided");
      break;
    default:
      return Broken(name + ": nothing said of its groups");
  }
  return none_can_be_content ? Broken(name + ": not said that no division contents all")
                             : absl::OkStatus();
}

}  // namespace

absl::Status CheckCore(const HaulTour& tour, const std::string& name) {
  int64_t least_more = INT64_MAX;
  int64_t most_more = INT64_MIN;
  for (const TourShare& share : tour.shares) {
    if (tour.shares.size() <= kAllGroupsParties && share.low_cents != share.high_cents) {
      return Broken(name + ": an interval, though all groups were planned");
    }
    least_more = std::min(least_more, share.cents - share.alone_cents);
    most_more = std::max(most_more, share.cents - share.alone_cents);
  }
  if (tour.shares.size() < 2) {
    return tour.core == CoreCheck{} ? absl::OkStatus() : Broken(name + ": groups of nobody");
  }
  if (!RightGroups(tour)) return Broken(name + ": number of groups");
  if (most_more > kRoundingCents && least_more < most_more - 1) {
    return Broken(name + ": some pay more than alone, and others not as much more");
  }
  if (const absl::Status worst = CheckWorstGroup(tour, name); !worst.ok()) return worst;
  return CheckState(tour, name);
}

}  // namespace cordee
