#include "engine/solve/flow/smallest_prices.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <queue>
#include <utility>

#include "engine/base/check.h"

namespace cordee {
namespace {

constexpr int64_t kUnreached = INT64_MAX;

class PriceDescent {
 public:
  PriceDescent(const FlowProblem& problem, const std::vector<int64_t>& arc_flow,
               const std::vector<int64_t>& need_price, const std::vector<int64_t>& supply_price)
      : problem_(problem),
        flow_(arc_flow),
        need_price_(need_price),
        supply_price_(supply_price),
        needs_(problem.demand.size()),
        distance_(needs_ + supply_price.size(), kUnreached) {}

  std::vector<int64_t> Run() {
    PriceEmptySupplies();
    IndexFlowBySupply();
    Start();
    while (!queue_.empty()) {
      const auto [distance, vertex] = queue_.top();
      queue_.pop();
      if (distance > distance_[vertex]) continue;
      if (vertex < needs_) {
        LeaveNeed(vertex);
      } else {
        LeaveSupply(vertex - needs_);
      }
    }
    for (size_t j = 0; j < supply_price_.size(); ++j) supply_price_[j] -= distance_[needs_ + j];
    return std::move(supply_price_);
  }

 private:
  size_t Supply(size_t arc) const { return static_cast<size_t>(problem_.arc_supply[arc]); }
  size_t ArcBegin(size_t need) const { return static_cast<size_t>(problem_.arc_begin[need]); }
  size_t ArcEnd(size_t need) const { return static_cast<size_t>(problem_.arc_begin[need + 1]); }

  // A supply without capacity is in no basis: the least price at which nobody wants it.
  void PriceEmptySupplies() {
    for (size_t j = 0; j < supply_price_.size(); ++j) {
      if (problem_.supply_capacity[j] == 0) supply_price_[j] = 0;
    }
    for (size_t i = 0; i < needs_; ++i) {
      if (problem_.demand[i] == 0) continue;
      for (size_t a = ArcBegin(i); a < ArcEnd(i); ++a) {
        const size_t j = Supply(a);
        if (problem_.supply_capacity[j] > 0 || problem_.arc_capacity[a] == 0) continue;
        supply_price_[j] = std::max(supply_price_[j], problem_.arc_value[a] - need_price_[i]);
      }
    }
  }

  void IndexFlowBySupply() {
    served_begin_.assign(supply_price_.size() + 1, 0);
    for (size_t a = 0; a < flow_.size(); ++a) {
      if (flow_[a] > 0) ++served_begin_[Supply(a) + 1];
    }
    for (size_t j = 0; j < supply_price_.size(); ++j) served_begin_[j + 1] += served_begin_[j];
    served_.resize(served_begin_.back());
    std::vector<size_t> next(served_begin_.begin(), served_begin_.end() - 1);
    for (size_t i = 0; i < needs_; ++i) {
      for (size_t a = ArcBegin(i); a < ArcEnd(i); ++a) {
        if (flow_[a] > 0) served_[next[Supply(a)]++] = {i, a};
      }
    }
  }

  void Start() {
    for (size_t j = 0; j < supply_price_.size(); ++j) Reach(needs_ + j, supply_price_[j]);
    for (size_t i = 0; i < needs_; ++i) {
      int64_t unmet = problem_.demand[i];
      for (size_t a = ArcBegin(i); a < ArcEnd(i); ++a) unmet -= flow_[a];
      if (unmet == 0) continue;
      auto tier = static_cast<size_t>(problem_.tier_begin[i]);
      while (unmet > problem_.tier_capacity[tier]) unmet -= problem_.tier_capacity[tier++];
      Reach(i, -problem_.tier_cost[tier] - need_price_[i]);
    }
  }

  void LeaveNeed(size_t i) {
    for (size_t a = ArcBegin(i); a < ArcEnd(i); ++a) {
      if (flow_[a] == problem_.arc_capacity[a]) continue;
      const int64_t slack = supply_price_[Supply(a)] + need_price_[i] - problem_.arc_value[a];
      Reach(needs_ + Supply(a), distance_[i] + slack);
    }
  }

  void LeaveSupply(size_t j) {
    for (size_t k = served_begin_[j]; k < served_begin_[j + 1]; ++k) {
      const auto [i, a] = served_[k];
      const int64_t slack = problem_.arc_value[a] - supply_price_[j] - need_price_[i];
      Reach(i, distance_[needs_ + j] + slack);
    }
  }

  void Reach(size_t vertex, int64_t distance) {
    if (distance >= distance_[vertex]) return;
    DCHECK(distance >= 0);
    distance_[vertex] = distance;
    queue_.push({distance, vertex});
  }

  using Entry = std::pair<int64_t, size_t>;

  const FlowProblem& problem_;
  const std::vector<int64_t>& flow_;
  const std::vector<int64_t>& need_price_;
  std::vector<int64_t> supply_price_;
  const size_t needs_;
  std::vector<int64_t> distance_;  // per need, then per supply: how far its price moves
  std::vector<size_t> served_begin_;
  std::vector<std::pair<size_t, size_t>> served_;  // by supply: need and arc with flow
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

}  // namespace

std::vector<int64_t> SmallestSupplyPrices(const FlowProblem& problem,
                                          const std::vector<int64_t>& arc_flow,
                                          const std::vector<int64_t>& need_price,
                                          const std::vector<int64_t>& supply_price) {
  return PriceDescent(problem, arc_flow, need_price, supply_price).Run();
}

}  // namespace cordee
