#include "engine/solve/bundles/rings.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/verify/ring_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;

// Links between actors a0, a1, ... in words: "0>1" is a gift of food, "0>1t" of tools.
struct Gifts {
  Problem problem;
  std::vector<Link> links;
};

Gifts Give(const std::vector<std::string>& gifts, int32_t actors = 8) {
  DeliveryWorld world;
  for (int32_t a = 0; a < actors; ++a) world.Actor(absl::StrCat("a", a), a, 0);
  for (size_t k = 0; k < gifts.size(); ++k) {
    const char* category = gifts[k].ends_with('t') ? "tools" : "potatoes";
    world.Resource(absl::StrCat("r", 100 + k), "a" + gifts[k].substr(0, 1), category, 10);
    world.Need(absl::StrCat("n", 100 + k), "a" + gifts[k].substr(2, 1), category, 10);
  }
  Gifts made{world.Build(), {}};
  for (size_t k = 0; k < gifts.size(); ++k) {
    const auto index = static_cast<int32_t>(k);
    made.links.push_back({NeedIndex(index), ResourceIndex(index), Quantity(1)});
  }
  return made;
}

std::vector<std::string> InWords(const RingResult& result) {
  std::vector<std::string> rings;
  for (const Ring& ring : result.rings) {
    std::string& words = rings.emplace_back();
    for (const ActorIndex actor : ring.actors) absl::StrAppend(&words, actor.value());
  }
  return rings;
}

RingResult MustFind(const Gifts& gifts) {
  RingResult result = FindRings(gifts.problem, gifts.links, StopToken());
  const absl::Status checked = CheckRings(gifts.problem, gifts.links, result);
  EXPECT_TRUE(checked.ok()) << checked;
  return result;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Rings, AreTwoToFourActorsWhoGiveOn) {
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>0"}))), ElementsAre("01"));
  EXPECT_THAT(InWords(MustFind(Give({"2>0", "0>1", "1>2"}))), ElementsAre("012"));
  EXPECT_THAT(InWords(MustFind(Give({"0>3", "3>1", "1>2", "2>0"}))), ElementsAre("0312"));
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>2", "2>3", "3>4", "4>0"}))), IsEmpty());
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>2", "0>2"}))), IsEmpty());
  EXPECT_THAT(InWords(MustFind(Give({"0>0"}))), IsEmpty());
  EXPECT_THAT(InWords(MustFind(Give({}))), IsEmpty());
}

TEST(Rings, PutAsManyActorsIntoRingsAsTheyCan) {
  // One of four, or two of two.
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>0", "2>3", "3>2", "1>2", "3>0"}))),
              ElementsAre("01", "23"));
  // The pair 0>1 is in one ring only: the longer one.
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>0", "1>2", "2>0"}))), ElementsAre("012"));
}

TEST(Rings, PreferMoreFamiliesAmongEqualOnes) {
  EXPECT_THAT(InWords(MustFind(Give({"0>1", "1>2", "2>0", "1>3t", "3>0"}))), ElementsAre("013"));
  const RingResult result = MustFind(Give({"0>1", "0>1t", "1>0"}));
  EXPECT_EQ(result.rings[0].weight, 2 * kRingActorWeight + 2);
}

// All choices of all rings.
int64_t BruteForce(const Gifts& gifts, int32_t actors) {
  std::set<std::pair<int32_t, int32_t>> arcs;
  std::vector<std::set<Family>> families(64);
  for (const Link& link : gifts.links) {
    const int32_t giver =
        gifts.problem.resources().actor[static_cast<size_t>(link.resource.value())].value();
    const int32_t taker =
        gifts.problem.needs().actor[static_cast<size_t>(link.need.value())].value();
    if (giver == taker) continue;
    arcs.insert({giver, taker});
    families[static_cast<size_t>(giver * actors + taker)].insert(
        gifts.problem.NeedCategory(link.need).family);
  }
  std::function<int64_t(std::set<std::pair<int32_t, int32_t>>)> best =
      [&](std::set<std::pair<int32_t, int32_t>> free) -> int64_t {
    if (free.empty()) return 0;
    const std::pair<int32_t, int32_t> first = *free.begin();
    free.erase(free.begin());
    int64_t most = best(free);  // the first is in no ring
    std::vector<int32_t> path = {first.first, first.second};
    std::function<void()> extend = [&] {
      if (free.contains({path.back(), path.front()})) {
        auto rest = free;
        std::set<Family> all;
        for (size_t k = 0; k < path.size(); ++k) {
          const int32_t to = path[(k + 1) % path.size()];
          rest.erase({path[k], to});
          const auto& with = families[static_cast<size_t>(path[k] * actors + to)];
          all.insert(with.begin(), with.end());
        }
        most = std::max(most, kRingActorWeight * static_cast<int64_t>(path.size()) +
                                  static_cast<int64_t>(all.size()) + best(rest));
      }
      if (path.size() == static_cast<size_t>(kMaxRingActors)) return;
      for (int32_t next = 0; next < actors; ++next) {
        const bool known = std::find(path.begin(), path.end(), next) != path.end();
        if (known || !free.contains({path.back(), next})) continue;
        path.push_back(next);
        extend();
        path.pop_back();
      }
    };
    extend();
    return most;
  };
  return best(arcs);
}

