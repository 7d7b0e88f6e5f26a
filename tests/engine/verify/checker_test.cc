#include "engine/verify/checker.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/candidates/candidate_set.h"
#include "engine/score/score.h"
#include "engine/solve/solver.h"
#include "engine/verify/bound_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/naive_claim.h"
#include "tests/support/random_problem.h"

namespace cordee {
namespace {

using testing::BuildProblem;
using testing::Cases;
using ::testing::HasSubstr;
using testing::NaivelyValid;
using ::testing::Not;
using testing::RandomClaim;
using testing::RandomRows;
using testing::Row;
using testing::StateValueAndBound;

constexpr testing::ProblemShape kShape = {.actors = 6, .needs = 9, .resources = 9};

// Every third problem is about rooms only, so that bookings meet.
Problem ProblemOf(int64_t seed) {
  testing::ProblemShape shape = kShape;
  shape.rooms_only = seed % 3 == 0;
  return BuildProblem(RandomRows(static_cast<uint64_t>(seed), shape));
}

// Index of one of `size` things, or -1 when there is none.
int64_t Draw(Random& random, size_t size) {
  return size == 0 ? -1 : random.Uniform(0, static_cast<int64_t>(size) - 1);
}

// One way to falsify a claim. False when the claim has nothing to falsify that way.
struct Mutation {
  std::string name;
  std::function<bool(const Problem&, Random&, SolveResult&)> apply;
  // True: value and bound are stated anew, so that only the rule can give it away.
  bool restate = false;
};

bool WithLink(Random& random, SolveResult& claim, const std::function<void(Link&)>& change) {
  const int64_t i = Draw(random, claim.links.size());
  if (i < 0) return false;
  change(claim.links[static_cast<size_t>(i)]);
  return true;
}

bool WithPrice(Random& random, SolveResult& claim,
               const std::function<void(SupplyPrice&)>& change) {
  const int64_t i = Draw(random, claim.prices.size());
  if (i < 0) return false;
  change(claim.prices[static_cast<size_t>(i)]);
  return true;
}

bool WithBooking(const Problem& problem, Random& random, SolveResult& claim,
                 const std::function<void(Link&)>& change) {
  std::vector<size_t> bookings;
  for (size_t i = 0; i < claim.links.size(); ++i) {
    if (problem.NeedCategory(claim.links[i].need).booking) bookings.push_back(i);
  }
  const int64_t i = Draw(random, bookings.size());
  if (i < 0) return false;
  change(claim.links[bookings[static_cast<size_t>(i)]]);
  return true;
}

std::vector<Mutation> LinkMutations() {
  const auto amount = [](int64_t by) {
    return [by](const Problem&, Random& random, SolveResult& claim) {
      return WithLink(random, claim, [by](Link& link) { link.amount += Quantity(by); });
    };
  };
  const auto drop = [](const Problem&, Random& random, SolveResult& claim) {
    const int64_t i = Draw(random, claim.links.size());
    if (i < 0) return false;
    claim.links.erase(claim.links.begin() + i);
    return true;
  };
  const auto repeat = [](const Problem&, Random& random, SolveResult& claim) {
    const int64_t i = Draw(random, claim.links.size());
    if (i < 0) return false;
    claim.links.insert(claim.links.begin() + i, claim.links[static_cast<size_t>(i)]);
    return true;
  };
  const auto beyond = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithLink(random, claim, [&](Link& link) {
      link.amount = Quantity(random.OneIn(2) ? problem.needs().amount[Row(link.need)].value() + 1
                                             : INT64_MAX);
    });
  };
  const auto below_lot = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithLink(random, claim, [&](Link& link) {
      link.amount = ExaminePair(problem, link.need, link.resource).lot - Quantity(1);
    });
  };
  const auto other_resource = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithLink(random, claim, [&](Link& link) {
      link.resource =
          ResourceIndex(static_cast<int32_t>(random.Uniform(-1, problem.resources().size())));
    });
  };
  const auto negative = [](const Problem&, Random& random, SolveResult& claim) {
    return WithLink(random, claim, [](Link& link) { link.amount = -link.amount; });
  };
  return {{"amount + 1", amount(1)},
          {"amount + 1, restated", amount(1), true},
          {"amount - 1", amount(-1)},
          {"link dropped, totals kept", drop},
          {"link stated twice", repeat},
          {"link stated twice, restated", repeat, true},
          {"more than there is", beyond},
          {"below the lot", below_lot, true},
          {"negative amount", negative},
          {"another resource", other_resource},
          {"another resource, restated", other_resource, true}};
}

