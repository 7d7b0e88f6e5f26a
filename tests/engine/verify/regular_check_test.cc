#include "engine/verify/regular_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/engine.h"
#include "engine/model/road.h"
#include "engine/verify/transport_check.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using ::testing::HasSubstr;

// A milkman who calls on two places on his way east, half full, and a shipment along that way.
DeliveryWorld Milkman() {
  DeliveryWorld world;
  world.Actor("dairy", 0, 0);
  world.Actor("shop", 20, 0);
  VanRow& van = world.Van("van", "dairy", "dry", 100);
  van.regular_tours = {{.day = 1,
                        .load_percent = 50,
                        .late_minutes = 30,
                        .calls = {{.place = DeliveryWorld::At(10, 0), .minute = 9 * 60},
                                  {.place = DeliveryWorld::At(20, 0), .minute = 10 * 60}}}};
  FreightRow& row = world.Freight("box", "shop", DeliveryWorld::At(5, 0),
                                  DeliveryWorld::At(20, 0), 40);
  row.pickup_hours = row.delivery_hours = testing::Weekdays(7, 17, 2, 2);
  return world;
}

std::string Refusal(const Problem& problem, const RunReport& report, TransportResult plan) {
  return std::string(CheckTransport(problem, report.result.links, plan).message());
}

TEST(RegularCheck, PassesAShipmentThatRidesAlongAndCostsNextToNothing) {
  const Problem problem = Milkman().Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->transport.tours.size(), 1u);
  const HaulTour& tour = report->transport.tours[0];
  EXPECT_EQ(tour.stops.size(), 4u);
  EXPECT_GT(tour.regular_metres, 50'000);
  EXPECT_LT(tour.metres, 100);
  // The time to load and to unload, and a wait that grows: alone it is a tour of 50 km.
  EXPECT_LT(CostInCents(tour.cost), 700);
  ASSERT_EQ(tour.shares.size(), 1u);
  EXPECT_EQ(tour.shares[0].cents, CostInCents(tour.cost));
}

TEST(RegularCheck, NamesTheCallThatIsNotKept) {
  const Problem problem = Milkman().Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  TransportResult plan = report->transport;
  ASSERT_FALSE(plan.tours.empty());
  std::erase_if(plan.tours[0].stops, [](const HaulStop& stop) { return stop.regular == 1; });
  EXPECT_THAT(Refusal(problem, *report, plan), HasSubstr("a call of the regular tour is missing"));
  plan = report->transport;
  for (HaulStop& stop : plan.tours[0].stops) {
    if (stop.regular == 0) stop.begins = 8 * 3'600;
  }
  EXPECT_THAT(Refusal(problem, *report, plan), HasSubstr("at the wrong time"));
  plan = report->transport;
  plan.tours[0].stops.push_back({-1, false, 11 * 3'600, 2});
  EXPECT_THAT(Refusal(problem, *report, plan), HasSubstr("not of its regular tour"));
}

TEST(RegularCheck, CountsTheLoadOfTheRegularTour) {
  DeliveryWorld world = Milkman();
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  world.vans[0].regular_tours[0].load_percent = 61;
  EXPECT_THAT(Refusal(world.Build(), *report, report->transport), HasSubstr("overloaded"));
  world.vans[0].regular_tours[0].load_percent = 60;
  EXPECT_EQ(Refusal(world.Build(), *report, report->transport), "");
}

TEST(RegularCheck, AsksForTheBreaksOfTheDriver) {
  DeliveryWorld world = Milkman();
  world.vans[0].rest = {61, 20};
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->transport.tours.size(), 1u);
  EXPECT_EQ(Refusal(problem, *report, report->transport), "");
  world.vans[0].rest = {60, 120};
  EXPECT_THAT(Refusal(world.Build(), *report, report->transport),
              HasSubstr("too long without a break"));
}

TEST(RegularCheck, CountsCratesThatComeBackAllTheWay) {
  DeliveryWorld world = Milkman();
  world.vans[0].crates = 20;
  world.freights[0].crates = 10;
  world.freights[0].returns_crates = true;
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_EQ(report->transport.tours.size(), 1u);
  // Between the pick-up and the first call there is room for more than ten, but not before.
  world.freights[0].crates = 11;
  EXPECT_THAT(Refusal(world.Build(), *report, report->transport), HasSubstr("overloaded"));
}

TEST(RegularCheck, WantsEveryTourThatCannotBeDrivenToBeStated) {
  DeliveryWorld world = Milkman();
  // Ten kilometres in no time.
  world.vans[0].regular_tours[0].late_minutes = 0;
  world.vans[0].regular_tours[0].calls[0].stay_minutes = 60;
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->transport.late_regulars, (std::vector<LateRegular>{{VanIndex(0), 0}}));
  EXPECT_TRUE(report->transport.tours.empty());
  TransportResult silent = report->transport;
  silent.late_regulars.clear();
  EXPECT_THAT(Refusal(problem, *report, silent), HasSubstr("others than stated"));
  const auto in_time = Match(Milkman().Build(), {}, StopToken(), nullptr);
  ASSERT_TRUE(in_time.ok()) << in_time.status();
  EXPECT_TRUE(in_time->transport.late_regulars.empty());
  TransportResult loud = in_time->transport;
  loud.late_regulars.push_back({VanIndex(0), 0});
  EXPECT_THAT(Refusal(Milkman().Build(), *in_time, loud), HasSubstr("others than stated"));
}

