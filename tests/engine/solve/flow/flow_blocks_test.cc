// Problems of several blocks and levels: the same bytes however they are cut and on any number of
// threads.
#include "engine/solve/flow/flow_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/flow/flow_solver.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

constexpr int32_t kNear = 40;

// Needs and supplies along a line, each need with a few supplies near its own place; every
// `island` needs nothing crosses.
FlowProblem Line(Random& random, int32_t size, int32_t island, int32_t max_points) {
  FlowProblem problem;
  problem.tier_begin = {0};
  problem.arc_begin = {0};
  for (int32_t i = 0; i < size; ++i) {
    const int64_t demand = random.Uniform(1, 20);
    problem.demand.push_back(demand);
    problem.need_unit.push_back(1);
    problem.need_key.push_back(MixBits(static_cast<uint64_t>(i)));
    problem.tier_capacity.insert(problem.tier_capacity.end(), {demand / 2, demand - demand / 2});
    problem.tier_cost.insert(problem.tier_cost.end(), {10, 300});
    problem.tier_begin.push_back(static_cast<int32_t>(problem.tier_cost.size()));
    const int32_t first = i / island * island;
    const int32_t last = std::min(first + island, size) - 1;
    std::vector<int32_t> supplies;
    for (int k = 0; k < 5; ++k) {
      const auto j = static_cast<int32_t>(random.Uniform(i - kNear, i + kNear));
      supplies.push_back(std::clamp(j, first, last));
    }
    std::sort(supplies.begin(), supplies.end());
    supplies.erase(std::unique(supplies.begin(), supplies.end()), supplies.end());
    for (int32_t j : supplies) {
      problem.arc_supply.push_back(j);
      problem.arc_points.push_back(static_cast<int32_t>(random.Uniform(0, max_points)));
    }
    problem.arc_begin.push_back(problem.arc_count());
    problem.supply_capacity.push_back(random.Uniform(0, 20));
    problem.supply_key.push_back(MixBits(~static_cast<uint64_t>(i)));
  }
  return problem;
}

uint64_t Fingerprint(const FlowResult& result) {
  uint64_t hash = 0;
  for (const ArcFlow& flow : result.flows) {
    hash = MixBits(hash ^ static_cast<uint64_t>(flow.arc));
    hash = MixBits(hash ^ static_cast<uint64_t>(flow.flow));
  }
  for (int64_t price : result.supply_price) hash = MixBits(hash ^ static_cast<uint64_t>(price));
  return MixBits(hash ^ static_cast<uint64_t>(result.pivots));
}

FlowResult SolveOrDie(const FlowProblem& problem, const FlowParameters& parameters,
                      StopToken stop = StopToken()) {
  auto result = SolveFlow(problem, parameters, stop);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *std::move(result) : FlowResult();
}

TEST(FlowBlocks, CutWhereNoArcCrossesAndHalveWhatIsLarge) {
  Random random(1);
  const FlowProblem problem = Line(random, 3 * kMaxLeafNodes, kMaxLeafNodes, 1000);
  const FlowSplit split = SplitFlow(problem);
  ASSERT_EQ(split.regions.size(), 3u);
  EXPECT_GE(split.levels.size(), 2u);  // each region has halves
  EXPECT_GE(split.levels[0].size(), 6u);
  for (const FlowBlock& leaf : split.levels[0]) {
    EXPECT_LE(leaf.need_end - leaf.need_begin + leaf.supply_end - leaf.supply_begin, kMaxLeafNodes);
  }
  for (const FlowBlock& region : split.regions) {
    for (int32_t i = region.need_begin; i < region.need_end; ++i) {
      for (auto a = static_cast<size_t>(problem.arc_begin[static_cast<size_t>(i)]);
           a < static_cast<size_t>(problem.arc_begin[static_cast<size_t>(i) + 1]); ++a) {
        ASSERT_GE(problem.arc_supply[a], region.supply_begin);
        ASSERT_LT(problem.arc_supply[a], region.supply_end);
      }
    }
  }
}

