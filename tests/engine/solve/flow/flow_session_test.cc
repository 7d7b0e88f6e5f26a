#include "engine/solve/flow/flow_session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

using testing::FlowShape;
using testing::RandomFlow;

std::vector<int64_t> RandomTiers(Random& random, const FlowProblem& problem, size_t need,
                                 int64_t demand) {
  const int32_t tiers = problem.tier_begin[need + 1] - problem.tier_begin[need];
  std::vector<int64_t> widths;
  for (int32_t t = 0; t < tiers; ++t) {
    widths.push_back(t + 1 == tiers ? demand : random.Uniform(0, demand));
    demand -= widths.back();
  }
  return widths;
}

int32_t NeedOfArc(const FlowProblem& problem, int32_t arc) {
  int32_t need = 0;
  while (problem.arc_begin[static_cast<size_t>(need) + 1] <= arc) ++need;
  return need;
}

// A few new demands, capacities (both often 0), points and bounds of arcs.
FlowDelta RandomDelta(Random& random, const FlowProblem& problem, const FlowShape& shape) {
  FlowDelta delta;
  const auto quantity = [&] {
    return random.OneIn(4) ? int64_t{0} : random.Uniform(0, shape.max_quantity);
  };
  for (int64_t k = random.Uniform(0, 2); k > 0 && problem.need_count() > 0; --k) {
    const auto need = static_cast<int32_t>(random.Uniform(0, problem.need_count() - 1));
    const int64_t demand = quantity();
    delta.SetDemand(need, demand, RandomTiers(random, problem, static_cast<size_t>(need), demand));
  }
  for (int64_t k = random.Uniform(0, 2); k > 0; --k) {
    delta.SetCapacity(static_cast<int32_t>(random.Uniform(0, problem.supply_count() - 1)),
                      quantity());
  }
  for (int64_t k = random.Uniform(0, 3); k > 0 && problem.arc_count() > 0; --k) {
    const auto arc = static_cast<int32_t>(random.Uniform(0, problem.arc_count() - 1));
    delta.SetPoints(NeedOfArc(problem, arc), arc,
                    static_cast<int32_t>(random.Uniform(shape.min_value, shape.max_value)));
  }
  for (int64_t k = random.Uniform(0, 3); k > 0 && !problem.arc_capacity.empty(); --k) {
    if (problem.arc_count() == 0) break;
    const auto arc = static_cast<int32_t>(random.Uniform(0, problem.arc_count() - 1));
    if (random.OneIn(3)) delta.SetArcCapacity(NeedOfArc(problem, arc), arc, 0);
    delta.SetArcCapacity(NeedOfArc(problem, arc), arc, quantity());
  }
  return delta;
}

void ExpectSameAsCold(const FlowSession& session, const FlowUpdate& update) {
  EXPECT_EQ(update.limit, Limit::kNone);
  const auto cold = SolveFlow(session.problem(), {}, StopToken());
  ASSERT_TRUE(cold.ok()) << cold.status();
  const FlowResult warm = session.Result();
  EXPECT_EQ(warm.termination.reason, Reason::kOptimal);
  EXPECT_TRUE(update.value == cold->value);
  EXPECT_TRUE(warm.value == cold->value);
  EXPECT_TRUE(warm.bound == cold->bound);
  EXPECT_EQ(warm.flows, cold->flows);
  EXPECT_EQ(session.Flows(), cold->flows);
  EXPECT_EQ(warm.supply_price, cold->supply_price);
}

// No parallel arcs: their order by points is part of the contract of FlowProblem.
FlowProblem WithoutParallelArcs(const FlowProblem& problem) {
  FlowProblem out;
  out.tier_begin = {0};
  out.arc_begin = {0};
  out.supply_capacity = problem.supply_capacity;
  for (size_t i = 0; i < problem.demand.size(); ++i) {
    std::vector<testing::FlowArc> arcs = testing::ArcsOf(problem, i);
    const auto same = [](const testing::FlowArc& a, const testing::FlowArc& b) {
      return a.supply == b.supply;
    };
    arcs.erase(std::unique(arcs.begin(), arcs.end(), same), arcs.end());
    testing::AddNeed(out, testing::TiersOf(problem, i), arcs);
  }
  return out;
}

FlowProblem WithKeys(Random& random, const FlowProblem& with_ties) {
  FlowProblem problem = WithoutParallelArcs(with_ties);
  if (random.OneIn(2)) problem.arc_capacity.clear();
  problem.arc_tie.clear();
  for (size_t i = 0; i < problem.demand.size(); ++i) problem.need_key.push_back(random.Next());
  for (size_t j = 0; j < problem.supply_capacity.size(); ++j) {
    problem.supply_key.push_back(random.Next());
  }
  return problem;
}

FlowShape RandomShape(Random& random) {
  FlowShape shape{.max_needs = random.Uniform(1, 25),
                  .max_supplies = random.Uniform(1, 25),
                  .max_degree = 5,
                  .max_quantity = random.OneIn(2) ? 4 : 30};
  if (random.OneIn(3)) shape.min_value = shape.max_value = 3;
  return shape;
}

