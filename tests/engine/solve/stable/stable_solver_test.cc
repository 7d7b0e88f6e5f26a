#include "engine/solve/stable/stable_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <vector>

#include "engine/verify/stable_check.h"
#include "tests/support/cases.h"
#include "tests/support/random_stable.h"

namespace cordee {
namespace {

using testing::Cases;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::NaiveStable;
using testing::RandomStable;

StableResult Solve(const StableProblem& problem, const StableRules& rules = {},
                   int32_t threads = 1) {
  const auto result = SolveStable(problem, rules, {.threads = threads}, StopToken());
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

// Three workers and three posts of one unit each. An order is a permutation of 0, 1, 2.
using Order = std::array<int32_t, 3>;

std::vector<Order> AllOrders() {
  std::vector<Order> orders;
  Order order = {0, 1, 2};
  do orders.push_back(order);
  while (std::next_permutation(order.begin(), order.end()));
  return orders;
}

StableProblem Marriage(const std::array<Order, 3>& workers, const std::array<Order, 3>& posts) {
  StableProblem problem;
  problem.week_begin = {0, 1};
  problem.block_units = {1};
  problem.block_day = {0};
  problem.day_units = {{1, 1, 1, 1, 1, 1, 1}};
  problem.post_units = {1, 1, 1};
  for (int32_t w = 0; w < 3; ++w) {
    problem.worker_week.push_back(0);
    problem.worker_units.push_back(1);
    for (const int32_t post : workers[static_cast<size_t>(w)]) {
      const Order& order = posts[static_cast<size_t>(post)];
      problem.post.push_back(post);
      problem.rank.push_back(
          static_cast<uint32_t>(std::find(order.begin(), order.end(), w) - order.begin()));
      problem.blocks.push_back(1);
      problem.limit.push_back(1);
    }
    problem.worker_begin.push_back(problem.edges());
  }
  return problem;
}

// The place in its order of the post that each worker has, in the matching worker -> post.
std::array<int32_t, 3> Places(const std::array<Order, 3>& workers, const Order& matching) {
  std::array<int32_t, 3> places = {};
  for (size_t w = 0; w < 3; ++w) {
    places[w] = static_cast<int32_t>(std::find(workers[w].begin(), workers[w].end(), matching[w]) -
                                     workers[w].begin());
  }
  return places;
}

// By the textbook: no worker and post that both rank each other before what they have.
bool IsStableMarriage(const std::array<Order, 3>& workers, const std::array<Order, 3>& posts,
                      const Order& matching) {
  const auto place = [](const Order& order, int32_t x) {
    return std::find(order.begin(), order.end(), x) - order.begin();
  };
  for (int32_t w = 0; w < 3; ++w) {
    for (int32_t p = 0; p < 3; ++p) {
      const auto holder =
          static_cast<int32_t>(std::find(matching.begin(), matching.end(), p) - matching.begin());
      const Order& of_worker = workers[static_cast<size_t>(w)];
      const Order& of_post = posts[static_cast<size_t>(p)];
      if (place(of_worker, p) < place(of_worker, matching[static_cast<size_t>(w)]) &&
          place(of_post, w) < place(of_post, holder)) {
        return false;
      }
    }
  }
  return true;
}

TEST(StableSolver, IsStableAndWorkerOptimalInEveryProfileOfThreeAndThree) {
  const std::vector<Order> orders = AllOrders();
  int64_t profiles = 0;
  for (int64_t code = 0; code < 46'656; ++code) {
    int64_t rest = code;
    std::array<Order, 3> workers;
    std::array<Order, 3> posts;
    for (Order& order : workers) order = orders[static_cast<size_t>(rest % 6)], rest /= 6;
    for (Order& order : posts) order = orders[static_cast<size_t>(rest % 6)], rest /= 6;
    const StableProblem problem = Marriage(workers, posts);
    const StableResult result = Solve(problem);
    Order matching = {-1, -1, -1};
    for (size_t e = 0; e < 9; ++e) {
      if (result.units[e] == 1) matching[e / 3] = problem.post[e];
    }
    ASSERT_TRUE(IsStableMarriage(workers, posts, matching)) << "profile " << code;
    const std::array<int32_t, 3> ours = Places(workers, matching);
    for (const Order& other : orders) {
      if (!IsStableMarriage(workers, posts, other)) continue;
      const std::array<int32_t, 3> theirs = Places(workers, other);
      for (size_t w = 0; w < 3; ++w) ASSERT_LE(ours[w], theirs[w]) << "profile " << code;
    }
    ++profiles;
  }
  EXPECT_EQ(profiles, 46'656);
}

// Nobody can be better off: from what it has and what it has in another stable placement together,
// every worker chooses what it has.
void ExpectWorkerOptimal(const StableProblem& problem, const NaiveStable& naive,
                         const std::vector<int32_t>& ours, const std::vector<int32_t>& other) {
  for (int32_t w = 0; w < problem.workers(); ++w) {
    std::vector<int32_t> most = naive.OfWorker(w, ours);
    const std::vector<int32_t> theirs = naive.OfWorker(w, other);
    for (size_t i = 0; i < most.size(); ++i) most[i] = std::max(most[i], theirs[i]);
    EXPECT_EQ(naive.WorkerChoice(w, most), naive.OfWorker(w, ours)) << "worker " << w;
  }
}

TEST(StableSolver, EqualsBruteForceOnSmallWeeks) {
  for (int64_t seed = 0; seed < Cases(100'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable(
        {.workers = 2 + static_cast<int32_t>(seed % 2), .posts = 2, .units = 2}, random);
    const StableResult result = Solve(problem);
    const NaiveStable naive(problem);
    const std::vector<std::vector<int32_t>> all = naive.All();
    ASSERT_NE(std::find(all.begin(), all.end(), result.units), all.end()) << "seed " << seed;
    for (const std::vector<int32_t>& other : all) {
      ExpectWorkerOptimal(problem, naive, result.units, other);
    }
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed;
  }
}

TEST(StableSolver, LeavesNoBlockingPairInFlexibleWeeks) {
  for (int64_t seed = 0; seed < Cases(100'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable({.workers = 12,
                                                .posts = 8,
                                                .blocks = 10,
                                                .units = 9,
                                                .block_units = 4,
                                                .edge_in = 1 + static_cast<int32_t>(seed % 3)},
                                               random);
    const StableResult result = Solve(problem);
    EXPECT_EQ(result.termination.reason, Reason::kStable);
    ASSERT_TRUE(CheckStablePlacement(problem, {}, result).ok())
        << "seed " << seed << ": " << CheckStablePlacement(problem, {}, result);
  }
}

// The same workers and posts in another order, and what each edge became.
StableProblem Shuffled(const StableProblem& problem, Random& random, std::vector<int64_t>* from) {
  std::vector<int32_t> workers(problem.worker_units.size());
  std::iota(workers.begin(), workers.end(), 0);
  random.Shuffle(workers);
  std::vector<int32_t> posts(problem.post_units.size());
  std::iota(posts.begin(), posts.end(), 0);
  random.Shuffle(posts);
  StableProblem other = problem;
  other.worker_week.clear();
  other.worker_units.clear();
  other.worker_begin = {0};
  from->clear();
  for (size_t p = 0; p < posts.size(); ++p) {
    other.post_units[static_cast<size_t>(posts[p])] = problem.post_units[p];
  }
  for (const int32_t w : workers) {
    other.worker_week.push_back(problem.worker_week[static_cast<size_t>(w)]);
    other.worker_units.push_back(problem.worker_units[static_cast<size_t>(w)]);
    for (int64_t e = problem.worker_begin[static_cast<size_t>(w)];
         e < problem.worker_begin[static_cast<size_t>(w) + 1]; ++e) {
      const size_t at = from->size();
      const size_t edge = static_cast<size_t>(e);
      other.post[at] = posts[static_cast<size_t>(problem.post[edge])];
      other.rank[at] = problem.rank[edge];
      other.blocks[at] = problem.blocks[edge];
      other.limit[at] = problem.limit[edge];
      from->push_back(e);
    }
    other.worker_begin.push_back(static_cast<int64_t>(from->size()));
  }
  return other;
}

TEST(StableSolver, DoesNotDependOnTheOrderOfRows) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable(
        {.workers = 15, .posts = 10, .blocks = 6, .units = 8, .block_units = 3, .edge_in = 2},
        random);
    std::vector<int64_t> from;
    const StableProblem other = Shuffled(problem, random, &from);
    const StableResult first = Solve(problem);
    const StableResult second = Solve(other);
    for (size_t e = 0; e < from.size(); ++e) {
      ASSERT_EQ(second.units[e], first.units[static_cast<size_t>(from[e])]) << "seed " << seed;
    }
  }
}

TEST(StableSolver, GivesTheSameBytesOnAnyNumberOfThreads) {
  for (int64_t seed = 0; seed < Cases(200) + 2; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    // Workers and posts that are far apart in the arrays compete too.
    const StableProblem problem = RandomStable(
        {.workers = 3000, .posts = 60, .blocks = 6, .units = 40, .block_units = 6, .edge_in = 12},
        random);
    const StableResult one = Solve(problem);
    ASSERT_TRUE(CheckStablePlacement(problem, {}, one, 2).ok());
    for (const int32_t threads : {2, 8}) {
      EXPECT_EQ(Solve(problem, {}, threads).units, one.units) << "seed " << seed;
    }
  }
}

TEST(StableSolver, StopsWhenItIsTold) {
  Random random(1);
  const StableProblem problem = RandomStable({.workers = 1000, .posts = 10, .edge_in = 3}, random);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(SolveStable(problem, {.threads = 2}, StopToken(&stop)).status().code(),
            absl::StatusCode::kCancelled);
}

TEST(StableSolver, SharesAWeekBetweenEmployersAndMovesHalfDaysToFit) {
  StableProblem problem;
  problem.week_begin = {0, 2};
  problem.block_units = {8, 8};
  problem.block_day = {0, 1};
  problem.day_units = {{20, 20, 20, 20, 20, 20, 20}};
  problem.worker_week = {0};
  problem.worker_units = {16};
  problem.post_units = {8, 8};
  problem.worker_begin = {0, 2};
  problem.post = {0, 1};
  problem.rank = {0, 0};
  problem.blocks = {0b11, 0b01};  // the second post has work on Monday only
  problem.limit = {96, 96};
  EXPECT_THAT(Solve(problem).units, ElementsAre(8, 8));
  EXPECT_THAT(LayOutWeek(problem, {8, 8}, 0), ElementsAre(0, 8, 8, 0));
}

TEST(StableSolver, ADayThatIsFullMovesWorkToAnotherDay) {
  StableProblem problem;
  problem.week_begin = {0, 3};
  problem.block_units = {8, 8, 8};
  problem.block_day = {0, 0, 1};
  problem.day_units = {{8, 8, 8, 8, 8, 8, 8}};
  problem.worker_week = {0};
  problem.worker_units = {16};
  problem.post_units = {8, 8};
  problem.worker_begin = {0, 2};
  problem.post = {0, 1};
  problem.rank = {0, 0};
  problem.blocks = {0b101, 0b010};  // Monday morning or Tuesday; Monday afternoon
  problem.limit = {96, 96};
  EXPECT_THAT(Solve(problem).units, ElementsAre(8, 8));
}

TEST(StableSolver, TenThousandEqualCandidatesFillAPostFromTheFirstRankOn) {
  StableProblem problem = Marriage({Order{0, 1, 2}, {0, 1, 2}, {0, 1, 2}}, {Order{0, 1, 2}});
  problem.post_units = {5000};
  problem.worker_week.assign(10'000, 0);
  problem.worker_units.assign(10'000, 1);
  problem.post.assign(10'000, 0);
  problem.blocks.assign(10'000, 1);
  problem.limit.assign(10'000, 1);
  problem.rank.resize(10'000);
  problem.worker_begin.resize(10'001);
  std::iota(problem.worker_begin.begin(), problem.worker_begin.end(), 0);
  for (uint32_t w = 0; w < 10'000; ++w) problem.rank[w] = 9'999 - w;
  const StableResult result = Solve(problem, {}, 2);
  for (size_t w = 0; w < 10'000; ++w) ASSERT_EQ(result.units[w], w < 5000 ? 0 : 1);
}

// solvers.md 5.3: two workers, three posts of one place; packages of half-days that are fixed.
StableProblem FixedPackages(StableRules* rules) {
  StableProblem problem;
  problem.week_begin = {0, 3};
  problem.block_units = {1, 1, 1};
  problem.block_day = {0, 1, 2};
  problem.day_units = {{1, 1, 1, 1, 1, 1, 1}};
  problem.worker_week = {0, 0};
  problem.worker_units = {3, 3};
  problem.post_units = {2, 3, 3};
  problem.worker_begin = {0, 3, 5};
  problem.post = {2, 1, 0, 0, 2};
  problem.rank = {1, 0, 0, 1, 0};
  problem.blocks = {0b100, 0b111, 0b001, 0b110, 0b111};
  problem.limit = {1, 3, 1, 2, 3};
  rules->lot = {1, 3, 1, 2, 3};
  rules->post_partners = {1, 1, 1};
  return problem;
}

TEST(StableSolver, CountsTheBlockingPairsOfPackagesThatHaveNoStablePlacement) {
  StableRules rules;
  const StableProblem problem = FixedPackages(&rules);
  const StableResult result = Solve(problem, rules);
  EXPECT_EQ(result.termination.reason, Reason::kFeasible);
  EXPECT_FALSE(result.blocking.empty());
  EXPECT_TRUE(CheckStablePlacement(problem, rules, result).ok())
      << CheckStablePlacement(problem, rules, result);
}

TEST(StableSolver, KeepsLotsMinimumHoursAndPartners) {
  int64_t stable = 0;
  const int64_t cases = Cases(20'000);
  for (int64_t seed = 0; seed < cases; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable(
        {.workers = 8, .posts = 6, .blocks = 6, .units = 8, .block_units = 3, .edge_in = 2},
        random);
    StableRules rules;
    for (int64_t e = 0; e < problem.edges(); ++e) {
      rules.lot.push_back(static_cast<int32_t>(random.Uniform(0, 3)));
    }
    for (int32_t w = 0; w < problem.workers(); ++w) {
      rules.worker_minimum.push_back(static_cast<int32_t>(random.Uniform(0, 4)));
      rules.worker_partners.push_back(static_cast<int32_t>(random.Uniform(0, 2)));
    }
    for (int32_t p = 0; p < problem.posts(); ++p) {
      rules.post_partners.push_back(static_cast<int32_t>(random.Uniform(0, 2)));
      rules.post_minimum.push_back(static_cast<int32_t>(random.Uniform(0, 4)));
    }
    const StableResult result = Solve(problem, rules);
    ASSERT_TRUE(CheckStablePlacement(problem, rules, result).ok())
        << "seed " << seed << ": " << CheckStablePlacement(problem, rules, result);
    stable += result.termination.reason == Reason::kStable;
  }
  EXPECT_GT(stable, cases / 4);  // most are, without a promise
}

TEST(StableSolver, RefusesColumnsThatDoNotAgree) {
  const auto message = [](const StableProblem& problem) {
    return std::string(SolveStable(problem, {}, StopToken()).status().message());
  };
  const Order order = {0, 1, 2};
  const StableProblem good = Marriage({order, order, order}, {order, order, order});
  StableProblem problem = good;
  problem.post[4] = 3;
  EXPECT_THAT(message(problem), HasSubstr("post[4]: no such post"));
  problem = good;
  problem.post[4] = problem.post[3];
  EXPECT_THAT(message(problem), HasSubstr("post[4]: twice in one worker's list"));
  problem = good;
  problem.blocks[2] = 2;
  EXPECT_THAT(message(problem), HasSubstr("blocks[2]: beyond the blocks of the week"));
  problem = good;
  problem.limit.pop_back();
  EXPECT_THAT(message(problem), HasSubstr("sizes of columns do not agree"));
  problem = good;
  problem.worker_units[1] = -1;
  EXPECT_THAT(message(problem), HasSubstr("worker_units[1]: -1 units"));
  problem = good;
  problem.worker_week[0] = 1;
  EXPECT_THAT(message(problem), HasSubstr("worker_week[0]: no such week"));
  problem = good;
  problem.block_day[0] = 7;
  EXPECT_THAT(message(problem), HasSubstr("block_day[0]: no day of the week"));
  problem = good;
  problem.rank[3] = problem.rank[0];
  EXPECT_TRUE(ValidateStable(problem).ok());
  EXPECT_THAT(std::string(ValidateRanks(problem).message()), HasSubstr("two workers of rank"));
}

}  // namespace
}  // namespace cordee
