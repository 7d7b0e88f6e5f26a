#include "engine/solve/flow/locality_order.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace cordee {
namespace {

// Nodes that are not halved any more: the first-level cache holds what the solver has of them.
constexpr int32_t kMinHalvedNodes = 256;
// Share by which the distances must shrink, in percent.
constexpr int64_t kMostPercent = 85;

size_t Index(int32_t i) { return static_cast<size_t>(i); }

std::vector<int32_t> Inverse(const std::vector<int32_t>& order) {
  std::vector<int32_t> inverse(order.size());
  for (size_t i = 0; i < order.size(); ++i) inverse[Index(order[i])] = static_cast<int32_t>(i);
  return inverse;
}

// Needs are nodes 0.., supplies behind them. `order_` holds all nodes; the nodes of one part are a
// run of it and share a number in `part_`.
class Bisection {
 public:
  // `problem` must outlive this.
  explicit Bisection(const FlowProblem& problem) : problem_(problem), needs_(problem.need_count()) {
    ListArcsOfSupplies();
    const auto nodes = Index(needs_) + problem.supply_capacity.size();
    order_.resize(nodes);
    std::iota(order_.begin(), order_.end(), 0);
    part_.assign(nodes, 0);
    seen_.assign(nodes, 0);
  }

  // Without halving: by component and breadth first.
  FlowOrder Order(bool halving) && {
    for (const auto& [begin, end] : Components()) {
      if (halving) Halve(begin, end);
    }
    FlowOrder order;
    for (int32_t node : order_) {
      (node < needs_ ? order.need : order.supply).push_back(node < needs_ ? node : node - needs_);
    }
    return order;
  }

 private:
  using Run = std::pair<size_t, size_t>;

  void ListArcsOfSupplies() {
    begin_.assign(problem_.supply_capacity.size() + 1, 0);
    for (int32_t supply : problem_.arc_supply) ++begin_[Index(supply) + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    need_of_.resize(problem_.arc_supply.size());
    std::vector<int32_t> next(begin_.begin(), begin_.end() - 1);
    for (int32_t i = 0; i < needs_; ++i) {
      for (int32_t a = problem_.arc_begin[Index(i)]; a < problem_.arc_begin[Index(i) + 1]; ++a) {
        need_of_[Index(next[Index(problem_.arc_supply[Index(a)])]++)] = i;
      }
    }
  }

  // Puts the nodes of the part of `start` that can be reached from it behind `reached`, nearest
  // first.
  void Reach(int32_t start, std::vector<int32_t>& reached) {
    const int32_t part = part_[Index(start)];
    size_t at = reached.size();
    const auto see = [&](int32_t node) {
      if (seen_[Index(node)] == round_ || part_[Index(node)] != part) return;
      seen_[Index(node)] = round_;
      reached.push_back(node);
    };
    see(start);
    for (; at < reached.size(); ++at) {
      const int32_t node = reached[at];
      if (node < needs_) {
        const int32_t end = problem_.arc_begin[Index(node) + 1];
        for (int32_t a = problem_.arc_begin[Index(node)]; a < end; ++a) {
          see(needs_ + problem_.arc_supply[Index(a)]);
        }
      } else {
        const int32_t end = begin_[Index(node - needs_) + 1];
        for (int32_t a = begin_[Index(node - needs_)]; a < end; ++a) see(need_of_[Index(a)]);
      }
    }
  }

  std::vector<Run> Components() {
    std::vector<Run> runs;
    std::vector<int32_t> reached;
    reached.reserve(order_.size());
    ++round_;
    for (int32_t node : order_) {
      const size_t begin = reached.size();
      if (seen_[Index(node)] != round_) Reach(node, reached);
      if (reached.size() > begin) runs.emplace_back(begin, reached.size());
    }
    order_ = std::move(reached);
    return runs;
  }

  // Orders a run from its rim, then each half by itself. Parts are numbered so that nobody else is
  // in the part of a run while it is dealt with.
  void Halve(size_t begin, size_t end) {
    if (end - begin < 3) return;
    const int32_t part = ++parts_;
    for (size_t k = begin; k < end; ++k) part_[Index(order_[k])] = part;
    ++round_;
    reached_.clear();
    Reach(order_[begin], reached_);
    const int32_t rim = reached_.back();
    ++round_;
    reached_.clear();
    Reach(rim, reached_);
    for (size_t k = begin; reached_.size() < end - begin; ++k) Reach(order_[k], reached_);
    std::copy(reached_.begin(), reached_.end(),
              order_.begin() + static_cast<std::ptrdiff_t>(begin));
    if (end - begin < Index(kMinHalvedNodes)) return;
    const size_t middle = begin + (end - begin) / 2;
    Halve(begin, middle);
    Halve(middle, end);
  }

  const FlowProblem& problem_;
  const int32_t needs_;
  std::vector<int32_t> begin_;    // per supply
  std::vector<int32_t> need_of_;  // arcs by supply: their needs
  std::vector<int32_t> order_;
  std::vector<int32_t> part_;
  std::vector<int32_t> seen_;  // the last round in which it was reached
  std::vector<int32_t> reached_;
  int32_t parts_ = 0;
  int32_t round_ = 0;
};

// Sum over needs of the bits of the distance, among supplies, from the middle arc of one to the
// middle arc of the next, and from the first to the last arc of each.
int64_t BitsOfDistances(const FlowProblem& problem, const std::vector<int32_t>& need_order,
                        const std::vector<int32_t>& supply_place) {
  const auto bits = [](int64_t distance) {
    int64_t count = 0;
    for (; distance > 0; distance /= 2) ++count;
    return count;
  };
  int64_t sum = 0;
  int32_t last_middle = 0;
  std::vector<int32_t> places;
  for (int32_t need : need_order) {
    places.clear();
    for (int32_t a = problem.arc_begin[Index(need)]; a < problem.arc_begin[Index(need) + 1]; ++a) {
      places.push_back(supply_place[Index(problem.arc_supply[Index(a)])]);
    }
    if (places.empty()) continue;
    std::sort(places.begin(), places.end());
    for (size_t k = 1; k < places.size(); ++k) sum += bits(places[k] - places[k - 1]);
    const int32_t middle = places[places.size() / 2];
    sum += bits(std::max(middle, last_middle) - std::min(middle, last_middle));
    last_middle = middle;
  }
  return sum;
}

// The arcs of a need in their new order: old arcs by (new supply, points descending).
class ArcOrder {
 public:
  ArcOrder(const FlowProblem& problem, const FlowOrder& order)
      : problem_(problem), supply_place_(Inverse(order.supply)) {}

