#include "engine/verify/bound_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/verify/rules_check.h"
#include "engine/verify/value_check.h"

namespace cordee::verify {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

// Far above what any unit can be worth, and low enough that no sum of prices overflows a Total.
constexpr int64_t kMaxPrice = int64_t{1} << 50;

// Prices of one claim, by resource: those of resource r are [begin[r], begin[r + 1]).
struct PriceIndex {
  std::vector<int32_t> begin;
  const std::vector<SupplyPrice>* prices = nullptr;
};

absl::Status BadPrice(const SupplyPrice& price, const char* what) {
  return absl::FailedPreconditionError(absl::StrCat("price of resource ", price.resource.value(),
                                                    ", slot ", price.slot, ": ", what));
}

absl::Status CheckPrice(const Problem& problem, const SupplyPrice& price) {
  const EntryTable& resources = problem.resources();
  if (price.resource.value() < 0 || price.resource.value() >= resources.size()) {
    return BadPrice(price, "no such resource");
  }
  if (price.micropoints <= 0 || price.micropoints > kMaxPrice) {
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

absl::StatusOr<PriceIndex> IndexPrices(const Problem& problem,
                                       const std::vector<SupplyPrice>& prices) {
  PriceIndex index;
  index.prices = &prices;
  index.begin.assign(static_cast<size_t>(problem.resources().size()) + 1, 0);
  for (size_t i = 0; i < prices.size(); ++i) {
    RETURN_IF_ERROR(CheckPrice(problem, prices[i]));
    if (i > 0 && std::pair(prices[i - 1].resource, prices[i - 1].slot) >=
                     std::pair(prices[i].resource, prices[i].slot)) {
      return BadPrice(prices[i], "not sorted, or stated twice");
    }
    ++index.begin[Row(prices[i].resource) + 1];
  }
  for (size_t r = 1; r < index.begin.size(); ++r) index.begin[r] += index.begin[r - 1];
  return index;
}

int64_t SupplyCapacity(const Problem& problem, ResourceIndex resource) {
  const EntryTable& resources = problem.resources();
  const int64_t amount = resources.amount[Row(resource)].value();
  if (!problem.ResourceCategory(resource).booking) return amount;
  return amount * CountWeeks(resources.weeks[Row(resource)]);
}

// Something that a need can do with `capacity` base units, at `net` micropoints each.
struct Offer {
  int64_t net = 0;
  int64_t capacity = 0;
};

// Collects what one need could buy, and finds the best of it.
class NeedOffers {
 public:
  NeedOffers(const Problem& problem, NeedIndex need, const PriceIndex& prices)
      : problem_(problem),
        need_(need),
        prices_(prices),
        bonus_(problem.policy().continuity_points * problem.MicropointsPerUnit(need)) {}

  void Add(ResourceIndex resource, const Terms& terms) {
    const int64_t value = UnitValue(problem_, need_, resource, terms);
    const int64_t previous = std::min(terms.capacity, PreviousAmount(problem_, need_, resource));
    if (problem_.NeedCategory(need_).booking) {
      if (terms.capacity > 0) AddSlots(resource, terms, value + Spread(previous, terms.capacity));
      return;
    }
    const auto first = static_cast<size_t>(prices_.begin[Row(resource)]);
    const auto last = static_cast<size_t>(prices_.begin[Row(resource) + 1]);
    const int64_t net = value - (first == last ? 0 : (*prices_.prices)[first].micropoints);
    offers_.push_back({net + bonus_, previous});
    offers_.push_back({net, terms.capacity - previous});
  }

  Total Best() {
    for (const TierPart& tier : UnmetTiers(problem_, need_)) {
      offers_.push_back({-tier.micropoints, tier.capacity});
    }
    std::sort(offers_.begin(), offers_.end(),
              [](const Offer& a, const Offer& b) { return a.net > b.net; });
    int64_t left = problem_.needs().amount[Row(need_)].value();
    Total best = 0;
    for (const Offer& offer : offers_) {
      const int64_t part = std::min(left, offer.capacity);
      best += Total{part} * offer.net;
      left -= part;
      if (left == 0) break;
    }
    return best;
  }

 private:
  // The continuity of a booking that is carried whole or not at all, for each of its units.
  int64_t Spread(int64_t previous, int64_t amount) const {
    return static_cast<int64_t>((Total{bonus_} * previous + amount - 1) / amount);
  }

  // Half-hours without a price are alike, so they become one offer.
  void AddSlots(ResourceIndex resource, const Terms& terms, int64_t value) {
    const EntryTable& needs = problem_.needs();
    const HalfHours usable = InLongRuns(terms.hours, needs.duration[Row(need_)]);
    const int64_t times = Occurrences(needs, need_);
    int64_t unpriced = usable.Count();
    for (int32_t p = prices_.begin[Row(resource)]; p < prices_.begin[Row(resource) + 1]; ++p) {
      const SupplyPrice& price = (*prices_.prices)[static_cast<size_t>(p)];
      if (!usable.Has(price.slot)) continue;
      --unpriced;
      offers_.push_back({value - price.micropoints, times});
    }
    offers_.push_back({value, times * unpriced});
  }

  const Problem& problem_;
  const NeedIndex need_;
  const PriceIndex& prices_;
  const int64_t bonus_;
  std::vector<Offer> offers_;
};

// Resources of each category from south to north, so that those beyond reach are mostly skipped.
class ResourcesByLatitude {
 public:
  explicit ResourcesByLatitude(const Problem& problem)
      : groups_(static_cast<size_t>(problem.catalogue().category_count())) {
    const EntryTable& resources = problem.resources();
    for (ResourceIndex r : IndicesUpTo<ResourceIndex>(static_cast<size_t>(resources.size()))) {
      groups_[static_cast<size_t>(resources.category[Row(r)].value())].push_back(
          {Latitude(problem, resources.actor[Row(r)]), r});
    }
    for (auto& group : groups_) std::sort(group.begin(), group.end());
  }

  static int64_t Latitude(const Problem& problem, ActorIndex actor) {
    return problem.actors().position[static_cast<size_t>(actor.value())].latitude_e6;
  }

  // Every resource of `category` within `reach` of `latitude`, and some beyond.
  template <typename Visit>
  void ForEachNear(CategoryIndex category, int64_t latitude, Metres reach, Visit visit) const {
    // A metre is less than 9 millionths of a degree of latitude; rounding adds at most a metre.
    const int64_t span = (int64_t{reach.value()} + 1) * 9;
    const auto& group = groups_[static_cast<size_t>(category.value())];
    auto it =
        std::lower_bound(group.begin(), group.end(), std::pair(latitude - span, ResourceIndex()));
    for (; it != group.end() && it->first <= latitude + span; ++it) visit(it->second);
  }

 private:
  std::vector<std::vector<std::pair<int64_t, ResourceIndex>>> groups_;
};

}  // namespace

absl::StatusOr<Total> AllPairsBound(const Problem& problem,
                                    const std::vector<SupplyPrice>& prices) {
  ASSIGN_OR_RETURN(const PriceIndex index, IndexPrices(problem, prices));
  Total bound = 0;
  for (const SupplyPrice& price : prices) {
    bound += Total{price.micropoints} * SupplyCapacity(problem, price.resource);
  }
  const ResourcesByLatitude resources(problem);
  const EntryTable& needs = problem.needs();
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(needs.size()))) {
    NeedOffers offers(problem, need, index);
    const int64_t latitude = ResourcesByLatitude::Latitude(problem, needs.actor[Row(need)]);
    const Metres reach = std::min(needs.reach[Row(need)], problem.policy().max_distance);
    for (const Substitution& accepted : problem.catalogue().AcceptedBy(needs.category[Row(need)])) {
      resources.ForEachNear(accepted.category, latitude, reach, [&](ResourceIndex resource) {
        Terms terms;
        terms.degree_percent = accepted.degree_percent;
        if (BrokenRule(problem, need, resource, &terms) == nullptr) offers.Add(resource, terms);
      });
    }
    bound += offers.Best();
  }
  return bound;
}

absl::Status CheckBound(const Problem& problem, const SolveResult& claim) {
  ASSIGN_OR_RETURN(const Total proved, AllPairsBound(problem, claim.prices));
  if (claim.bound_covers_all_pairs ? claim.bound != proved : claim.bound > proved) {
    return absl::FailedPreconditionError("the stated bound is not what the prices prove");
  }
  if (claim.bound < claim.parts.value()) {
    return absl::FailedPreconditionError("the stated bound is below the value");
  }
  if (claim.termination.reason == Reason::kOptimal && claim.bound != claim.parts.value()) {
    return absl::FailedPreconditionError("OPTIMAL is claimed, but the bound is above the value");
  }
  return absl::OkStatus();
}

}  // namespace cordee::verify
