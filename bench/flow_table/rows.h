// The measured rows of the table. Solvers take turns in one process, and each must end at the same
// optimum: a difference ends the process with status 1.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/flow_table/measure.h"
#include "bench/flow_table/workload.h"
#include "bench/workloads/hub_shape.h"

namespace cordee::bench {

struct TableOptions {
  int repetitions = 5;
  int64_t actor_changes = 1000;
};

// By threads - 1.
using OurTimes = std::array<Times, 2>;

struct ColdRow {
  Workload workload;
  int64_t arcs = 0;
  HubShape shape;
  Times reference;  // LEMON NetworkSimplex by component, its run() alone
  Times reference_build;
  OurTimes ours;  // the whole call
  Times whole;    // the other rivals: their own call alone
  Times cost_scaling;
  Times boost;
};

struct ChangeRow {
  Workload workload;
  std::string change;
  Times reference;  // cold, of the unchanged graph
  OurTimes ours;
};

struct Rows {
  std::vector<ColdRow> cold;
  std::vector<ChangeRow> changes;
  std::vector<ChangeRow> actors;  // a time for each of a stream of changes
};

// Adds the rows of a workload.
void MeasureWorkload(const Workload& workload, const TableOptions& options, Rows& rows);

}  // namespace cordee::bench
