// FlowBound and FlowValue: what prices prove and what a flow is worth. Sums stay below 2^116: 2^22
// entries times 2^50 units times 2^43 micropoints.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/solve/flow/flow_solver.h"

namespace cordee {
namespace {

struct Offer {
  int64_t margin;
  int64_t capacity;
};

// The best use of `demand` among offers, best margin first, and tiers, cheapest first. The tiers
// alone can take all of it.
Total BestPurchase(const FlowProblem& problem, size_t need, std::vector<Offer>& offers) {
  std::sort(offers.begin(), offers.end(),
            [](const Offer& a, const Offer& b) { return a.margin > b.margin; });
  Total worth = 0;
  int64_t left = problem.demand[need];
  auto tier = static_cast<size_t>(problem.tier_begin[need]);
  auto offer = offers.begin();
  while (left > 0) {
    const int64_t tier_margin = -problem.tier_cost[tier];
    if (offer != offers.end() && offer->margin > tier_margin) {
      const int64_t amount = std::min(left, offer->capacity);
      worth += Total{offer->margin} * amount;
      left -= amount;
      ++offer;
    } else {
      const int64_t amount = std::min(left, problem.tier_capacity[tier]);
      worth += Total{tier_margin} * amount;
      left -= amount;
      ++tier;
    }
  }
  return worth;
}

}  // namespace

Total FlowBound(const FlowProblem& problem, const std::vector<int64_t>& supply_price) {
  const auto price = [&](size_t supply) {
    return std::clamp(supply_price[supply], int64_t{0}, kMaxFlowPrice);
  };
  Total bound = 0;
  for (size_t j = 0; j < problem.supply_capacity.size(); ++j) {
    bound += Total{price(j)} * problem.supply_capacity[j];
  }
  std::vector<Offer> offers;
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    offers.clear();
    const auto end = static_cast<size_t>(problem.arc_begin[i + 1]);
    for (auto a = static_cast<size_t>(problem.arc_begin[i]); a < end; ++a) {
      const auto supply = static_cast<size_t>(problem.arc_supply[a]);
      offers.push_back({problem.arc_value[a] - price(supply), problem.arc_capacity[a]});
    }
    bound += BestPurchase(problem, i, offers);
  }
  return bound;
}

Total FlowValue(const FlowProblem& problem, const std::vector<int64_t>& arc_flow) {
  Total value = 0;
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    int64_t unmet = problem.demand[i];
    const auto end = static_cast<size_t>(problem.arc_begin[i + 1]);
    for (auto a = static_cast<size_t>(problem.arc_begin[i]); a < end; ++a) {
      value += Total{problem.arc_value[a]} * arc_flow[a];
      unmet -= arc_flow[a];
    }
    for (auto t = static_cast<size_t>(problem.tier_begin[i]); unmet > 0; ++t) {
      const int64_t amount = std::min(unmet, problem.tier_capacity[t]);
      value -= Total{problem.tier_cost[t]} * amount;
      unmet -= amount;
    }
  }
  return value;
}

}  // namespace cordee
