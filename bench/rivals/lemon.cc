#include "bench/rivals/lemon.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <lemon/unionfind.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace cordee::bench {
namespace {

using lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<SmartDigraph, int64_t, int64_t>;
using Clock = std::chrono::steady_clock;

double Seconds(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

struct Part {
  std::vector<size_t> needs;
  std::vector<size_t> supplies;
};

// The connected components, in the order of their first need.
std::vector<Part> Components(const FlowProblem& problem) {
  const size_t needs = problem.demand.size();
  const size_t supplies = problem.supply_capacity.size();
  SmartDigraph graph;
  for (size_t v = 0; v < needs + supplies; ++v) graph.addNode();
  SmartDigraph::NodeMap<int> index(graph);
  lemon::UnionFind<SmartDigraph::NodeMap<int>> sets(index);
  for (size_t v = 0; v < needs + supplies; ++v) sets.insert(graph.nodeFromId(static_cast<int>(v)));
  for (size_t i = 0; i < needs; ++i) {
    for (int32_t a = problem.arc_begin[i]; a < problem.arc_begin[i + 1]; ++a) {
      const auto supply = static_cast<size_t>(problem.arc_supply[static_cast<size_t>(a)]);
      sets.join(graph.nodeFromId(static_cast<int>(i)),
                graph.nodeFromId(static_cast<int>(needs + supply)));
    }
  }
  std::vector<Part> parts;
  std::vector<int> part_of(needs + supplies, -1);
  for (size_t v = 0; v < needs + supplies; ++v) {
    int& part = part_of[static_cast<size_t>(sets.find(graph.nodeFromId(static_cast<int>(v))))];
    if (part < 0) {
      part = static_cast<int>(parts.size());
      parts.emplace_back();
    }
    Part& members = parts[static_cast<size_t>(part)];
    (v < needs ? members.needs : members.supplies).push_back(v < needs ? v : v - needs);
  }
  return parts;
}

Part Everything(const FlowProblem& problem) {
  Part part;
  for (size_t i = 0; i < problem.demand.size(); ++i) part.needs.push_back(i);
  for (size_t j = 0; j < problem.supply_capacity.size(); ++j) part.supplies.push_back(j);
  return part;
}

// The network of flow_problem.h. `local` has a place for each supply.
void SolvePart(const FlowProblem& problem, const Part& part, std::vector<SmartDigraph::Node>& local,
               LemonResult& result) {
  const Clock::time_point start = Clock::now();
  SmartDigraph graph;
  size_t arcs = part.supplies.size();
  for (size_t i : part.needs) {
    arcs += static_cast<size_t>(problem.arc_begin[i + 1] - problem.arc_begin[i]);
    arcs += static_cast<size_t>(problem.tier_begin[i + 1] - problem.tier_begin[i]);
  }
  graph.reserveNode(static_cast<int>(part.needs.size() + part.supplies.size() + 1));
  graph.reserveArc(static_cast<int>(arcs));
  std::vector<SmartDigraph::Node> need_nodes;
  for (size_t i = 0; i < part.needs.size(); ++i) need_nodes.push_back(graph.addNode());
  for (size_t j : part.supplies) local[j] = graph.addNode();
  const SmartDigraph::Node hub = graph.addNode();
  SmartDigraph::ArcMap<int64_t> capacity(graph), cost(graph);
  SmartDigraph::NodeMap<int64_t> supply(graph, 0);
  const auto add = [&](SmartDigraph::Node from, SmartDigraph::Node to, int64_t u, int64_t c) {
    const SmartDigraph::Arc arc = graph.addArc(from, to);
    capacity[arc] = u;
    cost[arc] = c;
  };
  for (size_t n = 0; n < part.needs.size(); ++n) {
    const size_t i = part.needs[n];
    supply[need_nodes[n]] = problem.demand[i];
    supply[hub] -= problem.demand[i];
    for (auto t = static_cast<size_t>(problem.tier_begin[i]);
         t < static_cast<size_t>(problem.tier_begin[i + 1]); ++t) {
      add(need_nodes[n], hub, problem.tier_capacity[t], problem.tier_cost[t]);
    }
    for (auto a = static_cast<size_t>(problem.arc_begin[i]);
         a < static_cast<size_t>(problem.arc_begin[i + 1]); ++a) {
      add(need_nodes[n], local[static_cast<size_t>(problem.arc_supply[a])], problem.arc_capacity[a],
          -problem.arc_value[a]);
    }
  }
  for (size_t j : part.supplies) add(local[j], hub, problem.supply_capacity[j], 0);
  Simplex simplex(graph);
  simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
  const Clock::time_point built = Clock::now();
  if (simplex.run() != Simplex::OPTIMAL) std::abort();
  const Clock::time_point solved = Clock::now();
  result.value -= simplex.totalCost<__int128>();
  result.build_seconds += Seconds(start, built);
  result.solve_seconds += Seconds(built, solved);
}

}  // namespace

LemonResult SolveByLemon(const FlowProblem& problem, bool by_component) {
  LemonResult result;
  const Clock::time_point start = Clock::now();
  const std::vector<Part> parts =
      by_component ? Components(problem) : std::vector<Part>{Everything(problem)};
  result.build_seconds = Seconds(start, Clock::now());
  std::vector<SmartDigraph::Node> local(problem.supply_capacity.size());
  for (const Part& part : parts) SolvePart(problem, part, local, result);
  return result;
}

}  // namespace cordee::bench
