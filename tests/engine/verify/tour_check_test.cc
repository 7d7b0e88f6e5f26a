#include "engine/verify/tour_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_tours.h"

namespace cordee {
namespace {

using testing::Cases;
using testing::RandomTours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// From 0 to a place at 10 and back; a shipment from 3 to 7.
TourProblem OneVan() {
  TourProblem problem;
  problem.locations = 11;
  for (int32_t from = 0; from <= 10; ++from) {
    for (int32_t to = 0; to <= 10; ++to) problem.distance.push_back(std::abs(from - to));
  }
  Shipment& shipment = problem.shipments.emplace_back();
  shipment.pickup = {.location = 3, .service = 2};
  shipment.delivery = {.location = 7, .open = 20, .close = 30, .service = 1};
  shipment.load[1] = 5;
  problem.vehicles.emplace_back().capacity[1] = 5;
  return problem;
}

std::string Refusal(const TourProblem& problem, const Tour& tour) {
  return std::string(DriveTour(problem, tour).status().message());
}

TEST(TourCheck, DrivesATourAndLeavesAsLateAsItMay) {
  const auto times = DriveTour(OneVan(), {0, {0, 1}});
  ASSERT_TRUE(times.ok()) << times.status();
  EXPECT_THAT(times->begins, ElementsAre(14, 20));
  EXPECT_EQ(times->leaves, 11);
  EXPECT_EQ(times->returns, 28);
  EXPECT_EQ(times->distance, 14);
}

TEST(TourCheck, NamesTheRuleThatATourBreaks) {
  const Tour tour = {0, {0, 1}};
  TourProblem problem = OneVan();
  EXPECT_THAT(Refusal(problem, {0, {1, 0}}), HasSubstr("stop 1: delivered before"));
  EXPECT_THAT(Refusal(problem, {0, {0}}), HasSubstr("stays on board"));
  EXPECT_THAT(Refusal(problem, {0, {0, 0, 1}}), HasSubstr("picked up twice"));
  EXPECT_THAT(Refusal(problem, {1, {0, 1}}), HasSubstr("there is none"));
  EXPECT_THAT(Refusal(problem, {0, {2, 3}}), HasSubstr("there is none"));
  EXPECT_THAT(Refusal(problem, {0, {}}), HasSubstr("without stops"));
  problem.vehicles[0].capacity[1] = 4;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("load 5 in dimension 1, at most 4"));
  problem = OneVan();
  problem.shipments[0].needs = 1;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("lacks what"));
  problem = OneVan();
  problem.shipments[0].delivery.close = problem.shipments[0].delivery.open = 8;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("stop 2: begins at 9, closed at 8"));
  problem = OneVan();
  problem.vehicles[0].latest = 27;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("returns at 28, after 27"));
  problem = OneVan();
  problem.vehicles[0].max_duration = 16;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("lasts 17, at most 16"));
  problem = OneVan();
  problem.shipments[0].max_ride = 3;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("on board for 4, at most 3"));
  problem = OneVan();
  problem.distance[3 * 11 + 7] = kNoWay;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("stop 2: no way there"));
  problem.distance[3 * 11 + 7] = 4;
  problem.distance[7 * 11] = kNoWay;
  EXPECT_THAT(Refusal(problem, tour), HasSubstr("no way back"));
}

// The least that a reader must see: every change of this kind makes a true result false.
struct Mutation {
  const char* name;
  // False when the result offers nothing to change.
  bool (*change)(TourProblem&, TourResult&, Random&);
};

Tour& AnyTour(TourResult& result, Random& random) {
  return result.tours[static_cast<size_t>(
      random.Uniform(0, static_cast<int64_t>(result.tours.size()) - 1))];
}

