#include "engine/verify/stable_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/solve/stable/stable_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_stable.h"

namespace cordee {
namespace {

using testing::Cases;
using ::testing::HasSubstr;
using testing::NaiveStable;
using testing::RandomStable;

StableProblem SmallWorld(uint64_t seed) {
  Random random(seed);
  return RandomStable(
      {.workers = 6, .posts = 5, .blocks = 5, .units = 6, .block_units = 3, .edge_in = 2}, random);
}

StableResult Solved(const StableProblem& problem) { return *SolveStable(problem, {}, StopToken()); }

// Every worker and post has the same total in all stable placements, so that one quantity that is
// changed alone never leaves another stable one.
TEST(StableCheck, RejectsEveryQuantityThatIsChanged) {
  int64_t rejected = 0;
  for (uint64_t seed = 0; rejected < Cases(10'000); ++seed) {
    const StableProblem problem = SmallWorld(seed);
    if (problem.edges() == 0) continue;
    Random random(seed + 1'000'000);
    StableResult result = Solved(problem);
    ASSERT_TRUE(CheckStablePlacement(problem, {}, result).ok());
    const auto edge = static_cast<size_t>(random.Uniform(0, problem.edges() - 1));
    result.units[edge] += random.OneIn(2) ? 1 : -1;
    EXPECT_EQ(CheckStablePlacement(problem, {}, result).code(),
              absl::StatusCode::kFailedPrecondition)
        << "seed " << seed << ", edge " << edge;
    ++rejected;
  }
}

// A placement that somebody would leave, told with its blocking pairs or without.
TEST(StableCheck, RejectsAPlacementThatHidesABlockingPair) {
  int64_t hidden = 0;
  for (uint64_t seed = 0; hidden < Cases(10'000); ++seed) {
    const StableProblem problem = SmallWorld(seed);
    StableResult result = Solved(problem);
    Random random(seed);
    const auto has = std::find_if(result.units.begin(), result.units.end(),
                                  [](int32_t units) { return units > 0; });
    if (has == result.units.end()) continue;
    *has = 0;  // dismissed for no reason
    EXPECT_THAT(std::string(CheckStablePlacement(problem, {}, result).message()),
                HasSubstr("blocks, as is not said"));
    ++hidden;
  }
}

TEST(StableCheck, FindsTheBlockingPairsOfAnyPlacement) {
  for (int64_t seed = 0; seed < Cases(20'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const StableProblem problem = RandomStable({.workers = 3, .posts = 3, .units = 2}, random);
    const NaiveStable naive(problem);
    StableResult result;
    result.units.resize(static_cast<size_t>(problem.edges()));
    do {
      for (size_t e = 0; e < result.units.size(); ++e) {
        result.units[e] = static_cast<int32_t>(random.Uniform(0, problem.limit[e] - 1));
      }
    } while (!naive.IsFeasible(result.units));
    const std::string said = std::string(CheckStablePlacement(problem, {}, result).message());
    for (int64_t e = 0; e < problem.edges(); ++e) {
      if (!naive.Blocks(e, result.units)) continue;
      EXPECT_THAT(said, HasSubstr("blocks, as is not said")) << "seed " << seed;
      EXPECT_THAT(said, HasSubstr("edge " + std::to_string(e) + ":")) << "seed " << seed;
      break;
    }
    if (naive.IsStable(result.units)) {
      EXPECT_THAT(said, HasSubstr("0 blocking pairs, and status FEASIBLE"));
    }
  }
}

class StableCheckOfOneWorker : public ::testing::Test {
 protected:
  void SetUp() override {
    problem_.week_begin = {0, 2};
    problem_.block_units = {4, 4};
    problem_.block_day = {0, 0};
    problem_.day_units = {{6, 0, 0, 0, 0, 0, 0}};
    problem_.worker_week = {0};
    problem_.worker_units = {8};
    problem_.post_units = {5, 5};
    problem_.worker_begin = {0, 2};
    problem_.post = {0, 1};
    problem_.rank = {0, 0};
    problem_.blocks = {0b01, 0b11};
    problem_.limit = {8, 8};
    result_.termination.reason = Reason::kStable;
    result_.units = {4, 2};
  }
  std::string Said(const StableRules& rules = {}) const {
    return std::string(CheckStablePlacement(problem_, rules, result_).message());
  }
  StableProblem problem_;
  StableResult result_;
};

TEST_F(StableCheckOfOneWorker, TakesWhatIsRight) { EXPECT_EQ(Said(), ""); }

TEST_F(StableCheckOfOneWorker, RejectsMoreThanADayHolds) {
  result_.units = {4, 3};
  EXPECT_THAT(Said(), HasSubstr("worker 0: edge 1 does not fit into the week"));
}

TEST_F(StableCheckOfOneWorker, RejectsMoreThanABlockHolds) {
  result_.units = {5, 0};
  EXPECT_THAT(Said(), HasSubstr("worker 0: edge 0 does not fit into the week"));
}

TEST_F(StableCheckOfOneWorker, RejectsMoreThanAPostOrAnEdgeHas) {
  result_.units = {0, 6};
  EXPECT_THAT(Said(), HasSubstr("post 1: 6 units of 5"));
  problem_.limit = {8, 1};
  result_.units = {4, 2};
  EXPECT_THAT(Said(), HasSubstr("edge 1: 2 units of 1"));
}

TEST_F(StableCheckOfOneWorker, RejectsBrokenRules) {
  EXPECT_THAT(Said({.lot = {0, 3}}), HasSubstr("edge 1: 2 units, less than the lot"));
  EXPECT_THAT(Said({.worker_minimum = {7}}), HasSubstr("worker 0: 6 units, less than the minimum"));
  EXPECT_THAT(Said({.worker_partners = {1}}), HasSubstr("worker 0: 2 posts"));
  EXPECT_EQ(Said({.lot = {4, 2}, .worker_minimum = {6}, .worker_partners = {2}}), "");
}

TEST_F(StableCheckOfOneWorker, RejectsAPairThatIsSaidToBlockAndDoesNot) {
  result_.blocking = {{1, 1}};
  EXPECT_THAT(Said(), HasSubstr("edge 1: is said to block, and does not"));
}

TEST_F(StableCheckOfOneWorker, RejectsAWrongStatus) {
  result_.termination.reason = Reason::kFeasible;
  EXPECT_THAT(Said(), HasSubstr("0 blocking pairs, and status FEASIBLE"));
}

}  // namespace
}  // namespace cordee
