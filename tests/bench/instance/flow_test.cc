#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bench/instance/check_solution.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/flow_reduction.h"
#include "bench/instance/total_text.h"
#include "bench/rivals/lemon_min_cost.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/instance_file.h"
#include "tests/support/shared.h"
#include "tests/support/temp_folder.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::Cases;
using ::cordee::testing::InstanceFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

FlowSolution Solve(const MinCostFlow& flow) {
  const auto solution = SolveMinCostFlow(flow, 1);
  EXPECT_TRUE(solution.ok()) << solution.status();
  if (!solution.ok()) return {};
  EXPECT_EQ(solution->objective, solution->bound);
  if (solution->infeasible.empty()) {
    const absl::Status check = CheckSolution(flow, *solution);
    EXPECT_TRUE(check.ok()) << check;
  }
  return *solution;
}

FlowSolution SolveText(const std::string& text) {
  const InstanceFile file(text);
  const auto flow = ReadFlowFile(file.path());
  EXPECT_TRUE(flow.ok()) << flow.status();
  return flow.ok() ? Solve(*flow) : FlowSolution();
}

std::string Objective(const FlowSolution& solution) {
  return solution.infeasible.empty() ? TotalText(solution.objective) : solution.infeasible;
}

TEST(MinCostFlow, GivesThePublishedOptimumOfEveryPublicFile) {
  const auto archive = testing::SharedFile("data/bench/mincostflow_dimacs.tar.gz");
  const auto optima = testing::SharedFile("data/bench/mincostflow_optima.csv");
  if (!archive || !optima) GTEST_SKIP() << testing::kNoShared;
  const testing::TempFolder folder;
  const std::string unpack =
      absl::StrCat("tar -xzf '", *archive, "' -C '", folder.path().string(), "'");
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  std::ifstream rows(*optima);
  std::string row;
  std::getline(rows, row);
  int64_t seen = 0;
  while (std::getline(rows, row)) {
    const std::vector<std::string> cells = absl::StrSplit(row, ',');
    const std::string path = folder.File("mcf/" + cells[0] + ".min");
    if (!std::filesystem::exists(path)) continue;
    EXPECT_EQ(Objective(SolveText(testing::FileText(path))), cells[3]) << cells[0];
    ++seen;
  }
  EXPECT_GE(seen, 14);
}

TEST(MinCostFlow, SendsUnitsOverTheCheapestPathFirst) {
  const FlowSolution solution =
      SolveText("p min 3 3\nn 1 3\nn 3 -3\na 1 2 0 2 5\na 2 3 0 2 -1\na 1 3 0 4 6\n");
  EXPECT_EQ(Objective(solution), "14");
  EXPECT_THAT(solution.arc_flow, ElementsAre(2, 2, 1));
}

TEST(MinCostFlow, RespectsLowerBoundsOnDearArcs) {
  const FlowSolution solution = SolveText("p min 2 2\nn 1 5\nn 2 -5\na 1 2 0 9 1\na 1 2 2 9 100\n");
  EXPECT_EQ(Objective(solution), "203");
  EXPECT_THAT(solution.arc_flow, ElementsAre(3, 2));
}

TEST(MinCostFlow, GoesRoundNegativeCyclesAndLoops) {
  const FlowSolution solution =
      SolveText("p min 2 4\na 1 2 0 4 -5\na 2 1 0 3 2\na 1 1 1 7 -10\na 2 2 2 9 4\n");
  EXPECT_EQ(Objective(solution), "-71");
  EXPECT_THAT(solution.arc_flow, ElementsAre(3, 3, 7, 2));
}

TEST(MinCostFlow, AnInstanceWithoutArcsOrNodesCostsNothing) {
  EXPECT_EQ(Objective(SolveText("p min 0 0\n")), "0");
  EXPECT_EQ(Objective(SolveText("p min 3 0\nn 2 0\n")), "0");
}

