// FlowBound and FlowValue: what prices prove and what a flow is worth. Sums stay below 2^116: 2^22
// entries times 2^50 units times 2^43 micropoints.
#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee {
namespace {

constexpr int64_t kNeedsPerPiece = 8192;

struct Offer {
  int64_t margin;
  int64_t capacity;
};

struct Purchase {
  Total worth = 0;
  int64_t margin = kMaxFlowPrice;  // of the last unit; without any: nothing would be better
};

// The cost and width of a need's tiers, one after the other; free and endless when it has none.
class Tiers {
 public:
  Tiers(const FlowProblem& problem, size_t need)
      : problem_(problem),
        tier_(static_cast<size_t>(problem.tier_begin[need])),
        endless_(problem.tier_begin[need] == problem.tier_begin[need + 1]) {}

  int64_t cost() const { return endless_ ? 0 : problem_.tier_cost[tier_]; }
  int64_t width() const { return endless_ ? kMaxFlowCapacity : problem_.tier_capacity[tier_]; }
  void Advance() { ++tier_; }

 private:
  const FlowProblem& problem_;
  size_t tier_;
  const bool endless_;
};

class Bound {
 public:
  Bound(const FlowProblem& problem, const std::vector<int64_t>& supply_price)
      : problem_(problem), price_(supply_price) {
    for (int64_t& price : price_) price = std::clamp(price, int64_t{0}, kMaxFlowPrice);
  }

  Total OfSupplies() const {
    Total bound = 0;
    for (size_t j = 0; j < problem_.supply_capacity.size(); ++j) {
      bound += Total{price_[j]} * problem_.supply_capacity[j];
    }
    return bound;
  }

  // Most needs buy all they want from one supply, so nothing is listed before that is tried.
  Purchase OfNeed(size_t need, std::vector<Offer>& offers) const {
    const int64_t demand = problem_.demand[need];
    if (demand == 0) return {};
    const auto begin = static_cast<size_t>(problem_.arc_begin[need]);
    const auto end = static_cast<size_t>(problem_.arc_begin[need + 1]);
    offers.clear();
    if (begin < end) {
      const int64_t most = MostMargin(need, begin, end);
      size_t best = begin;
      while (Margin(need, best) != most) ++best;
      offers.push_back({most, problem_.Capacity(need, best)});
      if (offers.front().capacity < demand) ListOffers(need, offers);
    }
    return BestPurchase(need, offers);
  }

 private:
  int64_t Margin(size_t need, size_t arc) const {
    return problem_.Value(need, arc) - price_[static_cast<size_t>(problem_.arc_supply[arc])];
  }

  // Two maxima without their place: no branch to guess, no chain to wait for.
  int64_t MostMargin(size_t need, size_t begin, size_t end) const {
    int64_t most = Margin(need, end - 1);
    int64_t other = most;
    for (size_t a = begin; a + 2 <= end; a += 2) {
      most = std::max(most, Margin(need, a));
      other = std::max(other, Margin(need, a + 1));
    }
    return std::max(most, other);
  }

  void ListOffers(size_t need, std::vector<Offer>& offers) const {
    offers.clear();
    const auto end = static_cast<size_t>(problem_.arc_begin[need + 1]);
    for (auto a = static_cast<size_t>(problem_.arc_begin[need]); a < end; ++a) {
      offers.push_back({Margin(need, a), problem_.Capacity(need, a)});
    }
    std::make_heap(offers.begin(), offers.end(), IsWorse);
  }

  static bool IsWorse(const Offer& a, const Offer& b) { return a.margin < b.margin; }

  // The best use of the demand among offers, a heap with the best on top, and tiers, cheapest
  // first. The tiers alone can take all of it.
  Purchase BestPurchase(size_t need, std::vector<Offer>& offers) const {
    Purchase best;
    int64_t left = problem_.demand[need];
    Tiers tiers(problem_, need);
    while (left > 0) {
      if (!offers.empty() && offers.front().margin > -tiers.cost()) {
        const int64_t amount = std::min(left, offers.front().capacity);
        best.worth += Total{offers.front().margin} * amount;
        if (amount > 0) best.margin = offers.front().margin;
        left -= amount;
        std::pop_heap(offers.begin(), offers.end(), IsWorse);
        offers.pop_back();
      } else {
        const int64_t amount = std::min(left, tiers.width());
        best.worth -= Total{tiers.cost()} * amount;
        if (amount > 0) best.margin = -tiers.cost();
        left -= amount;
        tiers.Advance();
      }
    }
    return best;
  }

  const FlowProblem& problem_;
  std::vector<int64_t> price_;
};

// The sum of sum(begin, end) over pieces of the needs.
template <typename Sum>
Total SumOfPieces(int64_t needs, int32_t threads, const Sum& sum) {
  std::vector<Total> parts(static_cast<size_t>((needs + kNeedsPerPiece - 1) / kNeedsPerPiece));
  ParallelFor(needs, kNeedsPerPiece, threads, [&](int64_t begin, int64_t end) {
    parts[static_cast<size_t>(begin / kNeedsPerPiece)] = sum(begin, end);
  });
  Total total = 0;
  for (const Total part : parts) total += part;
  return total;
}

}  // namespace

Total FlowBound(const FlowProblem& problem, const std::vector<int64_t>& supply_price,
                int32_t threads) {
  const Bound bound(problem, supply_price);
  return bound.OfSupplies() +
         SumOfPieces(problem.need_count(), threads, [&](int64_t begin, int64_t end) {
           std::vector<Offer> offers;
           Total sum = 0;
           for (int64_t i = begin; i < end; ++i) {
             sum += bound.OfNeed(static_cast<size_t>(i), offers).worth;
           }
           return sum;
         });
}

std::vector<int64_t> NeedMargins(const FlowProblem& problem,
                                 const std::vector<int64_t>& supply_price, int32_t threads) {
  const Bound bound(problem, supply_price);
  std::vector<int64_t> margins(problem.demand.size());
  ParallelFor(problem.need_count(), kNeedsPerPiece, threads, [&](int64_t begin, int64_t end) {
    std::vector<Offer> offers;
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      margins[i] = bound.OfNeed(i, offers).margin;
    }
  });
  return margins;
}

Total FlowValue(const FlowProblem& problem, const std::vector<ArcFlow>& flows, int32_t threads) {
  return SumOfPieces(problem.need_count(), threads, [&](int64_t begin, int64_t end) {
    Total value = 0;
    auto flow =
        std::lower_bound(flows.begin(), flows.end(), problem.arc_begin[static_cast<size_t>(begin)],
                         [](const ArcFlow& of_arc, int32_t arc) { return of_arc.arc < arc; });
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      int64_t unmet = problem.demand[i];
      for (; flow != flows.end() && flow->arc < problem.arc_begin[i + 1]; ++flow) {
        value += Total{problem.Value(i, static_cast<size_t>(flow->arc))} * flow->flow;
        unmet -= flow->flow;
      }
      for (Tiers tiers(problem, i); unmet > 0; tiers.Advance()) {
        const int64_t amount = std::min(unmet, tiers.width());
        value -= Total{tiers.cost()} * amount;
        unmet -= amount;
      }
    }
    return value;
  });
}

}  // namespace cordee
