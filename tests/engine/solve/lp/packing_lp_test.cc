#include "engine/solve/lp/packing_lp.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/base/random.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

PackingSets RandomSets(uint64_t seed) {
  Random random(seed);
  PackingSets sets{.rows = static_cast<int32_t>(random.Uniform(1, 12)), .begin = {0}};
  for (int64_t j = random.Uniform(0, 10); j > 0; --j) {
    std::vector<int32_t> rows(static_cast<size_t>(sets.rows));
    std::iota(rows.begin(), rows.end(), 0);
    random.Shuffle(rows);
    rows.resize(static_cast<size_t>(random.Uniform(1, std::min(4, sets.rows))));
    sets.row.insert(sets.row.end(), rows.begin(), rows.end());
    sets.begin.push_back(static_cast<int32_t>(sets.row.size()));
    sets.weight.push_back(random.Uniform(0, 500));
  }
  return sets;
}

int64_t HeaviestPacking(const PackingSets& sets) {
  int64_t best = 0;
  for (uint32_t chosen = 0; chosen < uint32_t{1} << sets.size(); ++chosen) {
    std::vector<int> times(static_cast<size_t>(sets.rows), 0);
    int64_t weight = 0;
    for (int32_t j = 0; j < sets.size(); ++j) {
      if ((chosen >> j & 1) == 0) continue;
      weight += sets.weight[static_cast<size_t>(j)];
      for (int32_t k = sets.begin[static_cast<size_t>(j)];
           k < sets.begin[static_cast<size_t>(j) + 1]; ++k) {
        ++times[static_cast<size_t>(sets.row[static_cast<size_t>(k)])];
      }
    }
    const bool packs = std::all_of(times.begin(), times.end(), [](int t) { return t <= 1; });
    if (packs) best = std::max(best, weight);
  }
  return best;
}

TEST(PackingPrices, BoundEveryPackingAndNoSetWeighsMoreThanItsRows) {
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    const PackingSets sets = RandomSets(static_cast<uint64_t>(seed));
    const std::vector<int64_t> prices = PackingPrices(sets);
    for (int32_t j = 0; j < sets.size(); ++j) {
      int64_t cost = 0;
      for (int32_t k = sets.begin[static_cast<size_t>(j)];
           k < sets.begin[static_cast<size_t>(j) + 1]; ++k) {
        cost += prices[static_cast<size_t>(sets.row[static_cast<size_t>(k)])];
      }
      ASSERT_GE(cost, sets.weight[static_cast<size_t>(j)] * kPriceUnit) << "seed " << seed;
    }
    const int64_t sum = std::accumulate(prices.begin(), prices.end(), int64_t{0});
    ASSERT_GE(sum / kPriceUnit, HeaviestPacking(sets)) << "seed " << seed;
    ASSERT_TRUE(std::all_of(prices.begin(), prices.end(), [](int64_t p) { return p >= 0; }));
  }
}

TEST(PackingPrices, AreTightWhereTheRelaxationIs) {
  const std::vector<int64_t> prices =
      PackingPrices({.rows = 3, .begin = {0, 2, 4}, .row = {0, 1, 1, 2}, .weight = {5, 7}});
  EXPECT_EQ(std::accumulate(prices.begin(), prices.end(), int64_t{0}), 7 * kPriceUnit);
  // Three sets, each two of three rows: half of each.
  const std::vector<int64_t> odd = PackingPrices(
      {.rows = 3, .begin = {0, 2, 4, 6}, .row = {0, 1, 1, 2, 0, 2}, .weight = {2, 2, 2}});
  EXPECT_EQ(std::accumulate(odd.begin(), odd.end(), int64_t{0}), 3 * kPriceUnit);
}

TEST(PackingPrices, OfNothingAreNothing) {
  EXPECT_TRUE(PackingPrices({.rows = 0, .begin = {0}}).empty());
  EXPECT_EQ(PackingPrices({.rows = 2, .begin = {0}}), (std::vector<int64_t>{0, 0}));
}

}  // namespace
}  // namespace cordee
