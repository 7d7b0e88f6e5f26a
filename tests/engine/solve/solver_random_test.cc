// The solver against brute force, and against itself, on random small worlds. A failure prints the
// seed of its world.
#include <atomic>
#include <cinttypes>
#include <cstdio>

#include "engine/solve/brute_force.h"
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

// What doing nothing is worth: losses are stated against what can be gained at all.
Total NothingDone(const Solved& run) {
  Total unmet = 0;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(run.problem.needs().id.size())) {
    const int64_t amount = run.problem.needs().amount[static_cast<size_t>(need.value())].value();
    int64_t before = 0;
    for (const UnmetTier& tier : run.problem.policy().unmet_tiers) {
      const int64_t upto = amount * tier.upto_permille / 1000;
      unmet += Total{upto - before} * tier.points * run.problem.MicropointsPerUnit(need);
      before = upto;
    }
  }
  return -unmet;
}

struct Losses {
  double against_best = 0;
  double against_bound = 0;
  int64_t runs = 0;
  int64_t best = 0;
  int64_t too_large = 0;  // for brute force

  void Add(const Solved& run, Total best_value) {
    const Total nothing = NothingDone(run);
    const auto gain = static_cast<double>(best_value - nothing);
    ++runs;
    best += run.result.parts.value() == best_value ? 1 : 0;
    if (gain <= 0) return;
    against_best += static_cast<double>(best_value - run.result.parts.value()) / gain;
    against_bound += static_cast<double>(run.result.bound - run.result.parts.value()) / gain;
  }
  void Print(const char* what) const {
    const auto count = static_cast<double>(runs);
    std::printf("%s: %" PRId64 " runs, %" PRId64
                " best; mean loss %.4f %% against the best, %.4f %% against the bound; %" PRId64
                " too large to compare\n",
                what, runs, best, 100 * against_best / count, 100 * against_bound / count,
                too_large);
  }
};

// Solves random worlds of a shape and holds each against brute force.
Losses CompareWithBruteForce(const WorldShape& shape, int64_t cases) {
  Losses losses;
  for (int64_t seed = 0; seed < cases; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(random, shape));
    const absl::StatusOr<BruteForceResult> best = BruteForce(run.problem);
    EXPECT_EQ(FirstFault(run.problem, run.result.links), "") << "seed " << seed;
    if (!best.ok()) {
      ++losses.too_large;
      continue;
    }
    EXPECT_EQ(FirstFault(run.problem, best->links), "") << "seed " << seed;
    EXPECT_TRUE(run.result.parts.value() <= best->value) << "seed " << seed;
    EXPECT_TRUE(best->value <= run.result.bound) << "seed " << seed;
    EXPECT_EQ(CheckClaim(run.problem, run.result), absl::OkStatus()) << "seed " << seed;
    const bool closed = run.result.parts.value() == run.result.bound;
    EXPECT_EQ(run.result.termination.reason == Reason::kOptimal, closed) << "seed " << seed;
    losses.Add(run, best->value);
    if (::testing::Test::HasFailure()) break;
  }
  return losses;
}

