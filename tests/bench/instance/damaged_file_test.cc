// Whatever happens to a file: it is refused with its name, or what it says now is solved.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bench/instance/assignment_file.h"
#include "bench/instance/assignment_reduction.h"
#include "bench/instance/check_solution.h"
#include "bench/instance/flow_file.h"
#include "bench/instance/flow_reduction.h"
#include "bench/instance/match_file.h"
#include "bench/instance/match_solve.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/instance_file.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::Cases;
using ::cordee::testing::InstanceFile;

std::string Damaged(std::string text, Random& random) {
  constexpr char kBytes[] = "0123456789 -\n\r\tpnraucx.\0\xff";
  for (int64_t changes = random.Uniform(1, 4); changes > 0 && !text.empty(); --changes) {
    const auto at = static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(text.size()) - 1));
    const char byte = kBytes[random.Uniform(0, sizeof(kBytes) - 2)];
    switch (random.Uniform(0, 4)) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      case 2:
        text.erase(at, 1);
        break;
      case 3:
        text.insert(at, text.substr(at, static_cast<size_t>(random.Uniform(1, 12))));
        break;
      default:
        if (random.OneIn(4)) text.resize(at);
    }
  }
  return text;
}

// A p line that is damaged into a large one costs memory, and time to clear it.
bool MayBeHuge(const std::string& text) {
  int64_t digits = 0;
  for (const char c : text.substr(0, text.find('\n'))) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == 6) return true;
  }
  return false;
}

template <typename Instance, typename Solution>
void SurviveDamage(const std::string& whole, absl::StatusOr<Instance> (*read)(const std::string&),
                   absl::StatusOr<Solution> (*solve)(const Instance&, int32_t)) {
  int64_t solved = 0;
  int64_t refused = 0;
  for (int64_t seed = 0; seed < Cases(30'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const std::string text = Damaged(whole, random);
    SCOPED_TRACE(absl::StrCat("seed ", seed, "\n", text));
    if (MayBeHuge(text)) continue;
    const InstanceFile file(text);
    const auto instance = read(file.path());
    if (!instance.ok()) {
      ++refused;
      ASSERT_TRUE(absl::StartsWith(instance.status().message(), file.path())) << instance.status();
      continue;
    }
    const auto solution = solve(*instance, 1);
    if (!solution.ok() || !solution->infeasible.empty()) continue;
    ++solved;
    ASSERT_TRUE(CheckSolution(*instance, *solution).ok());
  }
  EXPECT_GT(solved, 0);
  EXPECT_GT(refused, 0);
}

TEST(DamagedFile, OfAFlow) {
  SurviveDamage("p min 3 3\nn 1 3\nn 3 -3\na 1 2 0 2 5\na 2 3 0 2 -1\na 1 3 0 4 6\n", ReadFlowFile,
                SolveMinCostFlow);
}

TEST(DamagedFile, OfAnAssignment) {
  SurviveDamage("p asn 4 4\nn 1\nn 3\na 1 2 1\na 1 4 5\na 3 2 1\na 3 4 -7\n", ReadAssignmentFile,
                SolveAssignment);
}

TEST(DamagedFile, OfAMatch) {
  SurviveDamage(
      "p match 2 2 3\nn 1 30\nn 2 20\nr 1 40\nr 2 7\na 1 1 900\na 2 1 80\na 2 2 1\nu 2 5 500\n"
      "u 2 6 1000\n",
      ReadMatchFile, SolveMatch);
}

}  // namespace
}  // namespace cordee::bench
