// Peak memory of one solver on one workload, in a process of its own.
//
//   const std::optional<MemoryRow> row = MeasureMemory(program, {"giant", 200'000});
//
// Counted: the most that is resident from when the arrays of the instance stand until the solver
// has its answer, less what the process held before there was an instance. So the arrays (ours: the
// FlowProblem; a rival: the HubGraph), the solver's own and the answer all count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bench/flow_table/workload.h"

namespace cordee::bench {

struct MemoryUse {
  std::string solver;
  int64_t instance_bytes = 0;  // the arrays alone
  int64_t peak_bytes = 0;      // everything
};

struct MemoryRow {
  Workload workload;
  int64_t arcs = 0;
  std::vector<MemoryUse> uses;
};

// Runs `program`, a path to this one, with kMemoryOption for each solver. Null when the system
// cannot say.
std::optional<MemoryRow> MeasureMemory(const std::string& program, const Workload& workload);

inline constexpr char kMemoryOption[] = "--memory-of";

// What that process does: solves and prints arcs, instance bytes and peak bytes. The exit status.
int PrintMemory(const std::string& solver, const Workload& workload);

}  // namespace cordee::bench
