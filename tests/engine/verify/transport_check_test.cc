#include "engine/verify/transport_check.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"
#include "tests/support/delivery_world.h"

namespace cordee {
namespace {

using testing::DeliveryWorld;

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

// A plan that holds, and one of its tours, for which the rows of its world are changed.
class Changed {
 public:
  Changed(DeliveryWorld rows, const Problem& problem, const RunReport& report, Random& random)
      : world(std::move(rows)),
        tour(report.transport.tours[static_cast<size_t>(random.Uniform(
            0, static_cast<int64_t>(report.transport.tours.size()) - 1))]),
        problem_(problem),
        report_(report) {}

  VanRow& van() { return Row(world.vans, problem_.logistics().vans.id, tour.van); }
  const Haul& HaulOf(const HaulStop& stop) const {
    return report_.transport.hauls[static_cast<size_t>(stop.haul)];
  }
  FreightRow& FreightOf(const HaulStop& stop) {
    return Row(world.freights, problem_.logistics().freights.id, HaulOf(stop).freight);
  }
  EntryRow& NeedOf(const HaulStop& stop) {
    return Row(world.needs, problem_.needs().id, HaulOf(stop).need);
  }
  EntryRow& ResourceOf(const HaulStop& stop) {
    return Row(world.resources, problem_.resources().id, HaulOf(stop).resource);
  }
  HalfHours& HoursOf(const HaulStop& stop) {
    if (!HaulOf(stop).is_freight()) return (stop.pickup ? ResourceOf(stop) : NeedOf(stop)).hours;
    FreightRow& row = FreightOf(stop);
    return stop.pickup ? row.pickup_hours : row.delivery_hours;
  }
  Temperature TemperatureOf(const HaulStop& stop) {
    const bool freight = HaulOf(stop).is_freight();
    const Category& category = problem_.catalogue().category(
        freight ? FreightOf(stop).category : ResourceOf(stop).category);
    return freight ? *category.freight : category.temperature;
  }
  // What comes at a time, in hundreds of grams and in crates.
  int64_t HectogramsOf(const HaulStop& stop) {
    const Haul& haul = HaulOf(stop);
    if (haul.is_freight()) return (FreightOf(stop).grams + 99) / 100;
    const auto& links = report_.result.links;
    const auto link = std::find_if(links.begin(), links.end(), [&](const Link& each) {
      return each.need == haul.need && each.resource == haul.resource;
    });
    const int64_t times =
        int64_t{problem_.needs().periods[static_cast<size_t>(haul.need.value())]} * haul.pieces;
    return (link->amount.value() + 100 * times - 1) / (100 * times);
  }
  std::vector<HaulStop> Stops() const {
    std::vector<HaulStop> stops = tour.stops;
    std::erase_if(stops, [](const HaulStop& stop) { return stop.is_regular(); });
    return stops;
  }
  UnitVector PlaceOf(const HaulStop& stop) const {
    const Haul& haul = HaulOf(stop);
    const FreightTable& freights = problem_.logistics().freights;
    if (haul.is_freight()) {
      return (stop.pickup ? freights.from : freights.to)[static_cast<size_t>(haul.freight.value())];
    }
    return stop.pickup ? problem_.resources().place[static_cast<size_t>(haul.resource.value())]
                       : problem_.needs().place[static_cast<size_t>(haul.need.value())];
  }
  UnitVector Home() const {
    return problem_.logistics().vans.place[static_cast<size_t>(tour.van.value())];
  }

  DeliveryWorld world;
  const HaulTour& tour;

 private:
  template <typename Rows, typename I>
  static typename Rows::value_type& Row(Rows& rows, const std::vector<std::string>& ids, I index) {
    return *std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
      return row.id == ids[static_cast<size_t>(index.value())];
    });
  }

  const Problem& problem_;
  const RunReport& report_;
};

// What is changed about the world, so that the tour breaks this rule and was fine before; false
// when it does not apply.
struct WorldMutation {
  const char* says;
  bool (*change)(Random&, Changed&);
};