TEST(RegularCheck, PassesEveryPlanOfRandomTerritories) {
  int64_t regular = 0;
  int64_t late = 0;
  for (int64_t seed = 0; seed < testing::Cases(1'000); ++seed) {
    DeliveryWorld world = testing::RandomDeliveries(static_cast<uint64_t>(20'000 + seed), 10, 5);
    Random random(static_cast<uint64_t>(seed));
    for (VanRow& van : world.vans) {
      van.hours = testing::Weekdays(5, 20);
      van.regular_tours.clear();
      while (!testing::DriveRegularly(van, random)) {
      }
    }
    const Problem problem = world.Build();
    const auto report = Match(problem, {}, StopToken(), nullptr);
    ASSERT_TRUE(report.ok()) << report.status();
    late += static_cast<int64_t>(report->transport.late_regulars.size());
    for (const HaulTour& tour : report->transport.tours) {
      RegularDrive drive;
      ASSERT_TRUE(DriveRegular(problem, tour, drive).ok());
      regular += drive.tour != nullptr ? 1 : 0;
    }
  }
  EXPECT_GT(regular, 0);
  EXPECT_GT(late, 0);
}

// The same call again and again, each time at no cost.
TEST(RegularCheck, RefusesATourThatIsDrivenAgain) {
  DeliveryWorld world;
  world.Actor("farm", 0, 0);
  VanRow& van = world.Van("van", "farm", "dry", 100);
  van.cents_per_day = 0;
  van.regular_tours = {
      {.day = 1,
       .late_minutes = 240,
       .calls = {{.place = DeliveryWorld::At(0, 20), .minute = 7 * 60, .stay_minutes = 0}}}};
  for (const char* id : {"f0", "f1"}) {
    FreightRow& row =
        world.Freight(id, "farm", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, 20), 100);
    row.service_minutes = 0;
    row.pickup_hours = row.delivery_hours = testing::Weekdays(6, 18, 2, 2);
  }
  const Problem problem = world.Build();
  const FreightTable& freights = problem.logistics().freights;
  const Drive way =
      EstimateDrive(Distance(freights.from[0], freights.to[0]), problem.policy().transport);
  const auto round = [&](int32_t haul, int32_t leaves) {
    const int32_t there = leaves + way.seconds;
    HaulTour tour = {.van = VanIndex(0), .day = 1, .leaves = leaves};
    tour.returns = there + way.seconds;
    tour.regular_metres = 2 * int64_t{way.metres};
    tour.stops = {{haul, true, leaves}, {-1, false, there, 0}, {haul, false, there}};
    return tour;
  };
  TransportResult plan;
  plan.shared = false;
  plan.hauls = {{.freight = FreightIndex(0)}};
  plan.left_freights = {{FreightIndex(1), Unserved::kNoRoom}};
  plan.tours = {round(0, 7 * 3'600 - way.seconds)};
  EXPECT_EQ(CheckTransport(problem, {}, plan), absl::OkStatus());
  plan.hauls.push_back({.freight = FreightIndex(1)});
  plan.left_freights.clear();
  plan.tours.push_back(round(1, plan.tours[0].returns));
  EXPECT_THAT(std::string(CheckTransport(problem, {}, plan).message()),
              HasSubstr("drives its regular tour again"));
}

}  // namespace
}  // namespace cordee