  int32_t PlaceOf(int32_t arc) const {
    return supply_place_[Index(problem_.arc_supply[Index(arc)])];
  }

  const std::vector<int32_t>& Of(int32_t need) {
    arcs_.resize(Index(problem_.arc_begin[Index(need) + 1] - problem_.arc_begin[Index(need)]));
    std::iota(arcs_.begin(), arcs_.end(), problem_.arc_begin[Index(need)]);
    // Parallel arcs come with points descending already.
    std::stable_sort(arcs_.begin(), arcs_.end(),
                     [this](int32_t a, int32_t b) { return PlaceOf(a) < PlaceOf(b); });
    return arcs_;
  }

 private:
  const FlowProblem& problem_;
  const std::vector<int32_t> supply_place_;
  std::vector<int32_t> arcs_;
};

template <typename T>
std::vector<T> Permuted(const std::vector<T>& column, const std::vector<int32_t>& order) {
  std::vector<T> permuted;
  if (column.empty()) return permuted;
  permuted.reserve(column.size());
  for (int32_t old : order) permuted.push_back(column[Index(old)]);
  return permuted;
}

}  // namespace

FlowOrder LocalityOrder(const FlowProblem& problem) {
  // Halving visits all arcs again and again: faster when they are in some order already.
  const FlowOrder coarse = Bisection(problem).Order(false);
  const FlowProblem ordered = Reorder(problem, coarse);
  const FlowOrder fine = Bisection(ordered).Order(true);
  return {Permuted(coarse.need, fine.need), Permuted(coarse.supply, fine.supply)};
}

bool IsWorthReordering(const FlowProblem& problem, const FlowOrder& order) {
  FlowOrder given;
  given.need.resize(order.need.size());
  given.supply.resize(order.supply.size());
  std::iota(given.need.begin(), given.need.end(), 0);
  std::iota(given.supply.begin(), given.supply.end(), 0);
  const int64_t now = BitsOfDistances(problem, given.need, given.supply);
  return BitsOfDistances(problem, order.need, Inverse(order.supply)) * 100 < now * kMostPercent;
}

FlowProblem Reorder(const FlowProblem& problem, const FlowOrder& order) {
  FlowProblem ordered;
  ordered.demand = Permuted(problem.demand, order.need);
  ordered.need_unit = Permuted(problem.need_unit, order.need);
  ordered.need_key = Permuted(problem.need_key, order.need);
  ordered.supply_key = Permuted(problem.supply_key, order.supply);
  ordered.supply_capacity = Permuted(problem.supply_capacity, order.supply);
  ordered.tier_begin = {0};
  ordered.arc_begin = {0};
  ordered.arc_supply.reserve(problem.arc_supply.size());
  ordered.arc_points.reserve(problem.arc_points.size());
  ArcOrder arcs(problem, order);
  for (int32_t need : order.need) {
    for (auto t = Index(problem.tier_begin[Index(need)]);
         t < Index(problem.tier_begin[Index(need) + 1]); ++t) {
      ordered.tier_capacity.push_back(problem.tier_capacity[t]);
      ordered.tier_cost.push_back(problem.tier_cost[t]);
    }
    ordered.tier_begin.push_back(static_cast<int32_t>(ordered.tier_cost.size()));
    for (int32_t arc : arcs.Of(need)) {
      ordered.arc_supply.push_back(arcs.PlaceOf(arc));
      ordered.arc_points.push_back(problem.arc_points[Index(arc)]);
      if (!problem.arc_capacity.empty()) {
        ordered.arc_capacity.push_back(problem.arc_capacity[Index(arc)]);
      }
      if (!problem.arc_tie.empty()) ordered.arc_tie.push_back(problem.arc_tie[Index(arc)]);
    }
    ordered.arc_begin.push_back(ordered.arc_count());
  }
  return ordered;
}

FlowResult RestoreOrder(const FlowProblem& problem, const FlowOrder& order,
                        const FlowProblem& ordered, FlowResult result) {
  const std::vector<int64_t> prices = std::move(result.supply_price);
  result.supply_price.resize(prices.size());
  for (size_t j = 0; j < prices.size(); ++j) {
    result.supply_price[Index(order.supply[j])] = prices[j];
  }
  ArcOrder arcs(problem, order);
  size_t need = 0;
  const std::vector<int32_t>* of_need = nullptr;
  for (ArcFlow& flow : result.flows) {
    if (of_need == nullptr || ordered.arc_begin[need + 1] <= flow.arc) {
      while (ordered.arc_begin[need + 1] <= flow.arc) ++need;
      of_need = &arcs.Of(order.need[need]);
    }
    flow.arc = (*of_need)[Index(flow.arc - ordered.arc_begin[need])];
  }
  std::sort(result.flows.begin(), result.flows.end(),
            [](const ArcFlow& a, const ArcFlow& b) { return a.arc < b.arc; });
  return result;
}

}  // namespace cordee
