#include "engine/verify/bound_check.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>

#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/model/place_tree.h"
#include "engine/verify/offers.h"
#include "engine/verify/price_index.h"
#include "engine/verify/rules_check.h"
#include "engine/verify/supply_tree.h"
#include "engine/verify/value_check.h"

namespace cordee::verify {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

// Collects what one need could buy, and finds the best of it.
class NeedBound {
 public:
  NeedBound(const Problem& problem, const PriceIndex& prices, const SupplyTree& supplies,
            const CarriageFloor* floor, NeedIndex need)
      : problem_(problem),
        prices_(prices),
        supplies_(supplies),
        floor_(problem.IsCarried(need) ? floor : nullptr),
        need_(need),
        amount_(problem.needs().amount[Row(need)].value()),
        best_(amount_) {}

  Total Best() && {
    if (amount_ == 0) return 0;
    // The tiers fill the need: whoever buys nothing pays for them all.
    ForEachTier(problem_, need_, [this](const TierPart& tier) {
      best_.Add({-tier.micropoints, tier.capacity});
    });
    const auto previous = problem_.PreviousLinksOf(need_);
    for (const PreviousLink& link : previous) Examine(link.resource, link.amount.value());
    for (const Substitution& accepted :
         problem_.catalogue().AcceptedBy(problem_.needs().category[Row(need_)])) {
      supplies_.Walk(need_, accepted.degree_percent, accepted.category, best_,
                     [&](ResourceIndex resource) {
                       if (!Holds(previous, resource)) {
                         Examine(resource, accepted.degree_percent, 0);
                       }
                     });
    }
    return best_.Worth();
  }

 private:
  static bool Holds(std::span<const PreviousLink> links, ResourceIndex resource) {
    return std::binary_search(
        links.begin(), links.end(), PreviousLink{NeedIndex(), resource, Quantity()},
        [](const PreviousLink& a, const PreviousLink& b) { return a.resource < b.resource; });
  }

  void Examine(ResourceIndex resource, int64_t previous) {
    const int32_t degree_percent = problem_.catalogue().Degree(
        problem_.needs().category[Row(need_)], problem_.resources().category[Row(resource)]);
    Examine(resource, degree_percent, previous);
  }

  void Examine(ResourceIndex resource, int32_t degree_percent, int64_t previous) {
    Terms terms;
    terms.degree_percent = degree_percent;
    if (BrokenRule(problem_, need_, resource, &terms) != nullptr) return;
    int64_t value = UnitValue(problem_, need_, resource, terms);
    if (floor_ != nullptr) {
      const int64_t points = floor_->Off(need_, resource, terms.capacity);
      if (points < 0) return;
      const Total left = value - Total{points} * problem_.MicropointsPerUnit(need_);
      value = static_cast<int64_t>(std::max<Total>(left, 0));
    }
    const int64_t kept = std::min(terms.capacity, previous);
    const int64_t bonus = problem_.policy().continuity_points * problem_.MicropointsPerUnit(need_);
    if (problem_.NeedCategory(need_).booking) {
      // The continuity of a booking, which is carried whole or not at all, for each of its units.
      // In whole points.
      const Total points = Total{problem_.policy().continuity_points} * kept;
      const Total spread =
          (points + terms.capacity - 1) / terms.capacity * problem_.MicropointsPerUnit(need_);
      AddSlots(resource, terms, value + static_cast<int64_t>(spread));
      return;
    }
    const int64_t net = value - prices_.Single(resource);
    best_.Add({net + bonus, kept});
    best_.Add({net, terms.capacity - kept});
  }

  // Half-hours without a price are alike, so they become one offer.
  void AddSlots(ResourceIndex resource, const Terms& terms, int64_t value) {
    const EntryTable& needs = problem_.needs();
    const HalfHours usable = InLongRuns(terms.hours, needs.duration[Row(need_)]);
    const int64_t times = Occurrences(needs, need_);
    int64_t unpriced = usable.Count();
    for (const SupplyPrice& price : prices_.Of(resource)) {
      if (!usable.Has(price.slot)) continue;
      --unpriced;
      best_.Add({value - price.micropoints, times});
    }
    best_.Add({value, times * unpriced});
  }

