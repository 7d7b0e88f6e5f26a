#include "engine/solve/stable/stable_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/verify/stable_check.h"
#include "tests/support/cases.h"
#include "tests/support/random_stable.h"

namespace cordee {
namespace {

using testing::Cases;
using ::testing::HasSubstr;
using testing::RandomStable;

constexpr testing::StableShape kShape = {
    .workers = 10, .posts = 8, .blocks = 6, .units = 8, .block_units = 3, .edge_in = 2};

absl::Status Check(const StableSession& session) {
  StableResult result;
  result.units = session.units();
  result.termination.reason = Reason::kStable;
  return CheckStablePlacement(session.problem(), {}, result);
}

NewWorker WorkerOf(const StableProblem& problem, int32_t worker) {
  const auto w = static_cast<size_t>(worker);
  NewWorker out{.week = problem.worker_week[w], .units = problem.worker_units[w], .edges = {}};
  for (int64_t e = problem.worker_begin[w]; e < problem.worker_begin[w + 1]; ++e) {
    const auto at = static_cast<size_t>(e);
    out.edges.push_back(
        {problem.post[at], problem.rank[at], problem.blocks[at], problem.limit[at]});
  }
  return out;
}

// The same with nobody there yet.
StableProblem WithoutWorkers(StableProblem problem) {
  problem.worker_week.clear();
  problem.worker_units.clear();
  problem.worker_begin = {0};
  problem.post.clear();
  problem.rank.clear();
  problem.blocks.clear();
  problem.limit.clear();
  return problem;
}

TEST(StableSession, WorkersWhoJoinOneByOneEndWhereAllAtOnceDo) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable(kShape, random);
    auto session = StableSession::Create(WithoutWorkers(problem), {}, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    for (int32_t w = 0; w < problem.workers(); ++w) {
      const auto change = session->Join(WorkerOf(problem, w));
      ASSERT_TRUE(change.ok()) << change.status();
      EXPECT_EQ(change->worker, w);
    }
    EXPECT_EQ(session->units(), SolveStable(problem, {}, StopToken())->units) << "seed " << seed;
  }
}

// One worker more, with ranks that nobody has.
NewWorker RandomNewcomer(const StableProblem& problem, Random& random, uint32_t* next_rank) {
  NewWorker worker{.week = static_cast<int32_t>(
                       random.Uniform(0, static_cast<int64_t>(problem.day_units.size()) - 1)),
                   .units = static_cast<int32_t>(random.Uniform(0, kShape.units)),
                   .edges = {}};
  const auto week = static_cast<size_t>(worker.week);
  const int32_t blocks = problem.week_begin[week + 1] - problem.week_begin[week];
  for (int32_t post = 0; post < problem.posts(); ++post) {
    if (!random.OneIn(2)) continue;
    worker.edges.push_back({post, (*next_rank)++,
                            static_cast<BlockMask>(random.Uniform(0, (int64_t{1} << blocks) - 1)),
                            static_cast<int32_t>(random.Uniform(1, kShape.units))});
  }
  return worker;
}

TEST(StableSession, StaysStableWhilePeopleComeAndGo) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    StableProblem problem = RandomStable(kShape, random);
    // Newcomers rank between those who are there, before and after them.
    for (uint32_t& rank : problem.rank) rank = 1000 + rank * 1000;
    uint32_t next_rank = static_cast<uint32_t>(random.Uniform(0, 3)) * 1000 + 1;
    auto session = StableSession::Create(problem, {}, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    for (int step = 0; step < 12; ++step) {
      const int64_t kind = random.Uniform(0, 2);
      const auto change =
          kind == 0 ? session->Join(RandomNewcomer(session->problem(), random, &next_rank))
          : kind == 1
              ? session->SetWorkerUnits(
                    static_cast<int32_t>(random.Uniform(0, session->problem().workers() - 1)),
                    random.OneIn(2) ? 0 : static_cast<int32_t>(random.Uniform(0, 8)))
              : session->SetPostUnits(
                    static_cast<int32_t>(random.Uniform(0, session->problem().posts() - 1)),
                    static_cast<int32_t>(random.Uniform(0, 8)));
      ASSERT_TRUE(change.ok()) << change.status();
      ASSERT_TRUE(Check(*session).ok())
          << "seed " << seed << ", step " << step << ", kind " << kind << ": " << Check(*session);
    }
  }
}

