#include "engine/solve/flow/network_simplex.h"

#include <gtest/gtest.h>

#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

// A path need - supply - need - ... through `length` of each, with values at the limit.
FlowProblem LongPath(int32_t length) {
  constexpr int32_t kUnit = 1 << 12;
  constexpr int32_t kMost = kMaxFlowValue / kUnit;
  FlowProblem problem;
  for (int32_t i = 0; i < length; ++i) {
    problem.supply_capacity.push_back(1);
    std::vector<testing::FlowArc> arcs = {{i, 1, kMost, 1}};
    if (i > 0) arcs.push_back({i - 1, 1, -kMost, 1});
    testing::AddNeed(problem, {{1, kMaxFlowValue}}, arcs);
  }
  problem.need_unit.assign(problem.demand.size(), kUnit);
  return problem;
}

TEST(NetworkSimplex, KnowsWhenPotentialsNeedMoreThan64Bits) {
  EXPECT_TRUE(PotentialsFitInt64(LongPath(1'000)));
  EXPECT_TRUE(PotentialsFitInt64(LongPath(100'000)));
  EXPECT_FALSE(PotentialsFitInt64(LongPath(600'000)));
}

// One block, to its optimum.
template <typename Price>
class Solved {
 public:
  explicit Solved(const FlowProblem& problem)
      : split_(SplitFlow(problem)), simplex_(problem, split_) {
    for (FlowBlock& region : split_.regions) {
      simplex_.MarkAll(region);
      pivots_ += simplex_.Run(region, INT64_MAX, false);
      EXPECT_TRUE(NetworkSimplex<Price>::IsQuiet(region));
    }
    for (int32_t need = 0; need < problem.need_count(); ++need) {
      simplex_.ForEachFlow(need,
                           [&](int32_t arc, int64_t flow) { flows_.emplace_back(arc, flow); });
    }
  }

  const NetworkSimplex<Price>& simplex() const { return simplex_; }
  const std::vector<std::pair<int32_t, int64_t>>& flows() const { return flows_; }
  int64_t pivots() const { return pivots_; }

 private:
  FlowSplit split_;
  NetworkSimplex<Price> simplex_;
  std::vector<std::pair<int32_t, int64_t>> flows_;
  int64_t pivots_ = 0;
};

TEST(NetworkSimplex, MakesTheSamePivotsInBothWidths) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem =
        testing::RandomFlow(random, {.max_needs = 30, .max_supplies = 30, .max_degree = 6});
    const Solved<int64_t> narrow(problem);
    const Solved<__int128> wide(problem);
    EXPECT_EQ(narrow.pivots(), wide.pivots());
    EXPECT_EQ(narrow.flows(), wide.flows());
    for (int32_t i = 0; i < problem.need_count(); ++i) {
      EXPECT_TRUE(wide.simplex().NeedPotential(i) == narrow.simplex().NeedPotential(i));
      EXPECT_EQ(wide.simplex().Unmet(i), narrow.simplex().Unmet(i));
    }
    for (int32_t j = 0; j < problem.supply_count(); ++j) {
      EXPECT_TRUE(wide.simplex().SupplyPotential(j) == narrow.simplex().SupplyPotential(j));
    }
    if (HasFailure()) return;
  }
}

// No negative price even before rounding: a supply that is not used up hangs from the hub.
TEST(NetworkSimplex, EndsWithNonNegativeSupplyPrices) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem =
        testing::RandomFlow(random, {.max_needs = 20, .max_supplies = 20, .max_degree = 4});
    const Solved<int64_t> solved(problem);
    for (int32_t j = 0; j < problem.supply_count(); ++j) {
      EXPECT_LE(solved.simplex().SupplyPotential(j), 0);
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cordee
