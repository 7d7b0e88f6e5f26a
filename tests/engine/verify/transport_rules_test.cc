// Each rule of engine/verify/transport_check.cc and of the checks that it calls, broken alone: a
// plan that holds is held against a world, or itself, of which one thing is changed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/road.h"
#include "engine/verify/store_check.h"
#include "engine/verify/transport_check.h"
#include "tests/support/must_match.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;
using ::testing::HasSubstr;

struct Planned {
  DeliveryWorld world;
  RunReport report;

  TransportResult& plan() { return report.transport; }
  HaulTour& tour() { return report.transport.tours[0]; }
  // Of the first tour.
  HaulStop& StopOf(int32_t haul, bool pickup) {
    return *std::find_if(tour().stops.begin(), tour().stops.end(), [&](const HaulStop& stop) {
      return stop.haul == haul && stop.pickup == pickup;
    });
  }
};

using Change = std::function<void(Planned&)>;

Planned Plan(const DeliveryWorld& world) { return {world, MustMatch(world.Build())}; }

std::string Refusal(const Problem& problem, const Planned& planned) {
  return std::string(
      CheckTransport(problem, planned.report.result.links, planned.report.transport).message());
}

// What the checker says of `planned` once `change` is made; it holds before.
std::string Verdict(Planned planned, const Change& change) {
  EXPECT_EQ(Refusal(planned.world.Build(), planned), "");
  change(planned);
  return Refusal(planned.world.Build(), planned);
}

struct Case {
  const char* name;
  Change change;
  const char* says;  // "": it still holds
};

void ExpectEach(const Planned& planned, const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const std::string verdict = Verdict(planned, each.change);
    const std::string says = each.says;
    EXPECT_TRUE(says.empty() ? verdict.empty() : verdict.find(says) != std::string::npos)
        << each.name << ": " << verdict;
  }
}

// Leeks from the farm to the canteen (haul 0), apples (1) and bread (2) of two shops on the way to
// the same place, all in one van that leaves near the farm on a Monday.
DeliveryWorld Round() {
  DeliveryWorld world;
  world.Actor("bakery", 12, 0);
  world.Actor("canteen", 30, 0);
  world.Actor("carrier", 0, 1);
  world.Actor("farm", 0, 0);
  world.Actor("shop", 10, 0);
  world.Need("lunch", "canteen", "vegetables", 100);
  world.Resource("leeks", "farm", "vegetables", 100);
  VanRow& van = world.Van("van", "carrier", "dry", 500);
  van.hours = testing::Weekdays(6, 18, 1, 1);
  for (const auto& [id, actor, km] :
       {std::tuple("apples", "shop", 10), std::tuple("bread", "bakery", 12)}) {
    FreightRow& row =
        world.Freight(id, actor, DeliveryWorld::At(km, 0), DeliveryWorld::At(30, 0), 60);
    row.litres = 300;
    row.pallet_hundredths = 40;
    row.crates = 6;
  }
  world.freights[0].service_minutes = 40;
  return world;
}

Planned PlannedRound() {
  Planned planned = Plan(Round());
  EXPECT_EQ(planned.plan().tours.size(), 1u);
  EXPECT_EQ(planned.plan().hauls.size(), 3u);
  EXPECT_EQ(planned.tour().stops.size(), 6u);
  EXPECT_EQ(planned.tour().shares.size(), 3u);
  return planned;
}

