#include "engine/verify/carriage_floor.h"

#include <gtest/gtest.h>

#include "engine/candidates/pair_rules.h"
#include "engine/solve/bundles/transport_floor.h"
#include "tests/support/cases.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

TEST(CarriageFloor, IsThatOfTheSolverForEveryPair) {
  int64_t carried = 0;
  int64_t refused = 0;
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    const auto draw = static_cast<uint64_t>(seed);
    const testing::DeliveryWorld world =
        seed % 2 == 0 ? testing::RandomStores(draw, 6, 4) : testing::RandomDeliveries(draw, 6, 4);
    const Problem problem = world.Build();
    const verify::CarriageFloor checked(problem);
    const TransportFloor solved(problem);
    for (int32_t n = 0; n < problem.needs().size(); ++n) {
      if (!problem.IsCarried(NeedIndex(n))) continue;
      for (int32_t r = 0; r < problem.resources().size(); ++r) {
        const NeedIndex need(n);
        const ResourceIndex resource(r);
        const int64_t most = PairCapacity(problem, need, resource).value();
        const int64_t points = solved.PointsOf(need, resource);
        ASSERT_EQ(checked.Off(need, resource, most), points) << "seed " << seed;
        (points < 0 ? refused : carried) += 1;
      }
    }
  }
  EXPECT_GT(carried, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace cordee
