// How long a stopped solve takes to answer: from the moment at which its flag is set to its return.
//
//   stop_bench --benchmark_filter=/1000000/
//
// Arguments: needs and resources together, the side of their square in kilometres, and the moment
// of the stop in milliseconds from the start of the solve. The time is that of the answer alone.
// Counters: gap_permille of what it answered, and late, which is 1 when the solve had ended before.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include "bench/workloads/territory_problem.h"
#include "engine/candidates/candidate_set.h"
#include "engine/candidates/pair_scan.h"
#include "engine/score/score.h"
#include "engine/solve/solver.h"

namespace cordee::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int32_t kThreads = 2;

// What the solve returns, and when it was told to stop.
struct Stopped {
  absl::StatusOr<SolveResult> result;
  Clock::time_point told;
  Clock::time_point back;
};

Stopped SolveAndStop(const PairScan& scan, CandidateSet candidates,
                     std::chrono::milliseconds moment) {
  std::atomic<bool> stop = false;
  Clock::time_point told;
  std::thread caller([&] {
    std::this_thread::sleep_for(moment);
    told = Clock::now();
    stop = true;
  });
  absl::StatusOr<SolveResult> result =
      Solve(scan, candidates, {.threads = kThreads}, StopToken(&stop));
  const Clock::time_point back = Clock::now();
  caller.join();
  return {std::move(result), told, back};
}

double GapPermille(const SolveResult& result) {
  const double value = static_cast<double>(result.parts.value());
  const double bound = static_cast<double>(result.bound);
  return bound == value ? 0 : 1000 * (bound - value) / (bound < 0 ? -bound : bound);
}

void StopSolve(benchmark::State& state) {
  const Problem& problem = TerritoryProblem(state.range(0), state.range(1));
  const PointsRanking ranking(problem);
  const PairScan scan(problem, ranking, StopToken());
  const auto candidates = FindCandidates(scan, {.threads = kThreads}, StopToken());
  if (!candidates.ok()) {
    state.SkipWithError(std::string(candidates.status().message()).c_str());
    return;
  }
  for (auto _ : state) {
    const Stopped stopped =
        SolveAndStop(scan, *candidates, std::chrono::milliseconds(state.range(2)));
    if (!stopped.result.ok()) {
      state.SkipWithError(std::string(stopped.result.status().message()).c_str());
      break;
    }
    const std::chrono::duration<double> answer = stopped.back - stopped.told;
    state.SetIterationTime(answer.count() > 0 ? answer.count() : 0);
    state.counters["late"] = answer.count() < 0 ? 1 : 0;
    state.counters["gap_permille"] = GapPermille(*stopped.result);
  }
}

constexpr int64_t kMillion = 1'000'000;
constexpr int64_t kMillionSide = 917;

BENCHMARK(StopSolve)
    ->ArgsProduct({{100'000}, {290}, {5, 50, 500, 1'000, 2'000}})
    ->ArgsProduct({{kMillion},
                   {kMillionSide},
                   {10, 50, 100, 300, 700, 1'500, 3'000, 6'000, 9'000, 12'000, 15'000, 18'000,
                    21'000, 24'000, 27'000, 30'000, 33'000, 36'000}})
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
