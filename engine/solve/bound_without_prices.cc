#include "engine/solve/bound_without_prices.h"

#include <algorithm>

#include "engine/base/parallel.h"
#include "engine/solve/booked_hours.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/value.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerBlock = 4096;

// What one need could buy: arcs of the network without prices. Capacities are looked up for what it
// buys only: most needs buy all they want from the best.
class Wishes {
 public:
  Wishes(const Problem& problem, const CandidateSet& candidates, const std::vector<Points>& points)
      : problem_(problem), candidates_(candidates), points_(points) {}

  Total OfNeed(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    const int64_t demand = problem_.needs().amount[n].value();
    if (demand == 0) return 0;
    ListBest(need, demand);
    Total points = 0;
    int64_t left = demand;
    int64_t before = 0;
    for (const UnmetTier& tier : problem_.policy().unmet_tiers) {
      while (left > 0 && !arcs_.empty() && arcs_.front().points > -tier.points) {
        std::pop_heap(arcs_.begin(), arcs_.end(), IsWorse);
        const Arc arc = arcs_.back();
        arcs_.pop_back();
        const int64_t bought = std::min(left, Capacity(need, arc));
        points += Total{arc.points} * bought;
        left -= bought;
      }
      const int64_t upto = TierEnd(problem_.needs(), n, tier);
      const int64_t missed = std::min(left, upto - before);
      points -= Total{tier.points} * missed;
      left -= missed;
      before = upto;
    }
    return points * problem_.MicropointsPerUnit(need);
  }

 private:
  enum class Part : uint8_t {
    kAll,
    kContinued,  // up to what the base run proposed
    kRest,
  };
  struct Arc {
    int32_t points;
    Part part;
    int64_t candidate;
  };

  // Only the best, where that is enough.
  void ListBest(NeedIndex need, int64_t demand) {
    const auto n = static_cast<size_t>(need.value());
    const int64_t begin = candidates_.begin[n];
    const int64_t end = candidates_.begin[n + 1];
    arcs_.clear();
    if (begin == end) return;
    if (problem_.PreviousLinksOf(need).empty()) {
      const auto best = std::max_element(points_.begin() + begin, points_.begin() + end);
      const Arc arc{best->value(), Part::kAll, best - points_.begin()};
      arcs_.push_back(arc);
      if (Capacity(need, arc) >= demand) return;
    }
    List(need);
    std::make_heap(arcs_.begin(), arcs_.end(), IsWorse);
  }

  static bool IsWorse(const Arc& a, const Arc& b) { return a.points < b.points; }

  void List(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    arcs_.clear();
    for (int64_t c = candidates_.begin[n]; c < candidates_.begin[n + 1]; ++c) {
      arcs_.push_back({points_[static_cast<size_t>(c)].value(), Part::kAll, c});
    }
    const int64_t demand = problem_.needs().amount[n].value();
    const int32_t continuity = problem_.policy().continuity_points;
    for (const PreviousLink& link : problem_.PreviousLinksOf(need)) {
      const int64_t c = CandidateOf(candidates_, need, link.resource);
      if (c < 0) continue;
      Arc& arc = arcs_[static_cast<size_t>(c - candidates_.begin[n])];
      if (problem_.NeedCategory(need).booking) {
        const Total kept = Total{continuity} * std::min(link.amount.value(), demand);
        arc.points += static_cast<int32_t>((kept + demand - 1) / demand);
      } else {
        arc.part = Part::kRest;
        arcs_.push_back({arc.points + continuity, Part::kContinued, c});
      }
    }
  }

  int64_t Capacity(NeedIndex need, const Arc& arc) const {
    const ResourceIndex resource = candidates_.resource[static_cast<size_t>(arc.candidate)];
    if (problem_.NeedCategory(need).booking) {
      const HalfHours hours = CommonHours(problem_, need, resource);
      return int64_t{hours.Count()} *
             std::min(int64_t{Occurrences(problem_, need)}, BookedUnits(resource));
    }
    const int64_t all = PairCapacity(problem_, need, resource).value();
    if (arc.part == Part::kAll) return all;
    int64_t continued = 0;
    for (const PreviousLink& link : problem_.PreviousLinksOf(need)) {
      if (link.resource == resource) continued = std::min(all, link.amount.value());
    }
    return arc.part == Part::kContinued ? continued : all - continued;
  }

  int64_t BookedUnits(ResourceIndex resource) const {
    const auto r = static_cast<size_t>(resource.value());
    return problem_.resources().amount[r].value() * CountWeeks(problem_.resources().weeks[r]);
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  std::vector<Arc> arcs_;
};

}  // namespace

Total BoundWithoutPrices(const Problem& problem, const CandidateSet& candidates,
                         const std::vector<Points>& points, int32_t threads) {
  const int64_t needs = problem.needs().size();
  std::vector<Total> parts(static_cast<size_t>((needs + kNeedsPerBlock - 1) / kNeedsPerBlock));
  ParallelFor(needs, kNeedsPerBlock, threads, [&](int64_t begin, int64_t end) {
    Wishes wishes(problem, candidates, points);
    Total sum = 0;
    for (int64_t n = begin; n < end; ++n) sum += wishes.OfNeed(NeedIndex(static_cast<int32_t>(n)));
    parts[static_cast<size_t>(begin / kNeedsPerBlock)] = sum;
  });
  Total total = 0;
  for (const Total part : parts) total += part;
  return total;
}

}  // namespace cordee