std::vector<Mutation> BookingMutations() {
  const auto moved = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithBooking(problem, random, claim, [&](Link& link) {
      link.booked_slot =
          static_cast<int32_t>(random.OneIn(2) ? link.booked_slot + random.Uniform(-2, 2)
                                               : random.Uniform(-1, kHalfHoursPerWeek));
    });
  };
  const auto other_weeks = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithBooking(problem, random, claim, [&](Link& link) {
      link.booked_weeks ^= WeekSet{1} << random.Uniform(0, 63);
    });
  };
  const auto other_week = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithBooking(problem, random, claim, [&](Link& link) {
      link.booked_weeks = WeekSet{1} << random.Uniform(0, problem.horizon().weeks - 1);
    });
  };
  const auto onto_another = [](const Problem& problem, Random& random, SolveResult& claim) {
    return WithBooking(problem, random, claim, [&](Link& link) {
      for (const Link& other : claim.links) {
        if (other.resource != link.resource || other.need == link.need) continue;
        link.booked_slot = other.booked_slot;
        if (problem.needs().period[Row(link.need)] == Period::kOnce) {
          link.booked_weeks = other.booked_weeks & -other.booked_weeks;
        }
      }
    });
  };
  const auto where_nothing_is_booked = [](const Problem& problem, Random& random,
                                          SolveResult& claim) {
    bool done = false;
    WithLink(random, claim, [&](Link& link) {
      if (problem.NeedCategory(link.need).booking) return;
      done = true;
      if (random.OneIn(2))
        link.booked_slot = 20;
      else
        link.booked_weeks = 1;
    });
    return done;
  };
  return {{"booking moved", moved},
          {"booking in other weeks", other_weeks},
          {"booking in another week", other_week},
          {"booking onto another", onto_another},
          {"booking of what is not bookable", where_nothing_is_booked}};
}

std::vector<Mutation> FigureMutations() {
  const auto sign = [](Random& random) { return Total{random.OneIn(2) ? 1 : -1}; };
  return {
      {"bound off by one",
       [sign](const Problem&, Random& random, SolveResult& claim) {
         claim.bound += sign(random);
         return true;
       }},
      {"score off by one, in total and by category",
       [sign](const Problem&, Random& random, SolveResult& claim) {
         const Total by = sign(random);
         claim.parts.score += by;
         claim.by_category[static_cast<size_t>(Draw(random, claim.by_category.size()))].score += by;
         return true;
       }},
      {"continuity off by one",
       [sign](const Problem&, Random& random, SolveResult& claim) {
         claim.parts.continuity += sign(random);
         return true;
       }},
      {"unmet off by one in a category",
       [sign](const Problem&, Random& random, SolveResult& claim) {
         claim.by_category[static_cast<size_t>(Draw(random, claim.by_category.size()))].unmet +=
             sign(random);
         return true;
       }},
      {"score booked as continuity",
       [](const Problem&, Random&, SolveResult& claim) {
         claim.parts.score -= 1;
         claim.parts.continuity += 1;
         return true;
       }},
      {"a part moved to another category",
       [](const Problem&, Random& random, SolveResult& claim) {
         const auto a = static_cast<size_t>(Draw(random, claim.by_category.size()));
         const auto b = static_cast<size_t>(Draw(random, claim.by_category.size()));
         std::swap(claim.by_category[a], claim.by_category[b]);
         return true;
       }},
      {"a category left out",
       [](const Problem&, Random&, SolveResult& claim) {
         claim.by_category.pop_back();
         return true;
       }},
      {"OPTIMAL with a gap",
       [](const Problem&, Random&, SolveResult& claim) {
         if (claim.bound == claim.parts.value()) return false;
         claim.termination.reason = Reason::kOptimal;
         return true;
       }},
      {"OPTIMAL by a bound lowered to the value", [](const Problem&, Random&, SolveResult& claim) {
         if (claim.bound == claim.parts.value()) return false;
         claim.bound = claim.parts.value();
         claim.termination.reason = Reason::kOptimal;
         return true;
       }}};
}

