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
            NeedIndex need)
      : problem_(problem),
        prices_(prices),
        supplies_(supplies),
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
    const int64_t value = UnitValue(problem_, need_, resource, terms);
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
                                    int32_t threads, StopToken stop) {
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
      sum += NeedBound(problem, index, supplies, NeedIndex(needs[static_cast<size_t>(i)])).Best();
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

}  // namespace cordee::verify
