#include "engine/engine.h"

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/random.h"
#include "engine/verify/checker.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using testing::BuildProblem;
using testing::Cases;
using testing::RandomRows;

// A territory of `entries` that take part in one market, wide enough that most pairs are beyond
// reach.
testing::ProblemRows TerritoryRows(uint64_t seed, int64_t entries) {
  testing::ProblemRows rows = RandomRows(
      seed,
      {.actors = entries / 3, .needs = entries / 2, .resources = entries / 2, .pure_flow = true});
  Random random(seed);
  for (auto& actor : rows.actors) {
    actor.position.latitude_e6 = static_cast<int32_t>(random.Uniform(44'000'000, 49'000'000));
    actor.position.longitude_e6 = static_cast<int32_t>(random.Uniform(0, 5'000'000));
  }
  return rows;
}

Problem Territory(uint64_t seed, int64_t entries) {
  return BuildProblem(TerritoryRows(seed, entries));
}

// Whatever the moment of the stop, what comes back is right, and says what it is.
void ExpectHonest(const Problem& problem, const absl::StatusOr<RunReport>& report, bool stopped) {
  if (!report.ok()) {
    EXPECT_TRUE(stopped);
    EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled) << report.status().ToString();
    return;
  }
  EXPECT_EQ(CheckClaim(problem, report->result), absl::OkStatus());
  EXPECT_GE(report->result.bound, report->result.parts.value());
  if (report->proof == Proof::kCandidates) {
    EXPECT_TRUE(stopped);
    EXPECT_FALSE(report->result.bound_covers_all_pairs);
    EXPECT_FALSE(report->explained);
  }
  if (report->explained) {
    EXPECT_EQ(report->links.size(), report->result.links.size());
  } else {
    EXPECT_TRUE(stopped);
    EXPECT_TRUE(report->links.empty());
    EXPECT_TRUE(report->unmet.empty());
  }
}

TEST(Match, GivesABestAnswerThatIsExplainedWhenNobodyStopsIt) {
  const Problem problem = Territory(1, 600);
  const std::atomic<bool> stop = false;
  const auto report = Match(problem, {}, StopToken(&stop), nullptr);
  ASSERT_TRUE(report.ok()) << report.status().ToString();
  ExpectHonest(problem, report, /*stopped=*/false);
  EXPECT_FALSE(report->unmet.empty());
  EXPECT_EQ(report->proof, Proof::kAllPairs);
}

TEST(Match, StoppedAsAPhaseBeginsSaysWhatItCouldStillProve) {
  const Problem problem = Territory(2, 600);
  for (const Phase at : {Phase::kCandidates, Phase::kSolve, Phase::kVerify, Phase::kExplain}) {
    std::atomic<bool> stop = false;
    const auto report = Match(problem, {.threads = 2}, StopToken(&stop), [&](Phase phase) {
      if (phase == at) stop = true;
    });
    ExpectHonest(problem, report, /*stopped=*/true);
    ASSERT_EQ(report.ok(), at != Phase::kCandidates);
    if (!report.ok()) continue;
    EXPECT_FALSE(report->explained);
    EXPECT_EQ(report->proof, at == Phase::kExplain ? Proof::kAllPairs : Proof::kCandidates);
    if (at == Phase::kSolve) {
      EXPECT_EQ(report->result.termination.limit, Limit::kStopped);
    } else {
      EXPECT_FALSE(report->result.links.empty());
    }
  }
}

