#include "engine/solve/flow/network_simplex.h"

#include <gtest/gtest.h>

#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

// A path need - supply - need - ... through `length` of each, with values at the limit.
FlowProblem LongPath(int32_t length) {
  FlowProblem problem;
  for (int32_t i = 0; i < length; ++i) {
    problem.supply_capacity.push_back(1);
    std::vector<testing::FlowArc> arcs = {{i, 1, kMaxFlowValue, 1}};
    if (i > 0) arcs.push_back({i - 1, 1, -kMaxFlowValue, 1});
    testing::AddNeed(problem, {{1, kMaxFlowValue}}, arcs);
  }
  return problem;
}

TEST(NetworkSimplex, KnowsWhenPotentialsNeedMoreThan64Bits) {
  EXPECT_TRUE(PotentialsFitInt64(BuildFlowNetwork(LongPath(1'000))));
  EXPECT_TRUE(PotentialsFitInt64(BuildFlowNetwork(LongPath(500'000))));
  EXPECT_FALSE(PotentialsFitInt64(BuildFlowNetwork(LongPath(600'000))));
}

TEST(NetworkSimplex, MakesTheSamePivotsInBothWidths) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem =
        testing::RandomFlow(random, {.max_needs = 30, .max_supplies = 30, .max_degree = 6});
    const FlowNetwork network = BuildFlowNetwork(problem);
    NetworkSimplex<int64_t> narrow(network);
    NetworkSimplex<__int128> wide(network);
    EXPECT_EQ(narrow.Run(INT64_MAX, StopToken()), Limit::kNone);
    EXPECT_EQ(wide.Run(INT64_MAX, StopToken()), Limit::kNone);
    EXPECT_EQ(narrow.pivots(), wide.pivots());
    EXPECT_EQ(narrow.Flows(), wide.Flows());
    for (int32_t v = 0; v < network.node_count(); ++v) {
      EXPECT_TRUE(wide.Potential(v) == narrow.Potential(v));
    }
    if (HasFailure()) return;
  }
}

// No negative price even before rounding or descent: an idle supply hangs from the hub.
TEST(NetworkSimplex, EndsWithNonNegativeSupplyPrices) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowNetwork network = BuildFlowNetwork(
        testing::RandomFlow(random, {.max_needs = 20, .max_supplies = 20, .max_degree = 4}));
    NetworkSimplex<int64_t> simplex(network);
    EXPECT_EQ(simplex.Run(INT64_MAX, StopToken()), Limit::kNone);
    for (const FlowComponent& c : network.components) {
      for (int32_t v = c.supply_begin; v < c.end; ++v) EXPECT_LE(simplex.Potential(v), 0);
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cordee
