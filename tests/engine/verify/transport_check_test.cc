#include "engine/verify/transport_check.h"

#include <functional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

// Something false about a plan, chosen at random; false when it does not apply.
using Mutation = std::function<bool(Random&, TransportResult&)>;

HaulTour& AnyTour(Random& random, TransportResult& plan) {
  return plan.tours[static_cast<size_t>(
      random.Uniform(0, static_cast<int64_t>(plan.tours.size()) - 1))];
}

HaulStop& AnyStop(Random& random, HaulTour& tour) {
  return tour.stops[static_cast<size_t>(
      random.Uniform(0, static_cast<int64_t>(tour.stops.size()) - 1))];
}

const std::vector<Mutation>& Mutations() {
  static const auto& all = *new std::vector<Mutation>{
      [](Random& random, TransportResult& plan) {
        AnyTour(random, plan).metres += random.OneIn(2) ? 1 : -1;
        return true;
      },
      [](Random& random, TransportResult& plan) {
        AnyTour(random, plan).cost += random.OneIn(2) ? 1 : -1;
        return true;
      },
      [](Random&, TransportResult& plan) { return ++plan.cost, true; },
      [](Random& random, TransportResult& plan) { return ++AnyTour(random, plan).returns, true; },
      [](Random& random, TransportResult& plan) {
        AnyTour(random, plan).leaves += 1 + static_cast<int32_t>(random.Uniform(0, 40'000));
        return true;
      },
      [](Random& random, TransportResult& plan) {
        HaulTour& tour = AnyTour(random, plan);
        tour.stops[0].begins -= 1 + static_cast<int32_t>(random.Uniform(0, 40'000));
        return true;
      },
      [](Random& random, TransportResult& plan) {
        HaulStop& stop = AnyStop(random, AnyTour(random, plan));
        stop.pickup = !stop.pickup;
        return true;
      },
      [](Random& random, TransportResult& plan) {
        HaulTour& tour = AnyTour(random, plan);
        tour.stops.erase(tour.stops.begin() +
                         random.Uniform(0, static_cast<int64_t>(tour.stops.size()) - 1));
        return true;
      },
      [](Random& random, TransportResult& plan) {
        HaulTour& tour = AnyTour(random, plan);
        std::swap(tour.stops[0], tour.stops[1]);
        return true;
      },
      [](Random& random, TransportResult& plan) {
        plan.tours.push_back(AnyTour(random, plan));
        return true;
      },
      [](Random& random, TransportResult& plan) {
        const auto t = random.Uniform(0, static_cast<int64_t>(plan.tours.size()) - 1);
        plan.cost -= plan.tours[static_cast<size_t>(t)].cost;
        plan.metres -= plan.tours[static_cast<size_t>(t)].metres;
        plan.tours.erase(plan.tours.begin() + t);
        return true;
      },
      [](Random&, TransportResult& plan) { return plan.hauls.pop_back(), true; },
      [](Random&, TransportResult& plan) {
        plan.hauls[0].pieces += 1;
        return !plan.hauls[0].is_freight();
      },
      [](Random& random, TransportResult& plan) {
        AnyTour(random, plan).shares[0].cents += random.OneIn(2) ? 1 : -1;
        return true;
      },
      [](Random& random, TransportResult& plan) {
        AnyTour(random, plan).shares.pop_back();
        return true;
      },
      [](Random&, TransportResult& plan) {
        plan.left_freights.push_back({FreightIndex(0), Unserved::kNoRoom});
        return true;
      },
  };
  return all;
}

// What a vehicle drives anyway.
std::vector<Mutation> OfRegularTours() {
  return {
      [](Random& random, TransportResult& plan) {
        ++AnyTour(random, plan).regular_metres;
        return true;
      },
      [](Random&, TransportResult& plan) {
        for (HaulTour& tour : plan.tours) {
          for (HaulStop& stop : tour.stops) {
            if (stop.is_regular()) return ++stop.regular, true;
          }
        }
        return false;
      },
      [](Random&, TransportResult& plan) {
        for (HaulTour& tour : plan.tours) {
          if (std::erase_if(tour.stops, [](const HaulStop& s) { return s.is_regular(); }) > 0) {
            return true;
          }
        }
        return false;
      },
      [](Random& random, TransportResult& plan) {
        HaulTour& tour = AnyTour(random, plan);
        tour.stops.push_back({-1, false, tour.returns, 7});
        return true;
      },
  };
}

TEST(TransportCheck, RejectsEveryMutation) {
  std::vector<Mutation> mutations = Mutations();
  for (const Mutation& mutation : OfRegularTours()) mutations.push_back(mutation);
  int64_t rejected = 0;
  uint64_t seed = 0;
  for (int64_t done = 0; done < testing::Cases(10'000); ++seed) {
    const Problem problem = testing::RandomDeliveries(seed, 10, 5).Build();
    const auto report = Match(problem, {}, StopToken(), nullptr);
    ASSERT_TRUE(report.ok()) << report.status();
    ASSERT_TRUE(CheckTransport(problem, report->result.links, report->transport).ok());
    if (report->transport.tours.empty()) continue;
    Random random(seed);
    for (size_t m = 0; m < mutations.size(); ++m) {
      TransportResult mutant = report->transport;
      if (!mutations[m](random, mutant)) continue;
      ++done;
      const absl::Status status = CheckTransport(problem, report->result.links, mutant);
      EXPECT_FALSE(status.ok()) << "seed " << seed << ", mutation " << m;
      rejected += status.ok() ? 0 : 1;
    }
  }
  EXPECT_GT(rejected, 0);
}

}  // namespace
}  // namespace cordee
