// Minimum orders against brute force, and against themselves.
#include "engine/solve/order_search.h"

#include <cinttypes>
#include <cstdio>

#include "engine/solve/brute_force.h"
#include "engine/solve/flow_expansion.h"
#include "engine/verify/checker.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_world.h"
#include "tests/support/recount.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using testing::After;
using testing::Cases;
using testing::FirstFault;
using testing::RandomWorld;
using testing::Solved;
using testing::SolveProblem;
using testing::SolveWorld;
using testing::World;
using testing::WorldShape;

// How many random worlds of a shape are solved to the best, of those that brute force can do.
void IsBest(const WorldShape& shape, int64_t cases) {
  int64_t proved = 0;
  int64_t compared = 0;
  int64_t missed = 0;
  for (int64_t seed = 0; seed < cases; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(random, shape));
    ASSERT_EQ(FirstFault(run.problem, run.result.links), "") << "seed " << seed;
    ASSERT_EQ(CheckClaim(run.problem, run.result), absl::OkStatus()) << "seed " << seed;
    const absl::StatusOr<BruteForceResult> best = BruteForce(run.problem);
    if (!best.ok()) continue;
    ASSERT_EQ(FirstFault(run.problem, best->links), "") << "seed " << seed;
    ++compared;
    ASSERT_TRUE(best->value <= run.result.bound) << "seed " << seed;
    proved += run.result.orders.best_choice ? 1 : 0;
    missed += run.result.orders.missed.empty() ? 0 : 1;
    const bool has_any = run.problem.has_minimum_orders();
    ASSERT_TRUE(run.result.orders.best_choice || shape.lots || !has_any) << "seed " << seed;
    if (run.result.orders.best_choice) {
      ASSERT_TRUE(run.result.parts.value() == best->value) << "seed " << seed;
    }
    ASSERT_TRUE(run.result.parts.value() <= best->value) << "seed " << seed;
  }
  std::printf("%" PRId64 " worlds compared, %" PRId64 " proved, %" PRId64 " with a miss\n",
              compared, proved, missed);
  EXPECT_GT(compared, cases / 2);
  EXPECT_GT(missed, 0);
}