TEST(FlowSession, EqualsAColdSolveAfterEveryDelta) {
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowShape shape = RandomShape(random);
    FlowProblem problem = WithoutParallelArcs(RandomFlow(random, shape));
    if (random.OneIn(2)) problem.arc_capacity.clear();
    SessionParameters parameters;
    parameters.max_repaired_changes = random.OneIn(2) ? kMaxRepairedChanges : 0;
    parameters.cold_share = random.OneIn(4) ? kColdShare : 1;
    auto session = FlowSession::Start(std::move(problem), parameters, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    for (int step = 0; step < 50; ++step) {
      SCOPED_TRACE(step);
      const FlowDelta delta = RandomDelta(random, (*session)->problem(), shape);
      const auto update = (*session)->Update(delta, StopToken());
      ASSERT_TRUE(update.ok()) << update.status();
      ExpectSameAsCold(**session, *update);
      if (HasFailure()) return;
    }
  }
}

// Every pair that is not an arc yet, or some of them, in random order.
std::vector<NewArc> MissingArcs(Random& random, const FlowProblem& problem, int64_t one_in) {
  std::vector<NewArc> arcs;
  for (int32_t i = 0; i < problem.need_count(); ++i) {
    const auto begin = problem.arc_supply.begin() + problem.arc_begin[static_cast<size_t>(i)];
    const auto end = problem.arc_supply.begin() + problem.arc_begin[static_cast<size_t>(i) + 1];
    for (int32_t j = 0; j < problem.supply_count(); ++j) {
      if (std::binary_search(begin, end, j) || !random.OneIn(one_in)) continue;
      arcs.push_back({i, j, static_cast<int32_t>(random.Uniform(-5, 20))});
    }
  }
  random.Shuffle(arcs);
  return arcs;
}

TEST(FlowSession, EqualsAColdSolveAfterNewArcs) {
  for (int64_t seed = 0; seed < testing::Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowShape shape = RandomShape(random);
    auto session = FlowSession::Start(WithKeys(random, RandomFlow(random, shape)), {}, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    for (int64_t one_in : {8, 4, 1}) {
      const auto added =
          (*session)->AddArcs(MissingArcs(random, (*session)->problem(), one_in), StopToken());
      ASSERT_TRUE(added.ok()) << added.status();
      ExpectSameAsCold(**session, *added);
      const auto update =
          (*session)->Update(RandomDelta(random, (*session)->problem(), shape), StopToken());
      ASSERT_TRUE(update.ok()) << update.status();
      ExpectSameAsCold(**session, *update);
      if (HasFailure()) return;
    }
  }
}

TEST(FlowSession, WithTiesLaterHasThePricesAtOnceAndTheFlowAfterBreakTies) {
  for (int64_t seed = 0; seed < testing::Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowShape shape = RandomShape(random);
    auto session = FlowSession::Start(WithKeys(random, RandomFlow(random, shape)),
                                      {.ties_later = true}, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    for (int64_t one_in : {8, 4, 1}) {
      const auto added =
          (*session)->AddArcs(MissingArcs(random, (*session)->problem(), one_in), StopToken());
      ASSERT_TRUE(added.ok()) << added.status();
      const auto cold = SolveFlow((*session)->problem(), {}, StopToken());
      ASSERT_TRUE(cold.ok()) << cold.status();
      const FlowResult warm = (*session)->Result();
      EXPECT_EQ(warm.termination.reason, Reason::kOptimal);
      EXPECT_TRUE(warm.value == cold->value && added->value == cold->value);
      EXPECT_EQ(warm.supply_price, cold->supply_price);
      if (random.OneIn(3)) {
        const auto update =
            (*session)->Update(RandomDelta(random, (*session)->problem(), shape), StopToken());
        ASSERT_TRUE(update.ok()) << update.status();
        EXPECT_EQ(update->regime, FlowRegime::kCold);
      }
    }
    ExpectSameAsCold(**session, (*session)->BreakTies(StopToken()));
    const auto update =
        (*session)->Update(RandomDelta(random, (*session)->problem(), shape), StopToken());
    ASSERT_TRUE(update.ok()) << update.status();
    ExpectSameAsCold(**session, *update);
    if (HasFailure()) return;
  }
}

TEST(FlowSession, AStoppedUpdateIsFeasibleAndTheNextOneGoesOn) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const FlowShape shape = RandomShape(random);
    auto session =
        FlowSession::Start(WithoutParallelArcs(RandomFlow(random, shape)), {}, StopToken());
    ASSERT_TRUE(session.ok()) << session.status();
    const std::atomic<bool> stop = true;
    for (int step = 0; step < 5; ++step) {
      const auto stopped =
          (*session)->Update(RandomDelta(random, (*session)->problem(), shape), StopToken(&stop));
      ASSERT_TRUE(stopped.ok()) << stopped.status();
      const FlowResult result = (*session)->Result();
      EXPECT_TRUE(testing::IsFeasible((*session)->problem(),
                                      DenseFlow((*session)->problem(), result.flows)));
      EXPECT_TRUE(result.value == stopped->value);
      EXPECT_TRUE(result.value <= result.bound);
    }
    const auto update =
        (*session)->Update(RandomDelta(random, (*session)->problem(), shape), StopToken());
    ASSERT_TRUE(update.ok()) << update.status();
    ExpectSameAsCold(**session, *update);
    if (HasFailure()) return;
  }
}

