#include "engine/solve/flow/flow_brute_force.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/random_flow.h"

namespace cordee {
namespace {

TEST(FlowBruteForce, FindsTheObviousOptimum) {
  FlowProblem problem;
  problem.supply_capacity = {3};
  testing::AddNeed(problem, {{2, 0}}, {{0, 2, 5, 1}});
  testing::AddNeed(problem, {{2, 0}}, {{0, 2, 7, 1}});
  const auto best = SolveFlowByBruteForce(problem);
  ASSERT_TRUE(best.ok());
  EXPECT_EQ(best->arc_flow, (std::vector<int64_t>{1, 2}));
  EXPECT_TRUE(best->value == 19);
  EXPECT_TRUE(best->tie == 3);
}

TEST(FlowBruteForce, TakesTheLeastTieAmongEqualValues) {
  FlowProblem problem;
  problem.supply_capacity = {1};
  testing::AddNeed(problem, {{1, 0}}, {{0, 1, 5, 9}});
  testing::AddNeed(problem, {{1, 0}}, {{0, 1, 5, 8}});
  const auto best = SolveFlowByBruteForce(problem);
  ASSERT_TRUE(best.ok());
  EXPECT_EQ(best->arc_flow, (std::vector<int64_t>{0, 1}));
}

TEST(FlowBruteForce, RefusesWhatItCannotEnumerate) {
  FlowProblem wide;
  wide.supply_capacity = {kMaxBruteForceFlows};
  testing::AddNeed(wide, {{kMaxBruteForceFlows, 0}}, {{0, kMaxBruteForceFlows, 1, 0}});
  EXPECT_EQ(SolveFlowByBruteForce(wide).status().code(), absl::StatusCode::kInvalidArgument);

  FlowProblem deep;
  deep.supply_capacity = {0};
  for (size_t i = 0; i <= kMaxBruteForceDepth / 2; ++i) {
    testing::AddNeed(deep, {{0, 0}}, {{0, 0, 0, 0}});
  }
  EXPECT_EQ(SolveFlowByBruteForce(deep).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace cordee
