#include "engine/solve/placement/placement_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "engine/verify/placement_check.h"
#include "tests/support/cases.h"
#include "tests/support/placement_world.h"

namespace cordee {
namespace {

using testing::Cases;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PlacementWorld;
using testing::RandomPlacements;
using testing::Weekdays;

PlacementResult Solve(const Problem& problem, int32_t threads = 1) {
  const auto pairs = FindPlacementPairs(problem, threads, StopToken());
  EXPECT_TRUE(pairs.ok());
  const auto result = SolvePlacements(problem, *pairs, {.threads = threads}, StopToken());
  EXPECT_TRUE(result.ok()) << result.status();
  const absl::Status checked = CheckPlacements(problem, *result, threads);
  EXPECT_TRUE(checked.ok()) << checked;
  return *result;
}

std::vector<std::string> Texts(const Problem& problem, const PlacementResult& result) {
  std::vector<std::string> texts;
  for (const PlacedWork& work : result.placed) {
    texts.push_back(
        absl::StrCat(problem.placements().people.id[static_cast<size_t>(work.person.value())], " ",
                     problem.placements().posts.id[static_cast<size_t>(work.post.value())], " ",
                     work.half_hours));
  }
  return texts;
}

TEST(PlacementSolver, PlacesAPersonWhereItWouldRatherBe) {
  PlacementWorld world;
  world.Post("far", world.Terms("cook", 40), 20);
  world.Post("near", world.Terms("cook", 40), 2);
  world.Person("anna", world.Terms("cook", 40));
  const Problem problem = world.Build();
  const PlacementResult result = Solve(problem);
  EXPECT_THAT(Texts(problem, result), ElementsAre("anna near 40"));
  EXPECT_EQ(result.termination.reason, Reason::kStable);
}

TEST(PlacementSolver, SharesOneWeekBetweenEmployers) {
  PlacementWorld world;
  PlacementTerms mornings = world.Terms("cook", 30);
  mornings.hours = Weekdays(8, 12);
  PlacementTerms afternoons = world.Terms("cook", 26);
  afternoons.hours = Weekdays(13, 18);
  world.Post("canteen", mornings, 1);
  world.Post("home", afternoons, 3);
  world.Person("anna", world.Terms("cook", 56));
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), ElementsAre("anna canteen 30", "anna home 26"));
}

TEST(PlacementSolver, SharesOnePostBetweenPeople) {
  PlacementWorld world;
  world.Post("kitchen", world.Terms("cook", 60));
  world.Person("anna", world.Terms("cook", 30));
  world.Person("bruno", world.Terms("cook", 30), 1);
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), ElementsAre("anna kitchen 30", "bruno kitchen 30"));
}

TEST(PlacementSolver, FollowsExplicitRankingsBeforeScores) {
  PlacementWorld world;
  world.Post("near", world.Terms("cook", 40), 1);
  world.Post("far", world.Terms("cook", 40), 30);
  world.Person("anna", world.Terms("cook", 40)).ranking = {"far"};
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), ElementsAre("anna far 40"));
}

TEST(PlacementSolver, ACycleOfPreferencesGivesPeopleWhatTheyWant) {
  PlacementWorld world;
  for (const char* id : {"a", "b", "c"}) {
    world.Post(absl::StrCat("post-", id), world.Terms("cook", 40));
    world.Person(absl::StrCat("person-", id), world.Terms("cook", 40));
  }
  world.people()[0].ranking = {"post-a", "post-b"};
  world.people()[1].ranking = {"post-b", "post-c"};
  world.people()[2].ranking = {"post-c", "post-a"};
  world.posts()[0].ranking = {"person-c", "person-a"};
  world.posts()[1].ranking = {"person-a", "person-b"};
  world.posts()[2].ranking = {"person-b", "person-c"};
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)),
              ElementsAre("person-a post-a 40", "person-b post-b 40", "person-c post-c 40"));
}