  const Problem& problem_;
  const PriceIndex& prices_;
  const SupplyTree& supplies_;
  const CarriageFloor* const floor_;  // nullptr: carrying counts for nothing
  const NeedIndex need_;
  const int64_t amount_;
  BestOffers best_;
};

// Needs of one category, and of one neighbourhood, follow each other: they look at the same boxes.
std::vector<int32_t> NeedsByPlace(const Problem& problem) {
  return PlaceTree(problem.needs(), problem.catalogue().category_count()).rows();
}

constexpr int64_t kNeedsPerBlock = 512;

}  // namespace

absl::StatusOr<Total> AllPairsBound(const Problem& problem, const std::vector<SupplyPrice>& prices,
                                    int32_t threads, StopToken stop,
                                    const CarriageFloor* floor) {
  ASSIGN_OR_RETURN(const PriceIndex index, PriceIndex::Make(problem, prices));
  const auto stopped_status = [] {
    return absl::CancelledError("stopped while proving the bound");
  };
  if (stop.StopRequested()) return stopped_status();
  const SupplyTree supplies(problem, index);
  const std::vector<int32_t> needs = NeedsByPlace(problem);
  const auto count = static_cast<int64_t>(needs.size());
  std::vector<Total> of_block(static_cast<size_t>(count / kNeedsPerBlock + 1), 0);
  std::atomic<bool> stopped = false;
  ParallelFor(count, kNeedsPerBlock, threads, [&](int64_t begin, int64_t end) {
    if (stop.StopRequested()) stopped.store(true, std::memory_order_relaxed);
    if (stopped.load(std::memory_order_relaxed)) return;
    Total sum = 0;
    for (int64_t i = begin; i < end; ++i) {
      const NeedIndex need(needs[static_cast<size_t>(i)]);
      sum += NeedBound(problem, index, supplies, floor, need).Best();
    }
    of_block[static_cast<size_t>(begin / kNeedsPerBlock)] = sum;
  });
  if (stopped) return stopped_status();
  return std::accumulate(of_block.begin(), of_block.end(), index.OfAllSupplies(problem));
}

absl::Status CheckGap(const SolveResult& claim) {
  if (claim.bound < claim.parts.value()) {
    return absl::FailedPreconditionError("the stated bound is below the value");
  }
  if (claim.termination.reason == Reason::kOptimal && claim.bound != claim.parts.value()) {
    return absl::FailedPreconditionError("OPTIMAL is claimed, but the bound is above the value");
  }
  return absl::OkStatus();
}

absl::Status CheckBound(const Problem& problem, const SolveResult& claim, int32_t threads,
                        StopToken stop) {
  ASSIGN_OR_RETURN(const Total proved, AllPairsBound(problem, claim.prices, threads, stop));
  if (claim.bound_covers_all_pairs ? claim.bound != proved : claim.bound > proved) {
    return absl::FailedPreconditionError("the stated bound is not what the prices prove");
  }
  return absl::OkStatus();
}

absl::Status CheckTransportBound(const Problem& problem, const SolveResult& claim,
                                 const TransportResult& transport, int32_t threads,
                                 StopToken stop) {
  if (!transport.bounded) {
    const bool silent = transport.bound == 0 && transport.bound_prices.empty();
    return silent ? absl::OkStatus()
                  : absl::FailedPreconditionError("bound with transport: prices without a bound");
  }
  if (transport.bound >= claim.bound) {
    return absl::FailedPreconditionError("bound with transport: not below the one without");
  }
  const CarriageFloor floor(problem);
  ASSIGN_OR_RETURN(const Total goods,
                   AllPairsBound(problem, transport.bound_prices, threads, stop, &floor));
  if (transport.bound != goods - floor.OffAll(transport)) {
    return absl::FailedPreconditionError("bound with transport: not what its prices prove");
  }
  const Total cost = Total{transport.cost + transport.storage_cost} * problem.horizon().weeks *
                     problem.policy().transport.points_per_euro * kMicropointsPerPoint /
                     (kCostPerCent * kCentsPerEuro);
  if (transport.bound < claim.parts.value() - cost) {
    return absl::FailedPreconditionError("bound with transport: below the value less its cost");
  }
  return absl::OkStatus();
}

}  // namespace cordee::verify