std::vector<WorldMutation> OfTheCompany() {
  return {
      {"nobody drives", [](Random&, Changed& c) { return c.van().no_driver = true; }},
      {"not there in all weeks",
       [](Random& random, Changed& c) {
         c.van().season &= random.OneIn(2) ? 0xffe : 0xffd;  // no January, no February
         return true;
       }},
      {"cannot keep the temperature",
       [](Random&, Changed& c) {
         bool cold = false;
         for (const HaulStop& stop : c.Stops()) {
           cold = cold || c.TemperatureOf(stop) != Temperature::kAmbient;
         }
         c.van().category = c.world.Category("dry");
         return cold;
       }},
      {"beyond the reach",
       [](Random&, Changed& c) {
         int32_t farthest = 0;
         for (const HaulStop& stop : c.Stops()) {
           farthest = std::max(farthest, Distance(c.Home(), c.PlaceOf(stop)).value());
         }
         c.van().reach = Metres(farthest - 1);
         return farthest > 0;
       }},
      {"carries for others",
       [](Random&, Changed& c) {
         bool others = false;
         for (const HaulStop& stop : c.Stops()) {
           const bool freight = c.HaulOf(stop).is_freight();
           const std::string& owner = c.van().actor;
           others = others || (freight ? c.FreightOf(stop).actor != owner
                                       : c.ResourceOf(stop).actor != owner &&
                                             c.NeedOf(stop).actor != owner);
         }
         c.van().carriage = Carriage::kOwn;
         return others;
       }},
      {"food and waste",
       [](Random&, Changed& c) {
         bool food = false;
         bool waste = false;
         for (const HaulStop& stop : c.Stops()) {
           food = food || !c.HaulOf(stop).is_freight();
           if (c.HaulOf(stop).is_freight()) waste = c.FreightOf(stop).waste = true;
         }
         return food && waste;
       }},
      {"frozen, and not frozen",
       [](Random&, Changed& c) {
         c.van().category = c.world.Category("deep");
         // A shipment of them, where something else stays as it is.
         for (const HaulStop& stop : c.Stops()) {
           if (!c.HaulOf(stop).is_freight() || c.Stops().size() == 2) continue;
           const bool was_frozen = c.TemperatureOf(stop) == Temperature::kFrozen;
           c.FreightOf(stop).category = c.world.Category(was_frozen ? "dry" : "deep");
           return true;
         }
         return false;
       }},
  };
}

// The most on board at once, of an amount of each haul.
template <typename AmountOf>
int64_t Peak(Changed& c, const AmountOf& amount_of) {
  int64_t load = 0;
  int64_t most = 0;
  for (const HaulStop& stop : c.Stops()) {
    load += (stop.pickup ? 1 : -1) * amount_of(stop);
    most = std::max(most, load);
  }
  return most;
}