std::vector<Mutation> PriceMutations() {
  return {
      {"price changed",
       [](const Problem&, Random& random, SolveResult& claim) {
         return WithPrice(random, claim, [&](SupplyPrice& price) {
           price.micropoints = random.OneIn(2) ? price.micropoints + random.Uniform(-5, 5)
                                               : random.Uniform(1, 12'000'000);
         });
       }},
      {"price negative",
       [](const Problem&, Random& random, SolveResult& claim) {
         return WithPrice(random, claim,
                          [](SupplyPrice& price) { price.micropoints = -price.micropoints; });
       }},
      {"price zero",
       [](const Problem&, Random& random, SolveResult& claim) {
         return WithPrice(random, claim, [](SupplyPrice& price) { price.micropoints = 0; });
       }},
      {"price left out",
       [](const Problem&, Random& random, SolveResult& claim) {
         const int64_t i = Draw(random, claim.prices.size());
         if (i < 0) return false;
         claim.prices.erase(claim.prices.begin() + i);
         return true;
       }},
      {"price stated twice",
       [](const Problem&, Random& random, SolveResult& claim) {
         const int64_t i = Draw(random, claim.prices.size());
         if (i < 0) return false;
         claim.prices.insert(claim.prices.begin() + i, claim.prices[static_cast<size_t>(i)]);
         return true;
       }},
      {"price of another slot",
       [](const Problem&, Random& random, SolveResult& claim) {
         return WithPrice(random, claim, [&](SupplyPrice& price) {
           price.slot = static_cast<int32_t>(random.Uniform(-2, kHalfHoursPerWeek));
         });
       }},
      {"price of another resource", [](const Problem& problem, Random& random, SolveResult& claim) {
         return WithPrice(random, claim, [&](SupplyPrice& price) {
           price.resource =
               ResourceIndex(static_cast<int32_t>(random.Uniform(-1, problem.resources().size())));
         });
       }}};
}

std::vector<Mutation> AllMutations() {
  std::vector<Mutation> all;
  for (auto make : {LinkMutations, BookingMutations, FigureMutations, PriceMutations}) {
    for (Mutation& mutation : make()) all.push_back(std::move(mutation));
  }
  return all;
}

bool IndicesExist(const Problem& problem, const SolveResult& claim) {
  return std::all_of(claim.links.begin(), claim.links.end(), [&](const Link& link) {
    return link.need.value() >= 0 && link.need.value() < problem.needs().size() &&
           link.resource.value() >= 0 && link.resource.value() < problem.resources().size();
  });
}

TEST(Checker, AcceptsFeasibleLinksWithWhatTheyAreWorthAndAnyPrices) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    const Problem problem = ProblemOf(seed);
    Random random(static_cast<uint64_t>(seed) + 77);
    const SolveResult claim = RandomClaim(problem, random);
    const absl::Status status = CheckClaim(problem, claim);
    ASSERT_TRUE(status.ok()) << "seed " << seed << ": " << status.ToString();
  }
}

SolveResult Solved(const Problem& problem) {
  const absl::StatusOr<CandidateSet> candidates =
      FindCandidates(problem, PointsRanking(problem), {}, StopToken());
  CHECK(candidates.ok());
  const absl::StatusOr<SolveResult> result =
      Solve(problem, *candidates, candidates->points, {}, StopToken());
  CHECK(result.ok());
  return *result;
}

TEST(Checker, AcceptsWhatTheSolverAnswers) {
  int64_t optimal = 0;
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    const Problem problem = ProblemOf(seed);
    const SolveResult claim = Solved(problem);
    const absl::Status status = CheckClaim(problem, claim);
    ASSERT_TRUE(status.ok()) << "seed " << seed << ": " << status.ToString();
    ASSERT_TRUE(NaivelyValid(problem, claim)) << "seed " << seed;
    optimal += claim.termination.reason == Reason::kOptimal ? 1 : 0;
  }
  EXPECT_GT(optimal, 0);
}

