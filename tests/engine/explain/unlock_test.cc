#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/explain/explain.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/naive_claim.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using testing::BuildProblem;
using testing::Cases;
using testing::ProblemRows;
using testing::RandomRows;
using testing::Row;

constexpr testing::ProblemShape kShape = {.actors = 7, .needs = 8, .resources = 8};

// The row behind a line of a table.
EntryRow& Find(std::vector<EntryRow>& rows, const std::string& id) {
  return *std::find_if(rows.begin(), rows.end(),
                       [&id](const EntryRow& row) { return row.id == id; });
}

// What a person would do about it: change the one field, and nothing else.
void Apply(const Unlock& unlock, const Problem& problem, NeedIndex need, ProblemRows& rows) {
  if (unlock.side == Side::kPolicy) {
    ASSERT_EQ(unlock.change, Change::kReach);
    rows.policy.max_distance = Metres(static_cast<int32_t>(unlock.becomes));
    return;
  }
  const bool on_need = unlock.side == Side::kNeed;
  const EntryTable& table = on_need ? problem.needs() : problem.resources();
  const size_t at = on_need ? Row(need) : Row(unlock.resource);
  EntryRow& row = Find(on_need ? rows.needs : rows.resources, table.id[at]);
  switch (unlock.change) {
    case Change::kReach:
      row.reach = Metres(static_cast<int32_t>(unlock.becomes));
      break;
    case Change::kDates:
      row.dates = unlock.dates;
      row.season = static_cast<MonthSet>(row.season | unlock.months);
      break;
    case Change::kHours:
      for (auto [begin, end] : unlock.hours.Runs()) row.hours.Add(begin, end);
      break;
    case Change::kLabels:
      ASSERT_FALSE(on_need);
      row.labels |= unlock.missing_labels;
      break;
    case Change::kTemperature: {
      const Temperature offered = problem.ResourceCategory(unlock.resource).temperature;
      row.temperatures =
          static_cast<TemperatureSet>(table.temperatures[at] | TemperatureBit(offered));
      break;
    }
    case Change::kMinimumLot:
      row.minimum_lot = Quantity(unlock.becomes);
      break;
    case Change::kQuantity:
      row.quantity = Quantity(unlock.becomes);
      break;
  }
}

template <typename Visit>
void ForEachPair(const Problem& problem, Visit visit) {
  for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    for (ResourceIndex r :
         IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
      visit(n, r);
    }
  }
}