// The moment is drawn as a number of turns that the second thread yields after a phase began.
TEST(Match, StoppedByAnotherThreadAtAnyMomentReturnsFeasibleLinksWithTheirGap) {
  const Problem problem = Territory(3, 20'000);
  Random random(3);
  for (int64_t i = 0; i < Cases(200); ++i) {
    const auto at = static_cast<Phase>(random.Uniform(0, 3));
    const int64_t turns = random.Uniform(0, 1 << random.Uniform(0, 14));
    std::atomic<bool> begun = false;
    std::atomic<bool> stop = false;
    std::thread other([&] {
      while (!begun) std::this_thread::yield();
      for (int64_t turn = 0; turn < turns; ++turn) std::this_thread::yield();
      stop = true;
    });
    const auto report = Match(problem, {.threads = 2}, StopToken(&stop), [&](Phase phase) {
      if (phase == at) begun = true;
    });
    begun = true;
    other.join();
    ExpectHonest(problem, report, /*stopped=*/true);
    if (HasFailure()) FAIL() << "case " << i;
  }
}

// The same problem three ways: all pairs from the start, five candidates of each entry, and those
// five widened until all pairs are covered.
struct ThreeWays {
  RunReport exhaustive;
  RunReport pruned;
  RunReport closed;
};

ThreeWays MatchThreeWays(const Problem& problem, int32_t threads) {
  const auto match = [&](int64_t limit, int32_t rounds) {
    const Parameters parameters = {
        .solve = {.max_closure_rounds = rounds}, .threads = threads, .exhaustive_limit = limit};
    auto report = Match(problem, parameters, StopToken(), nullptr);
    CHECK(report.ok());
    return *std::move(report);
  };
  return {match(INT64_MAX, 0), match(0, 0), match(0, kMaxClosureRounds)};
}

void ExpectClosureProvesAllPairs(const Problem& problem, const ThreeWays& ways) {
  EXPECT_TRUE(ways.closed.result.bound_covers_all_pairs);
  EXPECT_EQ(ways.closed.proof, Proof::kAllPairs);
  EXPECT_EQ(CheckClaim(problem, ways.closed.result), absl::OkStatus());
  EXPECT_TRUE(ways.closed.result.bound == ways.exhaustive.result.bound);
  EXPECT_LE(ways.pruned.result.bound, ways.closed.result.bound);
  EXPECT_LE(ways.closed.candidates, ways.exhaustive.candidates);
  EXPECT_EQ(ways.exhaustive.result.closure, Closure());
  EXPECT_EQ(ways.closed.candidates - ways.pruned.candidates,
            ways.closed.result.closure.pairs_added);
}

testing::ProblemRows FiveCandidatesOfEach(testing::ProblemRows rows) {
  rows.policy.max_candidates = 5;
  return rows;
}

TEST(Match, FindsWhatPruningLostAndProvesItOverAllPairs) {
  int64_t lost = 0;
  for (int64_t seed = 0; seed < Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(FiveCandidatesOfEach(
        RandomRows(static_cast<uint64_t>(seed),
                   {.actors = 40, .needs = 80, .resources = 80, .pure_flow = seed % 2 == 0})));
    const ThreeWays one = MatchThreeWays(problem, 1);
    const ThreeWays two = MatchThreeWays(problem, 2);
    ExpectClosureProvesAllPairs(problem, one);
    EXPECT_EQ(one.closed.result.links, two.closed.result.links);
    EXPECT_EQ(one.closed.result.closure, two.closed.result.closure);
    lost += one.pruned.result.bound < one.closed.result.bound ? 1 : 0;
    if (HasFailure()) break;
  }
  EXPECT_GT(lost, 0);
}

TEST(Match, FindsWhatPruningLostInAWholeTerritory) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(FiveCandidatesOfEach(TerritoryRows(seed, 3'000)));
    for (const int32_t threads : {1, 2}) {
      const ThreeWays ways = MatchThreeWays(problem, threads);
      ExpectClosureProvesAllPairs(problem, ways);
      EXPECT_GT(ways.closed.result.closure.pairs_added, 0);
      EXPECT_LT(ways.pruned.result.bound, ways.closed.result.bound);
    }
  }
}

// From the first candidates to the rounding, with an answer kept ready and without.
TEST(Match, CutShortOnTheWayToAllPairsIsFeasibleAndReplayable) {
  int64_t covers_all = 0;
  int64_t covers_some = 0;
  for (int64_t seed = 0; seed < Cases(200); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(FiveCandidatesOfEach(
        RandomRows(static_cast<uint64_t>(seed),
                   {.actors = 20, .needs = 40, .resources = 40, .pure_flow = seed % 2 == 0})));
    for (const int64_t incumbent_pairs : {int64_t{0}, kIncumbentPairs}) {
      const auto cut_at = [&](int64_t work, int32_t threads) {
        auto report = Match(problem,
                            {.solve = {.max_work = work, .incumbent_pairs = incumbent_pairs},
                             .threads = threads,
                             .exhaustive_limit = 0},
                            StopToken(), nullptr);
        CHECK(report.ok());
        return *std::move(report);
      };
      const int64_t whole = cut_at(INT64_MAX, 1).result.work;
      for (int64_t work = 0; work <= whole; work += 1 + work / 5) {
        const RunReport cut = cut_at(work, 1);
        EXPECT_EQ(CheckClaim(problem, cut.result), absl::OkStatus()) << "at " << work;
        EXPECT_EQ(cut_at(cut.result.work, 2).result.links, cut.result.links) << "at " << work;
        ++(cut.result.bound_covers_all_pairs ? covers_all : covers_some);
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(covers_all, 0);
  EXPECT_GT(covers_some, 0);
}

TEST(Match, GivesTheSameReportForAnyNumberOfThreads) {
  const Problem problem = Territory(4, 2'000);
  const auto alone = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(alone.ok());
  for (const int32_t threads : {2, 8}) {
    const auto together = Match(problem, {.threads = threads}, StopToken(), nullptr);
    ASSERT_TRUE(together.ok());
    EXPECT_EQ(together->result.links, alone->result.links);
    EXPECT_EQ(together->result.prices, alone->result.prices);
    EXPECT_EQ(together->result.bound, alone->result.bound);
    ASSERT_EQ(together->unmet.size(), alone->unmet.size());
    for (size_t i = 0; i < alone->unmet.size(); ++i) {
      EXPECT_EQ(together->unmet[i].refusals, alone->unmet[i].refusals);
    }
  }
}

}  // namespace
}  // namespace cordee