TEST(FlowSession, RefusesADeltaThatDoesNotFitAndChangesNothing) {
  FlowProblem problem;
  problem.supply_capacity = {5};
  testing::AddNeed(problem, {{2, 1}, {3, 4}}, {{0, 5, 7, 1}});
  auto session = FlowSession::Start(problem, {}, StopToken());
  ASSERT_TRUE(session.ok()) << session.status();
  const auto refused = [&](auto change, const char* message) {
    FlowDelta delta;
    change(delta);
    const auto update = (*session)->Update(delta, StopToken());
    EXPECT_EQ(update.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(std::string(update.status().message()).find(message), std::string::npos)
        << update.status();
  };
  refused([](FlowDelta& d) { d.SetDemand(1, 5, {2, 3}); }, "need[0]: there is no such need");
  refused([](FlowDelta& d) { d.SetDemand(0, 5, {2}); }, "need[0]: tiers are missing");
  refused([](FlowDelta& d) { d.SetDemand(0, 5, {2, 2}); }, "demand[0]: must be the sum");
  refused([](FlowDelta& d) { d.SetDemand(0, -1, {2, 2}); }, "demand[0]: must be in");
  refused([](FlowDelta& d) { d.SetDemand(0, 5, {2, 3, 4}); }, "more tiers than");
  refused([](FlowDelta& d) { d.SetCapacity(-1, 5); }, "supply[0]: there is no such supply");
  refused([](FlowDelta& d) { d.SetCapacity(0, kMaxFlowCapacity + 1); }, "supply_capacity[0]");
  refused([](FlowDelta& d) { d.SetPoints(0, 1, 5); }, "arc[0]: is not an arc of need 0");
  refused([](FlowDelta& d) { d.demand.push_back(3); }, "differ in length");
  refused([](FlowDelta& d) { d.SetArcCapacity(0, 1, 5); }, "bound_arc[0]: is not an arc of need 0");
  refused([](FlowDelta& d) { d.SetArcCapacity(1, 0, 5); }, "bound_need[0]: there is no such need");
  refused([](FlowDelta& d) { d.SetArcCapacity(0, 0, -1); }, "arc_capacity[0]: must be in");
  refused([](FlowDelta& d) { d.arc_capacity.push_back(3); }, "differ in length");
  EXPECT_EQ((*session)->problem().demand, problem.demand);
  EXPECT_EQ((*session)->problem().arc_capacity, problem.arc_capacity);
  EXPECT_EQ((*session)->AddArcs({{0, 1, 3}}, StopToken()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// 64 bits are enough for these prices, and no longer for the largest that points may make.
TEST(FlowSession, RefusesPointsWhosePricesMayNotFit) {
  constexpr int32_t kSize = 140'000;
  FlowProblem problem;
  for (int32_t i = 0; i < kSize; ++i) {
    problem.supply_capacity.push_back(1);
    testing::AddNeed(problem, {{1, 0}}, {{i, 1, 5, 1}});
  }
  problem.need_unit.assign(kSize, 1 << 20);
  auto session = FlowSession::Start(std::move(problem), {}, StopToken());
  ASSERT_TRUE(session.ok()) << session.status();
  FlowDelta delta;
  delta.SetPoints(0, 0, 1 << 22);
  EXPECT_EQ((*session)->Update(delta, StopToken()).status().code(), absl::StatusCode::kOutOfRange);
  FlowDelta smaller;
  smaller.SetPoints(0, 0, 1 << 20);
  EXPECT_TRUE((*session)->Update(smaller, StopToken()).ok());
}

TEST(FlowSession, ChoosesItsWayByTheSizeOfTheChange) {
  Random random(5);
  auto session = FlowSession::Start(
      WithoutParallelArcs(RandomFlow(random, {.max_needs = 60, .max_supplies = 60})),
      {.max_repaired_changes = 1}, StopToken());
  ASSERT_TRUE(session.ok()) << session.status();
  const auto shrink = [&](int32_t supplies) {
    FlowDelta delta;
    for (int32_t j = 0; j < supplies; ++j) delta.SetCapacity(j, 1);
    return (*session)->Update(delta, StopToken())->regime;
  };
  ASSERT_GT((*session)->problem().supply_count(), 20);
  EXPECT_EQ(shrink(1), FlowRegime::kRepair);
  EXPECT_EQ(shrink(2), FlowRegime::kWarm);
  EXPECT_EQ(shrink(20), FlowRegime::kCold);
}

}  // namespace
}  // namespace cordee
