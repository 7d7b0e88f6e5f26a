#include "engine/solve/lp/core_lp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "tests/support/balanced_sets.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

using testing::Cases;
using testing::LeastExcess;
using testing::Ratio;
using ::testing::HasSubstr;
using Wide = __int128;

// Every set but the empty one and the whole, at what `cost_of` says.
template <typename CostOf>
CostGame AllSets(int32_t parties, const CostOf& cost_of) {
  CostGame game{.parties = parties};
  const uint64_t all = (uint64_t{1} << parties) - 1;
  game.cost = cost_of(all);
  for (uint64_t set = 1; set < all; ++set) game.sets.push_back({set, cost_of(set)});
  return game;
}

// The runway is as long as the largest plane of a set needs (Littlechild, Owen, 1973).
CostGame Airport(const std::vector<int64_t>& needs) {
  return AllSets(static_cast<int32_t>(needs.size()), [&](uint64_t set) {
    int64_t longest = 0;
    for (size_t p = 0; p < needs.size(); ++p) {
      if ((set >> p & 1) != 0) longest = std::max(longest, needs[p]);
    }
    return longest;
  });
}

CostGame RandomGame(Random& random, int32_t parties) {
  // Small costs meet borders; where a set costs hardly more than its part, cores are empty or not.
  const int64_t most = random.OneIn(2) ? random.Uniform(1, 12) : random.Uniform(1, 1'000'000'000);
  const bool is_even = random.OneIn(2);
  return AllSets(parties, [&](uint64_t set) {
    const int64_t part = is_even ? most * std::popcount(set) / parties : 0;
    return part + random.Uniform(0, is_even ? std::max<int64_t>(1, most / 4) : most);
  });
}

// By the definition, in integers.
bool Contents(const CostGame& game, const Division& division) {
  return std::all_of(game.sets.begin(), game.sets.end(), [&](const CostSet& set) {
    Wide paid = 0;
    for (int32_t p = 0; p < game.parties; ++p) {
      if ((set.parties >> p & 1) != 0) paid += division.shares[static_cast<size_t>(p)];
    }
    return paid <= Wide{set.cost} * division.parts;
  });
}

void ExpectSafe(const CostGame& game, const LeastCore& core, const std::string& name) {
  ASSERT_EQ(core.division.shares.size(), static_cast<size_t>(game.parties)) << name;
  const Wide sum = std::accumulate(core.division.shares.begin(), core.division.shares.end(),
                                   Wide{0});
  EXPECT_TRUE(sum == Wide{game.cost} * core.division.parts) << name;
  std::vector<Wide> of_party(static_cast<size_t>(game.parties), 0);
  for (size_t s = 0; s < game.sets.size(); ++s) {
    EXPECT_GE(core.weights[s], 0) << name;
    for (size_t p = 0; p < of_party.size(); ++p) {
      if ((game.sets[s].parties >> p & 1) != 0) of_party[p] += core.weights[s];
    }
  }
  EXPECT_GT(of_party[0], 0) << name;
  for (const Wide weight : of_party) EXPECT_TRUE(weight == of_party[0]) << name;
  EXPECT_LE(core.at_least, core.at_most) << name;
  EXPECT_EQ(core.at_most, ExcessOf(game, core.division)) << name;
  EXPECT_EQ(core.at_least, ExcessProvenBy(game, core.weights).units) << name;
  EXPECT_EQ(core.state == CoreState::kNotEmpty, Contents(game, core.division)) << name;
  EXPECT_EQ(core.state == CoreState::kEmpty, ExcessProvenBy(game, core.weights).positive) << name;
}

TEST(LeastCore, OfAnAirportContentsEverySetAndSoDoesItsShapleyValue) {
  const CostGame game = Airport({10, 20, 30});
  const LeastCore core = *SolveLeastCore(game);
  ExpectSafe(game, core, "airport");
  EXPECT_EQ(core.state, CoreState::kNotEmpty);
  // What each plane adds, shared by all that need it: 10/3, 10/3 + 10/2, 10/3 + 10/2 + 10.
  const Division shapley{{20, 50, 110}, 6};
  EXPECT_LE(ExcessOf(game, shapley), 0);
  EXPECT_TRUE(Contents(game, shapley));
  // The smallest plane would rather have its own.
  EXPECT_EQ(ExcessOf(game, {{61, 50, 69}, 6}), 1);
}

TEST(LeastCore, OfTwoOutOfThreeIsAboveZero) {
  const CostGame game = AllSets(3, [](uint64_t set) { return std::popcount(set) == 2 ? 60 : 100; });
  const LeastCore core = *SolveLeastCore(game);
  ExpectSafe(game, core, "majority");
  EXPECT_EQ(core.state, CoreState::kEmpty);
  EXPECT_EQ(core.at_least, 6);  // 66.67 - 60
  EXPECT_EQ(core.at_most, 7);
  // Each pair half a time: the proof by hand.
  std::vector<int64_t> halves(game.sets.size(), 0);
  for (size_t s = 0; s < game.sets.size(); ++s) halves[s] = std::popcount(game.sets[s].parties) - 1;
  EXPECT_EQ(ExcessProvenBy(game, halves).units, 6);
  EXPECT_TRUE(ExcessProvenBy(game, halves).positive);
}

TEST(LeastCore, FindsADivisionIntoHalvesWhereNoOtherContentsAll) {
  // Twice three parties of whom any two pay 1: only a half each does.
  const CostGame game = AllSets(6, [](uint64_t set) {
    const int left = std::popcount(set & 7);
    const int right = std::popcount(set >> 3);
    const auto cost = [](int parties) { return parties == 3 ? 2 : parties == 0 ? 0 : 1; };
    return left == 3 && right == 3 ? 3 : cost(left) + cost(right);
  });
  const LeastCore core = *SolveLeastCore(game);
  ExpectSafe(game, core, "halves");
  EXPECT_EQ(core.state, CoreState::kNotEmpty);
  EXPECT_EQ(core.division.parts, 2);
  EXPECT_EQ(core.division.shares, std::vector<int64_t>(6, 1));
}

// Known from Peleg, "An inductive method for constructing minimal balanced collections of finite
// sets", Naval Research Logistics Quarterly 12, 1965; the whole not counted.
TEST(LeastCore, IsComparedWithEveryMinimalBalancedCollection) {
  const std::vector<size_t> known = {1, 5, 41, 1'291};
  for (int32_t parties = 2; parties <= 5; ++parties) {
    EXPECT_EQ(testing::AllBalancedSets(parties).size(), known[static_cast<size_t>(parties) - 2]);
  }
}

TEST(LeastCore, EqualsTheMostThatBalancedSetsProve) {
  std::vector<int64_t> states(4, 0);
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const auto parties = static_cast<int32_t>(random.Uniform(2, 5));
    const CostGame game = RandomGame(random, parties);
    const absl::StatusOr<LeastCore> core = SolveLeastCore(game);
    ASSERT_TRUE(core.ok()) << core.status();
    const std::string name = "seed " + std::to_string(seed);
    ExpectSafe(game, *core, name);
    const Ratio exact = LeastExcess(game);
    EXPECT_EQ(core->at_least, exact.Floor()) << name;
    EXPECT_LE(core->at_most, exact.Floor() + 1 + parties) << name;
    EXPECT_EQ(core->state, exact.over > 0 ? CoreState::kEmpty : CoreState::kNotEmpty) << name;
    ++states[static_cast<size_t>(core->state)];
  }
  EXPECT_GT(states[static_cast<size_t>(CoreState::kEmpty)], 10);
  EXPECT_GT(states[static_cast<size_t>(CoreState::kNotEmpty)], 10);
}

// What an LP solver could say, right or wrong.
double Anything(Random& random, double about) {
  switch (random.Uniform(0, 7)) {
    case 0:
      return std::numeric_limits<double>::quiet_NaN();
    case 1:
      return std::numeric_limits<double>::infinity();
    case 2:
      return -1e300;
    case 3:
      return 0;
    default:
      return about * static_cast<double>(random.Uniform(-2, 10)) / 4;
  }
}

TEST(LeastCore, StaysSafeWhateverTheSolverSays) {
  int64_t undecided = 0;
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const auto parties = static_cast<int32_t>(random.Uniform(2, 4));
    const CostGame game = RandomGame(random, parties);
    std::vector<double> shares;
    std::vector<double> weights;
    const double mean = static_cast<double>(game.cost) / parties;
    for (int32_t p = 0; p < parties; ++p) shares.push_back(Anything(random, mean));
    for (size_t s = 0; s < game.sets.size(); ++s) weights.push_back(Anything(random, 0.3));
    const LeastCore core = MakeSafe(game, shares, weights);
    const std::string name = "seed " + std::to_string(seed);
    ExpectSafe(game, core, name);
    const Ratio exact = LeastExcess(game);
    EXPECT_LE(core.at_least, exact.Floor()) << name;
    EXPECT_GE(core.at_most, exact.Floor()) << name;
    const CoreState truth = exact.over > 0 ? CoreState::kEmpty : CoreState::kNotEmpty;
    EXPECT_TRUE(core.state == CoreState::kUndecided || core.state == truth) << name;
    undecided += core.state == CoreState::kUndecided ? 1 : 0;
  }
  EXPECT_GT(undecided, 0);
}

