// C++17: CostScaling of LEMON 1.3.1 uses allocator members that C++20 removed.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "bench/clock.h"
#include "bench/rivals/rival.h"
#include "bench/workloads/hub_shape.h"

namespace cordee::bench {
namespace {

using lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<SmartDigraph, int64_t, int64_t>;
using Scaling = lemon::CostScaling<SmartDigraph, int64_t, int64_t>;

// NetworkSimplex is 1.2 times faster without capacities on the arcs between needs and resources;
// CostScaling hardly ends without them.
enum class Capacities { kNone, kTight };
constexpr int64_t kUnbounded = int64_t{1} << 40;

HubPart Everything(const HubGraph& graph) {
  HubPart part;
  part.needs.resize(graph.needs());
  std::iota(part.needs.begin(), part.needs.end(), 0);
  part.resources.resize(graph.resources());
  std::iota(part.resources.begin(), part.resources.end(), 0);
  return part;
}

// The network of a part: needs -> resources -> hub, unmet tiers as needs -> hub.
class Network {
 public:
  // `local` has a place for each resource of the graph, and is scratch.
  Network(const HubGraph& graph, const HubPart& part, Capacities capacities,
          std::vector<SmartDigraph::Node>& local)
      : capacities_(capacities), capacity_(digraph_), cost_(digraph_), supply_(digraph_, 0) {
    Reserve(graph, part);
    AddNodes(graph, part, local);
    for (size_t n = 0; n < part.needs.size(); ++n) {
      AddNeed(graph, static_cast<size_t>(part.needs[n]), need_nodes_[n], local);
    }
    for (int32_t j : part.resources) {
      const auto at = static_cast<size_t>(j);
      Add(local[at], hub_, graph.resource_quantity[at], 0);
    }
  }

  template <typename Solver>
  void Load(Solver& solver) const {
    solver.upperMap(capacity_).costMap(cost_).supplyMap(supply_);
  }

  const SmartDigraph& digraph() const { return digraph_; }

 private:
  void Reserve(const HubGraph& graph, const HubPart& part) {
    const size_t tiers = graph.HasUnmetTiers() ? 3 : 1;
    size_t arcs = part.resources.size() + tiers * part.needs.size();
    for (int32_t i : part.needs) {
      const auto at = static_cast<size_t>(i);
      arcs += static_cast<size_t>(graph.arc_begin[at + 1] - graph.arc_begin[at]);
    }
    digraph_.reserveNode(static_cast<int>(part.needs.size() + part.resources.size() + 1));
    digraph_.reserveArc(static_cast<int>(arcs));
  }

  // Both sides along the space order, the hub last.
  void AddNodes(const HubGraph& graph, const HubPart& part,
                std::vector<SmartDigraph::Node>& local) {
    auto need = part.needs.begin();
    auto resource = part.resources.begin();
    while (need != part.needs.end() || resource != part.resources.end()) {
      const bool need_next =
          resource == part.resources.end() ||
          (need != part.needs.end() && graph.need_place[static_cast<size_t>(*need)] <=
                                           graph.resource_place[static_cast<size_t>(*resource)]);
      if (need_next) {
        need_nodes_.push_back(digraph_.addNode());
        ++need;
      } else {
        local[static_cast<size_t>(*resource++)] = digraph_.addNode();
      }
    }
    hub_ = digraph_.addNode();
  }

  void AddNeed(const HubGraph& graph, size_t i, SmartDigraph::Node node,
               const std::vector<SmartDigraph::Node>& local) {
    const int64_t quantity = graph.need_quantity[i];
    supply_[node] = quantity;
    supply_[hub_] -= quantity;
    for (auto a = static_cast<size_t>(graph.arc_begin[i]);
         a < static_cast<size_t>(graph.arc_begin[i + 1]); ++a) {
      const auto j = static_cast<size_t>(graph.arc_resource[a]);
      const int64_t capacity = capacities_ == Capacities::kNone
                                   ? kUnbounded
                                   : std::min(quantity, graph.resource_quantity[j]);
      Add(node, local[j], capacity, -graph.arc_points[a]);
    }
    if (!graph.HasUnmetTiers()) {
      Add(node, hub_, quantity, 0);
      return;
    }
    const std::array<int64_t, 3> thirds = UnmetThirds(quantity);
    for (size_t t = 0; t < thirds.size(); ++t) Add(node, hub_, thirds[t], graph.unmet_points[t]);
  }

  void Add(SmartDigraph::Node from, SmartDigraph::Node to, int64_t capacity, int64_t cost) {
    const SmartDigraph::Arc arc = digraph_.addArc(from, to);
    capacity_[arc] = capacity;
    cost_[arc] = cost;
  }

  Capacities capacities_;
  SmartDigraph digraph_;
  SmartDigraph::ArcMap<int64_t> capacity_;
  SmartDigraph::ArcMap<int64_t> cost_;
  SmartDigraph::NodeMap<int64_t> supply_;
  std::vector<SmartDigraph::Node> need_nodes_;
  SmartDigraph::Node hub_;
};

template <typename Solver>
void SolvePart(const HubGraph& graph, const HubPart& part, Capacities capacities,
               std::vector<SmartDigraph::Node>& local, RivalResult& result) {
  const double start = SecondsNow();
  const Network network(graph, part, capacities, local);
  Solver solver(network.digraph());
  network.Load(solver);
  const double built = SecondsNow();
  if (solver.run() != Solver::OPTIMAL) std::abort();
  const double solved = SecondsNow();
  result.value -= solver.template totalCost<__int128>();
  result.build_seconds += built - start;
  result.solve_seconds += solved - built;
}

template <typename Solver>
RivalResult SolveWhole(const HubGraph& graph, Capacities capacities) {
  RivalResult result;
  std::vector<SmartDigraph::Node> local(graph.resources());
  SolvePart<Solver>(graph, Everything(graph), capacities, local, result);
  return result;
}

}  // namespace

RivalResult SolveByLemonParts(const HubGraph& graph) {
  RivalResult result;
  const double start = SecondsNow();
  const std::vector<HubPart> parts = PartsOf(graph);
  result.build_seconds = SecondsNow() - start;
  std::vector<SmartDigraph::Node> local(graph.resources());
  for (const HubPart& part : parts) {
    SolvePart<Simplex>(graph, part, Capacities::kNone, local, result);
  }
  return result;
}

RivalResult SolveByLemonWhole(const HubGraph& graph) {
  return SolveWhole<Simplex>(graph, Capacities::kNone);
}

RivalResult SolveByLemonCostScaling(const HubGraph& graph) {
  return SolveWhole<Scaling>(graph, Capacities::kTight);
}

}  // namespace cordee::bench