TEST(Checker, RejectsEveryMutantThatIsNotValidByEnumeration) {
  const std::vector<Mutation> mutations = AllMutations();
  int64_t applied = 0;
  int64_t rejected = 0;
  std::vector<int64_t> rejected_by(mutations.size(), 0);
  for (int64_t seed = 0; applied < std::max<int64_t>(5000, Cases(10'000) * 10); ++seed) {
    const Problem problem = ProblemOf(seed);
    Random random(static_cast<uint64_t>(seed) + 99);
    const SolveResult honest = random.OneIn(2) ? Solved(problem) : RandomClaim(problem, random);
    for (size_t m = 0; m < mutations.size(); ++m) {
      SolveResult mutant = honest;
      if (!mutations[m].apply(problem, random, mutant)) continue;
      const bool restated = mutations[m].restate && IndicesExist(problem, mutant);
      if (restated) StateValueAndBound(problem, mutant);
      ++applied;
      const bool valid = NaivelyValid(problem, mutant);
      const absl::Status status = CheckClaim(problem, mutant);
      if (restated && !valid) {
        ASSERT_THAT(status.message(), Not(HasSubstr("the stated")))
            << "seed " << seed << ", " << mutations[m].name;
      }
      ASSERT_EQ(status.ok(), valid)
          << "seed " << seed << ", " << mutations[m].name << ": " << status.ToString();
      rejected += valid ? 0 : 1;
      rejected_by[m] += valid ? 0 : 1;
    }
  }
  for (size_t m = 0; m < mutations.size(); ++m) {
    EXPECT_GT(rejected_by[m], 0) << mutations[m].name << " never made a false claim";
  }
  RecordProperty("mutants", static_cast<int>(applied));
  RecordProperty("rejected", static_cast<int>(rejected));
}

TEST(Checker, SaysWhichRuleIsBrokenAndByWhom) {
  testing::ProblemRows rows = RandomRows(1, kShape);
  rows.needs = {{.id = "canteen",
                 .actor = "actor-0",
                 .category = rows.catalogue->FindCategory("carrots"),
                 .quantity = Quantity(100)}};
  rows.resources = {{.id = "farm",
                     .actor = "actor-1",
                     .category = rows.catalogue->FindCategory("leeks"),
                     .quantity = Quantity(60)}};
  rows.previous.clear();
  rows.actors[0].position = rows.actors[1].position;
  const Problem problem = BuildProblem(rows);
  const int64_t weeks = problem.horizon().weeks;
  SolveResult claim;
  claim.links = {{NeedIndex(0), ResourceIndex(0), Quantity(60 * weeks)}};
  StateValueAndBound(problem, claim);
  ASSERT_TRUE(CheckClaim(problem, claim).ok());

  claim.links[0].amount += Quantity(1);
  const absl::Status status = CheckClaim(problem, claim);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "needs/canteen, resources/farm: carries " +
                                  std::to_string(60 * weeks + 1) + ", above its capacity " +
                                  std::to_string(60 * weeks));
}

TEST(Checker, AcceptsABoundOverCandidatesOnlyBetweenTheValueAndTheBoundOverAllPairs) {
  const Problem problem = BuildProblem(RandomRows(5, kShape));
  Random random(5);
  SolveResult claim = RandomClaim(problem, random);
  ASSERT_GT(claim.bound, claim.parts.value());
  claim.bound_covers_all_pairs = false;
  claim.bound -= 1;
  EXPECT_TRUE(CheckClaim(problem, claim).ok());
  claim.bound += 2;
  EXPECT_FALSE(CheckClaim(problem, claim).ok());
}

TEST(AllPairsBound, IsNeverBelowWhatLinksAreWorthAtAnyPrices) {
  for (int64_t seed = 0; seed < Cases(10'000); ++seed) {
    const Problem problem = ProblemOf(seed);
    Random random(static_cast<uint64_t>(seed));
    const SolveResult claim = RandomClaim(problem, random);
    const absl::StatusOr<Total> bound = verify::AllPairsBound(problem, claim.prices);
    ASSERT_TRUE(bound.ok()) << "seed " << seed << ": " << bound.status().ToString();
    ASSERT_GE(*bound, claim.parts.value()) << "seed " << seed;
    ASSERT_EQ(*bound, claim.bound) << "seed " << seed;
  }
}

}  // namespace
}  // namespace cordee
