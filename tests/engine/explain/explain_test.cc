#include "engine/explain/explain.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/naive_claim.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using testing::BuildProblem;
using testing::Cases;
using testing::RandomRows;
using testing::Row;

constexpr testing::ProblemShape kShape = {.actors = 7, .needs = 12, .resources = 12};

IndexRange<NeedIndex> Needs(const Problem& problem) {
  return IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()));
}
IndexRange<ResourceIndex> Resources(const Problem& problem) {
  return IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()));
}

// By the definition: examine everything, sort, cut.
struct Exhaustive {
  std::vector<std::tuple<int32_t, int32_t, int32_t>> best;  // -points, metres, row
  int64_t admissible = 0;
  RefusalCounts refusals = {};

  void Add(const Problem& problem, NeedIndex need, ResourceIndex resource, int32_t row) {
    const Pair pair = ExaminePair(problem, need, resource);
    if (pair.refusal != Refusal::kNone) {
      ++refusals[static_cast<size_t>(pair.refusal)];
      return;
    }
    ++admissible;
    const Points points = ScorePair(problem, need, resource, pair).total();
    best.emplace_back(-points.value(), pair.distance.value(), row);
  }

  void Cut(size_t max_results) {
    std::sort(best.begin(), best.end());
    if (best.size() > max_results) best.resize(max_results);
  }
};

template <typename RowOf>
void ExpectSame(const Counterparts& found, const Exhaustive& expected, RowOf row_of) {
  EXPECT_EQ(found.admissible, expected.admissible);
  EXPECT_EQ(found.refusals, expected.refusals);
  ASSERT_EQ(found.best.size(), expected.best.size());
  for (size_t i = 0; i < found.best.size(); ++i) {
    EXPECT_EQ(std::tuple(-found.best[i].breakdown.total().value(),
                         found.best[i].pair.distance.value(), row_of(found.best[i])),
              expected.best[i]);
  }
}

