#include "engine/verify/order_check.h"

#include <algorithm>

#include "engine/solve/value.h"
#include "engine/verify/checker.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_world.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;
using testing::RandomWorld;
using testing::Solved;
using testing::SolveWorld;
using testing::World;

constexpr char kMill[] = R"(
  category flour
  need  north flour 30/week at=0,0
  need  south flour 30/week at=5,0
  offer mill  flour 100/week at=2,0 order=50
)";

// States what the links are worth, so that only the rule can give them away.
absl::Status Restated(Solved& run) {
  EvaluateLinks(run.problem, run.candidates, run.points, 1, run.result);
  const bool closed = run.result.parts.value() == run.result.bound;
  run.result.termination.reason = closed ? Reason::kOptimal : Reason::kFeasible;
  return CheckClaim(run.problem, run.result);
}

TEST(OrderCheck, RefusesASumBelowTheMinimum) {
  Solved run = SolveWorld(World(kMill));
  ASSERT_EQ(run.result.links.size(), 2u);
  ASSERT_EQ(Restated(run), absl::OkStatus());
  run.result.links[0].amount = Quantity(20 * 13);
  EXPECT_EQ(Restated(run), absl::OkStatus());
  run.result.links[0].amount = Quantity(20 * 13 - 1);
  EXPECT_THAT(Restated(run).message(), HasSubstr("mill: gives less than its minimum order"));
  run.result.links.pop_back();
  EXPECT_THAT(Restated(run).message(), HasSubstr("mill: gives less than its minimum order"));
  run.result.links.clear();
  EXPECT_EQ(Restated(run), absl::OkStatus());
}

TEST(OrderCheck, RefusesMissedOrdersThatCannotBe) {
  Solved run = SolveWorld(World(kMill));
  const ResourceIndex mill(0);
  run.result.orders.missed = {{mill, Quantity(1)}};
  EXPECT_THAT(Restated(run).message(), HasSubstr("not missed as is stated"));
  run.result.links.clear();
  EXPECT_EQ(Restated(run), absl::OkStatus());
  for (const int64_t wanted : {int64_t{-1}, int64_t{0}, int64_t{50 * 13}}) {
    run.result.orders.missed = {{mill, Quantity(wanted)}};
    EXPECT_THAT(Restated(run).message(), HasSubstr("not missed as is stated")) << wanted;
  }
  for (const int32_t resource : {-1, 1}) {
    run.result.orders.missed = {{ResourceIndex(resource), Quantity(1)}};
    EXPECT_THAT(Restated(run).message(), HasSubstr("no such resource")) << resource;
  }
  run.result.orders.missed = {{mill, Quantity(1)}, {mill, Quantity(1)}};
  EXPECT_THAT(Restated(run).message(), HasSubstr("not sorted"));
}

TEST(OrderCheck, RefusesEveryAnswerThatIsCutBelowAMinimum) {
  int64_t refused = 0;
  for (int64_t seed = 0; seed < testing::Cases(100'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(random, {.lots = random.OneIn(2), .orders = true}));
    for (size_t i = 0; i < run.result.links.size(); ++i) {
      Solved mutant = run;
      const Link link = run.result.links[i];
      const auto least =
          run.problem.resources().minimum_order[static_cast<size_t>(link.resource.value())];
      Quantity rest;
      for (const Link& other : run.result.links) {
        if (other.resource == link.resource) rest += other.amount;
      }
      rest = rest - link.amount;
      if (rest == Quantity(0) || rest >= least) continue;
      mutant.result.links.erase(mutant.result.links.begin() + static_cast<int64_t>(i));
      ++refused;
      EXPECT_THAT(Restated(mutant).message(), HasSubstr("minimum order")) << "seed " << seed;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace cordee
