// The flow solver against Boost.Graph's successive shortest paths, value and tie together.
#include <gtest/gtest.h>

// First: find_flow_cost.hpp of Boost 1.74 forgets it.
#include <boost/graph/named_function_params.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/find_flow_cost.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <cstddef>

#include "engine/solve/flow/flow_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_flow.h"

namespace cordee {
namespace {

// Weights are whole doubles: sums stay below 2^53 and so exact, and Boost may add its "unreachable"
// to itself, which would overflow an integer.
using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Graph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<
        boost::edge_capacity_t, int64_t,
        boost::property<boost::edge_residual_capacity_t, int64_t,
                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                        boost::property<boost::edge_weight_t, double>>>>>;

// One number for both costs: a cycle has fewer than 2^10 arcs of tie below 2^16, so 2^26 keeps
// order.
constexpr int64_t kTieScale = int64_t{1} << 26;
constexpr int64_t kMaxTie = (1 << 16) - 1;
constexpr int64_t kMaxValue = 1'000;

class Oracle {
 public:
  explicit Oracle(const FlowProblem& problem)
      : problem_(problem), graph_(problem.demand.size() + problem.supply_capacity.size() + 2) {}

  // -value * kTieScale + tie of the canonical optimum. Each unit of demand takes one arc or one
  // tier, so a shift of all of them makes weights non-negative and is taken off at the end.
  Total Solve() {
    const size_t needs = problem_.demand.size();
    const size_t supplies = problem_.supply_capacity.size();
    const size_t source = needs + supplies;
    const size_t sink = source + 1;
    Total shifted_units = 0;
    for (size_t j = 0; j < supplies; ++j) AddEdge(needs + j, sink, problem_.supply_capacity[j], 0);
    for (size_t i = 0; i < needs; ++i) {
      AddEdge(source, i, problem_.demand[i], 0);
      shifted_units += problem_.demand[i];
      for (const testing::FlowTier& tier : testing::TiersOf(problem_, i)) {
        AddEdge(i, sink, tier.capacity, kShift + tier.cost * kTieScale);
      }
      for (const testing::FlowArc& arc : testing::ArcsOf(problem_, i)) {
        AddEdge(i, needs + static_cast<size_t>(arc.supply), arc.capacity,
                kShift - arc.value * kTieScale + arc.tie);
      }
    }
    boost::successive_shortest_path_nonnegative_weights(graph_, source, sink);
    return static_cast<Total>(boost::find_flow_cost(graph_)) - shifted_units * kShift;
  }

 private:
  static constexpr int64_t kShift = kMaxValue * kTieScale;

  void AddEdge(size_t from, size_t to, int64_t capacity, int64_t weight_units) {
    const auto weight = static_cast<double>(weight_units);
    const auto forth = boost::add_edge(from, to, graph_).first;
    const auto back = boost::add_edge(to, from, graph_).first;
    boost::put(boost::edge_capacity, graph_, forth, capacity);
    boost::put(boost::edge_capacity, graph_, back, 0);
    boost::put(boost::edge_weight, graph_, forth, weight);
    boost::put(boost::edge_weight, graph_, back, -weight);
    boost::put(boost::edge_reverse, graph_, forth, back);
    boost::put(boost::edge_reverse, graph_, back, forth);
  }

  const FlowProblem& problem_;
  Graph graph_;
};

TEST(FlowOracle, AgreesWithSuccessiveShortestPaths) {
  for (int64_t seed = 0; seed < testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    const int64_t size = random.OneIn(3) ? 300 : 60;
    testing::FlowShape shape{.max_needs = size,
                             .max_supplies = size,
                             .max_degree = 20,
                             .max_quantity = 12,
                             .min_value = -100,
                             .max_value = random.OneIn(2) ? kMaxValue : -98,
                             .max_tier_cost = 300,
                             .max_tie = kMaxTie};
    const FlowProblem problem = testing::RandomFlow(random, shape);
    const auto result = SolveFlow(problem, {}, StopToken());
    ASSERT_TRUE(result.ok()) << result.status();
    const Total cost =
        -result->value * kTieScale + testing::TieOf(problem, DenseFlow(problem, result->flows));
    EXPECT_TRUE(cost == Oracle(problem).Solve());
    EXPECT_TRUE(result->value == result->bound);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cordee
