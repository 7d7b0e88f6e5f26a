#include "engine/solve/flow/locality_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/solve/flow/flow_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

// Each need of a ring wants the supplies next to it; needs and supplies are shuffled.
FlowProblem ShuffledRing(int32_t size, Random& random) {
  std::vector<int32_t> need_at(static_cast<size_t>(size));
  std::iota(need_at.begin(), need_at.end(), 0);
  std::vector<int32_t> supply_at = need_at;
  for (auto* at : {&need_at, &supply_at}) {
    for (size_t i = at->size(); i-- > 1;) {
      std::swap((*at)[i], (*at)[static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(i)))]);
    }
  }
  FlowProblem problem;
  problem.supply_capacity.assign(static_cast<size_t>(size), 10);
  for (const int32_t at : need_at) {
    std::vector<testing::FlowArc> arcs;
    for (int32_t k = 0; k < 4; ++k) {
      const int32_t supply = supply_at[static_cast<size_t>((at + k) % size)];
      arcs.push_back({supply, 20, random.Uniform(1, 1000),
                      static_cast<uint32_t>(random.Uniform(0, kTieRange - 1))});
    }
    testing::AddNeed(problem, {{random.Uniform(1, 20), 0}}, arcs);
  }
  return problem;
}

void ExpectSameAnswerInOrder(const FlowProblem& problem) {
  const FlowOrder order = LocalityOrder(problem);
  const FlowProblem ordered = Reorder(problem, order);
  ASSERT_TRUE(ValidateFlowProblem(ordered).ok()) << ValidateFlowProblem(ordered);
  const auto plain = SolveFlow(problem, {}, StopToken());
  auto found = SolveFlow(ordered, {}, StopToken());
  ASSERT_TRUE(plain.ok() && found.ok());
  const FlowResult restored = RestoreOrder(problem, order, ordered, *std::move(found));
  EXPECT_EQ(restored.flows, plain->flows);
  EXPECT_EQ(restored.supply_price, plain->supply_price);
  EXPECT_TRUE(restored.value == plain->value && restored.bound == plain->bound);
}

TEST(LocalityOrder, LeavesTheAnswerAsItIs) {
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    ExpectSameAnswerInOrder(testing::RandomFlow(
        random, {.max_needs = 30, .max_supplies = 30, .max_degree = 5, .max_quantity = 12}));
    if (HasFailure()) return;
  }
}

TEST(LocalityOrder, FindsTheWayRoundAShuffledRing) {
  Random random(7);
  const FlowProblem problem = ShuffledRing(2000, random);
  const FlowOrder order = LocalityOrder(problem);
  EXPECT_TRUE(IsWorthReordering(problem, order));
  ExpectSameAnswerInOrder(problem);

  const FlowProblem ordered = Reorder(problem, order);
  EXPECT_FALSE(IsWorthReordering(ordered, LocalityOrder(ordered)));
}

TEST(LocalityOrder, KeepsComponentsTogether) {
  FlowProblem problem;
  problem.supply_capacity = {1, 1, 1, 1};
  testing::AddNeed(problem, {{1, 0}}, {{0, 1, 5, 1}, {2, 1, 5, 2}});
  testing::AddNeed(problem, {{1, 0}}, {{1, 1, 5, 3}, {3, 1, 5, 4}});
  testing::AddNeed(problem, {{1, 0}}, {{2, 1, 5, 5}});
  testing::AddNeed(problem, {{1, 0}}, {});
  const FlowOrder order = LocalityOrder(problem);
  const auto place = [&order](int32_t need) {
    return std::find(order.need.begin(), order.need.end(), need) - order.need.begin();
  };
  EXPECT_EQ(std::abs(place(0) - place(2)), 1);
  EXPECT_EQ(order.supply.size(), 4u);
}

TEST(LocalityOrder, TakesTheEmptyProblem) {
  FlowProblem problem;
  problem.tier_begin = {0};
  problem.arc_begin = {0};
  const FlowOrder order = LocalityOrder(problem);
  EXPECT_TRUE(order.need.empty() && order.supply.empty());
  EXPECT_FALSE(IsWorthReordering(problem, order));
}

}  // namespace
}  // namespace cordee
