// Candidates and scores: every admissible pair found, the 20 best of each need and resource kept,
// and their points.
//
//   candidates_bench --benchmark_format=json
//
// Arguments: needs and resources together, and the side of their square in kilometres, chosen so
// that a need has more than 20 admissible resources on average. "exhaustive" keeps every admissible
// pair as long as they are at most kMaxExhaustivePairs, as a run does; "best20" keeps 20 of each.
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

Points PairPoints(const Problem& problem, NeedIndex need, ResourceIndex resource,
                  const Pair& pair) {
  return ScorePair(problem, need, resource, pair).total();
}

void CandidatesAndScores(benchmark::State& state, int64_t exhaustive_limit) {
  const Problem& problem = TerritoryProblem(state.range(0), state.range(1));
  for (auto _ : state) {
    const auto candidates = FindCandidates(problem, PairPoints, StopToken(), exhaustive_limit);
    CHECK(candidates.ok());
    const auto points = ScoreCandidates(problem, *candidates);
    benchmark::DoNotOptimize(points.data());
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
    ->Args({1'000, 30})
    ->Args({10'000, 80})
    ->Args({100'000, 290})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(CandidatesAndScores, best20, 0)
    ->Args({1'000, 30})
    ->Args({10'000, 80})
    ->Args({100'000, 290})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