TEST(FlowBlocks, EveryNodeIsInOneBlockOfTheFinestLevel) {
  Random random(2);
  for (int32_t island : {100, 20'000, 200'000}) {
    const FlowProblem problem = Line(random, 70'000, island, 1000);
    const FlowSplit split = SplitFlow(problem);
    std::vector<int32_t> needs(problem.demand.size(), 0);
    std::vector<int32_t> supplies(problem.supply_capacity.size(), 0);
    for (const FlowBlock& block : split.levels[0]) {
      for (int32_t i = block.need_begin; i < block.need_end; ++i) ++needs[static_cast<size_t>(i)];
      for (int32_t j = block.supply_begin; j < block.supply_end; ++j) {
        ++supplies[static_cast<size_t>(j)];
      }
    }
    EXPECT_EQ(std::count(needs.begin(), needs.end(), 1), problem.need_count());
    EXPECT_EQ(std::count(supplies.begin(), supplies.end(), 1), problem.supply_count());
  }
}

TEST(FlowBlocks, GiveTheSameBytesOnOneTwoAndEightThreads) {
  for (int64_t seed = 0; seed < testing::Cases(200); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const int32_t island = random.OneIn(2) ? 100'000 : 3'000;
    const FlowProblem problem = Line(random, 50'000, island, random.OneIn(3) ? 3 : 10'000);
    const FlowResult one = SolveOrDie(problem, {.threads = 1});
    EXPECT_EQ(one.termination.reason, Reason::kOptimal);
    for (int32_t threads : {2, 8}) {
      const FlowResult other = SolveOrDie(problem, {.threads = threads});
      EXPECT_EQ(Fingerprint(other), Fingerprint(one));
      EXPECT_TRUE(other.value == one.value);
    }
    // Cut short by work, too.
    const int64_t limit = random.Uniform(0, one.pivots);
    const FlowResult cut = SolveOrDie(problem, {.threads = 1, .max_pivots = limit});
    EXPECT_EQ(cut.pivots, limit);
    EXPECT_EQ(Fingerprint(SolveOrDie(problem, {.threads = 2, .max_pivots = limit})),
              Fingerprint(cut));
    if (HasFailure()) return;
  }
}

// Reversed, the same network is cut elsewhere.
TEST(FlowBlocks, GiveTheSameFlowInReverseOrder) {
  Random random(3);
  const FlowProblem problem = Line(random, 50'000, 100'000, 50);
  FlowProblem reverse;
  reverse.tier_begin = {0};
  reverse.arc_begin = {0};
  std::vector<int32_t> arc_of;
  for (size_t i = problem.demand.size(); i-- > 0;) {
    reverse.demand.push_back(problem.demand[i]);
    reverse.need_unit.push_back(1);
    reverse.need_key.push_back(problem.need_key[i]);
    for (int32_t t = problem.tier_begin[i]; t < problem.tier_begin[i + 1]; ++t) {
      reverse.tier_capacity.push_back(problem.tier_capacity[static_cast<size_t>(t)]);
      reverse.tier_cost.push_back(problem.tier_cost[static_cast<size_t>(t)]);
    }
    reverse.tier_begin.push_back(static_cast<int32_t>(reverse.tier_cost.size()));
    for (int32_t a = problem.arc_begin[i + 1] - 1; a >= problem.arc_begin[i]; --a) {
      const auto arc = static_cast<size_t>(a);
      reverse.arc_supply.push_back(problem.supply_count() - 1 - problem.arc_supply[arc]);
      reverse.arc_points.push_back(problem.arc_points[arc]);
      arc_of.push_back(a);
    }
    reverse.arc_begin.push_back(reverse.arc_count());
  }
  reverse.supply_capacity.assign(problem.supply_capacity.rbegin(), problem.supply_capacity.rend());
  reverse.supply_key.assign(problem.supply_key.rbegin(), problem.supply_key.rend());

  const FlowResult there = SolveOrDie(problem, {});
  const FlowResult back = SolveOrDie(reverse, {});
  std::vector<ArcFlow> mapped;
  for (const ArcFlow& flow : back.flows) {
    mapped.push_back({arc_of[static_cast<size_t>(flow.arc)], flow.flow});
  }
  std::sort(mapped.begin(), mapped.end(),
            [](const ArcFlow& a, const ArcFlow& b) { return a.arc < b.arc; });
  EXPECT_EQ(mapped, there.flows);
  EXPECT_EQ(std::vector<int64_t>(back.supply_price.rbegin(), back.supply_price.rend()),
            there.supply_price);
}

// g++ and clang, today and tomorrow. Pivots are left out: how the optimum is found may change.
TEST(FlowBlocks, GiveTheBytesOfEveryCompiler) {
  Random random(4);
  FlowResult result = SolveOrDie(Line(random, 40'000, 100'000, 100), {.threads = 2});
  result.pivots = 0;
  EXPECT_EQ(Fingerprint(result), 1'189'752'772'203'629'017u);
}

TEST(FlowBlocks, AStopFromAnotherThreadLeavesAFlowThatAReplayFinds) {
  for (int64_t seed = 0; seed < testing::Cases(100); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowProblem problem = Line(random, 60'000, 100'000, 10'000);
    std::atomic<bool> stop = false;
    std::atomic<int64_t> spins = random.Uniform(0, 3'000'000);
    std::thread stopper([&] {
      while (spins.fetch_sub(1) > 0) {
      }
      stop = true;
    });
    const FlowResult stopped = SolveOrDie(problem, {.threads = 2}, StopToken(&stop));
    stopper.join();
    EXPECT_TRUE(stopped.value <= stopped.bound);
    if (stopped.termination.limit == Limit::kNone) continue;
    const FlowResult replay = SolveOrDie(problem, {.max_pivots = stopped.pivots});
    EXPECT_EQ(Fingerprint(replay), Fingerprint(stopped));
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cordee
