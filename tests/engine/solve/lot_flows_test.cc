#include "engine/solve/lot_flows.h"

#include <utility>
#include <vector>

#include "engine/solve/components.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/random_world.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using testing::Cases;
using testing::RandomWorld;
using testing::Solved;
using testing::SolveWorld;

// Another decision for a few lots, often one that does not fit.
void ChangeSome(Random& random, std::vector<LotState>& states) {
  for (int64_t k = random.Uniform(1, 3); k > 0; --k) {
    const auto p = static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(states.size()) - 1));
    states[p] = static_cast<LotState>(random.Uniform(0, 2));
  }
}

void ExpectSameAsFirstFlow(LotFlows& flows, const std::vector<LotState>& states) {
  WorkMeter meter(INT64_MAX, StopToken());
  const auto warm = flows.Relax(states, meter);
  ASSERT_TRUE(warm.ok()) << warm.status();
  LotFlows fresh(flows.lots());
  const auto cold = fresh.Relax(states, meter);
  ASSERT_TRUE(cold.ok()) << cold.status();
  ASSERT_EQ(warm->feasible, cold->feasible);
  if (!warm->feasible) return;
  EXPECT_EQ(warm->amounts.amount, cold->amounts.amount);
  EXPECT_TRUE(warm->amounts.value == cold->amounts.value);
  for (size_t p = 0; p < states.size(); ++p) {
    const int64_t amount = warm->amounts.amount[p];
    if (states[p] == LotState::kOff) {
      EXPECT_EQ(amount, 0);
    } else if (states[p] == LotState::kOn) {
      EXPECT_GE(amount, flows.lots().pairs()[p].lot);
    }
  }
}

TEST(LotFlows, AreTheSameWhateverWasDecidedBefore) {
  int64_t components = 0;
  for (int64_t seed = 0; seed < Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const Solved run = SolveWorld(RandomWorld(
        random, {.most_needs = 8, .most_offers = 8, .most_quantity = 12, .lots = true}));
    const auto expansion = ExpandToFlow(run.problem, run.candidates, run.points);
    ASSERT_TRUE(expansion.ok()) << expansion.status();
    const Components parts = *FindComponents(run.problem, run.candidates, StopToken());
    for (int64_t k = 0; k < parts.size(); ++k) {
      ++components;
      const LotProblem lots(run.problem, run.candidates, *expansion, parts.NeedsOf(k));
      LotFlows flows(lots);
      std::vector<LotState> states = lots.Undecided();
      for (int step = 0; step < 20 && !HasFatalFailure(); ++step) {
        ExpectSameAsFirstFlow(flows, states);
        ChangeSome(random, states);
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(components, 0);
}

}  // namespace
}  // namespace cordee
