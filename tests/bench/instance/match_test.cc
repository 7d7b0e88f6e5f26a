#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/instance/check_solution.h"
#include "bench/instance/match_file.h"
#include "bench/instance/match_solve.h"
#include "bench/instance/total_text.h"
#include "engine/base/random.h"
#include "tests/support/cases.h"
#include "tests/support/instance_file.h"

namespace cordee::bench {
namespace {

using ::cordee::testing::Cases;
using ::cordee::testing::InstanceFile;
using ::testing::HasSubstr;

MatchSolution SolveText(const std::string& text) {
  const InstanceFile file(text);
  const auto match = ReadMatchFile(file.path());
  EXPECT_TRUE(match.ok()) << match.status();
  if (!match.ok()) return {};
  const auto solution = SolveMatch(*match, 1);
  EXPECT_TRUE(solution.ok()) << solution.status();
  if (!solution.ok()) return {};
  EXPECT_EQ(solution->objective, solution->bound);
  const absl::Status check = CheckSolution(*match, *solution);
  EXPECT_TRUE(check.ok()) << check;
  return *solution;
}

std::string Value(const std::string& text) { return TotalText(SolveText(text).objective); }

TEST(Match, SharesAResourceForTheMostPoints) {
  const MatchSolution solution =
      SolveText("p match 2 1 2\nn 1 30\nn 2 20\nr 1 40\na 1 1 900\na 2 1 800\n");
  EXPECT_EQ(TotalText(solution.objective), "35000");
  ASSERT_EQ(solution.flows.size(), 2u);
  EXPECT_EQ(solution.flows[0].quantity, 30);
  EXPECT_EQ(solution.flows[1].need, 1);
  EXPECT_EQ(solution.flows[1].quantity, 10);
}

TEST(Match, ChargesUnmetUnitsTierByTier) {
  // Need 2 misses 10 of 21: floor(10.5) = 10 at 100, none at 700; one more would be dearer.
  const std::string head = "p match 2 1 2\nn 1 30\nn 2 21\nr 1 41\na 1 1 900\na 2 1 300\n";
  EXPECT_EQ(Value(head + "u 2 100 500\nu 2 700 1000\n"), "29300");
  // All of it is unmet: 10 at 100 and 11 at 700.
  EXPECT_EQ(Value("p match 1 0 0\nn 1 21\nu 1 100 500\nu 1 700 1000\n"), "-8700");
  // Tiers that round down to nothing.
  EXPECT_EQ(Value("p match 1 0 0\nn 1 1\nu 1 100 999\nu 1 700 1000\n"), "-700");
}

TEST(Match, CountsTheBestOfParallelArcsInAnyOrder) {
  EXPECT_EQ(Value("p match 1 2 3\nr 2 5\nn 1 5\nr 1 0\na 1 2 3\na 1 2 8\na 1 1 9\n"), "40");
}

TEST(Match, TakesTheEmptyInstanceAndZeroPoints) {
  EXPECT_EQ(Value("p match 0 0 0\n"), "0");
  EXPECT_EQ(Value("p match 1 1 1\nn 1 5\nr 1 5\na 1 1 0\n"), "0");
}

TEST(Match, PrintsObjectivesBeyondSixtyFourBits) {
  EXPECT_EQ(Value("p match 1 1 1\nn 1 1125899906842624\nr 1 1125899906842624\na 1 1 1000000\n"),
            "1125899906842624000000");
}

TEST(Match, ReadsTheSameFromFilesThatLookDifferent) {
  const std::string plain =
      "p match 2 2 3\nn 1 30\nn 2 20\nr 1 40\nr 2 7\na 1 1 900\na 2 1 800\na 2 2 1\n"
      "u 2 5 500\nu 2 6 1000\n";
  const std::string expected = Value(plain);
  std::string windows =
      "\xef\xbb\xbf"
      "c comment\r\n";
  for (char c : plain) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(Value(windows), expected);
  EXPECT_EQ(Value("comment\n\n  p\tmatch 2  2 3 \nu 2 5 500\na 2 2 +1\nr 2 7\na 1 1 900\nn 2 20\n"
                  "n 1 30\nc x\nu 2 6 1000\nr 1 40\na 2 1 0800"),
            expected);
}

TEST(Match, TakesAHundredTiersOfANeedAndRefusesMore) {
  const auto text = [](int64_t tiers) {
    std::string lines = "p match 1 0 0\nn 1 1000\n";
    for (int64_t t = 1; t <= tiers; ++t) {
      absl::StrAppend(&lines, "u 1 ", t, " ", t == tiers ? 1000 : t, "\n");
    }
    return lines;
  };
  EXPECT_EQ(Value(text(100)), absl::StrCat(-99 * 100 / 2 - 901 * 100));
  const InstanceFile file(text(101));
  const auto match = ReadMatchFile(file.path());
  ASSERT_TRUE(match.ok()) << match.status();
  EXPECT_THAT(std::string(SolveMatch(*match, 1).status().message()),
              HasSubstr("need 1 has 101 tiers of different points, above kMaxMatchTiers = 100"));
}

struct Tiny {
  std::vector<int64_t> need, resource;
  struct Arc {
    size_t need, resource;
    int64_t points;
  };
  std::vector<Arc> arcs;
  struct Tier {
    int64_t points, permille;
  };
  std::vector<std::vector<Tier>> tiers;  // per need
};

// One unit after the other, as the format says.
int64_t UnmetCost(const Tiny& tiny, size_t need, int64_t unmet) {
  int64_t cost = 0;
  for (int64_t unit = 1; unit <= unmet; ++unit) {
    for (const Tiny::Tier& tier : tiny.tiers[need]) {
      if (unit > tiny.need[need] * tier.permille / 1000) continue;
      cost += tier.points;
      break;
    }
  }
  return cost;
}

int64_t BruteForce(const Tiny& tiny, size_t arc, std::vector<int64_t>& unmet,
                   std::vector<int64_t>& left) {
  if (arc == tiny.arcs.size()) {
    int64_t value = 0;
    for (size_t i = 0; i < unmet.size(); ++i) value -= UnmetCost(tiny, i, unmet[i]);
    return value;
  }
  const Tiny::Arc& a = tiny.arcs[arc];
  int64_t best = INT64_MIN;
  const int64_t most = std::min(unmet[a.need], left[a.resource]);
  for (int64_t amount = 0; amount <= most; ++amount) {
    unmet[a.need] -= amount;
    left[a.resource] -= amount;
    best = std::max(best, amount * a.points + BruteForce(tiny, arc + 1, unmet, left));
    unmet[a.need] += amount;
    left[a.resource] += amount;
  }
  return best;
}

Tiny RandomTiny(Random& random) {
  Tiny tiny;
  tiny.need.resize(static_cast<size_t>(random.Uniform(1, 3)));
  tiny.resource.resize(static_cast<size_t>(random.Uniform(1, 3)));
  for (int64_t& quantity : tiny.need) quantity = random.Uniform(0, 5);
  for (int64_t& quantity : tiny.resource) quantity = random.Uniform(0, 5);
  for (int64_t k = random.Uniform(0, 6); k > 0; --k) {
    tiny.arcs.push_back(
        {static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(tiny.need.size()) - 1)),
         static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(tiny.resource.size()) - 1)),
         random.Uniform(0, 12)});
  }
  tiny.tiers.resize(tiny.need.size());
  for (auto& tiers : tiny.tiers) {
    int64_t points = 0;
    int64_t permille = random.OneIn(3) ? 1000 : 0;
    while (permille < 1000) {
      permille = random.OneIn(2) ? 1000 : random.Uniform(permille + 1, 1000);
      points += random.Uniform(0, 6);
      tiers.push_back({points, permille});
    }
  }
  return tiny;
}

