#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <cstdint>

// Needs the header above, and says so nowhere.
#include <boost/graph/find_flow_cost.hpp>

#include "bench/clock.h"
#include "bench/rivals/rival.h"

namespace cordee::bench {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using EdgeProperties = boost::property<
    boost::edge_capacity_t, int64_t,
    boost::property<boost::edge_residual_capacity_t, int64_t,
                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                    boost::property<boost::edge_weight_t, int64_t>>>>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    EdgeProperties>;

// Each unit leaves its need once, by an arc or a tier: this much more on those makes costs >= 0.
constexpr int64_t kMostPoints = 10'000;

void Add(Graph& graph, size_t from, size_t to, int64_t capacity, int64_t cost) {
  const auto forth = boost::add_edge(from, to, graph).first;
  const auto back = boost::add_edge(to, from, graph).first;
  boost::put(boost::edge_capacity, graph, forth, capacity);
  boost::put(boost::edge_capacity, graph, back, 0);
  boost::put(boost::edge_weight, graph, forth, cost);
  boost::put(boost::edge_weight, graph, back, -cost);
  boost::put(boost::edge_reverse, graph, forth, back);
  boost::put(boost::edge_reverse, graph, back, forth);
}

}  // namespace

RivalResult SolveByBoost(const HubGraph& hub_graph) {
  RivalResult result;
  const double start = SecondsNow();
  const size_t needs = hub_graph.needs();
  const size_t source = needs + hub_graph.resources();
  const size_t hub = source + 1;
  Graph graph(hub + 1);
  int64_t demand = 0;
  for (size_t i = 0; i < needs; ++i) {
    const int64_t quantity = hub_graph.need_quantity[i];
    demand += quantity;
    Add(graph, source, i, quantity, 0);
    for (auto a = static_cast<size_t>(hub_graph.arc_begin[i]);
         a < static_cast<size_t>(hub_graph.arc_begin[i + 1]); ++a) {
      const auto j = static_cast<size_t>(hub_graph.arc_resource[a]);
      Add(graph, i, needs + j, std::min(quantity, hub_graph.resource_quantity[j]),
          kMostPoints - hub_graph.arc_points[a]);
    }
    const auto thirds = UnmetThirds(quantity);
    for (size_t t = 0; t < thirds.size(); ++t) {
      Add(graph, i, hub, thirds[t], kMostPoints + hub_graph.unmet_points[t]);
    }
  }
  for (size_t j = 0; j < hub_graph.resources(); ++j) {
    Add(graph, needs + j, hub, hub_graph.resource_quantity[j], 0);
  }
  const double built = SecondsNow();
  boost::successive_shortest_path_nonnegative_weights(graph, source, hub);
  const double solved = SecondsNow();
  result.value = __int128{kMostPoints} * demand - boost::find_flow_cost(graph);
  result.build_seconds = built - start;
  result.solve_seconds = solved - built;
  return result;
}

}  // namespace cordee::bench
