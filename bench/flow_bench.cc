// FLOW, cold: ours against LEMON's NetworkSimplex on the same arrays in the same process. Both
// optima must be equal, or the row reports an error. Ours includes validation, prices and bound;
// rows of LEMON include building its graph, and the counter solve_ms is its run() alone.
//
//   flow_bench --benchmark_format=json --benchmark_repetitions=5 --benchmark_report_aggregates_only
//
// "territory" has 400 categories and many components; in "giant" everyone competes.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "bench/rivals/lemon.h"
#include "bench/workloads/flow_territory.h"
#include "engine/solve/flow/flow_solver.h"

namespace cordee::bench {
namespace {

constexpr int32_t kTerritoryCategories = 400;
constexpr uint64_t kSeed = 1;

struct Instance {
  FlowProblem problem;
  std::optional<Total> value;  // of whoever solved it first
};

Instance& Workload(const benchmark::State& state, int32_t categories) {
  static auto& instances = *new std::map<std::pair<int64_t, int32_t>, Instance>();
  const auto [at, is_new] = instances.try_emplace({state.range(0), categories});
  if (is_new) at->second.problem = FlowTerritory(state.range(0), categories, kSeed);
  return at->second;
}

void Compare(benchmark::State& state, Instance& instance, Total value) {
  if (!instance.value) instance.value = value;
  if (*instance.value != value) state.SkipWithError("the optima differ");
  state.counters["arcs"] = static_cast<double>(instance.problem.arc_count());
}

void Cordee(benchmark::State& state, int32_t categories) {
  Instance& instance = Workload(state, categories);
  for (auto _ : state) {
    const auto result = SolveFlow(instance.problem, {}, StopToken());
    if (!result.ok()) {
      state.SkipWithError(result.status().ToString().c_str());
      break;
    }
    Compare(state, instance, result->value);
    state.counters["pivots"] = static_cast<double>(result->pivots);
  }
}

void Lemon(benchmark::State& state, int32_t categories, bool by_component) {
  Instance& instance = Workload(state, categories);
  double solve_seconds = 0;
  for (auto _ : state) {
    const LemonResult result = SolveByLemon(instance.problem, by_component);
    Compare(state, instance, result.value);
    solve_seconds += result.solve_seconds;
  }
  state.counters["solve_ms"] =
      benchmark::Counter(1e3 * solve_seconds, benchmark::Counter::kAvgIterations);
}

void Sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(Cordee, territory, kTerritoryCategories)->Apply(Sizes);
BENCHMARK_CAPTURE(Lemon, territory_by_component, kTerritoryCategories, true)->Apply(Sizes);
BENCHMARK_CAPTURE(Lemon, territory_whole, kTerritoryCategories, false)->Apply(Sizes);
BENCHMARK_CAPTURE(Cordee, giant, 1)->Apply(Sizes);
BENCHMARK_CAPTURE(Lemon, giant, 1, true)->Apply(Sizes);

}  // namespace
}  // namespace cordee::bench
