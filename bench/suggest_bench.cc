// The best 20 counterparts of one need, every resource considered: what SuggestMatches answers
// with, without the wire.
//
//   suggest_bench --benchmark_format=json
//
// Arguments: needs and resources together, and the side of their square in kilometres. Counters
// p50_us and p99_us are percentiles over the needs asked.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "bench/workloads/territory_problem.h"
#include "engine/explain/explain.h"

namespace cordee::bench {
namespace {

constexpr int32_t kResults = 20;

double Percentile(std::vector<double>& values, size_t percent) {
  if (values.empty()) return 0;
  const size_t at = std::min(values.size() - 1, values.size() * percent / 100);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

void Suggest(benchmark::State& state) {
  const Problem& problem = TerritoryProblem(state.range(0), state.range(1));
  // A prime step visits needs of all categories and ids before it returns to the first.
  constexpr int64_t kStep = 7919;
  int64_t at = 0;
  std::vector<double> microseconds;
  for (auto _ : state) {
    const auto need = NeedIndex(static_cast<int32_t>(at % problem.needs().size()));
    at += kStep;
    const auto begin = std::chrono::steady_clock::now();
    const Counterparts found = SuggestForNeed(problem, need, kResults);
    const std::chrono::duration<double, std::micro> spent =
        std::chrono::steady_clock::now() - begin;
    benchmark::DoNotOptimize(found.best.data());
    microseconds.push_back(spent.count());
  }
  state.counters["p50_us"] = Percentile(microseconds, 50);
  state.counters["p99_us"] = Percentile(microseconds, 99);
}

BENCHMARK(Suggest)
    ->Args({1'000, 30})
    ->Args({10'000, 80})
    ->Args({100'000, 290})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace cordee::bench
