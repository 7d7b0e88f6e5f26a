#include "engine/verify/core_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "engine/verify/transport_check.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

using ::testing::HasSubstr;

// Three who pay 5.00, 6.00 and 7.00, alone 10.00 each; the first two would pay 10.50 on their own.
HaulTour ThreeShare() {
  HaulTour tour{.cost = 1'800 * kCostPerCent};
  for (int32_t p = 0; p < 3; ++p) {
    const int64_t cents = 500 + 100 * p;
    tour.shares.push_back({ActorIndex(p), 1'000, 0, cents, cents, cents});
  }
  tour.core = {.state = CoreState::kNotEmpty,
               .groups = 6,
               .least_excess_cents = -100,
               .worst_group = 0b011,
               .worst_cost = 1'050 * kCostPerCent,
               .excess_cents = 50};
  return tour;
}

std::string Refusal(const HaulTour& tour) {
  return std::string(CheckCore(tour, "tour 0").message());
}

TEST(CoreCheck, AcceptsWhatCanBeTrue) {
  HaulTour tour = ThreeShare();
  EXPECT_EQ(Refusal(tour), "");
  tour.core.state = CoreState::kEmpty;
  tour.core.least_excess_cents = 20;
  EXPECT_EQ(Refusal(tour), "");
  tour.core.state = CoreState::kUndecided;
  tour.core.least_excess_cents = 0;
  EXPECT_EQ(Refusal(tour), "");
  tour.shares.resize(1);
  tour.core = {};
  EXPECT_EQ(Refusal(tour), "");
}

TEST(CoreCheck, RefusesWhatCannot) {
  const std::vector<std::pair<std::function<void(HaulTour&)>, std::string>> cases = {
      {[](HaulTour& t) { t.core = {}; }, "number of groups"},
      {[](HaulTour& t) { t.core.groups = 5; }, "number of groups"},
      {[](HaulTour& t) { t.core.state = CoreState::kNone; }, "nothing said of its groups"},
      {[](HaulTour& t) { t.core.worst_group = 0; }, "no such group"},
      {[](HaulTour& t) { t.core.worst_group = 0b111; }, "no such group"},
      {[](HaulTour& t) { t.core.worst_group = 0b110; }, "not the excess of its group"},
      {[](HaulTour& t) { ++t.core.excess_cents; }, "not the excess of its group"},
      {[](HaulTour& t) { t.core.worst_cost += kCostPerCent; }, "not the excess of its group"},
      {[](HaulTour& t) { t.core.worst_cost = -1; }, "cost of a group"},
      {[](HaulTour& t) { t.core.worst_group = 0b001; }, "a group of one"},
      {[](HaulTour& t) { t.core.least_excess_cents = 1; }, "least excess"},
      {[](HaulTour& t) { t.core.state = CoreState::kUndecided; }, "but undecided"},
      {[](HaulTour& t) { t.core.state = CoreState::kEmpty; }, "least excess"},
      {[](HaulTour& t) {
         t.core.state = CoreState::kEmpty;
         t.core.least_excess_cents = 52;
       },
       "least excess"},
      {[](HaulTour& t) { t.shares[0].low_cents = 499; }, "an interval"},
      {[](HaulTour& t) { t.shares.resize(1); }, "groups of nobody"},
      {[](HaulTour& t) {
         t.core.worst_cost = 1'105 * kCostPerCent;
         t.core.excess_cents = -5;
         t.shares[2].alone_cents = 699;
       },
       "save more than the worst group"},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    HaulTour tour = ThreeShare();
    cases[i].first(tour);
    EXPECT_THAT(Refusal(tour), HasSubstr(cases[i].second)) << i;
  }
}

TEST(CoreCheck, KnowsThatNobodyIsContentWhereAllWouldPayLessAlone) {
  HaulTour tour = ThreeShare();
  for (TourShare& share : tour.shares) {
    share.alone_cents = 300;
    share.cents = share.low_cents = share.high_cents = 600;
  }
  tour.core.worst_group = 0b001;
  tour.core.worst_cost = 300 * kCostPerCent;
  tour.core.excess_cents = 300;
  tour.core.state = CoreState::kEmpty;
  tour.core.least_excess_cents = 300;
  EXPECT_EQ(Refusal(tour), "");
  tour.core.least_excess_cents = 298;
  EXPECT_THAT(Refusal(tour), HasSubstr("least excess"));
  tour.core.least_excess_cents = 0;
  tour.core.state = CoreState::kNotEmpty;
  EXPECT_THAT(Refusal(tour), HasSubstr("no division contents all"));
  tour.core.state = CoreState::kUndecided;
  EXPECT_THAT(Refusal(tour), HasSubstr("no division contents all"));
  tour.core.state = CoreState::kEmpty;
  tour.core.least_excess_cents = 300;
  tour.shares[0].cents = tour.shares[0].low_cents = tour.shares[0].high_cents = 500;
  tour.shares[1].cents = tour.shares[1].low_cents = tour.shares[1].high_cents = 700;
  EXPECT_THAT(Refusal(tour), HasSubstr("others not as much more"));
}

// Something false about the groups of a tour, whatever it is.
using Mutation = std::function<void(HaulTour&)>;

TEST(CoreCheck, RejectsMutationsOfPlannedTours) {
  const std::vector<Mutation> mutations = {
      [](HaulTour& t) { ++t.core.excess_cents; },
      [](HaulTour& t) { --t.core.excess_cents; },
      [](HaulTour& t) { ++t.core.groups; },
      [](HaulTour& t) { t.core.groups = -t.core.groups - 1; },
      [](HaulTour& t) { t.core.worst_group = 1ull << t.shares.size(); },
      [](HaulTour& t) { t.core.worst_cost = t.cost + kCostPerCent; },
      [](HaulTour& t) {
        t.core.least_excess_cents = std::max<int64_t>(t.core.excess_cents, 0) + 2;
      },
      [](HaulTour& t) { t.core.state = static_cast<CoreState>(9); },
      [](HaulTour& t) { t.gainers.push_back(t.shares[0].party); },
      [](HaulTour& t) { --t.shares[0].low_cents; },
      [](HaulTour& t) { t.shares[0].alone_cents = INT64_MAX; },
      [](HaulTour& t) { t.shares[0].cents = INT64_MIN; },
  };
  int64_t rejected = 0;
  std::vector<int64_t> parties(4, 0);
  uint64_t seed = 0;
  for (int64_t done = 0; done < testing::Cases(5'000); ++seed) {
    const Problem problem = testing::RandomDeliveries(seed, 10, 5).Build();
    const auto report = Match(problem, {}, StopToken(), nullptr);
    ASSERT_TRUE(report.ok()) << report.status();
    for (size_t t = 0; t < report->transport.tours.size(); ++t) {
      ++parties[std::min<size_t>(report->transport.tours[t].shares.size(), 3)];
      for (size_t m = 0; m < mutations.size(); ++m, ++done) {
        TransportResult mutant = report->transport;
        mutations[m](mutant.tours[t]);
        const absl::Status status = CheckTransport(problem, report->result.links, mutant);
        EXPECT_FALSE(status.ok()) << "seed " << seed << ", mutation " << m;
        rejected += status.ok() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(rejected, 0);
  EXPECT_GT(parties[1], 0);
  EXPECT_GT(parties[2], 0);
}

TEST(CoreCheck, RefusesWhatIsLeftOfSharesThatWereTakenAway) {
  testing::DeliveryWorld world;
  world.Actor("farm", 0, 10);
  world.Actor("mill", 1, 10);
  world.Actor("canteen", 0, -10);
  world.Need("wanted", "canteen", "vegetables", 400);
  world.Resource("leeks", "farm", "vegetables", 150);
  world.Resource("potatoes", "mill", "potatoes", 150);
  world.Van("van", "farm", "dry", 800).carriage = Carriage::kProfessional;
  const Problem problem = world.Build();
  const auto report = Match(problem, {}, StopToken(), nullptr);
  ASSERT_TRUE(report.ok()) << report.status();
  TransportResult plan = report->transport;
  ASSERT_EQ(plan.tours.size(), 1u);
  ASSERT_EQ(plan.tours[0].shares.size(), 2u);
  plan.shared = false;
  plan.tours[0].shares.clear();
  EXPECT_THAT(std::string(CheckTransport(problem, report->result.links, plan).message()),
              HasSubstr("though not shared"));
  plan.tours[0].core = {};
  EXPECT_TRUE(CheckTransport(problem, report->result.links, plan).ok());
}

}  // namespace
}  // namespace cordee
