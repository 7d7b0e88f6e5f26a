// Candidates and scores: every admissible pair found, the 20 best of each need and resource kept,
// and their points.
//
//   candidates_bench --benchmark_format=json
//
// Arguments: needs and resources together, the side of their square in kilometres, chosen so that a
// need has more than 20 admissible resources on average, and the threads. "exhaustive" keeps every
// admissible pair as long as they are at most kMaxExhaustivePairs, as a run does; "best20" keeps 20
// of each.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "bench/generate/territory.h"
#include "bench/workloads/territory_problem.h"
#include "engine/base/check.h"
#include "engine/candidates/candidate_set.h"
#include "engine/score/score.h"

namespace cordee::bench {
namespace {

constexpr uint64_t kSeed = 1;

void CandidatesAndScores(benchmark::State& state, int64_t limit) {
  const Problem& problem = TerritoryProblem(state.range(0), state.range(1));
  const CandidateParameters parameters{.threads = static_cast<int32_t>(state.range(2)),
                                       .exhaustive_limit = limit};
  for (auto _ : state) {
    const PointsRanking ranking(problem);
    const auto candidates = FindCandidates(problem, ranking, parameters, StopToken());
    CHECK(candidates.ok());
    benchmark::DoNotOptimize(candidates->points.data());
    state.counters["candidates"] = static_cast<double>(candidates->size());
    state.counters["admissible"] = static_cast<double>(candidates->admissible_pairs);
  }
}

void BuildProblem(benchmark::State& state) {
  const auto catalogue = SyntheticCatalogue();
  const Territory territory =
      GenerateTerritory(*catalogue, {}, {.entries = state.range(0), .seed = kSeed});
  for (auto _ : state) {
    auto problem = ToProblem(catalogue, territory, Policy());
    CHECK(problem.ok());
    benchmark::DoNotOptimize(problem->needs().size());
  }
}

BENCHMARK(BuildProblem)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CandidatesAndScores, exhaustive, kMaxExhaustivePairs)
    ->ArgsProduct({{1'000}, {30}, {1, 2}})
    ->ArgsProduct({{10'000}, {80}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(CandidatesAndScores, best20, 0)
    ->ArgsProduct({{1'000}, {30}, {1, 2}})
    ->ArgsProduct({{10'000}, {80}, {1, 2}})
    ->ArgsProduct({{100'000}, {290}, {1, 2}})
    ->ArgsProduct({{1'000'000}, {917}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace cordee::bench