std::vector<WorldMutation> OfLoadsAndHours() {
  return {
      {"overloaded",
       [](Random&, Changed& c) {
         const int64_t peak = Peak(c, [&](const HaulStop& s) { return c.HectogramsOf(s); });
         c.van().grams = std::max<int64_t>(100 * (peak - 1), 1);
         return true;
       }},
      {"overloaded",
       [](Random& random, Changed& c) {
         // As many crates as it takes, and one less; now and then they all come back.
         const bool back = random.OneIn(2);
         int64_t all = 0;
         for (const HaulStop& stop : c.Stops()) {
           if (!c.HaulOf(stop).is_freight()) continue;
           FreightRow& row = c.FreightOf(stop);
           row.crates = std::max(row.crates, 2);
           row.returns_crates = back;
           all += stop.pickup ? row.crates : 0;
         }
         const int64_t peak = Peak(c, [&](const HaulStop& stop) {
           return c.HaulOf(stop).is_freight() ? c.FreightOf(stop).crates : 0;
         });
         c.van().crates = static_cast<int32_t>((back ? all : peak) - 1);
         return all > 0;
       }},
      {"closed",
       [](Random& random, Changed& c) {
         const std::vector<HaulStop> stops = c.Stops();
         const HaulStop& stop = stops[static_cast<size_t>(
             random.Uniform(0, static_cast<int64_t>(stops.size()) - 1))];
         c.HoursOf(stop).Remove(c.tour.day * 48 + stop.begins / 1'800);
         return true;
       }},
      {"outside the hours of the vehicle",
       [](Random& random, Changed& c) {
         if (!c.van().regular_tours.empty()) return false;
         const int64_t second = random.Uniform(c.tour.leaves, c.tour.returns - 1);
         c.van().hours.Remove(c.tour.day * 48 + static_cast<int32_t>(second / 1'800));
         return true;
       }},
      {"too long",
       [](Random&, Changed& c) {
         c.van().max_minutes = (c.tour.returns - c.tour.leaves - 1) / 60;
         return c.van().max_minutes >= kMinVanMinutes;
       }},
      {"too long without a break",
       [](Random&, Changed& c) {
         const RestRule rest{kLeastRest.work, kMostRest.lasts};
         int32_t from = c.tour.leaves;
         int32_t longest = 0;  // from one stop to the next: no wait is longer
         for (const HaulStop& stop : c.tour.stops) {
           longest = std::max(longest, stop.begins - from);
           from = stop.begins;
         }
         c.van().rest = rest;
         return c.tour.returns - c.tour.leaves > 60 * rest.work && longest < 60 * rest.lasts;
       }},
      {"metres or cost",
       [](Random& random, Changed& c) {
         ++(random.OneIn(2) ? c.van().cents_per_day : c.van().cents_per_hour);
         return c.van().regular_tours.empty();
       }},
  };
}

// How many were made of the world of a plan.
int64_t MutateTheWorld(const DeliveryWorld& world, const Problem& problem, const RunReport& report,
                       uint64_t seed) {
  std::vector<WorldMutation> mutations = OfTheCompany();
  for (const WorldMutation& mutation : OfLoadsAndHours()) mutations.push_back(mutation);
  Random random(seed);
  int64_t made = 0;
  for (const WorldMutation& mutation : mutations) {
    Changed changed(world, problem, report, random);
    if (!mutation.change(random, changed)) continue;
    ++made;
    const absl::Status status =
        CheckTransport(changed.world.Build(), report.result.links, report.transport);
    EXPECT_FALSE(status.ok()) << "seed " << seed << ", " << mutation.says;
    EXPECT_NE(std::string(status.message()).find(mutation.says), std::string::npos)
        << "seed " << seed << ": " << status << ", not " << mutation.says;
  }
  return made;
}

// From and to the place of the vehicle, loaded in no time; it leaves as late as it may.
TEST(TransportCheck, AcceptsATourThatTakesNoTimeAtAll) {
  for (const int32_t until : {12, 18, 24}) {
    DeliveryWorld world;
    world.Actor("shop", 0, 0);
    world.Van("van", "shop", "dry", 500).hours = testing::Weekdays(6, until, 1, 1);
    FreightRow& row =
        world.Freight("box", "shop", DeliveryWorld::At(0, 0), DeliveryWorld::At(0, 0), 10);
    row.pickup_hours = row.delivery_hours = HalfHours::All();
    row.service_minutes = 0;
    const auto report = Match(world.Build(), {}, StopToken(), nullptr);
    ASSERT_TRUE(report.ok()) << report.status();
    ASSERT_EQ(report->transport.tours.size(), 1u);
    EXPECT_EQ(report->transport.tours[0].leaves, report->transport.tours[0].returns);
    for (const HalfHours& hours : {testing::Weekdays(6, until, 2, 2), HalfHours()}) {
      world.vans[0].hours = hours;
      EXPECT_EQ(CheckTransport(world.Build(), {}, report->transport).message(),
                "tour 0: outside the hours of the vehicle");
    }
  }
}

TEST(TransportCheck, AcceptsAVehicleThatIsJustEnough) {
  int64_t accepted = 0;
  for (uint64_t seed = 0; accepted < testing::Cases(500); ++seed) {
    const DeliveryWorld world = testing::RandomDeliveries(seed, 10, 5);
    const Problem problem = world.Build();
    const auto report = Match(problem, {}, StopToken(), nullptr);
    ASSERT_TRUE(report.ok()) << report.status();
    // One tour of one vehicle, so that nothing else needs it.
    if (report->transport.tours.size() != 1) continue;
    Random random(seed);
    Changed c(world, problem, *report, random);
    if (!c.van().regular_tours.empty()) continue;
    ++accepted;
    c.van().grams = 100 * Peak(c, [&](const HaulStop& stop) { return c.HectogramsOf(stop); });
    c.van().max_minutes = std::max((c.tour.returns - c.tour.leaves + 59) / 60, kMinVanMinutes);
    c.van().reach = Metres(0);
    for (const HaulStop& stop : c.Stops()) {
      c.van().reach = std::max(c.van().reach, Distance(c.Home(), c.PlaceOf(stop)));
    }
    c.van().hours = HalfHours();
    c.van().hours.Add(c.tour.day * 48 + c.tour.leaves / 1'800,
                      c.tour.day * 48 + (c.tour.returns + 1'799) / 1'800);
    const absl::Status status =
        CheckTransport(c.world.Build(), report->result.links, report->transport);
    EXPECT_TRUE(status.ok()) << "seed " << seed << ": " << status;
  }
}

TEST(TransportCheck, RejectsEveryMutation) {
  std::vector<Mutation> mutations = Mutations();
  for (const Mutation& mutation : OfRegularTours()) mutations.push_back(mutation);
  uint64_t seed = 0;
  int64_t of_worlds = 0;
  int64_t done = 0;
  for (; done < testing::Cases(10'000); ++seed) {
    const DeliveryWorld world = testing::RandomDeliveries(seed, 10, 5);
    const Problem problem = world.Build();
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
    }
    const int64_t made = MutateTheWorld(world, problem, *report, seed);
    of_worlds += made;
    done += made;
  }
  EXPECT_GT(3 * of_worlds, done);  // about two in five
}

}  // namespace
}  // namespace cordee
