#include "bench/flow_table/memory.h"

#include <malloc.h>

#include <cstdio>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/ours.h"
#include "bench/rivals/rival.h"

namespace cordee::bench {
namespace {

constexpr char kOurs[] = "ours";
constexpr char kOursTwo[] = "ours-2";
constexpr char kReference[] = "REF";
constexpr char kWhole[] = "whole";

// A line of /proc/self/status, in bytes; 0 when there is none.
int64_t StatusBytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    int64_t kilobytes = 0;
    if (word == key && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

int64_t ResidentBytes() {
  malloc_trim(0);
  return StatusBytes("VmRSS:");
}

// From here on VmHWM counts anew (man 5 proc, clear_refs).
bool ForgetPeak() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5" << std::flush;
  return file.good();
}

}  // namespace

std::optional<MemoryRow> MeasureMemory(const std::string& program, const Workload& workload) {
  MemoryRow row = {workload, 0, {}};
  for (const char* solver : {kOurs, kOursTwo, kReference, kWhole}) {
    if (solver == kOursTwo && kOurThreads < 2) continue;
    if (solver == kWhole && workload.name != "components") continue;  // the same as REF
    absl::FPrintF(stderr, "memory of %s on %s %d\n", solver, workload.name, workload.entries);
    const std::string command =
        absl::StrCat("'", program, "' ", kMemoryOption, "=", solver, " --workload=", workload.name,
                     " --entries=", workload.entries);
    FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    MemoryUse use = {.solver = solver};
    const int read =
        std::fscanf(pipe, "%ld %ld %ld", &row.arcs, &use.instance_bytes, &use.peak_bytes);
    if (pclose(pipe) != 0 || read != 3) return std::nullopt;
    row.uses.push_back(use);
  }
  return row;
}

int PrintMemory(const std::string& solver, const Workload& workload) {
  const int64_t empty = ResidentBytes();
  HubGraph graph = GraphOf(workload.name, workload.entries);
  const size_t arcs = graph.arcs();
  int64_t instance = 0;
  if (solver == kOurs || solver == kOursTwo) {
    const FlowProblem problem = ToFlowProblem(graph);
    graph = HubGraph();
    instance = ResidentBytes() - empty;
    if (!ForgetPeak()) return 1;
    SolveByOurs(problem, solver == kOurs ? 1 : 2);
  } else {
    instance = ResidentBytes() - empty;
    if (!ForgetPeak()) return 1;
    solver == kReference ? SolveByLemonParts(graph) : SolveByLemonWhole(graph);
  }
  std::cout << arcs << " " << instance << " " << StatusBytes("VmHWM:") - empty << "\n";
  return 0;
}

}  // namespace cordee::bench
