#include "engine/solve/flow/flow_solver.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "engine/solve/flow/flow_brute_force.h"
#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

using testing::AddNeed;
using testing::FlowArc;
using testing::FlowShape;
using testing::FlowTier;
using testing::IsFeasible;
using testing::RandomFlow;
using testing::TieOf;

FlowResult SolveOrDie(const FlowProblem& problem) {
  auto result = SolveFlow(problem, {}, StopToken());
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return {};
  EXPECT_EQ(result->termination.reason, Reason::kOptimal);
  EXPECT_EQ(result->termination.limit, Limit::kNone);
  EXPECT_TRUE(result->value == result->bound);
  EXPECT_TRUE(result->value == FlowValue(problem, result->flows));
  EXPECT_TRUE(result->bound == FlowBound(problem, result->supply_price));
  EXPECT_TRUE(IsFeasible(problem, DenseFlow(problem, result->flows)));
  return *std::move(result);
}

void ExpectSameAsBruteForce(const FlowProblem& problem) {
  const FlowResult result = SolveOrDie(problem);
  const auto best = SolveFlowByBruteForce(problem);
  ASSERT_TRUE(best.ok()) << best.status();
  EXPECT_TRUE(result.value == best->value);
  EXPECT_TRUE(TieOf(problem, DenseFlow(problem, result.flows)) == best->tie);
}

TEST(FlowSolver, GivesAContestedSupplyToWhoValuesItMostAndPricesIt) {
  FlowProblem problem;
  problem.supply_capacity = {3};
  AddNeed(problem, {{2, 0}}, {{0, 2, 5, 1}});
  AddNeed(problem, {{2, 0}}, {{0, 2, 7, 1}});
  const FlowResult result = SolveOrDie(problem);
  EXPECT_EQ(result.flows, (std::vector<ArcFlow>{{0, 1}, {1, 2}}));
  EXPECT_EQ(result.supply_price, (std::vector<int64_t>{5}));
  EXPECT_TRUE(result.value == 19);
}

TEST(FlowSolver, PricesASupplyAtWhatOneUnitLessWouldCost) {
  FlowProblem problem;
  problem.supply_capacity = {2, 0};
  AddNeed(problem, {{2, 0}}, {{0, 2, 7, 1}});
  AddNeed(problem, {{1, 3}}, {{1, 1, 4, 1}});
  const FlowResult result = SolveOrDie(problem);
  // The first need is full: more of supply 0 is worth nothing, but losing a unit would cost 7.
  // Nobody would buy of supply 1, of which there is none, from 7 on.
  EXPECT_EQ(result.supply_price, (std::vector<int64_t>{7, 7}));
}

TEST(FlowSolver, EqualsBruteForceOnSmallInstances) {
  for (int64_t seed = 0; seed < testing::Cases(100'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    FlowShape shape;
    if (random.OneIn(3)) shape.max_value = shape.min_value = 3;  // equal values everywhere
    if (random.OneIn(4)) shape.max_tie = 2;
    if (random.OneIn(4))
      shape = {.max_needs = 3, .max_supplies = 2, .max_degree = 2, .max_quantity = 9};
    const FlowProblem problem = RandomFlow(random, shape);
    ExpectSameAsBruteForce(problem);
    if (HasFailure()) return;
  }
}

TEST(FlowSolver, PriceIsTheLossOfOneUnitLess) {
  for (int64_t seed = 0; seed < testing::Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    FlowProblem problem =
        RandomFlow(random, {.max_needs = 12, .max_supplies = 12, .max_degree = 5});
    const FlowResult before = SolveOrDie(problem);
    const auto supply = static_cast<size_t>(random.Uniform(0, problem.supply_count() - 1));
    if (problem.supply_capacity[supply] == 0) continue;
    --problem.supply_capacity[supply];
    const FlowResult after = SolveOrDie(problem);
    EXPECT_TRUE(before.value - after.value == before.supply_price[supply]);
    if (HasFailure()) return;
  }
}

// The same problem with needs and supplies renumbered; `arc_of` maps its arcs to the original ones.
FlowProblem Permute(const FlowProblem& problem, const std::vector<int32_t>& need_order,
                    const std::vector<int32_t>& new_supply, std::vector<size_t>& arc_of) {
  FlowProblem out;
  out.tier_begin = {0};
  out.arc_begin = {0};
  out.supply_capacity.resize(problem.supply_capacity.size());
  for (size_t j = 0; j < new_supply.size(); ++j) {
    out.supply_capacity[static_cast<size_t>(new_supply[j])] = problem.supply_capacity[j];
  }
  for (int32_t need : need_order) {
    const auto i = static_cast<size_t>(need);
    std::vector<FlowArc> arcs = testing::ArcsOf(problem, i);
    for (FlowArc& arc : arcs) arc.supply = new_supply[static_cast<size_t>(arc.supply)];
    AddNeed(out, testing::TiersOf(problem, i), arcs);
    // Ties are unique in a need here, so they name the arc.
    for (auto a = static_cast<size_t>(out.arc_begin[out.demand.size() - 1]); a < out.arc_tie.size();
         ++a) {
      auto original = static_cast<size_t>(problem.arc_begin[i]);
      while (problem.arc_tie[original] != out.arc_tie[a]) ++original;
      arc_of.push_back(original);
    }
  }
  return out;
}

TEST(FlowSolver, FlowAndPricesDoNotDependOnTheOrderOfTheArrays) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    FlowShape shape{.max_needs = 30, .max_supplies = 30, .max_degree = 6, .max_quantity = 20};
    if (random.OneIn(2)) shape.min_value = shape.max_value = 3;
    const FlowProblem problem = RandomFlow(random, shape);
    const FlowResult result = SolveOrDie(problem);
    const auto new_supply = testing::RandomPermutation(random, problem.supply_capacity.size());
    std::vector<size_t> arc_of;
    const FlowProblem permuted = Permute(
        problem, testing::RandomPermutation(random, problem.demand.size()), new_supply, arc_of);
    const FlowResult other = SolveOrDie(permuted);
    const std::vector<int64_t> flow = DenseFlow(problem, result.flows);
    const std::vector<int64_t> permuted_flow = DenseFlow(permuted, other.flows);
    for (size_t a = 0; a < arc_of.size(); ++a) {
      EXPECT_EQ(permuted_flow[a], flow[arc_of[a]]);
    }
    for (size_t j = 0; j < new_supply.size(); ++j) {
      EXPECT_EQ(other.supply_price[static_cast<size_t>(new_supply[j])], result.supply_price[j]);
    }
    if (HasFailure()) return;
  }
}