TEST(Unlock, MakesThePairAdmissibleWhenTheInputChangesAsItSays) {
  std::array<int64_t, kRefusalCount> by_rule = {};
  int64_t applied = 0;
  for (int64_t seed = 0; applied < std::max<int64_t>(Cases(100'000), 4'000); ++seed) {
    testing::ProblemShape shape = kShape;
    shape.rooms_only = seed % 3 == 0;
    const ProblemRows rows = RandomRows(static_cast<uint64_t>(seed), shape);
    const Problem problem = BuildProblem(rows);
    ForEachPair(problem, [&](NeedIndex need, ResourceIndex resource) {
      const std::optional<Unlock> unlock = FindUnlock(problem, need, resource);
      if (!unlock.has_value()) return;
      ASSERT_NE(ExaminePair(problem, need, resource).refusal, Refusal::kNone);
      ProblemRows changed = rows;
      Apply(*unlock, problem, need, changed);
      const Pair pair = ExaminePair(BuildProblem(changed), need, resource);
      ASSERT_EQ(pair.refusal, Refusal::kNone)
          << "seed " << seed << ", " << problem.needs().id[Row(need)] << " and "
          << problem.resources().id[Row(resource)] << ", rule " << static_cast<int>(unlock->rule);
      ++applied;
      ++by_rule[static_cast<size_t>(unlock->rule)];
    });
    if (HasFatalFailure()) return;
  }
  for (int32_t rule = static_cast<int32_t>(Refusal::kDistance); rule < kRefusalCount; ++rule) {
    EXPECT_GT(by_rule[static_cast<size_t>(rule)], 0) << "rule " << rule;
  }
  RecordProperty("unlocks_applied", static_cast<int>(applied));
}

// A change that is one step smaller must not be enough.
TEST(Unlock, IsTheSmallestOfItsKind) {
  for (int64_t seed = 0; seed < Cases(5'000); ++seed) {
    const ProblemRows rows = RandomRows(static_cast<uint64_t>(seed), kShape);
    const Problem problem = BuildProblem(rows);
    ForEachPair(problem, [&](NeedIndex need, ResourceIndex resource) {
      const std::optional<Unlock> unlock = FindUnlock(problem, need, resource);
      if (!unlock.has_value()) return;
      Unlock less = *unlock;
      switch (unlock->change) {
        case Change::kReach:
        case Change::kQuantity:
          --less.becomes;
          break;
        case Change::kMinimumLot:
          ++less.becomes;
          break;
        case Change::kLabels:
          less.missing_labels &= less.missing_labels - 1;
          break;
        case Change::kHours: {
          HalfHours fewer;
          const auto runs = unlock->hours.Runs();
          for (size_t i = 0; i < runs.size(); ++i) {
            fewer.Add(runs[i].first + (i == 0 ? 1 : 0), runs[i].second);
          }
          less.hours = fewer;
          break;
        }
        case Change::kDates:
        case Change::kTemperature:
          return;
      }
      ProblemRows changed = rows;
      Apply(less, problem, need, changed);
      // A quantity that became as small as the lot of its own entry does not build; skip those.
      for (const EntryRow& row : changed.needs) {
        if (row.minimum_lot > row.quantity) return;
      }
      for (const EntryRow& row : changed.resources) {
        if (row.minimum_lot > row.quantity) return;
      }
      ASSERT_EQ(ExaminePair(BuildProblem(changed), need, resource).refusal, unlock->rule)
          << "seed " << seed;
    });
    if (HasFatalFailure()) return;
  }
}

TEST(Unlock, IsFoundForNoPairThatIsAdmissibleOrBrokenTwice) {
  for (int64_t seed = 0; seed < Cases(5'000); ++seed) {
    const Problem problem = BuildProblem(RandomRows(static_cast<uint64_t>(seed), kShape));
    ForEachPair(problem, [&](NeedIndex need, ResourceIndex resource) {
      const uint32_t refusals = AllRefusals(problem, need, resource);
      const uint32_t hopeless =
          1u << static_cast<int>(Refusal::kSameActor) | 1u << static_cast<int>(Refusal::kCategory);
      if (refusals == 0 || (refusals & hopeless) != 0) {
        ASSERT_FALSE(FindUnlock(problem, need, resource).has_value()) << "seed " << seed;
      }
    });
    if (HasFatalFailure()) return;
  }
}

ProblemRows FarmAndCanteen(int32_t reach) {
  ProblemRows rows;
  rows.catalogue = testing::KindsCatalogue();
  rows.horizon = {testing::kTestMonday, 52};
  ActorRow canteen;
  canteen.id = "canteen";
  canteen.position = {46'500'000, -400'000};
  ActorRow farm;
  farm.id = "farm";
  farm.position = {46'600'000, -400'000};
  rows.actors = {canteen, farm};
  EntryRow need;
  need.id = "carrots-wanted";
  need.actor = "canteen";
  need.category = rows.catalogue->FindCategory("carrots");
  need.quantity = Quantity(40);
  EntryRow resource = need;
  resource.id = "carrots-grown";
  resource.actor = "farm";
  resource.reach = Metres(reach);
  rows.needs = {need};
  rows.resources = {resource};
  return rows;
}

TEST(Unlock, SaysHowManyMetresTheFarmHasToDriveFurther) {
  const Problem problem = BuildProblem(FarmAndCanteen(8'000));
  const Metres distance = Distance(problem.needs().place[0], problem.resources().place[0]);
  const std::optional<Unlock> unlock = FindUnlock(problem, NeedIndex(0), ResourceIndex(0));
  ASSERT_TRUE(unlock.has_value());
  EXPECT_EQ(unlock->rule, Refusal::kDistance);
  EXPECT_EQ(unlock->side, Side::kResource);
  EXPECT_EQ(unlock->becomes, distance.value());
  EXPECT_EQ(unlock->amount, distance.value() - 8'000);
}

TEST(Unlock, LowersTheLotOfAFarmThatDeliversMoreThanTheCanteenWants) {
  ProblemRows rows = FarmAndCanteen(20'000);
  rows.resources[0].quantity = Quantity(100);
  rows.resources[0].minimum_lot = Quantity(50);
  const std::optional<Unlock> unlock =
      FindUnlock(BuildProblem(rows), NeedIndex(0), ResourceIndex(0));
  ASSERT_TRUE(unlock.has_value());
  EXPECT_EQ(unlock->change, Change::kMinimumLot);
  EXPECT_EQ(unlock->side, Side::kResource);
  EXPECT_EQ(unlock->becomes, 40);
  EXPECT_EQ(unlock->amount, 10 * 52);
}

TEST(ExplainUnmet, ShowsTheSmallestChangesAmongResourcesWithSomethingLeft) {
  ProblemRows rows = FarmAndCanteen(8'000);
  EntryRow nearer = rows.resources[0];
  nearer.id = "carrots-nearly";
  nearer.reach = Metres(11'000);
  rows.resources.push_back(nearer);
  const Problem problem = BuildProblem(rows);
  SolveResult nothing;
  const std::vector<UnmetExplanation> unmet = ExplainUnmet(problem, nothing);
  ASSERT_EQ(unmet.size(), 1u);
  EXPECT_EQ(unmet[0].unmet, Quantity(40 * 52));
  EXPECT_EQ(unmet[0].refusals[static_cast<size_t>(Refusal::kDistance)], 2);
  ASSERT_EQ(unmet[0].unlocks.size(), 2u);
  EXPECT_EQ(problem.resources().id[Row(unmet[0].unlocks[0].resource)], "carrots-nearly");
  EXPECT_LT(unmet[0].unlocks[0].amount, unmet[0].unlocks[1].amount);
}

}  // namespace
}  // namespace cordee
