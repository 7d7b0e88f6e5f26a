// Shares against the definition of the Shapley value: over the best tours of every set of parties,
// and by a formula where there is one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/solve/tours/cost_shares.h"
#include "engine/verify/tour_check.h"
#include "tests/support/best_bundles.h"
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

// Best cost of each set of parties.
std::vector<int64_t> BestOfEachSet(const Bundle& bundle, size_t kinds) {
  const testing::BestBundles best(bundle.problem, kinds);
  std::vector<int64_t> costs;
  for (uint64_t set = 0; set < uint64_t{1} << bundle.parties; ++set) {
    size_t shipments = 0;
    for (size_t s = 0; s < bundle.party_of_shipment.size(); ++s) {
      if ((set >> bundle.party_of_shipment[s] & 1) != 0) shipments |= size_t{1} << s;
    }
    costs.push_back(best.Of(shipments));
  }
  return costs;
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

// What shares are above alone falls on those who save most, until all save the same.
std::vector<double> KeptBelowAlone(std::vector<double> shares, const std::vector<double>& alone) {
  double above = 0;
  std::vector<double> saved;
  for (size_t p = 0; p < shares.size(); ++p) {
    above += std::max(0.0, shares[p] - alone[p]);
    saved.push_back(std::max(0.0, alone[p] - shares[p]));
  }
  double low = -above - 1;
  double high = *std::max_element(saved.begin(), saved.end());
  for (int halvings = 0; halvings < 100; ++halvings) {
    const double level = (low + high) / 2;
    double charged = 0;
    for (const double each : saved) charged += std::max(0.0, each - level);
    (charged > above ? low : high) = level;
  }
  for (size_t p = 0; p < shares.size(); ++p) shares[p] = alone[p] - std::min(saved[p], high);
  return shares;
}

// The first party fills a small van at its base each time, so that it saves nothing with others.
void FillVans(Bundle& bundle) {
  TourProblem& problem = bundle.problem;
  for (Vehicle& vehicle : problem.vehicles) vehicle.fixed_cost = 0;
  for (size_t s = 0; s < problem.shipments.size(); ++s) {
    if (bundle.party_of_shipment[s] != 0) continue;
    problem.shipments[s].pickup.location = problem.vehicles[0].start;
    problem.shipments[s].load = {problem.vehicles[0].capacity[0]};
  }
  testing::PlanTogether(bundle);
}

// One tour in the longest of some orders.
void GoOutOfTheWay(Bundle& bundle, Random& random) {
  for (Tour& tour : bundle.together.tours) {
    int64_t farthest = DriveTour(bundle.problem, tour)->distance;
    Tour other = tour;
    for (int tries = 0; tries < 50 && tour.stops.size() > 2; ++tries) {
      random.Shuffle(other.stops);
      const auto times = DriveTour(bundle.problem, other);
      if (!times.ok() || times->distance <= farthest) continue;
      farthest = times->distance;
      tour = other;
    }
  }
}

TEST(CostSharesValue, EqualTheDefinitionOverBestTours) {
  Random random(22);
  int64_t helped = 0;     // somebody would pay more than alone, and the others pay for it
  int64_t not_worth = 0;  // all pay more than alone
  for (int64_t i = 0; i < std::max<int64_t>(Cases(1'000), 20); ++i) {
    const auto parties = static_cast<int32_t>(random.Uniform(1, 6));
    const auto kinds = static_cast<int32_t>(random.Uniform(1, 2));
    const auto shipments = static_cast<int32_t>(random.Uniform(parties, 7));
    Bundle bundle = RandomBundle(parties, shipments, random, kinds);
    if (random.OneIn(2)) FillVans(bundle);
    std::vector<int64_t> cost = BestOfEachSet(bundle, static_cast<size_t>(kinds));
    for (int64_t more = 4; cost.back() != bundle.together.cost && more <= 64; more *= 4) {
      testing::PlanTogether(bundle, more * 2'000);
    }
    ASSERT_EQ(cost.back(), bundle.together.cost) << "case " << i;
    if (i % 4 == 1) bundle.together.tours = OneByOne(bundle);
    if (i % 4 > 1) GoOutOfTheWay(bundle, random);
    cost.back() = 0;
    for (const Tour& tour : bundle.together.tours) {
      const Vehicle& vehicle = bundle.problem.vehicles[static_cast<size_t>(tour.vehicle)];
      const auto times = DriveTour(bundle.problem, tour);
      ASSERT_TRUE(times.ok()) << times.status();
      cost.back() += vehicle.fixed_cost + times->distance * vehicle.cost_per_distance;
    }
    const std::vector<double> by_orders = ShapleyByOrders(cost, parties);
    std::vector<double> alone;
    double all_alone = 0;
    bool any_more = false;
    for (size_t p = 0; p < by_orders.size(); ++p) {
      alone.push_back(static_cast<double>(cost[size_t{1} << p]));
      all_alone += alone.back();
      any_more = any_more || by_orders[p] > alone.back() + 1;
    }
    const bool worth = all_alone >= static_cast<double>(cost.back());
    helped += any_more && worth ? 1 : 0;
    not_worth += worth ? 0 : 1;
    const std::vector<double> expected = KeptBelowAlone(by_orders, alone);
    const CostShares shares = Share(bundle, {.iterations_per_shipment = 400});
    ASSERT_EQ(SumOfCents(shares), cost.back());
    for (size_t p = 0; p < expected.size(); ++p) {
      // A cent of rounding; one more where what was rounded is charged to others.
      EXPECT_NEAR(static_cast<double>(shares.parties[p].cents), expected[p], any_more ? 2.0 : 1.0)
          << "case " << i;
    }
  }
  EXPECT_GT(helped, 0);
  EXPECT_GT(not_worth, 0);
}

// Roads that leave a base like the rays of a star, and a party at some distance on one of them: a
// set pays a van and the way to its farthest on each ray and back, whatever the search.
struct Star {
  Bundle bundle;
  std::vector<double> shapley;
};

Star RandomStar(int32_t parties, Random& random) {
  Star star;
  star.bundle.parties = parties;
  TourProblem& problem = star.bundle.problem;
  problem.locations = parties + 1;
  std::vector<std::pair<int64_t, int64_t>> at = {{0, 0}};  // ray, distance from the base
  const int64_t rays = random.Uniform(1, 4);
  for (int32_t p = 0; p < parties; ++p) {
    const int64_t ray = random.Uniform(1, rays);
    at.emplace_back(ray, random.Uniform(1, 900));
  }
  std::sort(at.begin(), at.end());
  for (const auto& [ray, far] : at) {
    for (const auto& [other, there] : at) {
      problem.distance.push_back(
          static_cast<int32_t>(ray == other ? std::abs(far - there) : far + there));
    }
  }
  Vehicle& van = problem.vehicles.emplace_back();
  van.fixed_cost = random.Uniform(0, 500);
  Tour& tour = star.bundle.together.tours.emplace_back();
  for (int32_t p = 0; p < parties; ++p) {
    problem.shipments.emplace_back().delivery.location = p + 1;
    star.bundle.party_of_shipment.push_back(p);
    tour.stops.push_back(2 * p);
  }
  for (int32_t p = 0; p < parties; ++p) tour.stops.push_back(2 * p + 1);
  // Those beyond share each piece of the way.
  star.shapley.assign(at.size() - 1, static_cast<double>(van.fixed_cost) / parties);
  for (size_t p = 1; p < at.size(); ++p) {
    const auto [ray, far] = at[p];
    const int64_t from = at[p - 1].first == ray ? at[p - 1].second : 0;
    size_t last = p;
    while (last + 1 < at.size() && at[last + 1].first == ray) ++last;
    const double each = 2.0 * static_cast<double>(far - from) / static_cast<double>(last - p + 1);
    for (size_t beyond = p; beyond <= last; ++beyond) star.shapley[beyond - 1] += each;
  }
  return star;
}

TEST(CostSharesValue, EqualTheDefinitionOnStars) {
  Random random(27);
  for (int64_t i = 0; i < Cases(200); ++i) {
    const Star star = RandomStar(static_cast<int32_t>(random.Uniform(2, 9)), random);
    const CostShares shares = Share(star.bundle, {.iterations_per_shipment = 5});
    for (size_t p = 0; p < star.shapley.size(); ++p) {
      EXPECT_NEAR(static_cast<double>(shares.parties[p].cents), star.shapley[p], 1.0)
          << "case " << i;
    }
  }
}

// One party of each star, so that they are independent: no fewer lie in their interval than chance
// explains, and in an interval of half the width far fewer.
TEST(CostSharesValue, SampledIntervalsHoldTheExactValueNineteenTimesInTwenty) {
  Random random(24);
  int64_t held = 0;
  int64_t held_by_half = 0;
  const int64_t cases = std::max<int64_t>(Cases(1'000), 40);
  for (int64_t i = 0; i < cases; ++i) {
    const Star star = RandomStar(static_cast<int32_t>(random.Uniform(13, 14)), random);
    const CostSharesOptions options{
        .iterations_per_shipment = 0, .orders = 100, .seed = static_cast<uint64_t>(i)};
    const CostShares sampled = Share(star.bundle, options);
    ASSERT_FALSE(sampled.exact);
    ASSERT_EQ(SumOfCents(sampled), sampled.cents);
    const auto p = static_cast<size_t>(
        random.Uniform(0, static_cast<int64_t>(star.shapley.size()) - 1));
    const auto low = static_cast<double>(sampled.parties[p].low_cents);
    const auto high = static_cast<double>(sampled.parties[p].high_cents);
    const double exact = star.shapley[p];
    held += low <= exact && exact <= high ? 1 : 0;
    held_by_half += std::abs(exact - (low + high) / 2) <= (high - low) / 4 ? 1 : 0;
  }
  const auto number = static_cast<double>(cases);
  const double least = 0.95 * number - 3 * std::sqrt(0.95 * 0.05 * number);
  EXPECT_GE(static_cast<double>(held), least);
  EXPECT_LT(static_cast<double>(held_by_half), least);
}

}  // namespace
}  // namespace cordee