TEST(MinCostFlow, TellsWhyAnInstanceIsInfeasible) {
  EXPECT_THAT(SolveText("p min 2 1\nn 1 5\nn 2 -4\na 1 2 0 9 1\n").infeasible,
              HasSubstr("sum to 1"));
  EXPECT_THAT(SolveText("p min 2 1\nn 1 5\nn 2 -5\na 1 2 0 4 1\n").infeasible,
              HasSubstr("node 1 must send more than its arcs can carry"));
  EXPECT_THAT(
      SolveText("p min 4 3\nn 1 5\nn 4 -5\na 1 2 0 9 1\na 2 3 0 4 1\na 3 4 0 9 1\n").infeasible,
      HasSubstr("no flow respects all bounds"));
  EXPECT_THAT(SolveText("p min 2 1\na 1 2 1 4 1\n").infeasible, HasSubstr("node 1 must receive"));
}

TEST(MinCostFlow, TakesCapacitiesThatStandForInfinity) {
  EXPECT_EQ(Objective(SolveText("p min 3 3\nn 1 7\nn 3 -7\na 1 2 0 9223372036854775807 3\n"
                                "a 2 3 0 9223372036854775807 0\na 1 3 0 5 1\n")),
            "11");
}

TEST(MinCostFlow, PrintsObjectivesBeyondSixtyFourBits) {
  // 2^50 units at 2^30 each, and the other way round at a negative cost.
  EXPECT_EQ(Objective(SolveText("p min 2 1\nn 1 1125899906842624\nn 2 -1125899906842624\n"
                                "a 1 2 0 1125899906842624 1073741824\n")),
            "1208925819614629174706176");
  EXPECT_EQ(Objective(SolveText("p min 2 1\nn 1 1125899906842624\nn 2 -1125899906842624\n"
                                "a 1 2 0 1125899906842624 -1073741824\n")),
            "-1208925819614629174706176");
}

