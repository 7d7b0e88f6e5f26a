#include <gtest/gtest.h>

#include <vector>

#include "engine/solve/flow/flow_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

TEST(FlowBound, AddsThePriceOfAllCapacityToWhatEachNeedWouldBuy) {
  FlowProblem problem;
  problem.supply_capacity = {10, 10};
  testing::AddNeed(problem, {{3, 2}, {4, 5}}, {{0, 5, 9, 1}, {1, 5, 6, 2}});
  // Free: 5 units at 9 and 2 at 6.
  EXPECT_TRUE(FlowBound(problem, {0, 0}) == 57);
  // Margins 1 and 6: 5 units at 6, 2 at 1, and 80 for the capacity.
  EXPECT_TRUE(FlowBound(problem, {8, 0}) == 112);
  // Margins -1 and -4: above the second tier and between the two. Unmet 2 is dearer than 1, cheaper
  // than 4: buy 5 at -1 and leave 2 unmet.
  EXPECT_TRUE(FlowBound(problem, {10, 10}) == 200 - 5 - 4);
}

TEST(FlowBound, HoldsForAnyPricesEvenAbsurdOnes) {
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem = testing::RandomFlow(random, {.max_needs = 8, .max_supplies = 8});
    const auto solved = SolveFlow(problem, {}, StopToken());
    ASSERT_TRUE(solved.ok()) << solved.status();
    std::vector<int64_t> prices(problem.supply_capacity.size());
    const int64_t highest = random.OneIn(10) ? INT64_MAX : random.Uniform(0, 30);
    const int64_t lowest = random.OneIn(10) ? INT64_MIN : 0;
    for (int64_t& price : prices) price = random.Uniform(lowest, highest);
    EXPECT_TRUE(FlowBound(problem, prices) >= solved->value);
    EXPECT_TRUE(FlowBound(problem, solved->supply_price) == solved->value);
  }
}

TEST(FlowValue, FillsTheCheapestTiersFirst) {
  FlowProblem problem;
  problem.supply_capacity = {10};
  testing::AddNeed(problem, {{3, 2}, {4, 5}}, {{0, 5, 9, 1}});
  EXPECT_TRUE(FlowValue(problem, {}) == -26);
  EXPECT_TRUE(FlowValue(problem, {{0, 1}}) == 9 - 21);
  EXPECT_TRUE(FlowValue(problem, {{0, 5}}) == 45 - 4);
}

}  // namespace
}  // namespace cordee
