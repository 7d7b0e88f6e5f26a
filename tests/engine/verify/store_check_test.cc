#include "engine/verify/store_check.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/engine.h"
#include "engine/verify/transport_check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/must_match.h"
#include "tests/support/store_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;
using testing::MustMatch;

// The number of a haul that is a leg, of both legs at random.
size_t AnyLeg(Random& random, const TransportResult& plan) {
  std::vector<size_t> legs;
  for (size_t h = 0; h < plan.hauls.size(); ++h) {
    if (plan.hauls[h].is_leg()) legs.push_back(h);
  }
  return legs[static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(legs.size()) - 1))];
}

using Mutation = std::function<void(Random&, TransportResult&)>;

const std::vector<Mutation>& Mutations() {
  static const auto& all = *new std::vector<Mutation>{
      [](Random& random, TransportResult& plan) {
        plan.storage_cost += random.OneIn(2) ? 1 : -1;
      },
      [](Random& random, TransportResult& plan) {
        Haul& haul = plan.hauls[AnyLeg(random, plan)];
        haul.leg = 3 - haul.leg;
      },
      [](Random& random, TransportResult& plan) { plan.hauls[AnyLeg(random, plan)].leg = 0; },
      [](Random& random, TransportResult& plan) { plan.hauls[AnyLeg(random, plan)].leg = 3; },
      [](Random& random, TransportResult& plan) {
        plan.hauls[AnyLeg(random, plan)].store = StoreIndex();
      },
      [](Random& random, TransportResult& plan) {
        plan.hauls[AnyLeg(random, plan)].store = StoreIndex(99);
      },
      [](Random& random, TransportResult& plan) {
        Haul& haul = plan.hauls[AnyLeg(random, plan)];
        haul.store = StoreIndex(haul.store.value() == 0 ? 1 : 0);
      },
      [](Random& random, TransportResult& plan) {
        ++plan.hauls[AnyLeg(random, plan)].first_day;
      },
      [](Random& random, TransportResult& plan) {
        plan.hauls[AnyLeg(random, plan)].last_day = kLastDayOfWeek + 1;
      },
      // Driven on another day.
      [](Random& random, TransportResult& plan) {
        const auto leg = static_cast<int32_t>(AnyLeg(random, plan));
        for (HaulTour& tour : plan.tours) {
          for (const HaulStop& stop : tour.stops) {
            if (stop.haul != leg || !stop.pickup) continue;
            const int32_t day = plan.hauls[static_cast<size_t>(leg)].leg == 1 ? 6 : 0;
            tour.day = tour.day == day ? 3 : day;
            for (const HaulStop& moved : tour.stops) {
              if (moved.is_regular()) continue;
              Haul& haul = plan.hauls[static_cast<size_t>(moved.haul)];
              if (haul.is_leg()) haul.first_day = haul.last_day = tour.day;
            }
            return;
          }
        }
      },
  };
  return all;
}

TEST(StoreCheck, RejectsEveryMutation) {
  int64_t rejected = 0;
  uint64_t seed = 0;
  for (int64_t done = 0; done < testing::Cases(2'000); ++seed) {
    const Problem problem = testing::RandomStores(seed, 10, 5).Build();
    const RunReport report = MustMatch(problem);
    ASSERT_TRUE(CheckTransport(problem, report.result.links, report.transport).ok());
    if (report.transport.storage_cost == 0) continue;
    Random random(seed);
    for (size_t m = 0; m < Mutations().size(); ++m, ++done) {
      TransportResult mutant = report.transport;
      Mutations()[m](random, mutant);
      const absl::Status status = CheckTransport(problem, report.result.links, mutant);
      EXPECT_FALSE(status.ok()) << "seed " << seed << ", mutation " << m;
      rejected += status.ok() ? 0 : 1;
    }
  }
  EXPECT_GT(rejected, 0);
}

// A plan for one store, held against the same territory with another.
std::string Verdict(const std::function<void(StoreRow&)>& change) {
  DeliveryWorld world = testing::TuesdayFarmThursdayCanteen();
  const RunReport report = MustMatch(world.Build());
  EXPECT_EQ(report.result.links.size(), 1u);
  change(world.stores[0]);
  return std::string(
      CheckTransport(world.Build(), report.result.links, report.transport).message());
}

TEST(StoreCheck, NamesTheStoreAndTheRule) {
  EXPECT_EQ(Verdict([](StoreRow&) {}), "");
  EXPECT_EQ(Verdict([](StoreRow& store) { store.max_nights = 1; }),
            "resources/cold-room: too many nights");
  EXPECT_EQ(Verdict([](StoreRow& store) { store.season = 0x001; }),
            "resources/cold-room: not there in all weeks");
  EXPECT_EQ(Verdict([](StoreRow& store) { store.reach = Metres(5'000); }),
            "resources/cold-room: beyond the reach");
  EXPECT_EQ(Verdict([](StoreRow& store) { store.grams = 199'000; }),
            "resources/cold-room: overfull");
  EXPECT_EQ(Verdict([](StoreRow& store) { ++store.cents_per_100kg_night; }),
            "store: cost of the week");
  EXPECT_THAT(Verdict([](StoreRow& store) { store.hours = testing::Weekdays(7, 12, 5, 5); }),
              ::testing::HasSubstr("closed"));
}

}  // namespace
}  // namespace cordee
