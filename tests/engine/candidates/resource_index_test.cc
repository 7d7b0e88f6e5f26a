#include "engine/candidates/resource_index.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

using ::cordee::testing::Cases;

// Where the sphere is awkward: at both poles, on both sides of the antimeridian, on the equator.
constexpr Position kCentres[] = {
    {46'000'000, 2'000'000},     {89'990'000, 0}, {-89'990'000, 0}, {0, 179'990'000},
    {-20'000'000, -179'990'000}, {0, 0},          {90'000'000, 0}};

Position Near(const Position& centre, int64_t spread_e6, Random& random) {
  const int64_t latitude = centre.latitude_e6 + random.Uniform(-spread_e6, spread_e6);
  int64_t longitude = centre.longitude_e6 + random.Uniform(-spread_e6, spread_e6);
  if (longitude > 180'000'000) longitude -= 360'000'000;
  if (longitude < -180'000'000) longitude += 360'000'000;
  return {static_cast<int32_t>(std::clamp<int64_t>(latitude, -90'000'000, 90'000'000)),
          static_cast<int32_t>(longitude)};
}

Metres RandomReach(Random& random) {
  switch (random.Uniform(0, 3)) {
    case 0:
      return Metres(static_cast<int32_t>(random.Uniform(0, 5)));
    case 1:
      return Metres(static_cast<int32_t>(random.Uniform(0, 5'000)));
    case 2:
      return Metres(static_cast<int32_t>(random.Uniform(0, 300'000)));
    default:
      return Metres(static_cast<int32_t>(random.Uniform(0, kMaxReachMetres)));
  }
}

Problem Scattered(uint64_t seed) {
  Random random(seed);
  CatalogueBuilder catalogue_builder;
  catalogue_builder.AddCategory({.code = "wood", .base_unit = "g"}, "", {});
  catalogue_builder.AddCategory({.code = "rope", .base_unit = "g"}, "", {});
  const auto catalogue = std::make_shared<const Catalogue>(*std::move(catalogue_builder).Build());
  Policy policy;
  policy.max_distance = Metres(kMaxReachMetres);
  ProblemBuilder builder(catalogue, policy, Horizon{4 + 7 * 2800, 52});
  const Position centre = kCentres[random.Uniform(0, std::size(kCentres) - 1)];
  constexpr int64_t kSpreads[] = {20, 20'000, 2'000'000, 90'000'000};
  const int64_t spread = kSpreads[random.Uniform(0, 3)];
  const int64_t count = random.Uniform(1, 200);
  for (int64_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    builder.AddActor({.id = "a" + number, .position = Near(centre, spread, random)});
    EntryRow row;
    row.id = "r" + number;
    row.actor = "a" + number;
    row.category = CategoryIndex(static_cast<int32_t>(random.Uniform(0, 1)));
    row.quantity = Quantity(1);
    row.reach = random.OneIn(2) ? Metres(kMaxReachMetres) : RandomReach(random);
    builder.AddResource(row);
    row.id = "n" + number;
    row.reach = RandomReach(random);
    builder.AddNeed(std::move(row));
  }
  absl::StatusOr<Problem> problem = std::move(builder).Build();
  EXPECT_TRUE(problem.ok()) << problem.status().ToString();
  return *std::move(problem);
}

TEST(ResourceIndex, FindsExactlyWhatIsWithinBothReachesAnywhereOnEarth) {
  for (int64_t seed = 0; seed < Cases(20'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = Scattered(static_cast<uint64_t>(seed));
    const ResourceIndexByPlace index(problem);
    const EntryTable& resources = problem.resources();
    std::vector<IndexHit> room;
    for (size_t n = 0; n < 5 && n < problem.needs().id.size(); ++n) {
      const UnitVector& place = problem.needs().place[n];
      const Metres reach = problem.needs().reach[n];
      const CategoryIndex category = problem.needs().category[n];
      std::vector<ResourceIndex> found;
      for (const IndexHit& hit : index.FindWithin(category, Cap(place, reach), room)) {
        const ResourceIndex resource = index.at(hit.position);
        EXPECT_EQ(DistanceOfChord(hit.squared_chord),
                  Distance(place, resources.place[static_cast<size_t>(resource.value())]));
        found.push_back(resource);
      }
      std::sort(found.begin(), found.end());
      std::vector<ResourceIndex> expected;
      for (ResourceIndex r : IndicesUpTo<ResourceIndex>(resources.id.size())) {
        const auto at = static_cast<size_t>(r.value());
        const Metres distance = Distance(place, resources.place[at]);
        if (resources.category[at] == category && distance <= reach &&
            distance <= resources.reach[at]) {
          expected.push_back(r);
        }
      }
      EXPECT_EQ(found, expected);
    }
  }
}

}  // namespace
}  // namespace cordee
