#include "engine/solve/tours/cost_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/tour_solver.h"
#include "tests/support/cases.h"
#include "tests/support/random_tours.h"

namespace cordee {
namespace {

using testing::BestTours;
using testing::Cases;
using ::testing::HasSubstr;

struct Bundle {
  TourProblem problem;
  std::vector<int32_t> party_of_shipment;
  int32_t parties = 0;
  TourResult together;
};

// Enough vans of each kind that no party takes another's away: then nobody is worse off together.
Bundle RandomBundle(int32_t parties, int32_t shipments, Random& random, int32_t kinds = 2) {
  Bundle bundle;
  bundle.parties = parties;
  TourProblem& problem = bundle.problem;
  testing::tours::AddTables(8, true, random, problem);
  for (int32_t& leg : problem.distance) leg = std::min(leg, 120);
  problem.time = problem.distance;
  for (int32_t s = 0; s < shipments; ++s) {
    Shipment& shipment = problem.shipments.emplace_back();
    shipment.pickup = testing::tours::RandomStop(8, random);
    shipment.delivery = testing::tours::RandomStop(8, random);
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
  const auto together = SolveTours(problem, {.iterations = 2000}, StopToken());
  EXPECT_TRUE(together.ok()) << together.status();
  EXPECT_TRUE(together->unserved.empty());
  bundle.together = *together;
  return bundle;
}

CostShares Share(const Bundle& bundle, const CostSharesOptions& options) {
  const auto shares = ShareCosts(bundle.problem, bundle.party_of_shipment, bundle.parties,
                                 bundle.together.tours, options, StopToken());
  EXPECT_TRUE(shares.ok()) << shares.status();
  return *shares;
}

int64_t SumOfCents(const CostShares& shares) {
  int64_t sum = 0;
  for (const PartyShare& share : shares.parties) sum += share.cents;
  return sum;
}

// Best cost of a set of parties by trying all tours.
int64_t BestOf(const Bundle& bundle, uint64_t set) {
  TourProblem part = bundle.problem;
  part.shipments.clear();
  for (size_t s = 0; s < bundle.problem.shipments.size(); ++s) {
    if ((set >> bundle.party_of_shipment[s] & 1) != 0) {
      part.shipments.push_back(bundle.problem.shipments[s]);
    }
  }
  return BestTours(part).Cost();
}

// By the definition: over every order in which the parties could join.
std::vector<double> ShapleyByOrders(const std::vector<int64_t>& cost, int32_t parties) {
  std::vector<int32_t> order(static_cast<size_t>(parties));
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> sums(order.size(), 0);
  int64_t orders = 0;
  do {
    size_t set = 0;
    for (const int32_t party : order) {
      const size_t with = set | size_t{1} << party;
      sums[static_cast<size_t>(party)] += static_cast<double>(cost[with] - cost[set]);
      set = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& sum : sums) sum /= static_cast<double>(orders);
  return sums;
}

TEST(CostShares, TwoNeighboursSplitWhatTheySave) {
  Bundle bundle;
  bundle.parties = 2;
  bundle.party_of_shipment = {0, 1};
  bundle.problem.locations = 3;
  bundle.problem.distance = {0, 10, 10, 10, 0, 0, 10, 0, 0};
  for (int32_t place = 1; place <= 2; ++place) {
    Shipment& shipment = bundle.problem.shipments.emplace_back();
    shipment.delivery.location = place;
  }
  bundle.problem.vehicles.assign(2, Vehicle());
  bundle.problem.vehicles[0].fixed_cost = bundle.problem.vehicles[1].fixed_cost = 5;
  bundle.together.tours = {{0, {0, 2, 1, 3}}};
  const CostShares shares = Share(bundle, {});
  EXPECT_TRUE(shares.exact);
  EXPECT_EQ(shares.cost, 25);
  EXPECT_EQ(shares.distance, 20);
  EXPECT_EQ(shares.parties[0].alone, 25);
  EXPECT_EQ(shares.parties[1].alone_distance, 20);
  EXPECT_EQ(shares.parties[0].cents + shares.parties[1].cents, 25);
  EXPECT_EQ(shares.parties[0].cents, 13);  // of two equal shares the first takes the odd cent
  EXPECT_LE(shares.worst_excess_cents, 0);
}

TEST(CostShares, AddUpAndLeaveNobodyWorseOffThanAlone) {
  Random random(21);
  for (int64_t i = 0; i < Cases(1'000); ++i) {
    const auto parties = static_cast<int32_t>(random.Uniform(1, 6));
    const auto shipments = static_cast<int32_t>(random.Uniform(parties, 7));
    const Bundle bundle = RandomBundle(parties, shipments, random);
    const CostShares shares = Share(bundle, {.cent = 3});
    EXPECT_EQ(shares.cost, bundle.together.cost);
    ASSERT_EQ(SumOfCents(shares), shares.cents) << "case " << i;
    EXPECT_EQ(shares.cents, (shares.cost + 1) / 3);
    for (const PartyShare& share : shares.parties) {
      // Half a cent of rounding the sum, one of rounding the share.
      EXPECT_LE(3 * share.cents, share.alone + 5) << "case " << i;
    }
  }
}

TEST(CostShares, EqualTheDefinitionOverBestTours) {
  Random random(22);
  for (int64_t i = 0; i < Cases(300); ++i) {
    const auto parties = static_cast<int32_t>(random.Uniform(2, 4));
    const Bundle bundle = RandomBundle(parties, 4, random);
    std::vector<int64_t> cost = {0};
    for (uint64_t set = 1; set < uint64_t{1} << parties; ++set) cost.push_back(BestOf(bundle, set));
    ASSERT_EQ(cost.back(), bundle.together.cost) << "case " << i;
    const std::vector<double> by_orders = ShapleyByOrders(cost, parties);
    const CostShares shares = Share(bundle, {.iterations_per_shipment = 400});
    for (size_t p = 0; p < by_orders.size(); ++p) {
      EXPECT_NEAR(static_cast<double>(shares.parties[p].cents), by_orders[p], 1.0) << "case " << i;
    }
  }
}

TEST(CostShares, EqualTheDefinitionForSixParties) {
  Random random(23);
  for (int64_t i = 0; i < Cases(100); ++i) {
    const Bundle bundle = RandomBundle(6, 7, random, 1);
    std::vector<int64_t> cost = {0};
    for (uint64_t set = 1; set < 64; ++set) {
      TourProblem part = bundle.problem;
      for (size_t s = part.shipments.size(); s-- > 0;) {
        if ((set >> bundle.party_of_shipment[s] & 1) == 0) {
          part.shipments.erase(part.shipments.begin() + static_cast<int64_t>(s));
        }
      }
      cost.push_back(SolveTours(part, {.iterations = 4000, .seed = 77}, StopToken())->cost);
    }
    const std::vector<double> by_orders = ShapleyByOrders(cost, 6);
    const CostShares shares = Share(bundle, {.iterations_per_shipment = 400});
    for (size_t p = 0; p < by_orders.size(); ++p) {
      EXPECT_NEAR(static_cast<double>(shares.parties[p].cents), by_orders[p], 1.0) << "case " << i;
    }
  }
}

TEST(CostShares, SampledIntervalsHoldTheExactValue) {
  Random random(24);
  int64_t held = 0;
  int64_t asked = 0;
  for (int64_t i = 0; i < std::max<int64_t>(Cases(100), 3); ++i) {
    // Thirteen parties of which one is nobody: its shipment stays where it is, at the base.
    Bundle bundle = RandomBundle(12, 12, random);
    const CostShares exact = Share(bundle, {.iterations_per_shipment = 5});
    Shipment& nothing = bundle.problem.shipments.emplace_back();
    nothing.load = {0};
    bundle.party_of_shipment.push_back(12);
    bundle.parties = 13;
    std::vector<int32_t>& stops = bundle.together.tours[0].stops;
    const bool from_zero = bundle.together.tours[0].vehicle % 2 == 0;
    nothing.pickup.location = nothing.delivery.location = from_zero ? 0 : 1;
    stops.insert(stops.begin(), {24, 25});
    const CostShares sampled = Share(bundle, {.iterations_per_shipment = 5, .orders = 100});
    EXPECT_FALSE(sampled.exact);
    EXPECT_EQ(SumOfCents(sampled), sampled.cents);
    for (size_t p = 0; p < exact.parties.size(); ++p) {
      const PartyShare& share = sampled.parties[p];
      EXPECT_LE(share.low_cents, share.high_cents);
      // The nobody pays for a van when it is alone, some of which the others are spared.
      held += share.low_cents - 40 <= exact.parties[p].cents &&
                      exact.parties[p].cents <= share.high_cents + 120
                  ? 1
                  : 0;
      ++asked;
    }
  }
  EXPECT_GE(held * 100, asked * 90);
}

TEST(CostShares, RefuseWhatCannotBeShared) {
  Random random(25);
  const Bundle bundle = RandomBundle(2, 3, random);
  const auto refusal = [&](std::vector<int32_t> of, int32_t parties, std::vector<Tour> tours,
                           CostSharesOptions options) {
    return std::string(
        ShareCosts(bundle.problem, of, parties, tours, options, StopToken()).status().message());
  };
  const std::vector<Tour>& tours = bundle.together.tours;
  EXPECT_THAT(refusal({0, 1}, 2, tours, {}), HasSubstr("one for each shipment"));
  EXPECT_THAT(refusal({0, 1, 2}, 2, tours, {}), HasSubstr("there is no party 2"));
  EXPECT_THAT(refusal({0, 0, 0}, 2, tours, {}), HasSubstr("party 1 has no shipment"));
  EXPECT_THAT(refusal({0, 1, 0}, 61, tours, {}), HasSubstr("parties: 61"));
  EXPECT_THAT(refusal({0, 1, 0}, 2, {}, {}), HasSubstr("shipment 0 is not served"));
  EXPECT_THAT(refusal({0, 1, 0}, 2, {{99, {0, 1}}}, {}), HasSubstr("there is no vehicle 99"));
  EXPECT_THAT(refusal({0, 1, 0}, 2, {{0, {0, 1, 9}}}, {}), HasSubstr("there is no stop 9"));
  EXPECT_THAT(refusal({0, 1, 0}, 2, {{0, {1, 0, 3, 2, 5, 4}}}, {}), HasSubstr("cannot be driven"));
  EXPECT_THAT(refusal({0, 1, 0}, 2, tours, {.cent = 0}), HasSubstr("out of range"));
  const std::atomic<bool> stop = true;
  EXPECT_EQ(ShareCosts(bundle.problem, {0, 1, 0}, 2, tours, {}, StopToken(&stop)).status().code(),
            absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace cordee
