// The memory that large problems are planned with, as bytes for what there is most of.
#include <gtest/gtest.h>

#include "bench/ours.h"
#include "bench/workloads/territory_graph.h"
#include "bench/workloads/territory_problem.h"
#include "engine/candidates/candidate_set.h"
#include "engine/score/score.h"
#include "engine/solve/flow/flow_solver.h"
#include "tests/support/peak_memory.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::PeakMemory;

// Threads and what the allocator keeps for itself.
constexpr int64_t kSlack = int64_t{4} << 20;

TEST(Memory, OfAFlowIsBelow24BytesAnArcWithItsArraysAndItsAnswer) {
  for (const bool joined : {true, false}) {
    FlowProblem problem;
    {
      const HubGraph graph =
          TerritoryGraph({.entries = 100'000, .categories = joined ? 1 : 400, .joined = joined});
      problem = ToFlowProblem(graph);
    }
    const PeakMemory above_arrays;
    const auto result = SolveFlow(problem, {.threads = 2}, StopToken());
    ASSERT_TRUE(result.ok()) << result.status();
    const auto bytes = above_arrays.Bytes();
    if (!bytes) GTEST_SKIP() << "the system does not tell the peak of memory";
    // The arrays: 8 bytes an arc and what a need or supply is.
    const int64_t arrays = 8 * int64_t{problem.arc_count()} + 32 * int64_t{problem.need_count()} +
                           16 * int64_t{problem.supply_count()};
    EXPECT_LE(arrays + *bytes, 24 * int64_t{problem.arc_count()} + kSlack);
  }
}

TEST(Memory, OfCandidatesIsWhatTheirHeaderSays) {
  const Problem& problem = TerritoryProblem(100'000, 290 * 290);
  const PointsRanking ranking(problem);
  const PeakMemory peak;
  const auto set = FindCandidates(problem, ranking, {.threads = 2}, StopToken());
  ASSERT_TRUE(set.ok()) << set.status();
  const auto bytes = peak.Bytes();
  if (!bytes) GTEST_SKIP() << "the system does not tell the peak of memory";
  EXPECT_LE(*bytes, 150 * int64_t{problem.resources().size()} + 48 * set->size() + kSlack);
}

}  // namespace
}  // namespace cordee::bench
