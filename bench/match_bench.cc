// A whole run: candidates, scores, solve, independent check, explanations.
//
//   match_bench --benchmark_format=json
//
// Arguments: needs and resources together, the side of their square in kilometres, and threads.
// Counters candidates_ms, solve_ms, verify_ms and explain_ms are the mean time of each phase.
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "bench/workloads/territory_problem.h"
#include "engine/engine.h"

namespace cordee::bench {
namespace {

constexpr size_t kPhases = 4;
constexpr std::array<const char*, kPhases> kPhaseNames = {"candidates_ms", "solve_ms", "verify_ms",
                                                          "explain_ms"};

// Adds up the time between the starts of phases.
class PhaseTimer {
 public:
  void Start(size_t phase) {
    Stop();
    running_ = phase;
    since_ = std::chrono::steady_clock::now();
  }
  void Stop() {
    if (running_ == kPhases) return;
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - since_;
    milliseconds_[running_] += spent.count();
    running_ = kPhases;
  }
  double milliseconds(size_t phase) const { return milliseconds_[phase]; }

 private:
  size_t running_ = kPhases;
  std::chrono::steady_clock::time_point since_;
  std::array<double, kPhases> milliseconds_ = {};
};

void MatchTerritory(benchmark::State& state) {
  const Problem& problem = TerritoryProblem(state.range(0), state.range(1));
  PhaseTimer timer;
  for (auto _ : state) {
    const Parameters parameters = {.threads = static_cast<int32_t>(state.range(2))};
    const auto report = Match(problem, parameters, StopToken(),
                              [&timer](Phase phase) { timer.Start(static_cast<size_t>(phase)); });
    timer.Stop();
    if (!report.ok()) {
      state.SkipWithError(std::string(report.status().message()).c_str());
      break;
    }
    state.counters["candidates"] = static_cast<double>(report->candidates);
    state.counters["closure_pairs"] = static_cast<double>(report->result.closure.pairs_added);
    state.counters["closure_rounds"] = static_cast<double>(report->result.closure.rounds);
    state.counters["all_pairs"] = report->result.bound_covers_all_pairs ? 1 : 0;
    state.counters["links"] = static_cast<double>(report->result.links.size());
    state.counters["gap_permille"] = [&] {
      const double value = static_cast<double>(report->result.parts.value());
      const double bound = static_cast<double>(report->result.bound);
      return bound == value ? 0 : 1000 * (bound - value) / (bound < 0 ? -bound : bound);
    }();
  }
  for (size_t phase = 0; phase < kPhases; ++phase) {
    state.counters[kPhaseNames[phase]] =
        benchmark::Counter(timer.milliseconds(phase), benchmark::Counter::kAvgIterations);
  }
}

BENCHMARK(MatchTerritory)
    ->ArgsProduct({{400}, {20}, {1, 2}})
    ->ArgsProduct({{1'000}, {30}, {1, 2}})
    ->ArgsProduct({{10'000}, {80}, {1, 2}})
    ->ArgsProduct({{100'000}, {290}, {1, 2}})
    ->ArgsProduct({{1'000'000}, {917}, {1, 2}})
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
