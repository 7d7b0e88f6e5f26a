#include "engine/solve/tours/cost_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/lp/core_lp.h"
#include "engine/solve/tours/party_costs.h"
#include "engine/solve/tours/tour_solver.h"
#include "tests/support/balanced_sets.h"
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

// A tour with a van of its own for each shipment.
std::vector<Tour> OneByOne(const Bundle& bundle) {
  std::vector<Tour> tours;
  for (int32_t s = 0; s < static_cast<int32_t>(bundle.problem.shipments.size()); ++s) {
    tours.push_back({2 * s + 1, {2 * s, 2 * s + 1}});
  }
  return tours;
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
  EXPECT_LE(shares.core.excess_cents, 0);
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

// The base at place 0, places 1 and 2 ten away from it and `between` from each other; a party at
// the place given for each, all in one van that calls on them in that order.
Bundle FromTheBase(const std::vector<int32_t>& place_of_party, int32_t between) {
  Bundle bundle;
  bundle.problem.locations = 3;
  bundle.problem.distance = {0, 10, 10, 10, 0, between, 10, between, 0};
  Tour& tour = bundle.together.tours.emplace_back();
  for (const int32_t place : place_of_party) {
    bundle.problem.shipments.emplace_back().delivery.location = place;
    bundle.party_of_shipment.push_back(bundle.parties);
    tour.stops.push_back(2 * bundle.parties++);
  }
  for (int32_t s = 0; s < bundle.parties; ++s) tour.stops.push_back(2 * s + 1);
  bundle.problem.vehicles.assign(2, Vehicle());
  return bundle;
}

std::vector<int64_t> CentsOf(const CostShares& shares) {
  std::vector<int64_t> cents;
  for (const PartyShare& share : shares.parties) cents.push_back(share.cents);
  return cents;
}

TEST(CostShares, AreComparedWithGroupsAfterNobodyPaysMoreThanAlone) {
  // Alone, and two at the same place, 20; all together 50. The third adds 23.33 on average, pays 20
  // as it would alone, and the other two 30 for what they could have for 20.
  const CostShares shares = Share(FromTheBase({1, 1, 2}, 30), {});
  EXPECT_EQ(shares.cost, 50);
  EXPECT_EQ(CentsOf(shares), (std::vector<int64_t>{15, 15, 20}));
  EXPECT_EQ(shares.core.groups, 6);
  EXPECT_EQ(shares.core.worst_group, 0b011u);
  EXPECT_EQ(shares.core.worst_cost, 20);
  EXPECT_EQ(shares.core.excess_cents, 10);
  // The two, and the third alone, would pay 40: 5 each is missing at least.
  EXPECT_EQ(shares.core.state, CoreState::kEmpty);
  EXPECT_EQ(shares.core.least_excess_cents, 5);
}

TEST(CostShares, AboveWhatAllPayAloneFallOnAllAlike) {
  const CostShares shares = Share(FromTheBase({1, 2}, 101), {});
  EXPECT_EQ(shares.cost, 121);
  EXPECT_EQ(CentsOf(shares), (std::vector<int64_t>{61, 60}));  // alone 20
  EXPECT_EQ(shares.core.state, CoreState::kEmpty);
  EXPECT_EQ(shares.core.least_excess_cents, 40);  // 40.5
  EXPECT_EQ(shares.core.worst_group, 0b01u);
  EXPECT_EQ(shares.core.excess_cents, 41);
  EXPECT_EQ(shares.parties[0].alone_vehicles, (std::vector<int32_t>{0}));
}

TEST(CostShares, OfNeighboursAreInTheCore) {
  // Every set of them costs 20: no two shares come to that.
  const CostShares shares = Share(FromTheBase({1, 1, 1, 1}, 30), {});
  EXPECT_EQ(CentsOf(shares), (std::vector<int64_t>{5, 5, 5, 5}));
  EXPECT_EQ(shares.core.groups, 14);
  EXPECT_EQ(shares.core.state, CoreState::kNotEmpty);
  EXPECT_EQ(shares.core.least_excess_cents, -5);
  EXPECT_EQ(shares.core.worst_group, 0b0111u);
  EXPECT_EQ(shares.core.excess_cents, -5);
}

TEST(CostShares, OfOneHaveNoGroups) {
  const CostShares shares = Share(FromTheBase({1}, 30), {});
  EXPECT_EQ(CentsOf(shares), (std::vector<int64_t>{20}));
  EXPECT_EQ(shares.core, CoreCheck{});
}

TEST(CostShares, LookAtTheGroupsThatSampledOrdersMeet) {
  const CostSharesOptions few{.iterations_per_shipment = 5, .orders = 40};
  const CostShares content = Share(FromTheBase(std::vector<int32_t>(13, 1), 30), few);
  EXPECT_FALSE(content.exact);
  EXPECT_GE(content.core.groups, 13);
  EXPECT_LE(content.core.groups, 13 * 41);
  EXPECT_EQ(content.core.state, CoreState::kNotEmpty);
  EXPECT_LE(content.core.excess_cents, 0);
  std::vector<int32_t> one_elsewhere(13, 1);
  one_elsewhere[12] = 2;
  const CostShares empty = Share(FromTheBase(one_elsewhere, 30), few);
  EXPECT_EQ(empty.core.state, CoreState::kEmpty);
  // The twelve would pay 20, and any other twelve 40: together 500, each party twelve times.
  EXPECT_EQ(empty.core.least_excess_cents, (12 * 50 - 500) / 13);
  EXPECT_GE(empty.core.excess_cents, 7);
}

// Every set planned once more, as the header says.
CostGame PlanAll(const Bundle& bundle, const CostSharesOptions& options) {
  PartyCosts costs(bundle.problem, bundle.party_of_shipment, options.iterations_per_shipment,
                   options.seed, StopToken());
  const uint64_t all = (uint64_t{1} << bundle.parties) - 1;
  costs.Set(all, bundle.together.tours);
  for (int32_t size = bundle.parties - 1; size > 0; --size) {
    for (uint64_t set = 1; set < all; ++set) {
      if (std::popcount(set) != size) continue;
      std::vector<uint64_t> larger;
      for (int32_t p = 0; p < bundle.parties; ++p) {
        if ((set >> p & 1) == 0) larger.push_back(set | uint64_t{1} << p);
      }
      EXPECT_TRUE(costs.PlanSet(set, larger).ok());
    }
  }
  CostGame game{.parties = bundle.parties, .cost = costs.Of(all).cost};
  for (uint64_t set = 1; set < all; ++set) game.sets.push_back({set, costs.Of(set).cost});
  return game;
}

TEST(CostShares, NameTheWorstGroupAndTheLeastExcessByTheirDefinition) {
  Random random(26);
  std::vector<int64_t> states(4, 0);
  for (int64_t i = 0; i < Cases(2'000); ++i) {
    const auto parties = static_cast<int32_t>(random.Uniform(2, 5));
    Bundle bundle = RandomBundle(parties, 6, random);
    // Some tours go out of their way.
    if (random.OneIn(2)) bundle.together.tours = OneByOne(bundle);
    const CostSharesOptions options{.iterations_per_shipment = 5, .cent = 10};
    const CostShares shares = Share(bundle, options);
    const CostGame game = PlanAll(bundle, options);
    std::pair<int64_t, int64_t> worst(INT64_MIN, 0);  // floor of the excess, minus the set
    for (const CostSet& set : game.sets) {
      int64_t excess = -set.cost;
      for (size_t p = 0; p < shares.parties.size(); ++p) {
        if ((set.parties >> p & 1) != 0) excess += 10 * shares.parties[p].cents;
      }
      const int64_t cents = (excess + 1'000'000'000'000) / 10 - 100'000'000'000;
      worst = std::max(worst, std::pair(cents, -static_cast<int64_t>(set.parties)));
    }
    EXPECT_EQ(shares.core.excess_cents, worst.first) << "case " << i;
    EXPECT_EQ(shares.core.worst_group, static_cast<uint64_t>(-worst.second)) << "case " << i;
    const testing::Ratio least = testing::LeastExcess(game);
    const bool empty = least.over > 0;
    EXPECT_EQ(shares.core.state, empty ? CoreState::kEmpty : CoreState::kNotEmpty) << "case " << i;
    const testing::Ratio in_cents{least.over, 10 * least.under};
    EXPECT_GE(shares.core.least_excess_cents, in_cents.Floor()) << "case " << i;
    EXPECT_LE(shares.core.least_excess_cents, in_cents.Floor() + (empty ? 0 : 1)) << "case " << i;
    ++states[static_cast<size_t>(shares.core.state)];
  }
  EXPECT_GT(states[static_cast<size_t>(CoreState::kEmpty)], 0);
  EXPECT_GT(states[static_cast<size_t>(CoreState::kNotEmpty)], 0);
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
