#include "engine/solve/bundles/rings.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/solve/lp/packing_lp.h"

namespace cordee {
namespace {

static_assert(kPriceUnit == kRingPriceUnit);
constexpr int64_t kStepsPerLook = 4'096;

size_t At(int64_t index) { return static_cast<size_t>(index); }

// Who gives to whom: arcs sorted by giver, then taker.
struct Gifts {
  std::vector<std::pair<ActorIndex, ActorIndex>> arc;
  std::vector<uint32_t> families;  // of each arc, in bits
  std::vector<int32_t> begin;      // of each giver, among the arcs

  Gifts(const Problem& problem, const std::vector<Link>& links) {
    std::vector<std::tuple<ActorIndex, ActorIndex, uint32_t>> all;
    for (const Link& link : links) {
      const ActorIndex giver = problem.resources().actor[At(link.resource.value())];
      const ActorIndex taker = problem.needs().actor[At(link.need.value())];
      const auto family = static_cast<uint32_t>(problem.NeedCategory(link.need).family);
      if (giver != taker) all.emplace_back(giver, taker, uint32_t{1} << family);
    }
    std::sort(all.begin(), all.end());
    for (const auto& [giver, taker, family] : all) {
      if (arc.empty() || arc.back() != std::pair(giver, taker)) {
        arc.emplace_back(giver, taker);
        families.push_back(0);
      }
      families.back() |= family;
    }
    begin.assign(At(problem.actors().size()) + 1, 0);
    for (const auto& [giver, taker] : arc) ++begin[At(giver.value()) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
  }
};

// Rings as sets of arcs.
struct Found {
  std::vector<Ring> rings;
  PackingSets sets;
  bool complete = true;
};

class Finder {
 public:
  Finder(const Gifts& gifts, StopToken stop) : gifts_(gifts), stop_(stop) {
    found_.sets.rows = static_cast<int32_t>(gifts.arc.size());
    found_.sets.begin.push_back(0);
  }

  Found Run() {
    const auto actors = static_cast<int32_t>(gifts_.begin.size()) - 1;
    for (int32_t first = 0; first < actors && found_.complete; ++first) {
      path_ = {ActorIndex(first)};
      Extend(0);
    }
    return std::move(found_);
  }

 private:
  // Every ring is found from its smallest actor, once.
  void Extend(uint32_t families) {
    const ActorIndex last = path_.back();
    for (int32_t a = gifts_.begin[At(last.value())]; a < gifts_.begin[At(last.value()) + 1]; ++a) {
      if (!found_.complete || !Step()) return;
      const ActorIndex next = gifts_.arc[At(a)].second;
      const uint32_t with = families | gifts_.families[At(a)];
      arcs_.push_back(a);
      if (next == path_.front() && path_.size() >= kMinRingActors) {
        Add(with);
      } else if (next > path_.front() && path_.size() < kMaxRingActors &&
                 std::find(path_.begin(), path_.end(), next) == path_.end()) {
        path_.push_back(next);
        Extend(with);
        path_.pop_back();
      }
      arcs_.pop_back();
    }
  }

  bool Step() {
    ++steps_;
    if (steps_ > kMaxRingSteps) found_.complete = false;
    if (steps_ % kStepsPerLook == 0 && stop_.StopRequested()) found_.complete = false;
    return found_.complete;
  }

  void Add(uint32_t families) {
    if (found_.sets.size() == kMaxRings) {
      found_.complete = false;
      return;
    }
    const int64_t weight = kRingActorWeight * static_cast<int64_t>(path_.size()) +
                           std::popcount(families);
    found_.rings.push_back({path_, weight});
    found_.sets.row.insert(found_.sets.row.end(), arcs_.begin(), arcs_.end());
    found_.sets.begin.push_back(static_cast<int32_t>(found_.sets.row.size()));
    found_.sets.weight.push_back(weight);
  }