TEST(LeastCore, IsFoundForManyParties) {
  Random random(5);
  for (const int32_t parties : {12, 13, 60}) {
    CostGame game{.parties = parties, .cost = 400 * parties};
    const uint64_t all = (uint64_t{1} << parties) - 1;
    for (int32_t p = 0; p < parties; ++p) game.sets.push_back({uint64_t{1} << p, 1'000});
    for (int64_t k = 0; k < (parties == 12 ? 4'082 : 2'000); ++k) {
      const uint64_t set = 1 + random.Next() % (all - 1);
      game.sets.push_back({set, 500 + 400 * std::popcount(set)});
    }
    const LeastCore content = *SolveLeastCore(game);
    ExpectSafe(game, content, std::to_string(parties));
    EXPECT_EQ(content.state, CoreState::kNotEmpty) << parties;
    EXPECT_LT(content.at_most, -400) << parties;
    // Two halves that would rather go.
    game.sets.push_back({all >> (parties / 2), 100 * parties});
    game.sets.push_back({all & ~(all >> (parties / 2)), 250 * parties});
    const LeastCore empty = *SolveLeastCore(game);
    ExpectSafe(game, empty, std::to_string(parties));
    EXPECT_EQ(empty.state, CoreState::kEmpty) << parties;
    EXPECT_GE(empty.at_least, 25 * parties - 1) << parties;
  }
}

TEST(LeastCore, RefusesWhatIsNoGame) {
  const auto refusal = [](CostGame game) {
    return std::string(SolveLeastCore(game).status().message());
  };
  const CostGame good = Airport({1, 2, 3});
  CostGame bad = good;
  bad.parties = 1;
  EXPECT_THAT(refusal(bad), HasSubstr("parties: 1 is not 2 to 60"));
  bad.parties = 61;
  EXPECT_THAT(refusal(bad), HasSubstr("parties: 61"));
  bad = good;
  bad.cost = -1;
  EXPECT_THAT(refusal(bad), HasSubstr("cost: out of range"));
  bad = good;
  bad.sets[1].cost = kMaxGameCost + 1;
  EXPECT_THAT(refusal(bad), HasSubstr("sets: a cost out of range"));
  bad = good;
  bad.sets.push_back({7, 1});
  EXPECT_THAT(refusal(bad), HasSubstr("sets: 7 is empty, the whole or beyond it"));
  bad.sets.back().parties = 0;
  EXPECT_THAT(refusal(bad), HasSubstr("sets: 0 is empty"));
  bad = good;
  bad.sets.erase(bad.sets.begin());
  EXPECT_THAT(refusal(bad), HasSubstr("not every party alone"));
}

}  // namespace
}  // namespace cordee
