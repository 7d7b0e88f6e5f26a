// What bundles of supply and transport serve that pairs do not.
//
//   bundles_bench
//
// Counters, in needs that get anything:
//   pairs       hours of giver and taker must meet, and transport is nobody's business
//   carried     of those: a vehicle could carry a link of the need with nothing else for less than
//               its points are worth
//   bundles     every supply has its place in a tour
//   only        of those: no pair has common hours
// net: thousands of points less what the week's tours weigh; then the tours, kilometres and euros,
// together and each party alone.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "bench/clock.h"
#include "bench/workloads/supply_territory.h"
#include "engine/candidates/pair_rules.h"
#include "engine/engine.h"
#include "engine/solve/bundles/bundle_solver.h"
#include "engine/solve/bundles/haul_plan.h"

namespace cordee::bench {
namespace {

RunReport MustMatch(benchmark::State& state, const Problem& problem) {
  absl::StatusOr<RunReport> report = Match(problem, {.threads = 2}, StopToken(), nullptr);
  if (report.ok()) return *std::move(report);
  state.SkipWithError(std::string(report.status().message()).c_str());
  return {};
}

std::set<NeedIndex> Served(const RunReport& report) {
  std::set<NeedIndex> served;
  for (const Link& link : report.result.links) served.insert(link.need);
  return served;
}

// Needs with a link that pays for a trip of its own.
std::set<NeedIndex> CarriedAlone(const Problem& problem, const RunReport& pairs) {
  const HaulPlanner planner(problem);
  std::set<NeedIndex> carried;
  for (const LinkExplanation& each : pairs.links) {
    const Link& link = each.link;
    const HaulFacts facts =
        FactsOf(problem, {.need = link.need, .resource = link.resource}, link.amount);
    const int64_t cost = planner.LeastCostAlone(facts);
    const double worth = static_cast<double>(each.breakdown.total().value()) *
                         static_cast<double>(link.amount.value()) /
                         static_cast<double>(problem.NeedCategory(link.need).reference.value()) /
                         static_cast<double>(Deliveries(problem, link.need)) /
                         problem.policy().transport.points_per_euro;
    if (cost >= 0 && static_cast<double>(CostInCents(cost)) / 100 <= worth) {
      carried.insert(link.need);
    }
  }
  return carried;
}

// A resource of an admissible pair, by the rules of pairs.
bool HasPair(const Problem& pairs, NeedIndex need) {
  for (int32_t r = 0; r < pairs.resources().size(); ++r) {
    if (ExaminePair(pairs, need, ResourceIndex(r)).refusal == Refusal::kNone) return true;
  }
  return false;
}

void Supply(benchmark::State& state) {
  const SupplyShape shape = {static_cast<int32_t>(state.range(0)),
                             static_cast<int32_t>(state.range(1)),
                             static_cast<int32_t>(state.range(2))};
  const auto seed = static_cast<uint64_t>(state.range(3));
  const Problem pairs = SupplyTerritory(shape, TransportNeeded::kNever, seed);
  const Problem bundles = SupplyTerritory(shape, TransportNeeded::kWhereVehicles, seed);
  RunReport of_pairs;
  RunReport of_bundles;
  for (auto _ : state) {
    of_pairs = MustMatch(state, pairs);
    const double start = SecondsNow();
    of_bundles = MustMatch(state, bundles);
    state.counters["bundles_s"] = SecondsNow() - start;
  }
  const std::set<NeedIndex> served = Served(of_bundles);
  int64_t only = 0;
  for (const NeedIndex need : served) only += HasPair(pairs, need) ? 0 : 1;
  state.counters["pairs"] = static_cast<double>(Served(of_pairs).size());
  state.counters["carried"] = static_cast<double>(CarriedAlone(bundles, of_pairs).size());
  state.counters["bundles"] = static_cast<double>(served.size());
  state.counters["only"] = static_cast<double>(only);
  double alone_km = 0;
  double alone_euros = 0;
  for (const HaulTour& tour : of_bundles.transport.tours) {
    for (const TourShare& share : tour.shares) {
      alone_km += static_cast<double>(share.alone_metres) / 1000;
      alone_euros += static_cast<double>(share.alone_cents) / 100;
    }
  }
  state.counters["net"] = static_cast<double>(of_bundles.result.parts.value() -
                                              WorthOfCost(bundles, of_bundles.transport.cost)) /
                          static_cast<double>(kMicropointsPerPoint);
  state.counters["tours"] = static_cast<double>(of_bundles.transport.tours.size());
  state.counters["km"] = static_cast<double>(of_bundles.transport.metres) / 1000;
  state.counters["euros"] =
      static_cast<double>(CostInCents(of_bundles.transport.cost)) / 100;
  state.counters["alone_km"] = alone_km;
  state.counters["alone_euros"] = alone_euros;
}

// Farms, buyers, vans, seed.
BENCHMARK(Supply)
    ->Args({60, 40, 10, 1})
    ->Args({60, 40, 10, 2})
    ->Args({60, 40, 10, 3})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
