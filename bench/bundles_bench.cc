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
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
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

double Net(const Problem& problem, const RunReport& report) {
  const ValueParts& parts = report.result.parts;
  return static_cast<double>(parts.value() - parts.continuity -
                             WorthOfCost(problem, report.transport.cost)) /
         static_cast<double>(kMicropointsPerPoint);
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
  state.counters["net"] = Net(bundles, of_bundles);
  state.counters["tours"] = static_cast<double>(of_bundles.transport.tours.size());
  state.counters["km"] = static_cast<double>(of_bundles.transport.metres) / 1000;
  state.counters["euros"] =
      static_cast<double>(CostInCents(of_bundles.transport.cost)) / 100;
  state.counters["alone_km"] = alone_km;
  state.counters["alone_euros"] = alone_euros;
}

std::set<std::string> InWords(const Problem& problem, const RunReport& report) {
  std::set<std::string> tours;
  for (const HaulTour& tour : report.transport.tours) {
    std::string words = absl::StrCat(tour.van.value(), " ", tour.day, " ", tour.leaves);
    for (const HaulStop& stop : tour.stops) {
      const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
      absl::StrAppend(&words, " ", problem.needs().id[static_cast<size_t>(haul.need.value())], "/",
                      problem.resources().id[static_cast<size_t>(haul.resource.value())], "@",
                      stop.begins);
    }
    tours.insert(std::move(words));
  }
  return tours;
}

// One need in a hundred asks for half as much again: a rerun that goes on from the run before
// (again), and a run that knows nothing of it (anew). kept: tours of before that stand to the
// second.
void Rerun(benchmark::State& state) {
  const SupplyShape shape = {static_cast<int32_t>(state.range(0)),
                             static_cast<int32_t>(state.range(1)),
                             static_cast<int32_t>(state.range(2))};
  const auto seed = static_cast<uint64_t>(state.range(3));
  const Problem before = SupplyTerritory(shape, TransportNeeded::kWhereVehicles, seed);
  const RunReport base = MustMatch(state, before);
  const Problem after = SupplyRerun(shape, seed, before, base);
  const Problem blank = SupplyRerun(shape, seed, before, {});
  RunReport again;
  RunReport anew;
  for (auto _ : state) {
    double start = SecondsNow();
    again = MustMatch(state, after);
    state.counters["again_s"] = SecondsNow() - start;
    start = SecondsNow();
    anew = MustMatch(state, blank);
    state.counters["anew_s"] = SecondsNow() - start;
  }
  const std::set<std::string> tours = InWords(before, base);
  const auto kept = [&](const Problem& problem, const RunReport& report) {
    int64_t same = 0;
    for (const std::string& tour : InWords(problem, report)) same += tours.contains(tour) ? 1 : 0;
    return static_cast<double>(same);
  };
  state.counters["tours"] = static_cast<double>(tours.size());
  state.counters["again_kept"] = kept(after, again);
  state.counters["anew_kept"] = kept(blank, anew);
  state.counters["again_net"] = Net(after, again);
  state.counters["anew_net"] = Net(blank, anew);
}

// Farms, buyers, vans, seed.
BENCHMARK(Supply)
    ->Args({60, 40, 10, 1})
    ->Args({60, 40, 10, 2})
    ->Args({60, 40, 10, 3})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(Rerun)
    ->Args({60, 40, 10, 1})
    ->Args({60, 40, 10, 2})
    ->Args({60, 40, 10, 3})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cordee::bench