std::vector<Mutation> OfTheAnswer() {
  return {
      {"a stop forgotten",
       [](TourProblem&, TourResult& result, Random& random) {
         AnyTour(result, random).stops.pop_back();
         return true;
       }},
      {"a delivery before its pick-up",
       [](TourProblem&, TourResult& result, Random& random) {
         std::vector<int32_t>& stops = AnyTour(result, random).stops;
         const auto pickup = std::find(stops.begin(), stops.end(), stops.back() - 1);
         std::iter_swap(pickup, stops.end() - 1);
         return true;
       }},
      {"a tour forgotten",
       [](TourProblem&, TourResult& result, Random&) {
         result.tours.pop_back();
         return true;
       }},
      {"a tour twice",
       [](TourProblem&, TourResult& result, Random&) {
         result.tours.push_back(result.tours[0]);
         return true;
       }},
      {"a shipment served and left",
       [](TourProblem&, TourResult& result, Random& random) {
         result.unserved.push_back({AnyTour(result, random).stops[0] / 2, Unserved::kNoRoom});
         return true;
       }},
      {"a shipment neither served nor left",
       [](TourProblem&, TourResult& result, Random&) {
         if (result.unserved.empty()) return false;
         result.unserved.pop_back();
         return true;
       }},
      {"a distance",
       [](TourProblem&, TourResult& result, Random&) { return ++result.distance > 0; }},
      {"a cost", [](TourProblem&, TourResult& result, Random&) { return --result.cost != 0; }},
  };
}

std::vector<Mutation> OfTheWorld() {
  static const auto kShipment = [](TourProblem& problem, TourResult& result,
                                   Random& random) -> Shipment& {
    return problem.shipments[static_cast<size_t>(AnyTour(result, random).stops[0] / 2)];
  };
  return {
      {"a window closed before the vehicle comes",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto times = DriveTour(problem, tour);
         Shipment& of = problem.shipments[static_cast<size_t>(tour.stops[0] / 2)];
         // The earliest that the first stop can begin, whenever the vehicle leaves.
         const Vehicle& vehicle = problem.vehicles[static_cast<size_t>(tour.vehicle)];
         const int64_t leg = problem.times()[static_cast<size_t>(
             vehicle.start * problem.locations + of.pickup.location)];
         const int64_t first = std::max(vehicle.earliest + leg, of.pickup.open);
         of.pickup.open = 0;
         of.pickup.close = vehicle.earliest + leg - 1;
         return first > 0 && of.pickup.close >= 0;
       }},
      {"a load above every capacity",
       [](TourProblem& problem, TourResult& result, Random& random) {
         kShipment(problem, result, random).load[0] = 26;
         return true;
       }},
      {"a need that no vehicle has",
       [](TourProblem& problem, TourResult& result, Random& random) {
         kShipment(problem, result, random).needs = 8;
         return true;
       }},
      {"a day that ends too early",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto times = DriveTour(problem, tour);
         problem.vehicles[static_cast<size_t>(tour.vehicle)].latest = times->returns - 1;
         return true;
       }},
      {"a tour that may not last as long",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto times = DriveTour(problem, tour);
         if (times->returns == times->leaves) return false;
         problem.vehicles[static_cast<size_t>(tour.vehicle)].max_duration =
             times->returns - times->leaves - 1;
         return true;
       }},
  };
}

// What a driver and a tour driven anyway ask for.
std::vector<Mutation> OfTheRoutine() {
  static const auto kFirst = [](const Tour& tour) {
    return std::find_if(tour.stops.begin(), tour.stops.end(), [](int32_t s) { return s < 0; });
  };
  static const auto kVehicle = [](TourProblem& problem, const Tour& tour) -> Vehicle& {
    return problem.vehicles[static_cast<size_t>(tour.vehicle)];
  };
  return {
      {"a regular stop forgotten",
       [](TourProblem&, TourResult& result, Random& random) {
         Tour& tour = AnyTour(result, random);
         const auto at = kFirst(tour);
         if (at == tour.stops.end()) return false;
         tour.stops.erase(at);
         return true;
       }},
      {"a regular stop twice",
       [](TourProblem&, TourResult& result, Random& random) {
         Tour& tour = AnyTour(result, random);
         const auto at = kFirst(tour);
         if (at == tour.stops.end()) return false;
         tour.stops.push_back(*at);
         return true;
       }},
      {"a regular load above the capacity",
       [](TourProblem& problem, TourResult& result, Random& random) {
         Vehicle& vehicle = kVehicle(problem, AnyTour(result, random));
         if (vehicle.regular.empty()) return false;
         vehicle.regular[0].load[0] = 26;
         return true;
       }},
      {"more that comes back than the vehicle holds",
       [](TourProblem& problem, TourResult& result, Random& random) {
         for (const int32_t stop : AnyTour(result, random).stops) {
           if (stop >= 0) problem.shipments[static_cast<size_t>(stop / 2)].returned[0] = 26;
         }
         return true;
       }},
      {"a driver who never rests enough",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         if (DriveTour(problem, tour)->distance == 0) return false;
         kVehicle(problem, tour).breaks.work = 0;
         return true;
       }},
  };
}

