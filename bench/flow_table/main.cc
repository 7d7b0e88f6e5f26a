// The table of FLOW: ours and its rivals on the same arrays, taking turns in one process.
//
//   flow_table                       # everything up to a million entries, medians of 5
//   flow_table --quick               # up to 20,000 entries, medians of 3
//   flow_table --size 200000 --workload giant --workload fair --repetitions 3
//
// Prints Markdown on standard output and progress on standard error. Ends with status 1 when two
// solvers differ in their optimum.
//
// REF is LEMON 1.3.1 NetworkSimplex, one thread, component by component, nodes in space order: its
// run() alone, building excluded. The other rivals' times are their own calls alone too. Ours is
// the whole call from the arrays to the proven optimum. Each time is a median with least and most.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "bench/clock.h"
#include "bench/flow_table/memory.h"
#include "bench/flow_table/print.h"
#include "bench/flow_table/rows.h"
#include "bench/flow_table/workload.h"

namespace cordee::bench {
namespace {

constexpr int64_t kQuickEntries = 20'000;
constexpr int64_t kLeastEntriesForMemory = 20'000;

struct Arguments {
  TableOptions table;
  int64_t size = 1'000'000;
  std::vector<std::string> workloads;
  bool quick = false;
  bool no_memory = false;
  bool cpu_time = false;
  std::string memory_of;
  int64_t entries = 0;
};

std::vector<Workload> Chosen(const Arguments& arguments) {
  std::vector<Workload> chosen;
  for (const Workload& workload : AllWorkloads()) {
    const auto& names = arguments.workloads;
    const bool named =
        names.empty() || std::find(names.begin(), names.end(), workload.name) != names.end();
    if (named && workload.entries <= arguments.size) chosen.push_back(workload);
  }
  return chosen;
}

int Run(const Arguments& arguments) {
  Rows rows;
  std::vector<MemoryRow> memory;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  for (const Workload& workload : Chosen(arguments)) {
    // First, while this process is small.
    if (workload.changes && workload.entries >= kLeastEntriesForMemory && !arguments.no_memory) {
      const auto row = MeasureMemory(program, workload);
      if (row) memory.push_back(*row);
    }
    MeasureWorkload(workload, arguments.table, rows);
  }
  if (arguments.cpu_time) std::cout << "Processor time, not wall time.\n";
  std::cout << PrintMachine() << PrintTables(rows, memory);
  return 0;
}

int Main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Ours and its rivals on hub graphs, as a Markdown table");
  app.add_option("--repetitions", arguments.table.repetitions, "Runs of each solver")
      ->check(CLI::PositiveNumber);
  app.add_option("--size", arguments.size, "Most entries of a workload");
  app.add_option("--workload", arguments.workloads, "Only these; all by default")
      ->check(CLI::IsMember({"giant", "components", "equal", "fair"}));
  app.add_option("--actor-changes", arguments.table.actor_changes, "Length of the stream")
      ->check(CLI::PositiveNumber);
  app.add_flag("--quick", arguments.quick, "Up to 20,000 entries, 3 runs, 100 single changes");
  app.add_flag("--no-memory", arguments.no_memory, "Leave the rows of memory out");
  app.add_flag("--cpu-time", arguments.cpu_time,
               "Processor instead of wall time, on a busy machine; says nothing of threads");
  app.add_option(kMemoryOption, arguments.memory_of, "Measure one solver's memory")->group("");
  app.add_option("--entries", arguments.entries)->group("");
  CLI11_PARSE(app, argc, argv);
  if (!arguments.memory_of.empty()) {
    return PrintMemory(arguments.memory_of, {arguments.workloads.at(0), arguments.entries, false});
  }
  if (arguments.quick) {
    arguments.size = std::min(arguments.size, kQuickEntries);
    arguments.table = {.repetitions = 3, .actor_changes = 100};
  }
  if (arguments.cpu_time) bench_clock = CLOCK_PROCESS_CPUTIME_ID;
  return Run(arguments);
}

}  // namespace
}  // namespace cordee::bench

int main(int argc, char** argv) { return cordee::bench::Main(argc, argv); }