std::string Text(const Tiny& tiny, Random& random) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < tiny.need.size(); ++i) {
    lines.push_back(absl::StrCat("n ", i + 1, " ", tiny.need[i], "\n"));
  }
  for (size_t j = 0; j < tiny.resource.size(); ++j) {
    lines.push_back(absl::StrCat("r ", j + 1, " ", tiny.resource[j], "\n"));
  }
  for (const Tiny::Arc& arc : tiny.arcs) {
    lines.push_back(absl::StrCat("a ", arc.need + 1, " ", arc.resource + 1, " ", arc.points, "\n"));
  }
  random.Shuffle(lines);
  std::string text = absl::StrCat("p match ", tiny.need.size(), " ", tiny.resource.size(), " ",
                                  tiny.arcs.size(), "\n");
  for (const std::string& line : lines) text += line;
  for (size_t i = 0; i < tiny.need.size(); ++i) {
    for (const Tiny::Tier& tier : tiny.tiers[i]) {
      absl::StrAppend(&text, "u ", i + 1, " ", tier.points, " ", tier.permille, "\n");
    }
  }
  return text;
}

TEST(Match, EqualsBruteForceOnRandomInstances) {
  for (int64_t seed = 0; seed < Cases(20'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const Tiny tiny = RandomTiny(random);
    const std::string text = Text(tiny, random);
    SCOPED_TRACE(absl::StrCat("seed ", seed, "\n", text));
    std::vector<int64_t> unmet = tiny.need;
    std::vector<int64_t> left = tiny.resource;
    ASSERT_EQ(Value(text), absl::StrCat(BruteForce(tiny, 0, unmet, left)));
  }
}

// Empty when the solution holds.
std::string Complaint(const MatchInstance& match, std::vector<MatchFlow> flows, int64_t objective) {
  MatchSolution solution;
  solution.flows = std::move(flows);
  solution.objective = objective;
  return std::string(CheckSolution(match, solution).message());
}

TEST(CheckSolution, RefusesMatchesThatBreakAnyRule) {
  const InstanceFile file(
      "p match 2 1 2\nn 1 30\nn 2 20\nr 1 40\na 1 1 900\na 2 1 800\nu 2 5 500\nu 2 6 1000\n");
  const auto match = ReadMatchFile(file.path());
  ASSERT_TRUE(match.ok()) << match.status();
  const auto check = [&match](std::vector<MatchFlow> flows, int64_t objective) {
    return Complaint(*match, std::move(flows), objective);
  };
  EXPECT_EQ(check({{0, 0, 30}, {1, 0, 10}}, 34950), "");
  EXPECT_THAT(check({{0, 0, 30}, {1, 0, 10}}, 35000), HasSubstr("it is worth 34950, not 35000"));
  EXPECT_THAT(check({{0, 0, 31}}, 0), HasSubstr("need 1 gets too much"));
  EXPECT_THAT(check({{0, 0, 30}, {1, 0, 11}}, 0), HasSubstr("resource 1 gives too much"));
  EXPECT_THAT(check({{0, 0, -1}}, 0), HasSubstr("need 1 gets -1 of resource 1"));
}

TEST(CheckSolution, FindsPairsWithoutAnArcInAnyOrderOfFlows) {
  const InstanceFile file("p match 2 2 3\nn 1 9\nn 2 9\nr 1 9\nr 2 9\na 1 2 7\na 1 2 3\na 2 1 5\n");
  const auto match = ReadMatchFile(file.path());
  ASSERT_TRUE(match.ok()) << match.status();
  const auto check = [&match](std::vector<MatchFlow> flows, int64_t objective) {
    return Complaint(*match, std::move(flows), objective);
  };
  EXPECT_EQ(check({{0, 1, 2}, {1, 0, 3}}, 29), "");
  EXPECT_EQ(check({{1, 0, 3}, {0, 1, 2}}, 29), "");
  EXPECT_THAT(check({{0, 1, 2}, {1, 1, 3}}, 29), HasSubstr("need 2 gets 3 of resource 2"));
  EXPECT_THAT(check({{1, 0, 3}, {0, 0, 2}}, 29), HasSubstr("need 1 gets 2 of resource 1"));
}

}  // namespace
}  // namespace cordee::bench