Vehicle& VehicleOf(TourProblem& problem, const Tour& tour) {
  return problem.vehicles[static_cast<size_t>(tour.vehicle)];
}

Shipment& ShipmentOf(TourProblem& problem, int32_t stop) {
  return problem.shipments[static_cast<size_t>(stop / 2)];
}

int32_t AnyStop(const Tour& tour, Random& random) {
  std::vector<int32_t> stops = tour.stops;
  std::erase_if(stops, [](int32_t stop) { return stop < 0; });
  return stops[static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(stops.size()) - 1))];
}

// Each fits alone.
std::vector<Mutation> OfLoadsTogether() {
  return {
      {"together more than the vehicle holds",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto d = static_cast<size_t>(random.Uniform(0, kLoadDimensions - 1));
         int32_t load = 0;
         int32_t most = 0;
         int32_t alone = 0;
         for (const int32_t stop : tour.stops) {
           if (stop < 0) continue;
           const int32_t change = ShipmentOf(problem, stop).load[d];
           load += stop % 2 == 0 ? change : -change;
           most = std::max(most, load);
           alone = std::max(alone, change);
         }
         VehicleOf(problem, tour).capacity[d] = most - 1;
         return most > alone;
       }},
      {"returns, together more than the vehicle holds",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto d = static_cast<size_t>(random.Uniform(0, kLoadDimensions - 1));
         const int32_t capacity = VehicleOf(problem, tour).capacity[d];
         int32_t stops = 0;
         for (const int32_t stop : tour.stops) {
           if (stop < 0) continue;
           ++stops;
           ShipmentOf(problem, stop).load[d] = 0;
           ShipmentOf(problem, stop).returned[d] = capacity;
         }
         return capacity > 0 && stops > 2;
       }},
  };
}

// Of a shipment with another, its vehicle or its day.
std::vector<Mutation> OfCompanyAndDays() {
  return {
      {"two that may not travel together",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const int32_t one = AnyStop(tour, random);
         const int32_t other = AnyStop(tour, random);
         ShipmentOf(problem, one).kinds |= 4;
         ShipmentOf(problem, other).excludes |= 4;
         return one / 2 != other / 2;
       }},
      {"a vehicle that may not carry it",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         problem.barred.resize(problem.vehicles.size() * problem.shipments.size(), 0);
         problem.barred[static_cast<size_t>(tour.vehicle) * problem.shipments.size() +
                        static_cast<size_t>(AnyStop(tour, random) / 2)] = 1;
         return true;
       }},
      {"a day on which it is closed",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const int32_t stop = AnyStop(tour, random);
         std::vector<DayWindows>& days = ShipmentOf(problem, stop).days;
         days.resize(testing::tours::kDays);
         DayWindows& day = days[static_cast<size_t>(VehicleOf(problem, tour).day)];
         (stop % 2 == 0 ? day.pickup_open : day.delivery_open) = 1;
         (stop % 2 == 0 ? day.pickup_close : day.delivery_close) = 0;
         return true;
       }},
  };
}

// Of stop `k`, whose own window does not count.
int64_t EarliestBegin(const TourProblem& problem, const Tour& tour, size_t k) {
  const Vehicle& vehicle = problem.vehicles[static_cast<size_t>(tour.vehicle)];
  int64_t now = vehicle.earliest;
  int32_t here = vehicle.start;
  for (size_t j = 0;; ++j) {
    const int32_t number = tour.stops[j];
    TourStop stop;
    if (number < 0) {
      stop = vehicle.regular[static_cast<size_t>(RegularOf(number))].at;
    } else {
      const Shipment& shipment = problem.shipments[static_cast<size_t>(number / 2)];
      stop = number % 2 == 0 ? shipment.pickup : shipment.delivery;
      if (!shipment.days.empty()) {
        const DayWindows& day = shipment.days[static_cast<size_t>(vehicle.day)];
        stop.open = number % 2 == 0 ? day.pickup_open : day.delivery_open;
      }
    }
    now += problem.times()[static_cast<size_t>(here * problem.locations + stop.location)];
    if (j == k) return now;
    now = std::max(now, stop.open) + stop.service;
    here = stop.location;
  }
}

