#include "engine/model/place_tree.h"

#include <algorithm>
#include <vector>

#include "engine/base/random.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

using testing::Cases;

// Anywhere on earth, in one town, or both poles and the date line.
Position RandomPosition(Random& random, int64_t kind) {
  const auto draw = [&random](int64_t low, int64_t high) {
    return static_cast<int32_t>(random.Uniform(low, high));
  };
  switch (kind) {
    case 0:
      return {draw(-90'000'000, 90'000'000), draw(-180'000'000, 180'000'000)};
    case 1:
      return {46'500'000 + draw(0, 20), -400'000 + draw(0, 20)};
    default:
      return {random.OneIn(2) ? 90'000'000 - draw(0, 9) : draw(-9, 9),
              random.OneIn(2) ? 180'000'000 - draw(0, 9) : -180'000'000 + draw(0, 9)};
  }
}

TEST(EarthBox, IsNeverFartherThanThePlacesInItAndHardlyNearer) {
  Random random(3);
  for (int64_t i = 0; i < Cases(1'000'000); ++i) {
    const int64_t kind = random.Uniform(0, 2);
    const UnitVector a = ToUnitVector(RandomPosition(random, kind));
    const UnitVector b = ToUnitVector(RandomPosition(random, kind));
    EarthBox box;
    box.Add(ToEarthPoint(b));
    const int64_t floor = SquaredDistanceFloor(ToEarthPoint(a), box);
    const Metres distance = Distance(a, b);
    ASSERT_LE(floor, Squared(distance)) << "case " << i;
    if (distance < Metres(100'000)) {
      ASSERT_GE(floor + 16 * int64_t{distance.value()} + 64, Squared(distance)) << "case " << i;
    }
  }
}

TEST(PlaceTree, WalksAllPlacesOfACategoryInsideTheirBoxes) {
  for (int64_t seed = 0; seed < Cases(2'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    EntryTable table;
    const int64_t size = random.Uniform(0, 200);
    for (int64_t i = 0; i < size; ++i) {
      table.id.push_back("");
      table.category.push_back(CategoryIndex(static_cast<int32_t>(random.Uniform(0, 2))));
      table.place.push_back(ToUnitVector(RandomPosition(random, random.Uniform(0, 2))));
    }
    const PlaceTree tree(table, 4);
    const EarthPoint from = ToEarthPoint(ToUnitVector(RandomPosition(random, 0)));
    std::vector<int32_t> visited(static_cast<size_t>(size), 0);
    for (int32_t c = 0; c < 4; ++c) {
      int64_t inside = 0;
      tree.Walk(
          CategoryIndex(c), from,
          [&](size_t node, int64_t squared_floor) {
            inside = squared_floor;
            EXPECT_LE(tree.nodes()[node].begin, tree.nodes()[node].end);
            return true;
          },
          [&](size_t position) {
            const auto row = static_cast<size_t>(tree.rows()[position]);
            ++visited[row];
            EXPECT_EQ(table.category[row], CategoryIndex(c));
            EXPECT_EQ(tree.points()[position], ToEarthPoint(table.place[row]));
            EarthBox box;
            box.Add(tree.points()[position]);
            EXPECT_GE(SquaredDistanceFloor(from, box), inside);
          });
    }
    EXPECT_EQ(std::count(visited.begin(), visited.end(), 1), size) << "seed " << seed;
  }
}

TEST(PlaceTree, GathersChildrenBeforeParents) {
  EntryTable table;
  for (int32_t i = 0; i < 100; ++i) {
    table.id.push_back("");
    table.category.push_back(CategoryIndex(0));
    table.place.push_back(ToUnitVector({46'000'000 + 1'000 * (i % 10), 1'000 * (i / 10)}));
  }
  const PlaceTree tree(table, 1);
  std::vector<int64_t> below(tree.nodes().size(), -1);
  tree.ForEachUpwards(
      [&](size_t leaf) { below[leaf] = tree.nodes()[leaf].end - tree.nodes()[leaf].begin; },
      [&](size_t node, size_t first, size_t second) {
        ASSERT_GE(below[first], 0);
        ASSERT_GE(below[second], 0);
        below[node] = below[first] + below[second];
      });
  EXPECT_EQ(below[0], 100);
}

}  // namespace
}  // namespace cordee
