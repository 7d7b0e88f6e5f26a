#include "engine/solve/bundles/haul_shares.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "engine/engine.h"
#include "engine/verify/transport_check.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"
#include "tests/support/must_match.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;

std::string NameOf(const Problem& problem, ActorIndex actor) {
  return problem.actors().id[static_cast<size_t>(actor.value())];
}

// Pick-ups and deliveries in one hour each, so that no vehicle goes twice. The cheap van alone goes
// far, and takes the heavy crates there; the dear one takes those of two neighbours, who would each
// be carried for less by the cheap one.
DeliveryWorld CheapVanTaken() {
  DeliveryWorld world;
  world.Actor("garage", 0, 0);
  world.Actor("garage-2", 0, 1);
  world.Actor("baker", 0, 2);
  world.Actor("mill", 1, 2);
  world.Actor("cellar", 0, 3);
  const HalfHours before_eight = testing::Weekdays(7, 8, 1, 1);
  const auto crates = [&](const char* id, const char* actor, double from, double to, int64_t kg) {
    FreightRow& row = world.Freight(id, actor, DeliveryWorld::At(from, 2),
                                    DeliveryWorld::At(from, to), kg);
    row.pickup_hours = before_eight;
    row.delivery_hours = testing::Weekdays(8, 9, 1, 1);
  };
  crates("bread", "baker", 0, 6, 50);
  crates("flour", "mill", 1, 6, 50);
  crates("wine", "cellar", 0, 30, 100);
  VanRow& cheap = world.Van("cheap", "garage", "dry", 100);
  cheap.cents_per_day = 0;
  cheap.cents_per_hour = 0;
  VanRow& dear = world.Van("dear", "garage-2", "dry", 100);
  dear.cents_per_day = 4'000;
  dear.reach = Metres(20'000);
  for (VanRow& van : world.vans) {
    van.carriage = Carriage::kProfessional;
    van.hours = testing::Weekdays(6, 11, 1, 1);
  }
  return world;
}

TEST(HaulShares, SayWhoPaysMoreThanAloneAndWhoGains) {
  const Problem problem = CheapVanTaken().Build();
  const RunReport report = MustMatch(problem);
  ASSERT_EQ(report.transport.tours.size(), 2u);
  const HaulTour& dear = report.transport.tours[1];
  ASSERT_EQ(dear.shares.size(), 2u);
  for (const TourShare& share : dear.shares) {
    EXPECT_TRUE(PaysMoreThanAlone(share));
    EXPECT_GT(share.alone_cents, 0);
  }
  ASSERT_EQ(dear.gainers.size(), 1u);
  EXPECT_EQ(NameOf(problem, dear.gainers[0]), "cellar");
  EXPECT_EQ(dear.core.state, CoreState::kEmpty);
  EXPECT_GT(dear.core.least_excess_cents, 0);
  EXPECT_GE(dear.core.excess_cents, dear.core.least_excess_cents);
  // Who gains pays for a tour alone.
  const HaulTour& cheap = report.transport.tours[0];
  ASSERT_EQ(cheap.shares.size(), 1u);
  EXPECT_TRUE(cheap.gainers.empty());
  EXPECT_EQ(cheap.core, CoreCheck{});
  // The checker knows who can gain.
  for (const ActorIndex other : {dear.shares[0].party, ActorIndex(0)}) {
    TransportResult mutant = report.transport;
    mutant.tours[1].gainers = {other};
    EXPECT_EQ(CheckTransport(problem, report.result.links, mutant).message(),
              "tour 1: somebody who gains nothing");
  }
}

TEST(HaulShares, LeaveNothingBehindWhenStopped) {
  const Problem problem = CheapVanTaken().Build();
  RunReport report = MustMatch(problem);
  ASSERT_FALSE(report.transport.tours[1].gainers.empty());
  const std::atomic<bool> stop = true;
  ASSERT_TRUE(ShareTours(problem, report.result.links, 1, StopToken(&stop), report.transport).ok());
  EXPECT_FALSE(report.transport.shared);
  for (const HaulTour& tour : report.transport.tours) {
    EXPECT_TRUE(tour.shares.empty());
    EXPECT_TRUE(tour.gainers.empty());
    EXPECT_EQ(tour.core, CoreCheck{});
  }
  EXPECT_TRUE(CheckTransport(problem, report.result.links, report.transport).ok());
}

TEST(HaulShares, AreTheSameForAnyNumberOfThreads) {
  int64_t shared = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    const Problem problem = testing::RandomDeliveries(static_cast<uint64_t>(seed), 14, 4).Build();
    RunReport report = MustMatch(problem);
    const std::vector<HaulTour> before = report.transport.tours;
    ASSERT_TRUE(ShareTours(problem, report.result.links, 3, StopToken(), report.transport).ok());
    EXPECT_EQ(report.transport.tours, before) << "seed " << seed;
    for (const HaulTour& tour : before) {
      if (tour.shares.size() < 2) continue;
      EXPECT_NE(tour.core.state, CoreState::kUndecided) << "seed " << seed;
      ++shared;
    }
  }
  EXPECT_GT(shared, 0);
}

}  // namespace
}  // namespace cordee
