#include "engine/solve/tours/cost_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/lp/core_lp.h"
#include "engine/solve/tours/party_costs.h"
#include "tests/support/balanced_sets.h"
#include "tests/support/cases.h"
#include "tests/support/cost_bundles.h"

namespace cordee {
namespace {

using testing::Bundle;
using testing::Cases;
using testing::OneByOne;
using testing::RandomBundle;
using testing::Share;
using testing::SumOfCents;
using ::testing::HasSubstr;

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
