// Tours of a rural day: the first plan, plans by time, and a plan again after new shipments.
//
//   tours_bench --benchmark_filter=Replan
//
// Every plan is checked apart from the solver. Counters: euros, vans, left (shipments not served).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/clock.h"
#include "bench/workloads/delivery_day.h"
#include "engine/solve/tours/tour_solver.h"
#include "engine/verify/tour_check.h"

namespace cordee::bench {
namespace {

constexpr double kEuro = 1e6;
constexpr int32_t kThreads = 2;

// Empty when something is wrong, which is then said.
TourResult Plan(benchmark::State& state, const TourProblem& problem, const TourOptions& options) {
  absl::StatusOr<TourResult> result = SolveTours(problem, options, StopToken());
  const absl::Status checked = result.ok() ? CheckTours(problem, *result) : result.status();
  if (!checked.ok()) {
    state.SkipWithError(std::string(checked.message()).c_str());
    return {};
  }
  return *std::move(result);
}

TourOptions ForSeconds(double seconds, int32_t threads) {
  TourOptions options;
  options.iterations = kMaxTourIterations;
  options.searches = options.threads = threads;
  const double start = SecondsNow();
  options.spent = [=] {
    return static_cast<int64_t>((SecondsNow() - start) / seconds * kWholeBudget);
  };
  return options;
}

void Count(benchmark::State& state, const TourResult& result) {
  state.counters["euros"] = static_cast<double>(result.cost) / kEuro;
  state.counters["vans"] = static_cast<double>(result.tours.size());
  state.counters["iterations"] = static_cast<double>(result.iterations);
  state.counters["left"] = static_cast<double>(result.unserved.size());
}

// Shipments and vans: a plan in which all is served, nothing improved.
void FirstPlan(benchmark::State& state) {
  const TourProblem problem = DeliveryDay(static_cast<int32_t>(state.range(0)),
                                          static_cast<int32_t>(state.range(1)), 1);
  TourResult result;
  for (auto _ : state) result = Plan(state, problem, {.iterations = 0});
  Count(state, result);
}

// Shipments, vans, milliseconds.
void PlanForATime(benchmark::State& state) {
  const TourProblem problem = DeliveryDay(static_cast<int32_t>(state.range(0)),
                                          static_cast<int32_t>(state.range(1)), 1);
  const double seconds = static_cast<double>(state.range(2)) / 1000;
  TourResult result;
  for (auto _ : state) result = Plan(state, problem, ForSeconds(seconds, kThreads));
  Count(state, result);
}

// Shipments, vans: one shipment in a hundred is new. `warm_ms` goes on from the plan of before,
// around the new ones; `scratch_ms` is the shortest time, doubled from there on, in which a plan
// from nothing is as cheap.
void Replan(benchmark::State& state) {
  const auto shipments = static_cast<int32_t>(state.range(0));
  const TourProblem after = DeliveryDay(shipments, static_cast<int32_t>(state.range(1)), 1);
  TourProblem before = after;
  before.shipments.resize(static_cast<size_t>(shipments - shipments / 100));
  double warm = 0;
  double scratch = 0;
  for (auto _ : state) {
    const TourResult old = Plan(state, before, ForSeconds(10, 1));
    TourOptions again{.iterations = 300 * int64_t{shipments / 100}};
    again.start = old.tours;
    for (int32_t s = shipments - shipments / 100; s < shipments; ++s) again.focus.push_back(s);
    const double start = SecondsNow();
    const TourResult result = Plan(state, after, again);
    warm = SecondsNow() - start;
    Count(state, result);
    for (scratch = warm; scratch < 100; scratch *= 2) {
      if (Plan(state, after, ForSeconds(scratch, 1)).cost <= result.cost) break;
    }
  }
  state.counters["warm_ms"] = 1000 * warm;
  state.counters["scratch_ms"] = 1000 * scratch;
}

BENCHMARK(FirstPlan)->Args({300, 40})->Args({1000, 120})->Unit(benchmark::kMillisecond);
BENCHMARK(PlanForATime)
    ->Args({300, 40, 1'000})
    ->Args({300, 40, 3'000})
    ->Args({300, 40, 10'000})
    ->Args({300, 40, 60'000})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(Replan)->Args({300, 40})->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
