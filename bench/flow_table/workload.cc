#include "bench/flow_table/workload.h"

#include "bench/workloads/territory_graph.h"
#include "engine/base/check.h"

namespace cordee::bench {

std::vector<Workload> AllWorkloads() {
  std::vector<Workload> workloads;
  for (const char* name : {"giant", "components"}) {
    for (const int64_t entries : {2'000, 20'000, 200'000, 1'000'000}) {
      workloads.push_back({name, entries, entries >= 20'000});
    }
  }
  for (const char* name : {"equal", "fair"}) {
    for (const int64_t entries : {20'000, 200'000}) workloads.push_back({name, entries, false});
  }
  return workloads;
}

HubGraph GraphOf(std::string_view name, int64_t entries) {
  TerritoryGraphOptions options = {.entries = entries};
  if (name == "components") return TerritoryGraph(options);
  options.categories = 1;
  options.joined = true;
  options.equal_points = name == "equal";
  options.unmet_tiers = name == "fair";
  CHECK(name == "giant" || options.equal_points || options.unmet_tiers);
  return TerritoryGraph(options);
}

}  // namespace cordee::bench