  const Gifts& gifts_;
  const StopToken stop_;
  Found found_;
  std::vector<ActorIndex> path_;
  std::vector<int32_t> arcs_;
  int64_t steps_ = 0;
};

// Branch and bound: a ring is taken, or left for good. What the arcs that are free still cost
// bounds what can be added.
class Packing {
 public:
  Packing(const PackingSets& sets, const std::vector<int64_t>& prices, StopToken stop)
      : sets_(sets), prices_(prices), stop_(stop), order_(At(sets.size())), used_(At(sets.rows)) {
    std::iota(order_.begin(), order_.end(), 0);
    std::stable_sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
      return sets_.weight[At(a)] > sets_.weight[At(b)];
    });
    free_ = std::accumulate(prices.begin(), prices.end(), int64_t{0});
    Search(0, 0);
  }

  const std::vector<int32_t>& best() const { return best_; }  // sorted
  bool exact() const { return exact_; }

 private:
  void Search(size_t depth, int64_t weight) {
    if (weight > best_weight_) {
      best_weight_ = weight;
      best_ = chosen_;
      std::sort(best_.begin(), best_.end());
    }
    for (; depth < order_.size(); ++depth) {
      if (weight + free_ / kPriceUnit <= best_weight_ || !Step()) return;
      const int32_t ring = order_[depth];
      if (!Fits(ring)) continue;
      Mark(ring, 1);
      chosen_.push_back(ring);
      Search(depth + 1, weight + sets_.weight[At(ring)]);
      chosen_.pop_back();
      Mark(ring, 0);
    }
  }

  bool Step() {
    ++nodes_;
    if (nodes_ > kMaxRingNodes || (nodes_ % kStepsPerLook == 0 && stop_.StopRequested())) {
      exact_ = false;
    }
    return exact_;
  }

  bool Fits(int32_t ring) const {
    for (int32_t k = sets_.begin[At(ring)]; k < sets_.begin[At(ring) + 1]; ++k) {
      if (used_[At(sets_.row[At(k)])] != 0) return false;
    }
    return true;
  }

  void Mark(int32_t ring, uint8_t used) {
    for (int32_t k = sets_.begin[At(ring)]; k < sets_.begin[At(ring) + 1]; ++k) {
      used_[At(sets_.row[At(k)])] = used;
      free_ += used != 0 ? -prices_[At(sets_.row[At(k)])] : prices_[At(sets_.row[At(k)])];
    }
  }

  const PackingSets& sets_;
  const std::vector<int64_t>& prices_;
  const StopToken stop_;
  std::vector<int32_t> order_;
  std::vector<uint8_t> used_;
  std::vector<int32_t> chosen_;
  std::vector<int32_t> best_;
  int64_t best_weight_ = 0;
  int64_t free_ = 0;  // prices of arcs in no ring yet
  int64_t nodes_ = 0;
  bool exact_ = true;
};

}  // namespace

RingResult FindRings(const Problem& problem, const std::vector<Link>& links, StopToken stop) {
  const Gifts gifts(problem, links);
  const Found found = Finder(gifts, stop).Run();
  const std::vector<int64_t> prices = PackingPrices(found.sets);
  const Packing packing(found.sets, prices, stop);
  RingResult result;
  result.complete = found.complete;
  for (const int32_t ring : packing.best()) {
    result.rings.push_back(found.rings[At(ring)]);
    result.weight += found.rings[At(ring)].weight;
  }
  std::sort(result.rings.begin(), result.rings.end(),
            [](const Ring& a, const Ring& b) { return a.actors < b.actors; });
  int64_t sum = 0;
  for (size_t a = 0; a < prices.size(); ++a) {
    sum += prices[a];
    const auto [giver, taker] = gifts.arc[a];
    if (prices[a] > 0) result.prices.push_back({giver, taker, prices[a]});
  }
  result.bound = sum / kPriceUnit;
  result.termination.reason =
      result.weight == result.bound && found.complete ? Reason::kOptimal : Reason::kFeasible;
  if (!packing.exact() || !found.complete) {
    result.termination.limit = stop.StopRequested() ? Limit::kStopped : Limit::kWork;
  }
  return result;
}

}  // namespace cordee