TEST(PlacementSolver, APersonWhoIsPlacedStaysWhenTheOthersAreAsGood) {
  for (const char* incumbent : {"anna", "bruno", "carla"}) {
    PlacementWorld world;
    world.Post("kitchen", world.Terms("cook", 40));
    for (const char* id : {"anna", "bruno", "carla"}) world.Person(id, world.Terms("cook", 40));
    world.before().push_back({"kitchen", incumbent, Quantity(520)});
    const Problem problem = world.Build();
    EXPECT_THAT(Texts(problem, Solve(problem)),
                ElementsAre(absl::StrCat(incumbent, " kitchen 40")));
  }
}

TEST(PlacementSolver, PutsPeopleUnderTheInsertionSchemeFirstWhereAPostSaysSo) {
  PlacementWorld world;
  PlacementTerms post = world.Terms("cook", 40);
  post.insertion_first = true;
  world.Post("kitchen", post);
  world.Person("anna", world.Terms("cook", 40));
  PlacementTerms helper = world.Terms("helper", 40);
  helper.insertion = true;
  world.Person("hugo", helper);
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), ElementsAre("hugo kitchen 40"));
}

TEST(PlacementSolver, APostOfHalfAnHourIsPlacedWhereNobodyAsksForMore) {
  PlacementWorld world;
  world.Post("tiny", world.Terms("cook", 1));
  world.Person("anna", world.Terms("cook", 40));
  Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), ElementsAre("anna tiny 1"));
  world.people()[0].terms.lot = 4;
  problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)), IsEmpty());
}

TEST(PlacementSolver, NoCommonHalfDayIsNoPlacement) {
  PlacementWorld world;
  PlacementTerms evenings = world.Terms("cook", 20);
  evenings.hours = Weekdays(18, 22);
  world.Post("bistro", evenings);
  world.Person("anna", world.Terms("cook", 40));
  const Problem problem = world.Build();
  const auto pairs = FindPlacementPairs(problem, 1, StopToken());
  EXPECT_EQ(pairs->refusals[static_cast<size_t>(PlacementRefusal::kHours)], 1);
  EXPECT_THAT(Texts(problem, Solve(problem)), IsEmpty());
}

TEST(PlacementSolver, DoesNotSendAnybodyToTwoPlacesWithoutTimeToTravel) {
  PlacementWorld world;
  PlacementTerms first = world.Terms("cook", 8);
  first.hours = Weekdays(8, 12, 1, 1);
  PlacementTerms second = world.Terms("cook", 8);
  second.hours = Weekdays(12, 16, 1, 1);
  world.Post("east", first, 0);
  world.Post("west", second, 30);
  world.Person("anna", world.Terms("cook", 40));
  const Problem problem = world.Build();
  const PlacementResult result = Solve(problem);
  EXPECT_THAT(Texts(problem, result), ElementsAre("anna east 8"));
  EXPECT_EQ(result.closed, 1);
}

TEST(PlacementSolver, BringsPeopleTogetherOneToOne) {
  PlacementWorld world;
  for (int i = 0; i < 3; ++i) {
    world.Post(absl::StrCat("child-", i), world.Terms("mentoring", 4), i);
    world.Person(absl::StrCat("mentor-", i), world.Terms("mentoring", 8), i);
  }
  const Problem problem = world.Build();
  EXPECT_THAT(Texts(problem, Solve(problem)),
              ElementsAre("mentor-0 child-0 1", "mentor-1 child-1 1", "mentor-2 child-2 1"));
}

TEST(PlacementSolver, OffersAJobThatThreeEmployersCouldCreate) {
  PlacementWorld world;
  const auto part = [&](const char* id, int32_t wished, int32_t from, int32_t to, int32_t km) {
    PlacementTerms terms = world.Terms("cook", wished);
    terms.hours = Weekdays(from, to);
    terms.shared_employment = true;
    world.Post(id, terms, km);
  };
  part("canteen", 20, 8, 11, 0);
  part("bakery", 20, 14, 18, 3);
  part("home", 16, 11, 13, 6);
  part("alone", 40, 8, 18, 60);
  const Problem problem = world.Build();
  const PlacementResult result = Solve(problem);
  ASSERT_EQ(result.offers.size(), 1u);
  EXPECT_EQ(result.offers[0].half_hours, 56);
  EXPECT_EQ(result.offers[0].parts.size(), 3u);
}

