#include "engine/solve/brute_force.h"

#include "gtest/gtest.h"
#include "tests/support/recount.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using testing::FirstFault;
using testing::PictureOf;
using testing::World;

TEST(BruteForce, FindsThePairThatFitsBothLots) {
  const Problem problem = World(R"(
    category food
    need  canteen food 4/once lot=2
    need  grocery food 3/once whole
    offer farm    food 5/once
  )")
                              .Build();
  const absl::StatusOr<BruteForceResult> best = BruteForce(problem);
  ASSERT_TRUE(best.ok()) << best.status();
  EXPECT_EQ(PictureOf(problem, best->links),
            "canteen <- farm 2\n"
            "grocery <- farm 3\n");
  EXPECT_EQ(FirstFault(problem, best->links), "");
}

TEST(BruteForce, CountsEveryMissedUnitInItsTier) {
  World world(R"(
    category food
    need canteen food 4/once
  )");
  world.policy().unmet_tiers = {{500, 10}, {1000, 70}};
  const absl::StatusOr<BruteForceResult> best = BruteForce(world.Build());
  ASSERT_TRUE(best.ok()) << best.status();
  EXPECT_EQ(best->value, -Total{2 * 10 + 2 * 70} * kMicropointsPerPoint);
}

TEST(BruteForce, PlacesThreeBookingsThatFirstFitCannot) {
  const Problem problem = World(R"(
    category hall booking
    need  a     hall 1/week slots=0-3 weeks=1-1
    need  b     hall 2/week slots=0-2 weeks=1-1
    offer rooms hall 1      slots=0-3 weeks=1-1
  )")
                              .Build();
  const absl::StatusOr<BruteForceResult> best = BruteForce(problem);
  ASSERT_TRUE(best.ok()) << best.status();
  EXPECT_EQ(PictureOf(problem, best->links),
            "a <- rooms 1 @2\n"
            "b <- rooms 2 @0\n");
}

TEST(BruteForce, RefusesAProblemBeyondItsLimits) {
  World world("category food");
  for (int i = 0; i < 12; ++i) {
    world.AddLine(absl::StrCat("need n", i, " food 97/once"));
    world.AddLine(absl::StrCat("offer o", i, " food 89/once"));
  }
  EXPECT_EQ(BruteForce(world.Build()).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace cordee
