// Stable placements at any size: solve, and check independently.
//
//   stable_bench --benchmark_filter=/1000000/
//
// Arguments: people and posts together, 1 for shuffled arrays, and threads. Counters: solve_ms and
// verify_ms, units placed, and the peak of memory in MB.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <numeric>
#include <string>

#include "bench/workloads/labour_market.h"
#include "engine/solve/stable/stable_solver.h"
#include "engine/verify/stable_check.h"

namespace cordee::bench {
namespace {

int64_t PeakMegabytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void PlaceStably(benchmark::State& state) {
  const StableProblem problem = LabourMarket(state.range(0), state.range(1) == 1);
  const auto threads = static_cast<int32_t>(state.range(2));
  std::chrono::duration<double, std::milli> solving{};
  std::chrono::duration<double, std::milli> verifying{};
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    const auto result = SolveStable(problem, {.threads = threads}, StopToken());
    const auto solved = std::chrono::steady_clock::now();
    const absl::Status checked =
        result.ok() ? CheckStablePlacement(problem, {}, *result, threads) : result.status();
    verifying += std::chrono::steady_clock::now() - solved;
    solving += solved - start;
    if (!checked.ok()) {
      state.SkipWithError(std::string(checked.message()).c_str());
      return;
    }
    state.counters["units"] = static_cast<double>(
        std::accumulate(result->units.begin(), result->units.end(), int64_t{0}));
  }
  state.counters["solve_ms"] =
      benchmark::Counter(solving.count(), benchmark::Counter::kAvgIterations);
  state.counters["verify_ms"] =
      benchmark::Counter(verifying.count(), benchmark::Counter::kAvgIterations);
  state.counters["peak_MB"] = static_cast<double>(PeakMegabytes());
}

BENCHMARK(PlaceStably)
    ->ArgsProduct({{1'000, 10'000, 100'000, 1'000'000}, {0}, {1, 2}})
    ->ArgsProduct({{1'000'000}, {1}, {2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
