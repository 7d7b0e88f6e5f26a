#include "engine/solve/solver.h"

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/solved_world.h"

namespace cordee {
namespace {

using testing::After;
using testing::Cases;
using testing::Solved;
using testing::SolveWorld;
using testing::World;

TEST(Solver, ServesANeedFromTheNearerFarmFirst) {
  const Solved run = SolveWorld(World(R"(
    category vegetables
    need  canteen vegetables 40/week at=0,0
    offer near    vegetables 30/week at=5,0
    offer far     vegetables 30/week at=30,0
  )"));
  EXPECT_EQ(run.Picture(),
            "canteen <- far 130\n"
            "canteen <- near 390\n");
  EXPECT_EQ(run.result.termination.reason, Reason::kOptimal);
  EXPECT_EQ(run.result.parts.value(), run.result.bound);
}

TEST(Solver, LeavesTwoNeedsHalfMetRatherThanOneEmpty) {
  const Solved run = SolveWorld(World(R"(
    category vegetables
    need  canteen vegetables 40/week at=0,0
    need  grocery vegetables 40/week at=1,0
    offer farm    vegetables 40/week at=0,0
  )"));
  EXPECT_EQ(run.Picture(),
            "canteen <- farm 260\n"
            "grocery <- farm 260\n");
}

TEST(Solver, DropsALinkBelowItsMinimumLot) {
  const Solved run = SolveWorld(World(R"(
    category vegetables
    need  canteen vegetables 40/once
    offer farm    vegetables 30/once lot=25
    offer garden  vegetables 20/once lot=15
  )"));
  EXPECT_EQ(run.Picture(),
            "canteen <- farm 25\n"
            "canteen <- garden 15\n");
}

TEST(Solver, GivesAnIndivisiblePieceWholeOrNotAtAll) {
  const Solved run = SolveWorld(World(R"(
    category oven whole
    need  bakery oven 2/once
    need  school oven 3/once
    offer closed oven 4/once
  )"));
  EXPECT_EQ(run.Picture(), "school <- closed 3\n");
  EXPECT_EQ(run.result.termination.reason, Reason::kFeasible);
  EXPECT_LT(run.result.parts.value(), run.result.bound);
}

TEST(Solver, NeverPromisesAHallTwice) {
  const Solved run = SolveWorld(World(R"(
    category hall booking
    need  choir   hall 4/week hours=mon18-22
    need  theatre hall 4/week hours=mon18-22
    need  yoga    hall 4/week hours=mon18-22
    offer rooms   hall 1      hours=mon18-22
  )"));
  EXPECT_EQ(run.result.links.size(), 2u);
  EXPECT_NE(run.result.links[0].booked_slot, run.result.links[1].booked_slot);
}

TEST(Solver, PutsAOnceBookingIntoTheFirstFreeWeek) {
  const Solved run = SolveWorld(World(R"(
    category hall booking
    need  a-fair  hall 4/once hours=mon18-20
    need  b-fair  hall 4/once hours=mon18-20
    offer rooms   hall 1      hours=mon18-20 weeks=3-4
  )"));
  EXPECT_EQ(run.Picture(),
            "a-fair <- rooms 4 @36 week 3\n"
            "b-fair <- rooms 4 @36 week 4\n");
}

TEST(Solver, KeepsWhatWasProposedWhenNothingChanged) {
  const World world(R"(
    category vegetables
    need  canteen vegetables 40/week at=0,0
    need  grocery vegetables 40/week at=0,0
    offer north   vegetables 40/week at=0,0
    offer south   vegetables 40/week at=0,0
  )");
  const Solved first = SolveWorld(world);
  const Solved second = SolveWorld(After(world, first));
  EXPECT_EQ(first.Picture(), second.Picture());
}

TEST(Solver, SharesScarceSeatsInWholeSeatsAWeek) {
  Random random(17);
  for (int64_t round = 0; round < Cases(2000); ++round) {
    SCOPED_TRACE(round);
    World world("category seats ref=1");
    for (int need = 0; need < 5; ++need) {
      const int64_t seats = random.Uniform(1, 7);
      world.AddLine(absl::StrCat("need n", need, " seats ", seats, "/week at=", need * 3, ",0"));
    }
    for (int offer = 0; offer < 2; ++offer) {
      const int64_t seats = random.Uniform(1, 9);
      world.AddLine(absl::StrCat("offer o", offer, " seats ", seats, "/week at=", offer * 9, ",5"));
    }
    const Solved run = SolveWorld(world);
    EXPECT_EQ(run.result.termination.reason, Reason::kOptimal);
    for (const Link& link : run.result.links) {
      EXPECT_EQ(link.amount.value() % world.horizon().weeks, 0) << run.Picture();
    }
  }
}

}  // namespace
}  // namespace cordee
