#include "engine/candidates/improving_pairs.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/random.h"
#include "engine/score/score.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using ::cordee::testing::BuildProblem;
using ::cordee::testing::Cases;
using ::cordee::testing::RandomRows;

struct Margins {
  std::vector<int64_t> least;
  std::vector<int64_t> price;
};

// Around what pairs are worth, so that some pay and some do not.
Margins RandomMargins(const Problem& problem, Random& random) {
  Margins margins;
  for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    margins.least.push_back(random.Uniform(-100, 700) * problem.MicropointsPerUnit(n));
  }
  for (int32_t r = 0; r < problem.resources().size(); ++r) {
    const auto& category = problem.ResourceCategory(ResourceIndex(r));
    const int64_t unit = kMicropointsPerPoint / category.reference.value();
    margins.price.push_back(random.OneIn(2) ? 0 : random.Uniform(0, 500) * unit);
  }
  return margins;
}

// By the definition, pair by pair.
ImprovingPairs Expected(const Problem& problem, const CandidateSet& set, const Margins& margins,
                        int32_t most) {
  ImprovingPairs expected;
  using Key = std::tuple<int64_t, int32_t, int32_t, ResourceIndex>;
  for (NeedIndex need : IndicesUpTo<NeedIndex>(margins.least.size())) {
    const auto n = static_cast<size_t>(need.value());
    std::vector<Key> paying;
    for (ResourceIndex resource : IndicesUpTo<ResourceIndex>(margins.price.size())) {
      const Pair pair = ExaminePair(problem, need, resource);
      if (pair.refusal != Refusal::kNone) continue;
      if (std::binary_search(set.resource.begin() + set.begin[n],
                             set.resource.begin() + set.begin[n + 1], resource)) {
        continue;
      }
      const int32_t points = ScorePair(problem, need, resource, pair).total().value();
      const int64_t surplus = points * problem.MicropointsPerUnit(need) -
                              margins.price[static_cast<size_t>(resource.value())];
      if (surplus <= margins.least[n]) continue;
      paying.emplace_back(-surplus, -points, pair.distance.value(), resource);
    }
    std::sort(paying.begin(), paying.end());
    const size_t kept = std::min(paying.size(), static_cast<size_t>(most));
    expected.unfinished.push_back(paying.size() > kept ? 1 : 0);
    for (size_t i = 0; i < kept; ++i) {
      const auto& [surplus, points, metres, resource] = paying[i];
      expected.pairs.push_back({need, resource, Points(-points)});
    }
  }
  std::sort(expected.pairs.begin(), expected.pairs.end(), [](const auto& a, const auto& b) {
    return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
  });
  return expected;
}

Problem WorldOf(int64_t seed) {
  testing::ProblemRows rows =
      RandomRows(static_cast<uint64_t>(seed), {.actors = 20, .needs = 40, .resources = 40});
  rows.policy.max_candidates = 1;
  return BuildProblem(rows);
}

