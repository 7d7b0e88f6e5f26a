#include "engine/candidates/placement_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "engine/explain/placement_explain.h"
#include "tests/support/cases.h"
#include "tests/support/placement_world.h"

namespace cordee {
namespace {

using testing::Cases;
using testing::PlacementWorld;
using testing::RandomPlacements;
using testing::Weekdays;
using R = PlacementRefusal;

// A pair that may come together, but for what `change` does to it.
R RefusalAfter(const std::function<void(PlacementRow& post, PlacementRow& person)>& change) {
  PlacementWorld world;
  world.Post("post", world.Terms("cook", 40), 0);
  world.Person("person", world.Terms("cook", 40), 10);
  change(world.posts()[0], world.people()[0]);
  return ExaminePlacement(world.Build(), PostIndex(0), PersonIndex(0)).refusal;
}

TEST(PlacementRules, EachRuleRefusesWhatItIsFor) {
  EXPECT_EQ(RefusalAfter([](auto&, auto&) {}), R::kNone);
  EXPECT_EQ(RefusalAfter([](auto& post, auto& person) { person.actor = post.actor; }),
            R::kSameActor);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.vetoes = {"person"}; }), R::kVeto);
  EXPECT_EQ(RefusalAfter([](auto&, auto& person) { person.vetoes = {"post"}; }), R::kVeto);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.terms.reach = Metres(9'000); }),
            R::kDistance);
  EXPECT_EQ(RefusalAfter([](auto&, auto& person) { person.terms.travel_minutes = 15; }),
            R::kTravel);
  EXPECT_EQ(RefusalAfter([](auto&, auto& person) {
              person.terms.travel_minutes = 25;
              person.terms.means = MeansBit(Means::kBike);
            }),
            R::kTravel);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.terms.hours = Weekdays(19, 22); }),
            R::kHours);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.terms.dates.end = 100; }), R::kDates);
  EXPECT_EQ(RefusalAfter([](auto& post, auto& person) {
              post.terms.contracts = 1;
              person.terms.contracts = 2;
            }),
            R::kContract);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.licences = {"b"}; }), R::kLicence);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.languages = {"french"}; }), R::kLanguage);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.skills = {"cooking"}; }), R::kSkill);
  EXPECT_EQ(RefusalAfter([](auto& post, auto& person) {
              post.terms.pay_cents = 1200;
              person.terms.pay_cents = 1201;
            }),
            R::kPay);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.terms.insertion = true; }), R::kInsertion);
  EXPECT_EQ(RefusalAfter([](auto& post, auto&) { post.terms.age_rule_met = true; }), R::kAgeRule);
}

TEST(PlacementRules, TrainingStandsInForASkillButNotForALicence) {
  const auto trained = [](PlacementRow& post, PlacementRow& person) {
    post.terms.training = true;
    person.terms.training = true;
  };
  EXPECT_EQ(RefusalAfter([&](auto& post, auto& person) {
              trained(post, person);
              post.skills = {"cooking"};
            }),
            R::kNone);
  EXPECT_EQ(RefusalAfter([&](auto& post, auto& person) {
              trained(post, person);
              post.licences = {"licence-b"};
            }),
            R::kLicence);
}

TEST(PlacementRules, NothingThatAPostDoesNotStateIsHeldAgainstIt) {
  EXPECT_EQ(RefusalAfter([](auto&, auto& person) { person.terms.pay_cents = 2000; }), R::kNone);
  EXPECT_EQ(RefusalAfter([](auto&, auto& person) { person.terms.contracts = 2; }), R::kNone);
}

TEST(PlacementRules, MinorsWorkNeitherAtNightNorMoreThanTheirWeek) {
  PlacementWorld world;
  PlacementTerms post = world.Terms("cook", 96);
  post.hours = Weekdays(0, 24, 1, 7);
  world.Post("post", post);
  PlacementTerms person = post;
  person.minor = true;
  world.Person("person", person);
  const Problem problem = world.Build();
  const PlacementPair pair = ExaminePlacement(problem, PostIndex(0), PersonIndex(0));
  EXPECT_EQ(pair.most, 70);
  for (int32_t day = 0; day < 7; ++day) {
    EXPECT_FALSE(pair.hours.Has(day * 48 + 11));
    EXPECT_FALSE(pair.hours.Has(day * 48 + 44));
  }
  EXPECT_FALSE(pair.hours.Has(6 * 48 + 20));
  EXPECT_FALSE(pair.hours.Has(5 * 48 + 20));
}

// Makes of one side what an unlock says.
void Apply(const PlacementUnlock& unlock, const Problem& problem, PlacementRow& post,
           PlacementRow& person) {
  const auto code = [&](int32_t number) {
    return problem.placements().codes[static_cast<size_t>(number)];
  };
  switch (unlock.rule) {
    case R::kTravel:
      person.terms.travel_minutes += static_cast<int32_t>(unlock.amount);
      break;
    case R::kLicence:
      for (const int32_t number : unlock.missing) person.licences.push_back(code(number));
      break;
    case R::kSkill:
      for (const int32_t number : unlock.missing) person.skills.push_back(code(number));
      break;
    case R::kContract:
      person.terms.contracts |= post.terms.contracts;
      break;
    default:
      break;
  }
}

TEST(PlacementRules, WhatUnlocksAPairMakesItAdmissible) {
  int64_t applied = 0;
  for (int64_t seed = 0; seed < Cases(2'000); ++seed) {
    Random random(static_cast<uint64_t>(seed));
    PlacementWorld world = RandomPlacements(4, 4, random);
    const Problem problem = world.Build();
    for (int32_t o = 0; o < 4; ++o) {
      for (int32_t e = 0; e < 4; ++e) {
        const auto unlock = FindPlacementUnlock(problem, PostIndex(o), PersonIndex(e));
        if (!unlock.has_value() || unlock->rule == R::kHours) continue;
        PlacementWorld changed = world;
        Apply(*unlock, problem, changed.posts()[static_cast<size_t>(o)],
              changed.people()[static_cast<size_t>(e)]);
        EXPECT_EQ(ExaminePlacement(changed.Build(), PostIndex(o), PersonIndex(e)).refusal, R::kNone)
            << "seed " << seed << ", post " << o << ", person " << e;
        ++applied;
      }
    }
  }
  EXPECT_GT(applied, 0);
}

}  // namespace
}  // namespace cordee
