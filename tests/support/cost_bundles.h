// Shipments of several parties, and their tours together: what costs are shared of.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/solve/tours/cost_shares.h"
#include "engine/solve/tours/tour_solver.h"
#include "gtest/gtest.h"
#include "tests/support/random_tours.h"

namespace cordee::testing {

struct Bundle {
  TourProblem problem;
  std::vector<int32_t> party_of_shipment;
  int32_t parties = 0;
  TourResult together;
};

inline void PlanTogether(Bundle& bundle, int64_t iterations = 2'000) {
  const auto together = SolveTours(bundle.problem, {.iterations = iterations}, StopToken());
  EXPECT_TRUE(together.ok()) << together.status();
  EXPECT_TRUE(together->unserved.empty());
  bundle.together = *together;
}

// Enough vans of each kind that no party takes another's away: then nobody is worse off together.
inline Bundle RandomBundle(int32_t parties, int32_t shipments, Random& random, int32_t kinds = 2) {
  Bundle bundle;
  bundle.parties = parties;
  TourProblem& problem = bundle.problem;
  tours::AddTables(8, true, random, problem);
  for (int32_t& leg : problem.distance) leg = std::min(leg, 120);
  problem.time = problem.distance;
  for (int32_t s = 0; s < shipments; ++s) {
    Shipment& shipment = problem.shipments.emplace_back();
    shipment.pickup = tours::RandomStop(8, random);
    shipment.delivery = tours::RandomStop(8, random);
    shipment.pickup.close = std::max<int64_t>(shipment.pickup.close, 120);  // no leg is longer
    shipment.delivery.close = kMaxTourTime;
    shipment.load = {static_cast<int32_t>(random.Uniform(1, 10))};
    bundle.party_of_shipment.push_back(
        s < parties ? s : static_cast<int32_t>(random.Uniform(0, parties - 1)));
  }
  for (int32_t v = 0; v < 2 * shipments; ++v) {
    Vehicle& vehicle = problem.vehicles.emplace_back();
    const bool small = v % kinds == 0;
    vehicle.start = vehicle.end = v % kinds;
    vehicle.capacity = {small ? 12 : 25};
    vehicle.fixed_cost = small ? 500 : 900;
    vehicle.cost_per_distance = small ? 7 : 9;
  }
  PlanTogether(bundle);
  return bundle;
}

// A tour with a van of its own for each shipment.
inline std::vector<Tour> OneByOne(const Bundle& bundle) {
  std::vector<Tour> tours;
  for (int32_t s = 0; s < static_cast<int32_t>(bundle.problem.shipments.size()); ++s) {
    tours.push_back({2 * s + 1, {2 * s, 2 * s + 1}});
  }
  return tours;
}

inline CostShares Share(const Bundle& bundle, const CostSharesOptions& options) {
  const auto shares = ShareCosts(bundle.problem, bundle.party_of_shipment, bundle.parties,
                                 bundle.together.tours, options, StopToken());
  EXPECT_TRUE(shares.ok()) << shares.status();
  return *shares;
}

inline int64_t SumOfCents(const CostShares& shares) {
  int64_t sum = 0;
  for (const PartyShare& share : shares.parties) sum += share.cents;
  return sum;
}

}  // namespace cordee::testing
