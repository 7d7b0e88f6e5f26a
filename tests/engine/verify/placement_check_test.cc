#include "engine/verify/placement_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "engine/solve/placement/placement_solver.h"
#include "tests/support/cases.h"
#include "tests/support/placement_world.h"

namespace cordee {
namespace {

using testing::Cases;
using ::testing::HasSubstr;
using testing::PlacementWorld;
using testing::RandomPlacements;
using testing::Weekdays;

PlacementResult Solved(const Problem& problem) {
  return *SolvePlacements(problem, *FindPlacementPairs(problem, 1, StopToken()), {}, StopToken());
}

// One thing made wrong; nothing when this answer has nothing of the kind.
std::optional<PlacementResult> Mutated(PlacementResult result, Random& random) {
  const int64_t kind = random.Uniform(0, 6);
  if (kind == 0) {
    result.termination.reason =
        result.termination.reason == Reason::kStable ? Reason::kFeasible : Reason::kStable;
    return result;
  }
  if (kind == 1) {
    result.pairs += random.OneIn(2) ? 1 : -1;
    return result;
  }
  if (kind == 2) {
    if (result.blocking.empty()) return std::nullopt;
    result.blocking[0].half_hours += 1;
    return result;
  }
  if (result.placed.empty()) return std::nullopt;
  PlacedWork& work = result.placed[static_cast<size_t>(
      random.Uniform(0, static_cast<int64_t>(result.placed.size()) - 1))];
  if (kind == 3) {
    work.half_hours += 1;
  } else if (kind == 4) {  // an hour of the night, in place of one that both have
    work.slots.Remove(work.slots.First());
    work.slots.Add(2, 3);
  } else if (kind == 5) {
    result.placed.push_back(work);
  } else {  // dismissed for no reason
    result.placed.erase(result.placed.begin() + (&work - result.placed.data()));
  }
  return result;
}

TEST(PlacementCheck, RejectsEveryMutation) {
  int64_t rejected = 0;
  for (uint64_t seed = 0; rejected < Cases(10'000); ++seed) {
    Random random(seed);
    const PlacementWorld world = RandomPlacements(6, 9, random);
    const Problem problem = world.Build();
    const std::optional<PlacementResult> wrong = Mutated(Solved(problem), random);
    if (!wrong.has_value()) continue;
    ASSERT_EQ(CheckPlacements(problem, *wrong).code(), absl::StatusCode::kFailedPrecondition)
        << "seed " << seed;
    ++rejected;
  }
}

class PlacementCheckOfOneWeek : public ::testing::Test {
 protected:
  PlacementCheckOfOneWeek() {
    PlacementTerms days = world_.Terms("cook", 30);
    days.hours = Weekdays(0, 24, 1, 7);
    world_.Post("one", days, 0);
    world_.Post("two", days, 30);
    PlacementTerms person = world_.Terms("cook", 60);
    person.hours = Weekdays(0, 24, 1, 7);
    world_.Person("anna", person, 15);
    problem_ = world_.Build();
  }
  // Half-hours of each work, from one slot of a day to another.
  std::string Said(std::initializer_list<std::pair<int, HalfHours>> works) const {
    PlacementResult result;
    result.pairs = 2;
    for (const auto& [post, slots] : works) {
      result.placed.push_back({PersonIndex(0), PostIndex(post), slots.Count(), slots});
    }
    return std::string(CheckPlacements(*problem_, result).message());
  }
  PlacementWorld world_;
  std::optional<Problem> problem_;
};

HalfHours Slots(std::initializer_list<std::array<int32_t, 3>> parts) {
  HalfHours slots;
  for (const auto& [day, from, to] : parts) slots.Add(day * 48 + from, day * 48 + to);
  return slots;
}

TEST_F(PlacementCheckOfOneWeek, RejectsTwoWorksAtTheSameTime) {
  EXPECT_THAT(Said({{0, Slots({{0, 16, 24}})}, {1, Slots({{0, 20, 28}})}}),
              HasSubstr("two works at the same time"));
}

TEST_F(PlacementCheckOfOneWeek, RejectsADayOfMoreThanTenHours) {
  EXPECT_THAT(Said({{0, Slots({{0, 14, 35}})}}), HasSubstr("a day that is too long"));
}

TEST_F(PlacementCheckOfOneWeek, RejectsWorkOnTheDayThatIsFree) {
  EXPECT_THAT(Said({{0, Slots({{0, 16, 20},
                               {1, 16, 20},
                               {2, 16, 20},
                               {3, 16, 20},
                               {4, 16, 20},
                               {5, 16, 20},
                               {6, 16, 20}})}}),
              HasSubstr("half-hours that are not those of both"));
}

TEST_F(PlacementCheckOfOneWeek, RejectsTooLittleTimeToTravel) {
  EXPECT_THAT(Said({{0, Slots({{0, 16, 24}})}, {1, Slots({{0, 25, 30}})}}),
              HasSubstr("no time to travel between two sites"));
}

TEST_F(PlacementCheckOfOneWeek, RejectsAStrangerAndAPairThatMayNotMeet) {
  PlacementResult result;
  result.placed.push_back({PersonIndex(4), PostIndex(0), 2, Slots({{0, 16, 18}})});
  EXPECT_THAT(std::string(CheckPlacements(*problem_, result).message()),
              HasSubstr("a placement of nobody"));
  world_.posts()[0].licences = {"licence-b"};
  const Problem strict = world_.Build();
  result.placed[0].person = PersonIndex(0);
  EXPECT_THAT(std::string(CheckPlacements(strict, result).message()),
              HasSubstr("anna and one: licence"));
}

}  // namespace
}  // namespace cordee