TEST(OrderSearch, IsBestInSmallWorlds) { IsBest({.orders = true}, Cases(300'000)); }

TEST(OrderSearch, IsBestInLargerWorlds) {
  IsBest({.most_needs = 6, .most_offers = 5, .most_quantity = 4, .orders = true}, Cases(50'000));
}

TEST(OrderSearch, IsBestWithManySuppliers) {
  IsBest({.most_needs = 3, .most_offers = 8, .most_quantity = 4, .orders = true}, Cases(50'000));
}

TEST(OrderSearch, IsBestWithLots) {
  IsBest({.most_needs = 4, .most_offers = 3, .lots = true, .orders = true}, Cases(100'000));
}

TEST(OrderSearch, MovesBuyersToASupplierWhomTheFlowWouldMiss) {
  // Alone, each canteen is better off with its own farm; together they reach the mill.
  const World world(R"(
    category flour
    need  north flour 30/week at=0,0
    need  south flour 30/week at=60,0
    offer near  flour 12/week at=1,0
    offer mill  flour 100/week at=30,0 order=50
  )");
  const Solved run = SolveWorld(world);
  EXPECT_TRUE(run.result.orders.best_choice);
  EXPECT_TRUE(run.result.orders.missed.empty());
  EXPECT_EQ(run.Picture(), "north <- mill 260\nnorth <- near 130\nsouth <- mill 390\n");
}

TEST(OrderSearch, SaysHowMuchIsMissing) {
  const World world(R"(
    category flour
    need  north flour 30/week at=0,0
    offer mill  flour 100/week at=3,0 order=50
  )");
  const Solved run = SolveWorld(world);
  EXPECT_TRUE(run.result.links.empty());
  ASSERT_EQ(run.result.orders.missed.size(), 1u);
  EXPECT_EQ(run.result.orders.missed[0].wanted, Quantity(30 * 13));
  EXPECT_TRUE(run.result.orders.best_choice);
  EXPECT_EQ(run.result.termination.reason, Reason::kFeasible);
}

// The choice of a whole world of goods, by the search with so many flows.
OrderAmounts Choose(const Solved& run, int64_t nodes) {
  const auto expansion = ExpandToFlow(run.problem, run.candidates, run.points);
  CHECK(expansion.ok());
  const auto all = static_cast<size_t>(run.problem.needs().size());
  std::vector<NeedIndex> needs;
  for (const NeedIndex need : IndicesUpTo<NeedIndex>(all)) needs.push_back(need);
  const LotProblem lots(run.problem, run.candidates, *expansion, needs);
  LotFlows flows(lots);
  WorkMeter meter(INT64_MAX, StopToken());
  LotAmounts start = lots.Evaluate(std::vector<int64_t>(lots.pairs().size(), 0));
  absl::StatusOr<OrderAmounts> found = SolveOrders(flows, std::move(start), {nodes}, meter);
  CHECK(found.ok());
  EXPECT_TRUE(lots.BelowMinimum(found->best.amount).empty());
  return *std::move(found);
}

TEST(OrderSearch, MissesTheBestSeldomBeyondItsLimit) {
  int64_t missed = 0;
  int64_t worlds = 0;
  Total lost = 0;
  int64_t open = 0;
  Total gap = 0;
  for (int64_t seed = 0; seed < Cases(100'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(
        random, {.most_needs = 8, .most_offers = 8, .most_quantity = 9, .orders = true}));
    if (run.candidates.size() == 0) continue;
    const OrderAmounts best = Choose(run, kMaxOrderNodes);
    ASSERT_TRUE(best.proved) << "seed " << seed;
    const OrderAmounts chosen = Choose(run, 0);
    ASSERT_FALSE(chosen.proved);
    ASSERT_TRUE(chosen.best.value <= best.best.value) << "seed " << seed;
    ++worlds;
    missed += chosen.best.value < best.best.value ? 1 : 0;
    lost += best.best.value - chosen.best.value;
    open += best.best.value < run.result.bound ? 1 : 0;
    gap += run.result.bound - best.best.value;
  }
  std::printf("%" PRId64 " of %" PRId64 " worlds are not best, %" PRId64
              " of which have a gap; lost %.4f %% of all gaps\n",
              missed, worlds, open, 100 * static_cast<double>(lost) / static_cast<double>(gap + 1));
  EXPECT_LT(missed * 20, worlds);
}

TEST(OrderSearch, AMinimumOfNothingChangesNothing) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    World world = RandomWorld(random, {.lots = random.OneIn(2), .bookings = random.OneIn(2)});
    const Solved plain = SolveWorld(world);
    // One base unit is as much as nothing.
    for (World::Entry& entry : world.entries()) {
      if (!entry.is_need && entry.category != "hall") entry.row.minimum_order = Quantity(1);
    }
    const Solved run = SolveWorld(world);
    ASSERT_EQ(run.result.links, plain.result.links) << "seed " << seed;
    ASSERT_EQ(run.result.prices, plain.result.prices) << "seed " << seed;
    ASSERT_TRUE(run.result.bound == plain.result.bound) << "seed " << seed;
    ASSERT_TRUE(plain.result.orders == MinimumOrders());
  }
}

TEST(OrderSearch, AHigherMinimumNeverRaisesAProvedValue) {
  int64_t lowered = 0;
  for (int64_t seed = 0; seed < Cases(50'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    World world = RandomWorld(random, {.most_needs = 6, .most_offers = 6, .orders = true});
    const Solved before = SolveWorld(world);
    for (World::Entry& entry : world.entries()) {
      if (entry.is_need || random.OneIn(2)) continue;
      entry.row.minimum_order = Quantity(
          random.Uniform(entry.row.minimum_order.value(), entry.row.quantity.value()));
    }
    const Solved after = SolveWorld(world);
    if (!before.problem.has_minimum_orders()) continue;
    ASSERT_TRUE(before.result.orders.best_choice && after.result.orders.best_choice);
    ASSERT_TRUE(after.result.parts.value() <= before.result.parts.value()) << "seed " << seed;
    lowered += after.result.parts.value() < before.result.parts.value() ? 1 : 0;
  }
  EXPECT_GT(lowered, 0);
}

TEST(OrderSearch, KeepsEveryProposalOfARunThatNothingChanged) {
  for (int64_t seed = 0; seed < Cases(20'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(random, {.most_needs = 8,
                                             .most_offers = 6,
                                             .lots = random.OneIn(2),
                                             .bookings = random.OneIn(4),
                                             .before = random.OneIn(2),
                                             .orders = true});
    const Solved first = SolveWorld(world);
    const Solved second = SolveWorld(After(world, first));
    ASSERT_EQ(first.Picture(), second.Picture()) << "seed " << seed;
  }
}

TEST(OrderSearch, AnswersTheSameForEveryOrderOfInputAndAnyThreads) {
  for (int64_t seed = 0; seed < Cases(2'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(
        random, {.most_needs = 8, .most_offers = 8, .lots = random.OneIn(2), .orders = true});
    const Solved first = SolveWorld(world);
    for (int order = 0; order < 20; ++order) {
      const Solved again = SolveProblem(world.BuildShuffled(random), {.threads = 1 + order % 2});
      ASSERT_EQ(first.result.links, again.result.links) << "seed " << seed;
      ASSERT_TRUE(first.result.orders == again.result.orders) << "seed " << seed;
      ASSERT_EQ(first.result.work, again.result.work) << "seed " << seed;
    }
  }
}

// Cuts runs at every count of work; with `incumbent_pairs` of 0 they keep an answer ready.
void CutRuns(int64_t cases, int64_t incumbent_pairs) {
  for (int64_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(random, {.most_needs = 9,
                                             .most_offers = 8,
                                             .lots = random.OneIn(2),
                                             .bookings = random.OneIn(3),
                                             .orders = true});
    const Solved full = SolveWorld(world);
    const auto cut_at = [&](int64_t work, int32_t threads) {
      return SolveWorld(world,
                        {.max_work = work, .threads = threads, .incumbent_pairs = incumbent_pairs});
    };
    for (int64_t work = 0; work <= full.result.work; work += 1 + work / 20) {
      const Solved cut = cut_at(work, 1);
      ASSERT_EQ(FirstFault(cut.problem, cut.result.links), "") << "at " << work;
      ASSERT_EQ(CheckClaim(cut.problem, cut.result), absl::OkStatus()) << "at " << work;
      ASSERT_EQ(cut.result.links, cut_at(work, 2).result.links) << "at " << work;
    }
    ASSERT_EQ(cut_at(full.result.work + 3, 1).result.links, full.result.links);
  }
}

TEST(OrderSearch, StopsAtEveryCountOfWorkWithAFeasibleAnswer) {
  CutRuns(Cases(2'000), kIncumbentPairs);
  CutRuns(Cases(2'000), 0);
}

}  // namespace
}  // namespace cordee