TEST(StableSession, TouchesOnlyTheChain) {
  // Two markets that share nobody, side by side.
  Random random(7);
  StableProblem both = RandomStable(kShape, random);
  const StableProblem other = RandomStable(kShape, random);
  const int32_t posts = both.posts();
  const int32_t weeks = static_cast<int32_t>(both.day_units.size());
  const int64_t edges = both.edges();
  for (size_t b = 0; b < other.block_units.size(); ++b) {
    both.block_units.push_back(other.block_units[b]);
    both.block_day.push_back(other.block_day[b]);
  }
  for (size_t k = 0; k < other.day_units.size(); ++k) {
    both.day_units.push_back(other.day_units[k]);
    both.week_begin.push_back(both.week_begin[static_cast<size_t>(weeks)] +
                              other.week_begin[k + 1]);
  }
  both.post_units.insert(both.post_units.end(), other.post_units.begin(), other.post_units.end());
  for (int32_t w = 0; w < other.workers(); ++w) {
    both.worker_week.push_back(other.worker_week[static_cast<size_t>(w)] + weeks);
    both.worker_units.push_back(other.worker_units[static_cast<size_t>(w)]);
    both.worker_begin.push_back(edges + other.worker_begin[static_cast<size_t>(w) + 1]);
  }
  for (int64_t e = 0; e < other.edges(); ++e) {
    const auto at = static_cast<size_t>(e);
    both.post.push_back(other.post[at] + posts);
    both.rank.push_back(other.rank[at]);
    both.blocks.push_back(other.blocks[at]);
    both.limit.push_back(other.limit[at]);
  }
  auto session = StableSession::Create(both, {}, StopToken());
  ASSERT_TRUE(session.ok()) << session.status();
  const std::vector<int32_t> before = session->units();
  for (int32_t w = 0; w < kShape.workers; ++w) {
    const auto change = session->SetWorkerUnits(w, 0);
    ASSERT_TRUE(change.ok());
    // At most every edge of the first market, and nobody of the second.
    EXPECT_LE(change->workers_asked, edges * kShape.units);
  }
  for (int64_t e = 0; e < other.edges(); ++e) {
    EXPECT_EQ(session->units()[static_cast<size_t>(edges + e)],
              before[static_cast<size_t>(edges + e)]);
  }
  // Somebody whom no post wants moves nothing at all.
  const auto nobody = session->Join({.week = 0, .units = 4, .edges = {}});
  ASSERT_TRUE(nobody.ok());
  EXPECT_EQ(nobody->posts_moved, 0);
  EXPECT_EQ(nobody->workers_asked, 1);
}

TEST(StableSession, RefusesNewcomersThatDoNotFitAndChangesNothing) {
  Random random(3);
  const StableProblem problem = RandomStable(kShape, random);
  auto session = StableSession::Create(problem, {}, StopToken());
  ASSERT_TRUE(session.ok());
  const auto message = [&](const NewWorker& worker) {
    return std::string(session->Join(worker).status().message());
  };
  EXPECT_THAT(message({.week = 99}), HasSubstr("week: 99 is not there"));
  EXPECT_THAT(message({.units = -1}), HasSubstr("units: -1"));
  EXPECT_THAT(message({.units = 1, .edges = {{.post = 99}}}), HasSubstr("edges[0]: no such post"));
  EXPECT_THAT(message({.units = 1, .edges = {{.post = 0, .rank = 900}, {.post = 0, .rank = 901}}}),
              HasSubstr("edges[1]: a post twice"));
  EXPECT_THAT(message({.units = 1, .edges = {{.post = problem.post[0], .rank = problem.rank[0]}}}),
              HasSubstr("edges[0]: a rank that another worker has"));
  EXPECT_EQ(session->problem().workers(), problem.workers());
  EXPECT_EQ(session->SetWorkerUnits(-1, 1).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(session->SetPostUnits(0, -1).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Check(*session).ok());
}

}  // namespace
}  // namespace cordee
