#include "bench/instance/residents_solve.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/solve/stable/stable_solver.h"
#include "engine/verify/stable_check.h"

namespace cordee::bench {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

using Clock = std::chrono::steady_clock;

// One block of one unit for everybody; a hospital has as many units as places.
StableProblem ToProblem(const Residents& instance) {
  StableProblem problem;
  problem.week_begin = {0, 1};
  problem.block_units = {1};
  problem.block_day = {0};
  problem.day_units.emplace_back().fill(1);
  for (const int32_t places : instance.capacity) {
    problem.post_units.push_back(std::min(places, kMaxStableUnits));
  }
  absl::flat_hash_map<uint64_t, uint32_t> rank;
  for (size_t h = 0; h < instance.hospitals.size(); ++h) {
    uint32_t place = 0;
    for (const int32_t resident : instance.hospitals[h]) {
      rank[uint64_t{h} << 32 | static_cast<uint32_t>(resident)] = place++;
    }
  }
  for (size_t r = 0; r < instance.residents.size(); ++r) {
    problem.worker_week.push_back(0);
    problem.worker_units.push_back(1);
    for (const int32_t hospital : instance.residents[r]) {
      const auto found = rank.find(static_cast<uint64_t>(hospital) << 32 | r);
      if (found == rank.end()) continue;
      problem.post.push_back(hospital);
      problem.rank.push_back(found->second);
      problem.blocks.push_back(1);
      problem.limit.push_back(1);
    }
    problem.worker_begin.push_back(problem.edges());
  }
  return problem;
}

double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

absl::StatusOr<Placement> PlaceResidents(const Residents& instance, int32_t threads) {
  const Clock::time_point start = Clock::now();
  const StableProblem problem = ToProblem(instance);
  ASSIGN_OR_RETURN(const StableResult result,
                   SolveStable(problem, {.threads = threads}, StopToken()));
  Placement placement;
  placement.seconds = Since(start);
  const Clock::time_point solved = Clock::now();
  if (const absl::Status checked = CheckStablePlacement(problem, {}, result, threads);
      !checked.ok()) {
    return absl::InternalError(absl::StrCat("the checker refused it: ", checked.message()));
  }
  placement.check_seconds = Since(solved);
  placement.blocking_pairs = static_cast<int64_t>(result.blocking.size());
  placement.hospital.assign(instance.residents.size(), -1);
  for (size_t r = 0; r < instance.residents.size(); ++r) {
    for (int64_t e = problem.worker_begin[r]; e < problem.worker_begin[r + 1]; ++e) {
      if (result.units[At(e)] == 0) continue;
      placement.hospital[r] = problem.post[At(e)];
      ++placement.placed;
    }
  }
  return placement;
}

}  // namespace cordee::bench