TEST(TransportRules, SayWhatAVehicleMayNotCarry) {
  ExpectEach(
      PlannedRound(),
      {{"driver", [](Planned& p) { p.world.vans[0].no_driver = true; }, "nobody drives"},
       {"own", [](Planned& p) { p.world.vans[0].carriage = Carriage::kOwn; }, "carries for others"},
       {"for hire", [](Planned& p) { p.world.vans[0].carriage = Carriage::kProfessional; }, ""},
       {"weeks of the vehicle", [](Planned& p) { p.world.vans[0].season = 0xffd; },
        "not there in all weeks"},
       {"colder goods",
        [](Planned& p) { p.world.freights[0].category = p.world.Category("cool"); },
        "cannot keep the temperature"},
       {"a colder vehicle", [](Planned& p) { p.world.vans[0].category = p.world.Category("deep"); },
        ""},
       {"colder goods in it",
        [](Planned& p) {
          p.world.vans[0].category = p.world.Category("cool");
          p.world.freights[0].category = p.world.Category("cool");
        },
        ""},
       {"frozen goods in it",
        [](Planned& p) {
          p.world.vans[0].category = p.world.Category("deep");
          p.world.freights[0].category = p.world.Category("deep");
        },
        "frozen, and not frozen"},
       {"waste beside food", [](Planned& p) { p.world.freights[1].waste = true; },
        "food and waste"},
       {"reach", [](Planned& p) { p.world.vans[0].reach = Metres(29'000); }, "beyond the reach"},
       {"reach enough", [](Planned& p) { p.world.vans[0].reach = Metres(31'000); }, ""}});
}

TEST(TransportRules, LetWasteTravelWithWhatIsNoFood) {
  DeliveryWorld world = Round();
  world.needs.clear();
  world.resources.clear();
  world.freights[0].waste = true;
  const Planned planned = Plan(world);
  ASSERT_EQ(planned.report.transport.tours.size(), 1u);
  EXPECT_EQ(Refusal(world.Build(), planned), "");
}

TEST(TransportRules, CountWhatIsOnBoardTogetherInEachDimension) {
  ExpectEach(PlannedRound(),
             {{"220 kg", [](Planned& p) { p.world.vans[0].grams = 220'000; }, ""},
              {"219.9 kg", [](Planned& p) { p.world.vans[0].grams = 219'900; }, "overloaded"},
              {"less than is counted", [](Planned& p) { p.world.vans[0].grams = 50; },
               "overloaded"},
              {"600 l", [](Planned& p) { p.world.vans[0].litres = 600; }, ""},
              {"599 l", [](Planned& p) { p.world.vans[0].litres = 599; }, "overloaded"},
              {"80 %", [](Planned& p) { p.world.vans[0].pallet_hundredths = 80; }, ""},
              {"79 %", [](Planned& p) { p.world.vans[0].pallet_hundredths = 79; }, "overloaded"},
              {"12 crates", [](Planned& p) { p.world.vans[0].crates = 12; }, ""},
              {"11 crates", [](Planned& p) { p.world.vans[0].crates = 11; }, "overloaded"}});
}

// One is delivered before the other is picked up.
TEST(TransportRules, CountCratesThatComeBackAllAlongTheTour) {
  DeliveryWorld world = Round();
  world.needs.clear();
  world.resources.clear();
  world.vans[0].crates = 10;
  world.freights[0].to = DeliveryWorld::At(11, 0);
  const auto returns = [](std::vector<size_t> which, int32_t room) {
    return [which, room](Planned& p) {
      for (const size_t f : which) p.world.freights[f].returns_crates = true;
      p.world.vans[0].crates = room;
    };
  };
  Planned planned = Plan(world);
  ASSERT_EQ(planned.plan().tours.size(), 1u);
  ASSERT_LT(planned.StopOf(0, false).begins, planned.StopOf(1, true).begins);
  ExpectEach(planned, {{"one after the other", returns({}, 6), ""},
                       {"the first", returns({0}, 11), "overloaded"},
                       {"the first, room", returns({0}, 12), ""},
                       {"the second", returns({1}, 11), "overloaded"},
                       {"both", returns({0, 1}, 11), "overloaded"},
                       {"both, room", returns({0, 1}, 12), ""}});
}

// Not open in the half-hour in which that stop is, or in the next.
Change Closed(int32_t haul, bool pickup, int32_t later = 0) {
  return [=](Planned& p) {
    HalfHours* hours = haul == 0 ? &(pickup ? p.world.resources : p.world.needs)[0].hours : nullptr;
    if (haul > 0) {
      FreightRow& row = p.world.freights[static_cast<size_t>(haul) - 1];
      hours = pickup ? &row.pickup_hours : &row.delivery_hours;
    }
    hours->Remove(p.tour().day * 48 + p.StopOf(haul, pickup).begins / 1'800 + later);
  };
}

TEST(TransportRules, KeepTheHoursOfPlacesAndOfTheVehicle) {
  const auto vehicle_not_at = [](int32_t HaulTour::*when, int32_t seconds) {
    return [=](Planned& p) {
      p.world.vans[0].hours.Remove(p.tour().day * 48 + (p.tour().*when + seconds) / 1'800);
    };
  };
  ExpectEach(
      PlannedRound(),
      {{"giver", Closed(0, true), "closed"},
       {"taker", Closed(0, false), "closed"},
       {"pick-up", Closed(1, true), "closed"},
       {"delivery", Closed(1, false), "closed"},
       {"closed before all is loaded", Closed(1, true, 1), "closed"},
       {"leaves", vehicle_not_at(&HaulTour::leaves, 0), "outside the hours of the vehicle"},
       {"between", vehicle_not_at(&HaulTour::leaves, 3'600), "outside the hours of the vehicle"},
       {"comes back", vehicle_not_at(&HaulTour::returns, -1), "outside the hours of the vehicle"},
       {"another day",
        [](Planned& p) { p.world.vans[0].hours = testing::Weekdays(6, 18, 2, 2); },
        "outside the hours of the vehicle"},
       {"longest day", [](Planned& p) { p.world.vans[0].max_minutes = 120; }, "too long"},
       {"break", [](Planned& p) { p.world.vans[0].rest = {60, 5}; }, "too long without a break"},
       {"ride", [](Planned& p) { p.world.freights[0].max_ride_minutes = 1; },
        "on board for too long"},
       {"longer service", [](Planned& p) { ++p.world.freights[0].service_minutes; }, "too early"},
       {"too early",
        [](Planned& p) { --p.StopOf(0, true).begins; }, "too early"},
       {"another return", [](Planned& p) { ++p.tour().returns; }, "comes back at another time"},
       {"cents a day", [](Planned& p) { ++p.world.vans[0].cents_per_day; }, "metres or cost"},
       {"cents a km", [](Planned& p) { ++p.world.vans[0].cents_per_km; }, "metres or cost"},
       {"cents an hour", [](Planned& p) { ++p.world.vans[0].cents_per_hour; }, "metres or cost"},
       {"metres", [](Planned& p) { --p.tour().metres; }, "metres or cost"},
       {"sum", [](Planned& p) { ++p.plan().cost; }, "not the sum of the tours"},
       {"sum of metres", [](Planned& p) { ++p.plan().metres; }, "not the sum of the tours"}});
}

// Between no two places of the world, though it would take no time.
RoadTable NoRoads(const DeliveryWorld& world) {
  std::vector<Position> places;
  for (const ActorRow& actor : world.actors) places.push_back(actor.position);
  const std::vector<int32_t> none(places.size() * places.size(), kNoRoad);
  return *MakeRoadTable(places, none, std::vector<int32_t>(none.size(), 0));
}

TEST(TransportRules, RefuseATourWithoutARoad) {
  const Planned planned = PlannedRound();
  EXPECT_THAT(Refusal(planned.world.Build().WithRoads(NoRoads(planned.world)), planned),
              HasSubstr("no way from one stop to the next"));
}

TEST(TransportRules, RefuseWhatIsNoTour) {
  ExpectEach(
      PlannedRound(),
      {{"vehicle", [](Planned& p) { p.tour().van = VanIndex(1); }, "no such vehicle"},
       {"no vehicle", [](Planned& p) { p.tour().van = VanIndex(); }, "no such vehicle"},
       {"day", [](Planned& p) { p.tour().day = 7; }, "day or stops"},
       {"stops", [](Planned& p) { p.tour().stops.clear(); }, "day or stops"},
       {"haul", [](Planned& p) { p.tour().stops[0].haul = 3; }, "no such haul"},
       {"twice", [](Planned& p) { p.tour().stops[1].haul = p.tour().stops[0].haul; },
        "picked up twice, or delivered before"},
       {"delivered before", [](Planned& p) { p.StopOf(0, true).pickup = false; },
        "picked up twice, or delivered before"},
       {"not delivered", [](Planned& p) { p.tour().stops.pop_back(); },
        "something stays on board"},
       {"no tour", [](Planned& p) { p.plan().tours.clear(); }, "haul 0: carried 0x"},
       {"a tour twice", [](Planned& p) { p.plan().tours.push_back(p.tour()); },
        "haul 0: carried 2x"},
       {"call", [](Planned& p) { p.tour().stops.push_back({-1, false, p.tour().returns, 0}); },
        "not of its regular tour"}});
}

// Both have the same hour to pick up at the same place.
TEST(TransportRules, RefuseAVehicleInTwoToursAtOnce) {
  DeliveryWorld world = Round();
  world.needs.clear();
  world.resources.clear();
  world.vans[0].grams = 70'000;
  world.vans.push_back(world.vans[0]);
  world.vans[1].id = "van2";
  for (FreightRow& row : world.freights) row.pickup_hours = testing::Weekdays(8, 9, 1, 1);
  const Planned planned = Plan(world);
  ASSERT_EQ(planned.report.transport.tours.size(), 2u);
  EXPECT_EQ(Verdict(planned, [](Planned& p) { p.plan().tours[1].van = p.tour().van; }),
            "resources/van: in two tours at once");
}

TEST(TransportRules, RefuseHaulsThatAreNotThoseOfTheLinks) {
  const auto haul = [](size_t number, std::function<void(Haul&)> change) {
    return [=](Planned& p) { change(p.plan().hauls[number]); };
  };
  ExpectEach(
      PlannedRound(),
      {{"no link", [](Planned& p) { p.report.result.links.clear(); }, "haul: of no link"},
       {"another need", haul(0, [](Haul& h) { h.need = NeedIndex(7); }), "haul: of no link"},
       {"no piece", haul(0, [](Haul& h) { h.pieces = 0; }), "haul: piece"},
       {"a piece too far", haul(0, [](Haul& h) { h.piece = 1; }), "haul: piece"},
       {"half of it", haul(0, [](Haul& h) { h.pieces = 2; }), "not carried whole"},
       {"a store", haul(0, [](Haul& h) { h.store = StoreIndex(0); }), "a store without a leg"},
       {"a leg", haul(0, [](Haul& h) { h.leg = 1; }), "haul: leg or store"},
       {"days", haul(0, [](Haul& h) { h.last_day = 4; }), "haul 0: days"},
       {"shipment", haul(1, [](Haul& h) { h.freight = FreightIndex(2); }),
        "haul: no such shipment"},
       {"in pieces", haul(1, [](Haul& h) { h.pieces = 2; }), "a shipment, and a link or a piece"},
       {"with a need", haul(1, [](Haul& h) { h.need = NeedIndex(0); }),
        "a shipment, and a link or a piece"},
       {"the same one", haul(1, [](Haul& h) { h.freight = FreightIndex(1); }),
        "a shipment is carried and left, or neither"},
       {"twice", [](Planned& p) { p.plan().hauls.push_back(p.plan().hauls[0]); }, "stated twice"},
       {"forgotten", [](Planned& p) { p.plan().hauls.erase(p.plan().hauls.begin()); },
        "needs/lunch, resources/leeks: not carried whole"},
       {"left too",
        [](Planned& p) { p.plan().left_freights = {{FreightIndex(0), Unserved::kNoRoom}}; },
        "a shipment is carried and left, or neither"},
       {"left, and not there",
        [](Planned& p) { p.plan().left_freights = {{FreightIndex(9), Unserved::kNoRoom}}; },
        "left: no such shipment"}});
}

TEST(TransportRules, RefuseAHaulOfWhatNeedsNoVehicle) {
  DeliveryWorld world = Round();
  world.Need("saws", "canteen", "tools", 3);
  world.Resource("spare", "farm", "tools", 3);
  const Planned planned = Plan(world);
  ASSERT_EQ(planned.report.result.links.size(), 2u);
  ASSERT_EQ(planned.report.transport.hauls.size(), 3u);
  EXPECT_EQ(Verdict(planned,
                    [](Planned& p) {
                      const Link& link = p.report.result.links[1];
                      p.plan().hauls.push_back({.need = link.need, .resource = link.resource});
                    }),
            "haul: of a link that needs none");
}

TEST(TransportRules, WeighThePiecesOfWhatIsTooMuchAtOnce) {
  DeliveryWorld world = Round();
  world.needs[0].quantity = world.resources[0].quantity = Quantity(800'000);
  const Planned planned = Plan(world);
  ASSERT_EQ(planned.report.transport.hauls.size(), 4u);
  ASSERT_EQ(planned.report.transport.hauls[1].pieces, 2);
  ExpectEach(planned,
             {{"one of three", [](Planned& p) { p.plan().hauls[1].pieces = 3; },
               "pieces of different sizes"},
              {"two of three",
               [](Planned& p) { p.plan().hauls[0].pieces = p.plan().hauls[1].pieces = 3; },
               "not carried whole"},
              {"room for one", [](Planned& p) { p.world.vans[0].grams = 399'900; },
               "overloaded"}});
}

TEST(TransportRules, RefuseSharesThatAreNotFair) {
  ExpectEach(
      PlannedRound(),
      {{"one missing", [](Planned& p) { p.tour().shares.pop_back(); }, "not a share for each"},
       {"party", [](Planned& p) { p.tour().shares[0].party = ActorIndex(1); },
        "a share of somebody else"},
       {"more than alone",
        [](Planned& p) {
          TourShare& share = p.tour().shares[0];
          p.tour().shares[1].cents -= share.alone_cents + 1 - share.cents;
          share.cents = share.alone_cents + 1;
        },
        "worse off than alone"},
       {"interval", [](Planned& p) { p.tour().shares[0].low_cents += 1; },
        "a share outside its interval"},
       {"interval above", [](Planned& p) { p.tour().shares[0].high_cents -= 1; },
        "a share outside its interval"},
       {"sum",
        [](Planned& p) { p.tour().shares[0].low_cents = --p.tour().shares[0].cents; },
        "shares do not add up"},
       {"range", [](Planned& p) { p.tour().shares[0].cents = INT64_MAX; }, "share out of range"},
       {"alone, for nothing", [](Planned& p) { p.tour().shares[0].alone_cents = -1; },
        "alone at no cost"},
       {"alone, at any price", [](Planned& p) { p.tour().shares[0].alone_cents = INT64_MAX; },
        "more than together"},
       {"gainers", [](Planned& p) { p.tour().gainers = {ActorIndex(0)}; },
        "somebody who gains nothing"},
       {"not shared", [](Planned& p) { p.plan().shared = false; }, "shares, though not shared"}});
}

// Calls at 9:00 on somebody 10 km and at 10:00 on somebody 20 km east.
Planned WithRegularTour() {
  DeliveryWorld world = Round();
  world.vans[0].regular_tours = {
      {.late_minutes = 60,
       .calls = {{.place = DeliveryWorld::At(10, 0), .minute = 9 * 60},
                 {.place = DeliveryWorld::At(30, 0), .minute = 10 * 60}}}};
  Planned planned = Plan(world);
  EXPECT_EQ(planned.plan().tours.size(), 1u);
  EXPECT_GT(planned.tour().regular_metres, 0);
  return planned;
}

TEST(TransportRules, AskThatARegularTourCanBeDrivenByItself) {
  const Planned planned = WithRegularTour();
  ExpectEach(
      planned,
      {{"late",
        [](Planned& p) {
          RegularTourRow& tour = p.world.vans[0].regular_tours[0];
          tour.late_minutes = 0;
          tour.calls[0].minute = tour.calls[1].minute - 11;
        },
        "a regular tour that is late by itself"},
       {"no time to come back",
        [](Planned& p) {
          p.world.vans[0].hours = HalfHours();
          p.world.vans[0].hours.Add(12, 21);
          p.tour().returns = 21 * 1'800;
        },
        "a regular tour that ends too late by itself"},
       {"a call before it is reached",
        [](Planned& p) {
          RegularCallRow& call = p.world.vans[0].regular_tours[0].calls[1];
          call.minute = 9 * 60 + 11;
          std::find_if(p.tour().stops.begin(), p.tour().stops.end(), [](const HaulStop& stop) {
            return stop.regular == 1;
          })->begins = 60 * call.minute;
        },
        "too early"},
       {"loads on leaving",
        [](Planned& p) {
          p.world.vans[0].grams = 220'000;
          p.world.vans[0].regular_tours[0].calls[0].load_percent = 100;
        },
        "overloaded"}});
  EXPECT_THAT(Refusal(planned.world.Build().WithRoads(NoRoads(planned.world)), planned),
              HasSubstr("a regular tour without a way"));
}

// Two links by one cold room, from Tuesday to Thursday and from Wednesday to Friday.
DeliveryWorld TwoInStore() {
  DeliveryWorld world = testing::TuesdayFarmThursdayCanteen();
  world.Actor("mill", 0, 10);
  world.Actor("school", 0, -10);
  world.Need("meal", "school", "potatoes", 200).hours = testing::Weekdays(7, 12, 5, 5);
  world.Resource("roots", "mill", "potatoes", 200).hours = testing::Weekdays(7, 12, 3, 3);
  world.resources[0].quantity = Quantity(200'000);
  return world;
}

TEST(TransportRules, CountWhatLiesInAStoreTogether) {
  const Planned planned = Plan(TwoInStore());
  ASSERT_EQ(planned.report.result.links.size(), 2u);
  ASSERT_EQ(planned.report.transport.hauls.size(), 4u);
  ExpectEach(planned,
             {{"room", [](Planned& p) { p.world.stores[0].grams = 400'000; }, ""},
              {"room for each", [](Planned& p) { p.world.stores[0].grams = 399'900; }, "overfull"},
              {"frozen beside what is not",
               [](Planned& p) {
                 for (VanRow& van : p.world.vans) van.category = p.world.Category("deep");
                 p.world.stores[0].category = p.world.Category("deep");
                 p.world.needs[0].category = p.world.resources[0].category =
                     p.world.Category("ice");
               },
               "resources/cold-room: frozen, and not frozen"},
              {"frozen in a cold room",
               [](Planned& p) {
                 for (VanRow& van : p.world.vans) van.category = p.world.Category("deep");
                 p.world.needs[0].category = p.world.resources[0].category =
                     p.world.Category("ice");
               },
               "resources/cold-room: cannot keep the temperature"}});
}

TEST(TransportRules, AskThatGoodsAreBroughtBeforeTheyAreFetched) {
  const Planned planned = Plan(testing::TuesdayFarmThursdayCanteen());
  ASSERT_EQ(planned.report.transport.tours.size(), 2u);
  ExpectEach(planned, {{"fetched first",
                        [](Planned& p) {
                          p.world.needs[0].hours = testing::Weekdays(7, 12, 1, 5);
                          p.plan().tours[1].day = 0;
                          p.plan().hauls[1].first_day = p.plan().hauls[1].last_day = 0;
                        },
                        "fetched before it is brought"},
                       {"another day",
                        [](Planned& p) { ++p.plan().hauls[1].first_day; }, "haul 1: days"}});
  TransportResult plan = planned.report.transport;
  plan.hauls.pop_back();
  plan.tours.pop_back();
  EXPECT_EQ(CheckStores(planned.world.Build(), {2'000}, plan).message(),
            "store: one leg without the other");
}

TEST(TransportRules, AskThatGoodsOfOneLinkGoOneWay) {
  DeliveryWorld world = testing::TuesdayFarmThursdayCanteen();
  world.needs[0].quantity = Quantity(300'000);
  world.vans[0].grams = 160'000;
  world.stores.push_back(world.stores[0]);
  world.stores[1].id = "other-room";
  const Planned planned = Plan(world);
  ASSERT_EQ(planned.report.transport.hauls.size(), 4u);
  EXPECT_EQ(Verdict(planned,
                    [](Planned& p) {
                      for (Haul& haul : p.plan().hauls) {
                        if (haul.piece == 1) haul.store = StoreIndex(1 - haul.store.value());
                      }
                    }),
            "store: goods of one link go two ways");
}

}  // namespace
}  // namespace cordee
