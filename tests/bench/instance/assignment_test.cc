#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/assignment_reduction.h"
#include "bench/instance/check_solution.h"
#include "bench/instance/total_text.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/instance_file.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::Cases;
using ::cordee::testing::InstanceFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

AssignmentSolution SolveText(const std::string& text) {
  const InstanceFile file(text);
  const auto assignment = ReadAssignmentFile(file.path());
  EXPECT_TRUE(assignment.ok()) << assignment.status();
  if (!assignment.ok()) return {};
  const auto solution = SolveAssignment(*assignment, 1);
  EXPECT_TRUE(solution.ok()) << solution.status();
  if (!solution.ok()) return {};
  EXPECT_EQ(solution->objective, solution->bound);
  if (solution->infeasible.empty()) {
    const absl::Status check = CheckSolution(*assignment, *solution);
    EXPECT_TRUE(check.ok()) << check;
  }
  return *solution;
}

TEST(Assignment, GivesEachSourceATargetOfItsOwnAtLeastCost) {
  const AssignmentSolution solution =
      SolveText("p asn 4 5\nn 1\nn 3\na 1 2 1\na 1 4 5\na 3 2 1\na 3 4 9\na 3 4 8\n");
  EXPECT_EQ(TotalText(solution.objective), "6");
  EXPECT_THAT(solution.target, ElementsAre(3, -1, 1, -1));
}

TEST(Assignment, TakesNegativeCostsAndTheEmptyInstance) {
  EXPECT_EQ(TotalText(SolveText("p asn 2 2\nn 2\na 2 1 -5\na 2 1 -7\n").objective), "-7");
  EXPECT_EQ(TotalText(SolveText("p asn 0 0\n").objective), "0");
}

TEST(Assignment, TellsWhyAnInstanceIsInfeasible) {
  EXPECT_EQ(SolveText("p asn 3 1\nn 1\na 1 2 1\n").infeasible,
            "not as many sources as targets: 1 and 2");
  EXPECT_EQ(SolveText("p asn 4 2\nn 1\nn 2\na 1 3 1\na 1 4 1\n").infeasible, "node 2 has no arc");
  EXPECT_EQ(SolveText("p asn 4 2\nn 1\nn 2\na 1 3 1\na 2 3 1\n").infeasible,
            "at most 1 of the 2 sources can have a target");
}

TEST(Assignment, RefusesCostsBeyondTheKernel) {
  const InstanceFile file("p asn 2 2\nn 1\na 1 2 0\na 1 2 2147483648\n");
  const auto assignment = ReadAssignmentFile(file.path());
  ASSERT_TRUE(assignment.ok()) << assignment.status();
  const auto solution = SolveAssignment(*assignment, 1);
  EXPECT_EQ(solution.status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(std::string(solution.status().message()),
              HasSubstr("the costs of node 1 span from 0 to 2147483648, more than 2^31 - 1"));
}

// Over all permutations.
std::optional<Total> BruteForce(int64_t size,
                                const std::vector<std::vector<std::optional<int64_t>>>& cost) {
  std::vector<size_t> order(static_cast<size_t>(size));
  std::iota(order.begin(), order.end(), size_t{0});
  std::optional<Total> best;
  do {
    Total sum = 0;
    bool possible = true;
    for (size_t i = 0; i < order.size() && possible; ++i) {
      possible = cost[i][order[i]].has_value();
      if (possible) sum += *cost[i][order[i]];
    }
    if (possible && (!best || sum < *best)) best = sum;
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Assignment, EqualsBruteForceOnRandomInstances) {
  int64_t feasible = 0;
  const int64_t cases = Cases(20'000);
  for (int64_t seed = 0; seed < cases; ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const int64_t size = random.Uniform(1, 6);
    const auto places = static_cast<size_t>(size);
    std::vector<std::vector<std::optional<int64_t>>> cost(
        places, std::vector<std::optional<int64_t>>(places));
    std::string arcs;
    int64_t count = 0;
    const int64_t sparsity = random.Uniform(1, 3);
    for (int64_t k = 0; k < size * size; ++k) {
      if (!random.OneIn(sparsity)) continue;
      const int64_t source = random.Uniform(1, size);
      const int64_t target = random.Uniform(1, size);
      const int64_t c = random.Uniform(-30, 30);
      auto& cell = cost[static_cast<size_t>(source - 1)][static_cast<size_t>(target - 1)];
      cell = std::min(c, cell.value_or(c));
      // Sources have the odd ids.
      absl::StrAppend(&arcs, "a ", 2 * source - 1, " ", 2 * target, " ", c, "\n");
      ++count;
    }
    std::string text = absl::StrCat("p asn ", 2 * size, " ", count, "\n");
    for (int64_t i = 1; i <= size; ++i) absl::StrAppend(&text, "n ", 2 * i - 1, "\n");
    text += arcs;
    SCOPED_TRACE(absl::StrCat("seed ", seed, "\n", text));
    const auto expected = BruteForce(size, cost);
    const AssignmentSolution solution = SolveText(text);
    ASSERT_EQ(solution.infeasible.empty(), expected.has_value()) << solution.infeasible;
    if (!expected) continue;
    ASSERT_EQ(TotalText(solution.objective), TotalText(*expected));
    ++feasible;
  }
  EXPECT_GT(feasible, cases / 10);
  EXPECT_LT(feasible, cases);
}

TEST(CheckSolution, RefusesAssignmentsThatBreakAnyRule) {
  const InstanceFile file("p asn 4 4\nn 1\nn 2\na 1 3 1\na 1 4 5\na 2 3 1\na 2 4 9\n");
  const auto assignment = ReadAssignmentFile(file.path());
  ASSERT_TRUE(assignment.ok());
  const auto check = [&assignment](std::vector<int32_t> targets, int64_t objective) {
    AssignmentSolution solution;
    solution.target = std::move(targets);
    solution.objective = objective;
    return std::string(CheckSolution(*assignment, solution).message());
  };
  EXPECT_EQ(check({3, 2, -1, -1}, 6), "");
  EXPECT_THAT(check({3, 2, -1, -1}, 5), HasSubstr("it is worth 6, not 5"));
  EXPECT_THAT(check({2, 2, -1, -1}, 2), HasSubstr("node 3 has two sources"));
  EXPECT_THAT(check({2, -1, -1, -1}, 1), HasSubstr("node 2 has no target"));
}

}  // namespace
}  // namespace cordee::bench