TEST(MinCostFlow, RefusesWhatIsBeyondTheKernel) {
  const auto refusal = [](const std::string& text) {
    const InstanceFile file(text);
    const auto flow = ReadFlowFile(file.path());
    EXPECT_TRUE(flow.ok()) << flow.status();
    const auto solution = SolveMinCostFlow(*flow, 1);
    EXPECT_EQ(solution.status().code(), absl::StatusCode::kOutOfRange);
    return std::string(solution.status().message());
  };
  EXPECT_THAT(refusal("p min 2 2\na 1 2 0 9223372036854775807 -1\n"
                      "a 2 1 0 1125899906842625 0\n"),
              HasSubstr("node 1 may have to pass 1125899906842625 units on, above "
                        "kMaxFlowCapacity = 1125899906842624"));
  EXPECT_THAT(refusal("p min 1 1\na 1 1 0 1125899906842625 -1\n"),
              HasSubstr("arc 1, a loop of negative cost, will carry 1125899906842625 units"));
  EXPECT_THAT(refusal("p min 2 2\na 1 2 0 1 2147483647\na 1 2 0 1 -1\n"),
              HasSubstr("the costs of the arcs out of node 1, and 0, span from -1 to 2147483647"));
  std::string wheel;
  for (int64_t v = 1; v <= 2'050; ++v) {
    absl::StrAppend(&wheel, "a ", v, " ", v % 2'050 + 1, " 0 1 2147483647\n");
  }
  EXPECT_THAT(refusal("p min 2050 2050\n" + wheel),
              HasSubstr("each node sum to 4400193992703, above kMaxFlowValue = 4398046511104"));
}

TEST(MinCostFlow, SolvesInstancesAtTheLimits) {
  EXPECT_EQ(Objective(SolveText("p min 2 2\na 1 2 0 9223372036854775807 -1\n"
                                "a 2 1 0 1125899906842624 0\n")),
            "-1125899906842624");
  EXPECT_EQ(Objective(SolveText("p min 2 2\nn 1 2\nn 2 -2\na 1 2 0 1 2147483647\n"
                                "a 1 2 0 1 0\n")),
            "2147483647");
}

std::string RandomText(Random& random) {
  const int64_t nodes = random.Uniform(1, 7);
  const int64_t arcs = random.Uniform(0, 14);
  const int64_t most = random.OneIn(4) ? int64_t{1} << 44 : 9;
  std::vector<int64_t> supply(static_cast<size_t>(nodes), 0);
  std::string text;
  for (int64_t a = 0; a < arcs; ++a) {
    const int64_t from = random.Uniform(1, nodes);
    const int64_t to = random.Uniform(1, nodes);
    const int64_t lower = random.OneIn(3) ? random.Uniform(0, 3) : 0;
    const int64_t upper = lower + random.Uniform(0, most);
    const int64_t cost = random.OneIn(5) ? 0 : random.Uniform(-20, 20);
    absl::StrAppend(&text, "a ", from, " ", to, " ", lower, " ", upper, " ", cost, "\n");
    // Most instances get the supplies of a flow that exists.
    const int64_t amount = random.Uniform(lower, upper);
    if (random.OneIn(40)) continue;
    supply[static_cast<size_t>(from - 1)] += amount;
    supply[static_cast<size_t>(to - 1)] -= amount;
  }
  std::string head = absl::StrCat("p min ", nodes, " ", arcs, "\n");
  if (random.OneIn(4)) {
    const int64_t moved = random.Uniform(0, most);
    supply.front() += moved;
    supply.back() -= moved;
  }
  for (int64_t v = 0; v < nodes; ++v) {
    if (supply[static_cast<size_t>(v)] == 0 && random.OneIn(2)) continue;
    absl::StrAppend(&head, "n ", v + 1, " ", supply[static_cast<size_t>(v)], "\n");
  }
  return head + text;
}

TEST(MinCostFlow, EqualsLemonOnRandomInstances) {
  int64_t feasible = 0;
  const int64_t cases = Cases(100'000);
  for (int64_t seed = 0; seed < cases; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const std::string text = RandomText(random);
    SCOPED_TRACE(absl::StrCat("seed ", seed, "\n", text));
    const InstanceFile file(text);
    const auto flow = ReadFlowFile(file.path());
    ASSERT_TRUE(flow.ok()) << flow.status();
    const auto expected = LeastCostByLemon(*flow);
    const FlowSolution solution = Solve(*flow);
    ASSERT_EQ(solution.infeasible.empty(), expected.has_value()) << solution.infeasible;
    if (!expected) continue;
    ASSERT_EQ(TotalText(solution.objective), TotalText(*expected));
    ++feasible;
  }
  EXPECT_GT(feasible, cases / 2);
  EXPECT_LT(feasible, cases);
}

TEST(CheckSolution, RefusesFlowsThatBreakAnyRule) {
  const InstanceFile file("p min 2 2\nn 1 5\nn 2 -5\na 1 2 0 9 1\na 1 2 2 9 100\n");
  const auto flow = ReadFlowFile(file.path());
  ASSERT_TRUE(flow.ok());
  const auto check = [&flow](std::vector<int64_t> amounts, int64_t objective) {
    FlowSolution solution;
    solution.arc_flow = std::move(amounts);
    solution.objective = objective;
    return std::string(CheckSolution(*flow, solution).message());
  };
  EXPECT_EQ(check({3, 2}, 203), "");
  EXPECT_THAT(check({3, 2}, 204), HasSubstr("it is worth 203, not 204"));
  EXPECT_THAT(check({4, 1}, 104), HasSubstr("arc 2 carries 1"));
  EXPECT_THAT(check({3, 3}, 303), HasSubstr("node 1 keeps -1"));
  EXPECT_THAT(check({3}, 3), HasSubstr("an arc has no flow"));
}

}  // namespace
}  // namespace cordee::bench