TEST(Suggest, EqualsExhaustiveScoring) {
  for (int64_t seed = 0; seed < Cases(5'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(RandomRows(static_cast<uint64_t>(seed), kShape));
    for (NeedIndex need : Needs(problem)) {
      Exhaustive expected;
      for (ResourceIndex r : Resources(problem)) expected.Add(problem, need, r, r.value());
      expected.Cut(3);
      ExpectSame(SuggestForNeed(problem, need, 3), expected,
                 [](const Counterpart& c) { return c.resource.value(); });
    }
    for (ResourceIndex resource : Resources(problem)) {
      Exhaustive expected;
      for (NeedIndex n : Needs(problem)) expected.Add(problem, n, resource, n.value());
      expected.Cut(3);
      ExpectSame(SuggestForResource(problem, resource, 3), expected,
                 [](const Counterpart& c) { return c.need.value(); });
    }
    if (HasFailure()) return;
  }
}

TEST(ExplainLinks, TellsWhatEachLinkIsAndWhatHoldsItBack) {
  for (int64_t seed = 0; seed < Cases(5'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(RandomRows(static_cast<uint64_t>(seed), kShape));
    Random random(static_cast<uint64_t>(seed));
    const SolveResult claim = testing::RandomClaim(problem, random);
    const std::vector<LinkExplanation> explanations = ExplainLinks(problem, claim);
    ASSERT_EQ(explanations.size(), claim.links.size());
    for (size_t i = 0; i < explanations.size(); ++i) {
      const LinkExplanation& explained = explanations[i];
      const Link& link = claim.links[i];
      EXPECT_EQ(explained.link, link);
      EXPECT_EQ(explained.pair.refusal, Refusal::kNone);
      const int64_t previous = testing::NaivePrevious(problem, link.need, link.resource);
      EXPECT_EQ(explained.continued, std::min(link.amount, Quantity(previous)));
      int64_t served = 0;
      int64_t given = 0;
      for (const Link& other : claim.links) {
        if (other.need == link.need) served += other.amount.value();
        if (other.resource == link.resource) given += other.amount.value();
      }
      const auto tight = [&explained](Tight what) {
        return std::count(explained.tight.begin(), explained.tight.end(), what) == 1;
      };
      EXPECT_EQ(tight(Tight::kNeedFilled),
                served == problem.needs().amount[Row(link.need)].value());
      if (!problem.NeedCategory(link.need).booking) {
        EXPECT_EQ(tight(Tight::kResourceUsedUp),
                  given == problem.resources().amount[Row(link.resource)].value());
      }
    }
  }
}

using UnlockKeys = std::vector<std::pair<int64_t, int32_t>>;  // cost, resource

UnlockKeys Keys(const std::vector<Unlock>& unlocks) {
  UnlockKeys keys;
  for (const Unlock& unlock : unlocks) keys.emplace_back(unlock.cost, unlock.resource.value());
  return keys;
}

// Of all resources that have something left, sorted and cut.
UnlockKeys SmallestUnlocks(const Problem& problem, const SolveResult& claim, NeedIndex need) {
  UnlockKeys keys;
  for (ResourceIndex resource : Resources(problem)) {
    const auto r = static_cast<size_t>(resource.value());
    Total left = problem.resources().amount[r].value();
    if (problem.ResourceCategory(resource).booking) {
      left *= problem.resources().hours[r].Count() * CountWeeks(problem.resources().weeks[r]);
    }
    for (const Link& link : claim.links)
      left -= link.resource == resource ? link.amount.value() : 0;
    const std::optional<Unlock> unlock = FindUnlock(problem, need, resource);
    if (left > 0 && unlock.has_value()) keys.emplace_back(unlock->cost, resource.value());
  }
  std::sort(keys.begin(), keys.end());
  if (keys.size() > static_cast<size_t>(kMaxUnlocks)) keys.resize(kMaxUnlocks);
  return keys;
}

// Enough resources that whole boxes of them are left out.
constexpr testing::ProblemShape kManyResources = {.actors = 12, .needs = 8, .resources = 90};

TEST(ExplainUnmet, CountsEveryResourceOnceAndNamesEveryNeedThatMissesSomething) {
  for (int64_t seed = 0; seed < Cases(5'000); ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = BuildProblem(
        RandomRows(static_cast<uint64_t>(seed), seed % 2 == 0 ? kShape : kManyResources));
    Random random(static_cast<uint64_t>(seed));
    const SolveResult claim = testing::RandomClaim(problem, random);
    std::vector<Quantity> unmet = problem.needs().amount;
    for (const Link& link : claim.links) unmet[Row(link.need)] -= link.amount;
    std::vector<NeedIndex> expected;
    for (NeedIndex need : Needs(problem)) {
      if (unmet[Row(need)] > Quantity(0)) expected.push_back(need);
    }
    std::vector<NeedIndex> found;
    for (const UnmetExplanation& explained : ExplainUnmet(problem, claim)) {
      found.push_back(explained.need);
      EXPECT_EQ(explained.unmet, unmet[Row(explained.need)]);
      Exhaustive all;
      for (ResourceIndex r : Resources(problem)) all.Add(problem, explained.need, r, r.value());
      EXPECT_EQ(explained.refusals, all.refusals);
      EXPECT_EQ(explained.admissible, all.admissible);
      EXPECT_LE(explained.used_elsewhere, explained.admissible);
      EXPECT_EQ(Keys(explained.unlocks), SmallestUnlocks(problem, claim, explained.need));
    }
    EXPECT_EQ(found, expected);
    if (HasFailure()) return;
  }
}

TEST(ExplainUnmet, GivesTheSameForAnyNumberOfThreads) {
  const Problem problem =
      BuildProblem(RandomRows(11, {.actors = 40, .needs = 400, .resources = 300}));
  const SolveResult claim;
  const std::vector<UnmetExplanation> alone = ExplainUnmet(problem, claim);
  ASSERT_GT(alone.size(), 390u);
  for (const int32_t threads : {2, 8}) {
    const std::vector<UnmetExplanation> together =
        ExplainUnmet(problem, claim, {.threads = threads});
    ASSERT_EQ(together.size(), alone.size());
    for (size_t i = 0; i < alone.size(); ++i) {
      EXPECT_EQ(together[i].need, alone[i].need);
      EXPECT_EQ(together[i].refusals, alone[i].refusals);
      EXPECT_EQ(together[i].admissible, alone[i].admissible);
      EXPECT_EQ(Keys(together[i].unlocks), Keys(alone[i].unlocks));
    }
  }
}

TEST(Explain, SaysNothingWhenStopped) {
  const Problem problem = BuildProblem(RandomRows(3, kShape));
  Random random(3);
  const SolveResult claim = testing::RandomClaim(problem, random);
  ASSERT_FALSE(claim.links.empty());
  const std::atomic<bool> stop = true;
  EXPECT_TRUE(ExplainLinks(problem, claim, {.stop = StopToken(&stop)}).empty());
  EXPECT_TRUE(ExplainUnmet(problem, claim, {.stop = StopToken(&stop)}).empty());
}

// 20,100 farms in one yard, all of one category: more than are looked at one by one.
TEST(ExplainUnmet, SaysHowManyResourcesItLeftOutWhereThereAreTooMany) {
  testing::ProblemRows rows = RandomRows(1, {.actors = 2, .needs = 1, .resources = 1});
  rows.previous.clear();
  EntryRow row;
  row.category = rows.catalogue->FindCategory("carrots");
  row.quantity = Quantity(1);
  row.labels = 0;
  row.actor = rows.actors[0].id;
  row.id = "wanted";
  rows.needs = {row};
  rows.resources.clear();
  row.actor = rows.actors[1].id;
  for (int64_t i = 0; i < kMaxExplainedPairs + 100; ++i) {
    row.id = "farm-" + std::to_string(i);
    rows.resources.push_back(row);
  }
  rows.actors[0].position = rows.actors[1].position;
  row.actor = rows.actors[0].id;
  row.id = "own";
  rows.resources.push_back(row);
  const Problem problem = BuildProblem(rows);
  const std::vector<UnmetExplanation> unmet = ExplainUnmet(problem, SolveResult());
  ASSERT_EQ(unmet.size(), 1u);
  const RefusalCounts& refusals = unmet[0].refusals;
  EXPECT_EQ(refusals[static_cast<size_t>(Refusal::kSameActor)], 1);
  EXPECT_EQ(refusals[static_cast<size_t>(Refusal::kCategory)], 0);
  EXPECT_GE(unmet[0].admissible, kMaxExplainedPairs - 1);
  EXPECT_EQ(unmet[0].admissible + unmet[0].unexamined, kMaxExplainedPairs + 100);
}

}  // namespace
}  // namespace cordee