TEST(ImprovingPairs, AreExactlyThosePairsOutsideTheCandidatesThatPay) {
  int64_t found = 0;
  for (int64_t seed = 0; seed < Cases(3000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = WorldOf(seed);
    Random random(static_cast<uint64_t>(seed) + 99);
    const PointsRanking ranking(problem);
    const PairScan scan(problem, ranking);
    absl::StatusOr<CandidateSet> set = FindCandidates(scan, {.exhaustive_limit = 0}, StopToken());
    ASSERT_TRUE(set.ok());
    const Margins margins = RandomMargins(problem, random);
    const auto most = static_cast<int32_t>(random.Uniform(1, 5));
    const ImprovingPairs expected = Expected(problem, *set, margins, most);
    for (const int32_t threads : {1, 2, 8}) {
      absl::StatusOr<ImprovingPairs> got = FindImprovingPairs(scan, *set,
                                                              {.least = margins.least,
                                                               .price = margins.price,
                                                               .most_per_need = most,
                                                               .threads = threads},
                                                              StopToken());
      ASSERT_TRUE(got.ok());
      EXPECT_EQ(got->pairs, expected.pairs);
      EXPECT_EQ(got->unfinished, expected.unfinished);
    }
    found += static_cast<int64_t>(expected.pairs.size());
  }
  EXPECT_GT(found, 0);
}

TEST(ImprovingPairs, AreTheSameWhenAnEarlierSearchSaysWhatChanged) {
  int64_t found = 0;
  for (int64_t seed = 0; seed < Cases(3000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = WorldOf(seed);
    Random random(static_cast<uint64_t>(seed) + 7);
    const PointsRanking ranking(problem);
    const PairScan scan(problem, ranking);
    absl::StatusOr<CandidateSet> set = FindCandidates(scan, {.exhaustive_limit = 0}, StopToken());
    ASSERT_TRUE(set.ok());
    Margins margins = RandomMargins(problem, random);
    SearchedPrices before;
    for (int round = 0; round < 6; ++round) {
      SCOPED_TRACE(round);
      const ImprovingQuery query = {
          .least = margins.least, .price = margins.price, .most_per_need = 3};
      ImprovingQuery changed = query;
      if (round > 0) changed.before = &before;
      absl::StatusOr<ImprovingPairs> fresh = FindImprovingPairs(scan, *set, query, StopToken());
      absl::StatusOr<ImprovingPairs> again = FindImprovingPairs(scan, *set, changed, StopToken());
      ASSERT_TRUE(fresh.ok() && again.ok());
      EXPECT_EQ(again->pairs, fresh->pairs);
      EXPECT_EQ(again->unfinished, fresh->unfinished);
      if (round > 0) found += static_cast<int64_t>(again->pairs.size());
      *set = *WithPairs(*set, again->pairs, StopToken());
      before = {margins.least, margins.price, again->unfinished};
      // A few move, up or down.
      for (int64_t& least : margins.least) {
        if (random.OneIn(8)) least = least * random.Uniform(5, 12) / 10;
      }
      for (int64_t& price : margins.price) {
        if (random.OneIn(12)) price = price * random.Uniform(0, 12) / 10;
      }
    }
  }
  EXPECT_GT(found, 0);
}

TEST(ImprovingPairs, AddedUntilNoneIsLeftAreAllAdmissiblePairs) {
  for (int64_t seed = 0; seed < Cases(500); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = WorldOf(seed);
    const PointsRanking ranking(problem);
    const PairScan scan(problem, ranking);
    absl::StatusOr<CandidateSet> set = FindCandidates(scan, {.exhaustive_limit = 0}, StopToken());
    absl::StatusOr<CandidateSet> all = FindCandidates(scan, {}, StopToken());
    ASSERT_TRUE(set.ok() && all.ok());
    const std::vector<int64_t> least(static_cast<size_t>(problem.needs().size()), -1);
    const std::vector<int64_t> price(static_cast<size_t>(problem.resources().size()), 0);
    for (;;) {
      absl::StatusOr<ImprovingPairs> found = FindImprovingPairs(
          scan, *set, {.least = least, .price = price, .most_per_need = 2}, StopToken());
      ASSERT_TRUE(found.ok());
      if (found->pairs.empty()) break;
      *set = *WithPairs(*set, found->pairs, StopToken());
    }
    EXPECT_EQ(set->begin, all->begin);
    EXPECT_EQ(set->resource, all->resource);
    EXPECT_EQ(set->points, all->points);
  }
}

TEST(ImprovingPairs, StopWhenAsked) {
  const Problem problem = WorldOf(1);
  const PointsRanking ranking(problem);
  const PairScan scan(problem, ranking);
  absl::StatusOr<CandidateSet> set = FindCandidates(scan, {}, StopToken());
  ASSERT_TRUE(set.ok());
  const std::vector<int64_t> least(static_cast<size_t>(problem.needs().size()), 0);
  const std::vector<int64_t> price(static_cast<size_t>(problem.resources().size()), 0);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(FindImprovingPairs(scan, *set, {.least = least, .price = price}, StopToken(&stop))
                .status()
                .code(),
            absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace cordee
