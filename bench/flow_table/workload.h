// The named workloads of the table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/workloads/hub_graph.h"

namespace cordee::bench {

struct Workload {
  std::string name;
  int64_t entries = 0;
  bool changes = false;  // whether rows of changes are made from it
};

// giant (one category joined into one component), components (400 categories), equal (giant, equal
// points) and fair (giant, three unmet tiers), by name and then size.
std::vector<Workload> AllWorkloads();

// REQUIRES: a name of the list.
HubGraph GraphOf(std::string_view name, int64_t entries);

}  // namespace cordee::bench