TEST(Rings, SayOptimalOnlyWhereThePricesProveIt) {
  EXPECT_EQ(MustFind(Give({"0>1", "1>0"})).termination.reason, Reason::kOptimal);
  // Halves of rings that share pairs weigh more than any whole ones.
  const Gifts odd = Give(
      {"0>2", "0>4", "1>0", "1>3", "2>3", "2>4", "3>0", "4>1", "4>5", "5>1"}, 6);
  const RingResult best = MustFind(odd);
  EXPECT_EQ(best.termination.reason, Reason::kFeasible);
  EXPECT_EQ(best.weight, BruteForce(odd, 6));
  EXPECT_LT(best.weight, best.bound);
}

Gifts RandomGifts(uint64_t seed, int32_t actors, int64_t most) {
  Random random(seed);
  std::vector<std::string> gifts;
  for (int64_t k = random.Uniform(0, most); k > 0; --k) {
    gifts.push_back(absl::StrCat(random.Uniform(0, actors - 1), ">", random.Uniform(0, actors - 1),
                                 random.OneIn(3) ? "t" : ""));
  }
  return Give(gifts, actors);
}

TEST(Rings, EqualBruteForceOnSmallTerritories) {
  for (int64_t seed = 0; seed < testing::Cases(10'000); ++seed) {
    const Gifts gifts = RandomGifts(static_cast<uint64_t>(seed), 5, 11);
    ASSERT_EQ(MustFind(gifts).weight, BruteForce(gifts, 5)) << "seed " << seed;
  }
}

TEST(Rings, PassTheCheckerOnLargerTerritories) {
  int64_t optimal = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    const RingResult result = MustFind(RandomGifts(static_cast<uint64_t>(seed), 10, 60));
    optimal += result.termination.reason == Reason::kOptimal ? 1 : 0;
  }
  EXPECT_GT(optimal, 0);
}

TEST(RingCheck, RejectsEveryMutation) {
  const std::vector<std::function<void(RingResult&, Random&)>> mutations = {
      [](RingResult& r, Random&) { r.rings.push_back(r.rings.front()); },
      [](RingResult& r, Random&) { r.rings.front().actors.pop_back(); },
      [](RingResult& r, Random&) { r.rings.front().weight += 1; },
      [](RingResult& r, Random&) { r.weight -= 1; },
      [](RingResult& r, Random&) { r.bound += 1; },
      [](RingResult& r, Random&) { r.rings.pop_back(); },
      [](RingResult& r, Random&) {
        std::rotate(r.rings.front().actors.begin(), r.rings.front().actors.begin() + 1,
                    r.rings.front().actors.end());
      },
      [](RingResult& r, Random& random) {
        r.prices[static_cast<size_t>(random.Uniform(
                     0, static_cast<int64_t>(r.prices.size()) - 1))].price -= kRingPriceUnit / 2;
      },
      [](RingResult& r, Random&) { r.prices.pop_back(); },
      [](RingResult& r, Random&) { r.prices.push_back(r.prices.back()); },
      [](RingResult& r, Random&) {
        r.termination.reason = r.termination.reason == Reason::kOptimal ? Reason::kFeasible
                                                                        : Reason::kOptimal;
      },
      [](RingResult& r, Random&) { r.rings.front().actors.back() = ActorIndex(9); },
  };
  int64_t rejected = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    // The tenth actor gives nothing.
    Gifts gifts = RandomGifts(static_cast<uint64_t>(seed), 9, 40);
    const RingResult result = FindRings(gifts.problem, gifts.links, StopToken());
    if (result.rings.empty()) continue;
    for (size_t m = 0; m < mutations.size(); ++m) {
      RingResult mutated = result;
      mutations[m](mutated, random);
      ASSERT_FALSE(CheckRings(gifts.problem, gifts.links, mutated).ok())
          << "seed " << seed << ", mutation " << m;
      ++rejected;
    }
  }
  EXPECT_GT(rejected, 0);
}

}  // namespace
}  // namespace cordee
