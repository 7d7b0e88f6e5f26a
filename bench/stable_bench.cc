// Stable placements at any size: solve, and check independently.
//
//   stable_bench --benchmark_filter=/1000000/
//
// Arguments: people and posts together, 1 for shuffled arrays, and threads. Counters: solve_ms and
// verify_ms, units placed, and the peak of memory in MB.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "bench/workloads/labour_market.h"
#include "engine/base/random.h"
#include "engine/solve/stable/stable_session.h"
#include "engine/solve/stable/stable_solver.h"
#include "engine/verify/stable_check.h"

namespace cordee::bench {
namespace {

// Between the ranks of two workers at a post.
constexpr uint32_t kRankGap = 1000;

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

// Somebody like worker w, whom posts like about as much.
NewWorker Newcomer(const StableProblem& problem, int32_t w, Random& random) {
  const auto worker = static_cast<size_t>(w);
  NewWorker out{.week = problem.worker_week[worker], .units = problem.worker_units[worker]};
  for (int64_t e = problem.worker_begin[worker]; e < problem.worker_begin[worker + 1]; ++e) {
    const auto edge = static_cast<size_t>(e);
    out.edges.push_back(
        {.post = problem.post[edge],
         .rank = problem.rank[edge] + static_cast<uint32_t>(random.Uniform(1, kRankGap - 1)),
         .blocks = problem.blocks[edge],
         .limit = problem.limit[edge]});
  }
  return out;
}

// One newcomer after the other, into a market that is settled. Counters: the longest in ms, and how
// many were asked on average.
void PlaceNewcomer(benchmark::State& state) {
  StableProblem problem = LabourMarket(state.range(0), false);
  for (uint32_t& rank : problem.rank) rank *= kRankGap;
  auto session = StableSession::Create(std::move(problem), {.threads = 2}, StopToken());
  if (!session.ok()) {
    state.SkipWithError(std::string(session.status().message()).c_str());
    return;
  }
  Random random(1);
  const int64_t people = session->problem().workers();
  double longest = 0;
  int64_t asked = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const NewWorker worker =
        Newcomer(session->problem(), static_cast<int32_t>(random.Uniform(0, people - 1)), random);
    state.ResumeTiming();
    const auto start = std::chrono::steady_clock::now();
    const auto change = session->Join(worker);
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    longest = std::max(longest, spent.count());
    asked += change.ok() ? change->workers_asked : 0;
  }
  state.counters["longest_ms"] = longest;
  state.counters["asked"] =
      benchmark::Counter(static_cast<double>(asked), benchmark::Counter::kAvgIterations);
}

BENCHMARK(PlaceNewcomer)->Arg(1'000'000)->Iterations(10'000)->Unit(benchmark::kMicrosecond);

BENCHMARK(PlaceStably)
    ->ArgsProduct({{1'000, 10'000, 100'000, 1'000'000}, {0}, {1, 2}})
    ->ArgsProduct({{1'000'000}, {1}, {2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
