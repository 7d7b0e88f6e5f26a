// A whole run: candidates, scores, solve, independent check, explanations.
//
//   match_bench --benchmark_format=json
//
// Arguments: needs and resources together, and the side of their square in kilometres. Counters
// candidates_ms, solve_ms, verify_ms and explain_ms are the mean time of each phase.
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
    const auto report = Match(problem, {}, StopToken(),
                              [&timer](Phase phase) { timer.Start(static_cast<size_t>(phase)); });
    timer.Stop();
    if (!report.ok()) {
      state.SkipWithError(std::string(report.status().message()).c_str());
      break;
    }
    state.counters["candidates"] = static_cast<double>(report->candidates);
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
    ->Args({400, 20})
    ->Args({1'000, 30})
    ->Args({10'000, 80})
    ->Args({100'000, 290})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