TEST(SolverRandom, IsBestWithoutLots) {
  const Losses losses = CompareWithBruteForce({}, Cases(10'000));
  EXPECT_EQ(losses.best, Cases(10'000));
  EXPECT_EQ(losses.against_bound, 0);
}

TEST(SolverRandom, IsBestWithLotsInSmallComponents) {
  const Losses losses =
      CompareWithBruteForce({.most_needs = 4, .most_offers = 3, .lots = true}, Cases(10'000));
  losses.Print("lots, exact");
  EXPECT_EQ(losses.best, Cases(10'000));
}

TEST(SolverRandom, IsFeasibleAndBoundedWithLotsInLargerComponents) {
  const Losses losses = CompareWithBruteForce(
      {.most_needs = 6, .most_offers = 5, .most_quantity = 4, .lots = true}, Cases(10'000));
  losses.Print("lots, rounded");
}

TEST(SolverRandom, IsBestWithBookingsInSmallComponents) {
  const Losses losses =
      CompareWithBruteForce({.most_needs = 5, .bookings = true, .goods = false}, Cases(10'000));
  losses.Print("bookings, exact");
  EXPECT_EQ(losses.best, losses.runs);
}

TEST(SolverRandom, IsFeasibleAndBoundedWithBookingsInLargerComponents) {
  const Losses losses =
      CompareWithBruteForce({.most_needs = 8, .bookings = true, .goods = false}, Cases(1'000));
  losses.Print("bookings, rounded");
}

TEST(SolverRandom, KeepsEveryProposalOfARunThatNothingChanged) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(
        random, {.lots = random.OneIn(2), .bookings = random.OneIn(2), .before = false});
    const Solved first = SolveWorld(world);
    const Solved second = SolveWorld(After(world, first));
    ASSERT_EQ(first.Picture(), second.Picture()) << "seed " << seed;
    const Solved third = SolveWorld(After(world, second));
    ASSERT_EQ(first.Picture(), third.Picture()) << "seed " << seed;
  }
}

TEST(SolverRandom, KeepsEveryProposalOfALargeRunThatNothingChanged) {
  for (int64_t seed = 0; seed < Cases(300); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(random, {.most_needs = 15,
                                             .most_offers = 12,
                                             .most_quantity = 30,
                                             .lots = true,
                                             .bookings = true,
                                             .before = random.OneIn(2)});
    const Solved first = SolveWorld(world);
    const Solved second = SolveWorld(After(world, first));
    ASSERT_EQ(first.Picture(), second.Picture()) << "seed " << seed;
  }
}

TEST(SolverRandom, AnswersTheSameForEveryOrderOfInput) {
  for (int64_t seed = 0; seed < Cases(500); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(
        random,
        {.most_needs = 7, .most_offers = 7, .lots = random.OneIn(2), .bookings = random.OneIn(2)});
    const Solved first = SolveWorld(world);
    for (int order = 0; order < 100; ++order) {
      const Solved again = SolveProblem(world.BuildShuffled(random));
      ASSERT_EQ(first.result.links, again.result.links) << "seed " << seed;
      ASSERT_EQ(first.result.prices, again.result.prices) << "seed " << seed;
      ASSERT_EQ(first.result.work, again.result.work) << "seed " << seed;
    }
  }
}

// Splits an entry in two of the same actor: `share` twentieths and the rest.
void Split(World& world, size_t entry, int64_t share) {
  World::Entry second = world.entries()[entry];
  second.row.id += "-b";
  const int64_t whole = second.row.quantity.value();
  second.row.quantity = Quantity(whole / 20 * (20 - share));
  world.entries()[entry].row.quantity = Quantity(whole / 20 * share);
  world.entries().push_back(std::move(second));
}

TEST(SolverRandom, SplittingAnEntryChangesNoValue) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    World world = RandomWorld(random, {.most_needs = 6, .most_offers = 6, .before = false});
    // Multiples of 400, so that the tiers of both parts are whole.
    for (World::Entry& entry : world.entries()) {
      entry.row.quantity = Quantity(entry.row.quantity.value() * 400);
    }
    const Solved whole = SolveWorld(world);
    const int64_t last = static_cast<int64_t>(world.entries().size()) - 1;
    Split(world, static_cast<size_t>(random.Uniform(0, last)), random.Uniform(1, 19));
    const Solved split = SolveWorld(world);
    ASSERT_TRUE(whole.result.parts.value() == split.result.parts.value()) << "seed " << seed;
    ASSERT_TRUE(whole.result.bound == split.result.bound) << "seed " << seed;
  }
}

// Cuts runs at every count of work. With `incumbent_pairs` of 0 they keep an answer ready.
void CutRuns(int64_t cases, const WorldShape& shape, int64_t incumbent_pairs) {
  for (int64_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    WorldShape own = shape;
    own.bookings = random.OneIn(2);
    World world = RandomWorld(random, own);
    if (random.OneIn(3)) world = After(world, SolveWorld(world));
    const Solved full = SolveWorld(world);
    const auto cut_at = [&](int64_t work, int32_t threads) {
      return SolveWorld(world,
                        {.max_work = work, .threads = threads, .incumbent_pairs = incumbent_pairs});
    };
    for (int64_t work = 0; work <= full.result.work; work += 1 + work / 20) {
      const Solved cut = cut_at(work, 1);
      ASSERT_EQ(FirstFault(cut.problem, cut.result.links), "") << "at " << work;
      ASSERT_TRUE(cut.result.parts.value() <= cut.result.bound);
      ASSERT_TRUE(full.result.parts.value() <= cut.result.bound);
      ASSERT_EQ(CheckClaim(cut.problem, cut.result), absl::OkStatus());
      ASSERT_EQ(cut.result.links, cut_at(work, 2).result.links) << "at " << work;
      ASSERT_EQ(cut.result.links, cut_at(cut.result.work, 1).result.links) << "at " << work;
    }
    // Two for the greedy answers of an incumbent, one to be left over.
    ASSERT_EQ(cut_at(full.result.work + 3, 1).result.links, full.result.links);
  }
}

TEST(SolverRandom, StopsAtEveryCountOfWorkWithAFeasibleAnswer) {
  CutRuns(Cases(1'000), {.most_needs = 5, .lots = true}, kIncumbentPairs);
  CutRuns(Cases(20), {.most_needs = 30, .most_offers = 20, .lots = true}, kIncumbentPairs);
}

TEST(SolverRandom, StopsAtEveryCountOfWorkWithTheAnswerThatALargeRunKeepsReady) {
  CutRuns(Cases(1'000), {.most_needs = 5, .lots = true}, 0);
  CutRuns(Cases(20), {.most_needs = 30, .most_offers = 20, .lots = true}, 0);
}

TEST(SolverRandom, AnswersFeasiblyWhenStoppedBeforeItStarts) {
  const std::atomic<bool> stop = true;
  for (int64_t seed = 0; seed < Cases(1'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const World world = RandomWorld(random, {.lots = true, .bookings = true});
    const Solved cut = SolveProblem(world.Build(), {}, StopToken(&stop));
    ASSERT_EQ(FirstFault(cut.problem, cut.result.links), "") << "seed " << seed;
    ASSERT_TRUE(cut.result.parts.value() <= cut.result.bound) << "seed " << seed;
  }
}

}  // namespace
}  // namespace cordee