std::vector<Mutation> OfDeliveries() {
  return {
      {"a delivery that closes before the vehicle comes",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto k = static_cast<size_t>(
             random.Uniform(0, static_cast<int64_t>(tour.stops.size()) - 1));
         if (tour.stops[k] < 0 || tour.stops[k] % 2 == 0) return false;
         const int64_t close = EarliestBegin(problem, tour, k) - 1;
         Shipment& shipment = problem.shipments[static_cast<size_t>(tour.stops[k] / 2)];
         shipment.delivery.open = 0;
         shipment.delivery.close = close;
         for (DayWindows& day : shipment.days) {
           day.delivery_open = 0;
           day.delivery_close = close;
         }
         return close >= 0;
       }},
      {"a ride that is too long",
       [](TourProblem& problem, TourResult& result, Random& random) {
         const Tour& tour = AnyTour(result, random);
         const auto times = DriveTour(problem, tour);
         for (size_t k = 0; k < tour.stops.size(); ++k) {
           if (tour.stops[k] < 0 || tour.stops[k] % 2 == 0) continue;
           Shipment& shipment = problem.shipments[static_cast<size_t>(tour.stops[k] / 2)];
           const auto pickup = static_cast<size_t>(
               std::find(tour.stops.begin(), tour.stops.end(), tour.stops[k] - 1) -
               tour.stops.begin());
           const int64_t ride =
               times->begins[k] - times->begins[pickup] - shipment.pickup.service;
           shipment.max_ride = ride - 1;
           if (ride > 0) return true;
         }
         return false;
       }},
  };
}

void ExpectRejected(const testing::ToursShape& shape, const std::vector<Mutation>& mutations,
                    uint64_t seed) {
  Random random(seed);
  const int64_t wanted = Cases(10'000);
  std::vector<int64_t> times(mutations.size(), 0);
  for (int64_t rejected = 0; rejected < wanted;) {
    const TourProblem problem = RandomTours(shape, random);
    const auto result = SolveTours(problem, {.iterations = 100}, StopToken());
    ASSERT_TRUE(result.ok());
    ASSERT_TRUE(CheckTours(problem, *result).ok()) << CheckTours(problem, *result);
    if (result->tours.empty()) continue;
    for (size_t m = 0; m < mutations.size(); ++m) {
      TourProblem world = problem;
      TourResult answer = *result;
      if (!mutations[m].change(world, answer, random)) continue;
      ASSERT_FALSE(CheckTours(world, answer).ok()) << mutations[m].name;
      ++times[m];
      ++rejected;
    }
  }
  for (size_t m = 0; m < mutations.size(); ++m) EXPECT_GT(times[m], 0) << mutations[m].name;
}

TEST(TourCheck, RejectsEveryMutationThatBreaksARule) {
  std::vector<Mutation> mutations = OfTheAnswer();
  for (const Mutation& mutation : OfTheWorld()) mutations.push_back(mutation);
  ExpectRejected({10, 4, 12, true, true}, mutations, 11);
}

TEST(TourCheck, RejectsEveryMutationOfCompanyDaysAndDeliveries) {
  std::vector<Mutation> mutations = OfLoadsTogether();
  for (const Mutation& mutation : OfCompanyAndDays()) mutations.push_back(mutation);
  for (const Mutation& mutation : OfDeliveries()) mutations.push_back(mutation);
  ExpectRejected({.shipments = 10,
                  .vehicles = 4,
                  .locations = 12,
                  .rides = true,
                  .regular = true,
                  .week = true},
                 mutations, 13);
}

TEST(TourCheck, RejectsEveryMutationOfRegularToursReturnsAndBreaks) {
  ExpectRejected({10, 4, 12, true, false, true, true}, OfTheRoutine(), 12);
}

}  // namespace
}  // namespace cordee
