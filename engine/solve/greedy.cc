#include "engine/solve/greedy.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/base/parallel.h"
#include "engine/solve/flow_expansion.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerBlock = 4096;

// What one need could buy: arcs of the network without prices.
class Wishes {
 public:
  Wishes(const Problem& problem, const CandidateSet& candidates, const std::vector<Points>& points,
         const std::vector<int64_t>& previous)
      : problem_(problem), candidates_(candidates), points_(points), previous_(previous) {}

  Total OfNeed(NeedIndex need) {
    const auto n = static_cast<size_t>(need.value());
    const int64_t demand = problem_.needs().amount[n].value();
    if (demand == 0) return 0;
    arcs_.clear();
    for (int64_t c = candidates_.begin[n]; c < candidates_.begin[n + 1]; ++c) {
      AddArcs(need, static_cast<size_t>(c), demand);
    }
    std::sort(arcs_.begin(), arcs_.end(),
              [](const Arc& a, const Arc& b) { return a.points > b.points; });
    Total points = 0;
    int64_t left = demand;
    auto arc = arcs_.begin();
    int64_t before = 0;
    for (const UnmetTier& tier : problem_.policy().unmet_tiers) {
      for (; left > 0 && arc != arcs_.end() && arc->points > -tier.points; ++arc) {
        const int64_t bought = std::min(left, arc->capacity);
        points += Total{arc->points} * bought;
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
  struct Arc {
    int32_t points;
    int64_t capacity;
  };

  void AddArcs(NeedIndex need, size_t c, int64_t demand) {
    const ResourceIndex resource = candidates_.resource[c];
    const int32_t continuity = problem_.policy().continuity_points;
    const int32_t points = points_[c].value();
    if (problem_.NeedCategory(need).booking) {
      const auto n = static_cast<size_t>(need.value());
      const Total kept = Total{continuity} * std::min(previous_[c], demand);
      const HalfHours hours =
          BookableHours(problem_.needs().hours[n] &
                            problem_.resources().hours[static_cast<size_t>(resource.value())],
                        problem_.needs().duration[n]);
      const int64_t each = std::min(int64_t{Occurrences(problem_, need)}, BookedUnits(resource));
      arcs_.push_back({points + static_cast<int32_t>((kept + demand - 1) / demand),
                       int64_t{hours.Count()} * each});
      return;
    }
    const int64_t capacity = PairCapacity(problem_, need, resource).value();
    const int64_t continued = std::min(previous_[c], capacity);
    if (continued > 0) arcs_.push_back({points + continuity, continued});
    arcs_.push_back({points, capacity - continued});
  }

  int64_t BookedUnits(ResourceIndex resource) const {
    const auto r = static_cast<size_t>(resource.value());
    return problem_.resources().amount[r].value() * CountWeeks(problem_.resources().weeks[r]);
  }

  const Problem& problem_;
  const CandidateSet& candidates_;
  const std::vector<Points>& points_;
  const std::vector<int64_t>& previous_;
  std::vector<Arc> arcs_;
};

}  // namespace

void FillGreedily(const Problem& problem, const CandidateSet& candidates,
                  const std::vector<Points>& points, std::vector<int64_t>& amount) {
  std::vector<int64_t> left;
  left.reserve(static_cast<size_t>(problem.resources().size()));
  for (const Quantity has : problem.resources().amount) left.push_back(has.value());
  std::vector<int64_t> unmet;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    const auto n = static_cast<size_t>(need.value());
    unmet.push_back(problem.needs().amount[n].value());
    if (problem.NeedCategory(need).booking) continue;
    for (auto c = static_cast<size_t>(candidates.begin[n]);
         c < static_cast<size_t>(candidates.begin[n + 1]); ++c) {
      if (amount[c] == 0) continue;  // most: spares a look at a resource anywhere
      unmet.back() -= amount[c];
      left[static_cast<size_t>(candidates.resource[c].value())] -= amount[c];
    }
  }
  int64_t looks = kMaxGreedyPairs;
  std::vector<int64_t> order;
  for (size_t n = 0; n < unmet.size() && looks > 0; ++n) {
    const NeedIndex need(n);
    if (unmet[n] == 0 || problem.NeedCategory(need).booking) continue;
    order.clear();
    for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) order.push_back(c);
    looks -= static_cast<int64_t>(order.size());
    std::stable_sort(order.begin(), order.end(), [&points](int64_t a, int64_t b) {
      return points[static_cast<size_t>(a)] > points[static_cast<size_t>(b)];
    });
    for (size_t i = 0; i < order.size() && unmet[n] > 0; ++i) {
      const auto c = static_cast<size_t>(order[i]);
      const ResourceIndex resource = candidates.resource[c];
      int64_t& has = left[static_cast<size_t>(resource.value())];
      const int64_t room = PairCapacity(problem, need, resource).value() - amount[c];
      const int64_t more = std::min({unmet[n], has, room});
      if (more <= 0 || amount[c] + more < PairLot(problem, need, resource).value()) continue;
      amount[c] += more;
      unmet[n] -= more;
      has -= more;
    }
  }
}

Total BoundWithoutPrices(const Problem& problem, const CandidateSet& candidates,
                         const std::vector<Points>& points, const std::vector<int64_t>& previous,
                         int32_t threads) {
  const int64_t needs = problem.needs().size();
  std::vector<Total> parts(static_cast<size_t>((needs + kNeedsPerBlock - 1) / kNeedsPerBlock));
  ParallelFor(needs, kNeedsPerBlock, threads, [&](int64_t begin, int64_t end) {
    Wishes wishes(problem, candidates, points, previous);
    Total sum = 0;
    for (int64_t n = begin; n < end; ++n) sum += wishes.OfNeed(NeedIndex(static_cast<int32_t>(n)));
    parts[static_cast<size_t>(begin / kNeedsPerBlock)] = sum;
  });
  Total total = 0;
  for (const Total part : parts) total += part;
  return total;
}

}  // namespace cordee
