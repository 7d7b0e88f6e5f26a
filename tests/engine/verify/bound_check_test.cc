#include "engine/verify/bound_check.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/naive_claim.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using testing::BuildProblem;
using testing::Cases;
using testing::NaiveBound;
using testing::PriceMap;
using testing::RandomRows;
using testing::Row;

// Enough resources of few categories for trees of several levels, some of them at one place, and
// some policies under which a criterion is worth nothing.
testing::ProblemRows RowsOf(int64_t seed) {
  testing::ProblemShape shape = {.actors = 12, .needs = 12, .resources = 90};
  shape.rooms_only = seed % 5 == 0;
  testing::ProblemRows rows = RandomRows(static_cast<uint64_t>(seed), shape);
  Random random(static_cast<uint64_t>(seed) + 5);
  if (random.OneIn(3)) rows.policy.proximity_points = static_cast<int32_t>(random.Uniform(0, 1000));
  if (random.OneIn(6)) rows.policy.time_points = 0;
  if (random.OneIn(6)) rows.policy.fit_points = 0;
  if (random.OneIn(4))
    rows.policy.max_distance = Metres(static_cast<int32_t>(random.Uniform(1, 90'000)));
  if (random.OneIn(4))
    rows.policy.unmet_tiers = {{400, 0}, {1000, static_cast<int32_t>(random.Uniform(0, 2000))}};
  for (auto& actor : rows.actors) {
    if (random.OneIn(6))
      actor.position.longitude_e6 += 180'000'000 - 400'000;  // across the date line
    if (actor.position.longitude_e6 > 180'000'000) actor.position.longitude_e6 -= 360'000'000;
  }
  return rows;
}

// From prices that nobody notices to prices that nobody can pay.
int64_t RandomPrice(Random& random, int64_t kind) {
  switch (kind) {
    case 0:
      return random.Uniform(1, 5);
    case 1:
      return int64_t{1} << random.Uniform(0, 50);
    case 2:
      return 9'000'000;
    default:
      return random.Uniform(1, 12'000'000);
  }
}

std::vector<SupplyPrice> RandomPrices(const Problem& problem, Random& random) {
  std::vector<SupplyPrice> prices;
  const int64_t kind = random.Uniform(0, 4);
  const int64_t one_in = random.Uniform(1, 4);
  for (ResourceIndex r :
       IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
    const bool booked = problem.ResourceCategory(r).booking;
    for (int32_t slot = booked ? 0 : -1; slot < (booked ? kHalfHoursPerWeek : 0); ++slot) {
      if (booked && !problem.resources().hours[Row(r)].Has(slot)) continue;
      if (random.OneIn(one_in)) prices.push_back({r, slot, RandomPrice(random, kind)});
    }
  }
  return prices;
}

TEST(AllPairsBound, EqualsTheBoundByEnumerationAtAnyPricesForAnyNumberOfThreads) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    const Problem problem = BuildProblem(RowsOf(seed));
    Random random(static_cast<uint64_t>(seed) + 31);
    for (int64_t draw = 0; draw < 3; ++draw) {
      const std::vector<SupplyPrice> prices =
          draw == 0 ? std::vector<SupplyPrice>() : RandomPrices(problem, random);
      PriceMap by_supply;
      for (const SupplyPrice& p : prices) by_supply[{p.resource.value(), p.slot}] = p.micropoints;
      const Total expected = NaiveBound(problem, by_supply);
      for (const int32_t threads : {1, 2, 8}) {
        const auto bound = verify::AllPairsBound(problem, prices, threads);
        ASSERT_TRUE(bound.ok()) << "seed " << seed << ": " << bound.status().ToString();
        ASSERT_EQ(*bound, expected) << "seed " << seed << ", draw " << draw;
      }
    }
  }
}

TEST(AllPairsBound, IsGivenUpWhenStopped) {
  const Problem problem = BuildProblem(RowsOf(1));
  const std::atomic<bool> stop = true;
  EXPECT_EQ(verify::AllPairsBound(problem, {}, 2, StopToken(&stop)).status().code(),
            absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace cordee