TEST(FlowSolver, SplittingEntriesChangesNothing) {
  constexpr int64_t kTierUnit = 6;  // tier and arc capacities are multiples of it
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    FlowProblem problem =
        RandomFlow(random, {.max_needs = 15, .max_supplies = 15, .max_degree = 5});
    for (auto* column : {&problem.demand, &problem.tier_capacity, &problem.arc_capacity}) {
      for (int64_t& quantity : *column) quantity *= kTierUnit;
    }
    FlowProblem split;
    split.tier_begin = {0};
    split.arc_begin = {0};
    split.supply_capacity = problem.supply_capacity;
    const auto first_copy = problem.supply_count();
    for (int64_t& capacity : split.supply_capacity) capacity *= kTierUnit / 2;
    problem.supply_capacity = split.supply_capacity;
    for (int64_t& capacity : split.supply_capacity) {  // supplies: a part, and the rest after all
      capacity = random.Uniform(0, capacity);
    }
    for (size_t j = 0; j < problem.supply_capacity.size(); ++j) {
      split.supply_capacity.push_back(problem.supply_capacity[j] - split.supply_capacity[j]);
    }
    for (size_t i = 0; i < problem.demand.size(); ++i) {
      for (int64_t share : {kTierUnit / 3, kTierUnit - kTierUnit / 3}) {
        std::vector<FlowTier> tiers = testing::TiersOf(problem, i);
        for (FlowTier& tier : tiers) tier.capacity = tier.capacity / kTierUnit * share;
        std::vector<FlowArc> arcs;
        for (FlowArc arc : testing::ArcsOf(problem, i)) {
          arc.capacity = problem.demand[i];  // an arc capacity would bind the parts, not their sum
          arcs.push_back(arc);
          arc.supply += first_copy;
          arcs.push_back(arc);
        }
        AddNeed(split, tiers, arcs);
      }
      const auto end = static_cast<size_t>(problem.arc_begin[i + 1]);
      for (auto a = static_cast<size_t>(problem.arc_begin[i]); a < end; ++a) {
        problem.arc_capacity[a] = problem.demand[i];
      }
    }
    EXPECT_TRUE(SolveOrDie(split).value == SolveOrDie(problem).value);
    if (HasFailure()) return;
  }
}