// Two posts of one trade an hour's drive apart at most, shared under these rules.
size_t Offered(const SharedJobRules& rules, const char* category = "cook") {
  PlacementWorld world;
  world.policy().shared_jobs = rules;
  for (int i = 0; i < 3; ++i) {
    PlacementTerms terms = world.Terms(category, 16);
    terms.hours = Weekdays(8 + 3 * i, 10 + 3 * i);
    terms.shared_employment = true;
    world.Post(absl::StrCat("post-", i), terms, 8 * i);
  }
  const Problem problem = world.Build();
  const PlacementResult result = Solve(problem);
  return result.offers.empty() ? 0 : result.offers[0].parts.size();
}

TEST(PlacementSolver, OffersSharedJobsUnderTheRulesOfThePolicy) {
  EXPECT_EQ(Offered({}), 3u);
  EXPECT_EQ(Offered({.min_half_hours = 49}), 0u);
  EXPECT_EQ(Offered({.max_employers = 2}), 0u);  // two of them have 16 h
  EXPECT_EQ(Offered({.min_half_hours = 32, .max_employers = 2}), 2u);
  EXPECT_EQ(Offered({.max_minutes = 5}), 0u);
}

TEST(PlacementSolver, OffersNoSharedJobWithoutATrade) { EXPECT_EQ(Offered({}, "jobs"), 0u); }

TEST(PlacementSolver, IsCheckedOnRandomTerritories) {
  int64_t shared = 0;
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const PlacementWorld world = RandomPlacements(8, 12, random);
    const Problem problem = world.Build();
    const PlacementResult result = Solve(problem);
    for (size_t i = 1; i < result.placed.size(); ++i) {
      shared += result.placed[i].person == result.placed[i - 1].person;
    }
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed;
  }
  EXPECT_GT(shared, 0);  // weeks of several employers were among them
}

TEST(PlacementSolver, DoesNotDependOnOrderOrThreads) {
  for (int64_t seed = 0; seed < Cases(2'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    const PlacementWorld world = RandomPlacements(10, 15, random);
    const PlacementResult first = Solve(world.Build());
    const PlacementResult second = Solve(world.Build(&random), 8);
    EXPECT_EQ(first.placed, second.placed) << "seed " << seed;
    EXPECT_EQ(first.blocking, second.blocking) << "seed " << seed;
    EXPECT_EQ(first.offers, second.offers) << "seed " << seed;
  }
}

TEST(PlacementSolver, ARerunFromItsOwnAnswerChangesNothing) {
  for (int64_t seed = 0; seed < Cases(2'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    PlacementWorld world = RandomPlacements(10, 15, random);
    const Problem problem = world.Build();
    const PlacementResult first = Solve(problem);
    for (const PlacedWork& work : first.placed) {
      world.before().push_back(
          {problem.placements().posts.id[static_cast<size_t>(work.post.value())],
           problem.placements().people.id[static_cast<size_t>(work.person.value())],
           Quantity(work.half_hours * 13)});
    }
    EXPECT_EQ(Solve(world.Build()).placed, first.placed) << "seed " << seed;
  }
}

TEST(PlacementSolver, MatchReportsPlacementsAndWhatIsOpen) {
  PlacementWorld world;
  world.Post("kitchen", world.Terms("cook", 40));
  world.Post("van", world.Terms("helper", 20)).licences = {"licence-b"};
  world.Person("anna", world.Terms("cook", 40));
  world.Person("hugo", world.Terms("helper", 20));
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(Texts(problem, report->placements.result), ElementsAre("anna kitchen 40"));
  ASSERT_EQ(report->placements.open.posts.size(), 1u);
  ASSERT_EQ(report->placements.open.people.size(), 1u);
  const std::vector<PlacementUnlock>& unlocks = report->placements.open.people[0].unlocks;
  ASSERT_EQ(unlocks.size(), 1u);
  EXPECT_EQ(unlocks[0].rule, PlacementRefusal::kLicence);
  EXPECT_EQ(problem.placements().codes[static_cast<size_t>(unlocks[0].missing[0])], "licence-b");
}

}  // namespace
}  // namespace cordee