TEST(FlowSolver, HandlesNothingToDo) {
  FlowProblem empty;
  empty.tier_begin = {0};
  empty.arc_begin = {0};
  EXPECT_TRUE(SolveOrDie(empty).value == 0);
  empty.supply_capacity = {4, 0};
  EXPECT_EQ(SolveOrDie(empty).supply_price, (std::vector<int64_t>{0, 0}));

  FlowProblem no_arcs;
  no_arcs.supply_capacity = {4};
  AddNeed(no_arcs, {{3, 2}, {0, 4}}, {});
  EXPECT_TRUE(SolveOrDie(no_arcs).value == -6);

  FlowProblem nothing_fits;
  nothing_fits.supply_capacity = {0, 5};
  AddNeed(nothing_fits, {{3, 2}}, {{0, 9, 9, 0}, {1, 0, 9, 0}});
  AddNeed(nothing_fits, {{0, 2}, {0, 9}}, {{0, 9, 9, 0}, {1, 9, 9, 0}});
  const FlowResult result = SolveOrDie(nothing_fits);
  EXPECT_TRUE(result.value == -6);
  EXPECT_EQ(result.supply_price, (std::vector<int64_t>{11, 0}));
  EXPECT_EQ(result.pivots, 0);
}

TEST(FlowSolver, LeavesANeedUnmetRatherThanServeItBelowItsTier) {
  FlowProblem problem;
  problem.supply_capacity = {9};
  AddNeed(problem, {{3, 2}, {3, 6}}, {{0, 9, -4, 0}});
  const FlowResult result = SolveOrDie(problem);
  EXPECT_EQ(result.flows, (std::vector<ArcFlow>{{0, 3}}));
  EXPECT_TRUE(result.value == -12 - 6);
}

// At the limits of FlowProblem, with a cycle through every need and supply.
TEST(FlowSolver, SurvivesTheLimits) {
  constexpr int32_t kSize = 50;
  constexpr int32_t kUnit = 1 << 12;
  for (int64_t seed = 0; seed < testing::Cases(400); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    FlowProblem problem;
    problem.supply_capacity.assign(kSize, kMaxFlowCapacity);
    const auto extreme = [&random] {
      return random.OneIn(2) ? kMaxFlowValue / kUnit : -kMaxFlowValue / kUnit;
    };
    for (int32_t i = 0; i < kSize; ++i) {
      std::vector<FlowArc> arcs;
      for (int32_t j : {i, (i + 1) % kSize, static_cast<int32_t>(random.Uniform(0, kSize - 1))}) {
        arcs.push_back({j, kMaxFlowCapacity - random.Uniform(0, 1), extreme(), kTieRange - 1});
      }
      const int64_t half = kMaxFlowCapacity / 2;
      AddNeed(problem, {{half, -kMaxFlowValue}, {half, kMaxFlowValue - random.Uniform(0, 1)}},
              arcs);
    }
    problem.need_unit.assign(kSize, kUnit);
    SolveOrDie(problem);
    if (HasFailure()) return;
  }
}

TEST(FlowSolver, ARunCutShortIsFeasibleAndItsBoundHolds) {
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem =
        RandomFlow(random, {.max_needs = 40, .max_supplies = 40, .max_degree = 6});
    const FlowResult whole = SolveOrDie(problem);
    const int64_t limit = random.Uniform(0, whole.pivots);
    const auto cut = SolveFlow(problem, {.max_pivots = limit}, StopToken());
    ASSERT_TRUE(cut.ok());
    EXPECT_TRUE(IsFeasible(problem, DenseFlow(problem, cut->flows)));
    EXPECT_TRUE(cut->value <= whole.value);
    EXPECT_TRUE(cut->bound >= whole.value);
    EXPECT_TRUE(cut->value == FlowValue(problem, cut->flows));
    EXPECT_TRUE(cut->bound == FlowBound(problem, cut->supply_price));
    EXPECT_EQ(cut->termination.limit, limit < whole.pivots ? Limit::kWork : Limit::kNone);
    EXPECT_EQ(cut->pivots, limit);
    EXPECT_EQ(cut->termination.reason == Reason::kOptimal, cut->value == cut->bound);
    for (int64_t price : cut->supply_price) EXPECT_GE(price, 0);
    const auto replay = SolveFlow(problem, {.max_pivots = cut->pivots}, StopToken());
    ASSERT_TRUE(replay.ok());
    EXPECT_EQ(replay->flows, cut->flows);
    if (HasFailure()) return;
  }
}

TEST(FlowSolver, AStoppedRunReturnsAtOnceWithEverythingUnmet) {
  FlowProblem problem;
  problem.supply_capacity = {3};
  AddNeed(problem, {{2, 1}}, {{0, 2, 5, 1}});
  const std::atomic<bool> stop = true;
  const auto result = SolveFlow(problem, {}, StopToken(&stop));
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->termination.reason, Reason::kFeasible);
  EXPECT_EQ(result->termination.limit, Limit::kStopped);
  EXPECT_TRUE(result->flows.empty());
  EXPECT_TRUE(result->value == -2);
  EXPECT_TRUE(result->bound == 10);
}

TEST(FlowSolver, RefusesAMalformedProblem) {
  FlowProblem problem;
  EXPECT_EQ(SolveFlow(problem, {}, StopToken()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace cordee
