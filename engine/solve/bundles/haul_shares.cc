#include "engine/solve/bundles/haul_shares.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/solve/bundles/haul_problem.h"
#include "engine/solve/tours/cost_shares.h"

namespace cordee {
namespace {

// Sets of parties have few stops, and the common tour less the others' stops to begin with.
constexpr int64_t kIterationsPerShipment = 10;
constexpr int64_t kSampledOrders = 40;

Quantity AmountOf(const std::vector<Link>& links, const Haul& haul) {
  if (haul.is_freight()) return Quantity(0);
  const auto found = std::lower_bound(
      links.begin(), links.end(), haul, [](const Link& link, const Haul& wanted) {
        return std::pair(link.need, link.resource) < std::pair(wanted.need, wanted.resource);
      });
  CHECK(found != links.end() && found->need == haul.need && found->resource == haul.resource);
  return found->amount;
}

// One tour with those who pay for it.
struct Shared {
  std::vector<int32_t> hauls;  // of the plan, in the order of their pick-ups
  std::vector<HaulFacts> facts;
  std::vector<ActorIndex> parties;  // sorted
  std::vector<int32_t> party_of;    // by haul of the tour
};

Shared PartiesOf(const Problem& problem, const std::vector<Link>& links,
                 const TransportResult& transport, const HaulTour& tour) {
  Shared shared;
  for (const HaulStop& stop : tour.stops) {
    if (stop.is_regular() || !stop.pickup) continue;
    const Haul& haul = transport.hauls[static_cast<size_t>(stop.haul)];
    shared.hauls.push_back(stop.haul);
    shared.facts.push_back(FactsOf(problem, haul, AmountOf(links, haul)));
    shared.parties.push_back(shared.facts.back().payer());
  }
  std::sort(shared.parties.begin(), shared.parties.end());
  shared.parties.erase(std::unique(shared.parties.begin(), shared.parties.end()),
                       shared.parties.end());
  for (const HaulFacts& facts : shared.facts) {
    const auto at =
        std::lower_bound(shared.parties.begin(), shared.parties.end(), facts.payer());
    shared.party_of.push_back(static_cast<int32_t>(at - shared.parties.begin()));
  }
  return shared;
}

// The tour's own first; then those that parties could take instead.
std::vector<VanDay> VehiclesOf(const Problem& problem, const std::vector<VanDay>& all,
                               const Shared& shared, const HaulTour& tour) {
  const VanTable& vans = problem.logistics().vans;
  std::vector<VanDay> vehicles;
  const auto has = [&](const VanDay& wanted) {
    return std::any_of(vehicles.begin(), vehicles.end(), [&](const VanDay& there) {
      return there.van == wanted.van && there.day == wanted.day && there.opens == wanted.opens;
    });
  };
  for (const VanDay& each : all) {
    const bool its_own = each.van == tour.van && each.day == tour.day &&
                         each.opens <= tour.leaves && tour.returns <= each.closes;
    if (its_own) vehicles.push_back(each);
  }
  CHECK(vehicles.size() == 1);
  for (const VanDay& each : all) {
    if (vehicles.size() > kOwnVehicles) break;
    const ActorIndex owner = vans.actor[static_cast<size_t>(each.van.value())];
    const bool theirs =
        std::binary_search(shared.parties.begin(), shared.parties.end(), owner);
    if (theirs && !has(each)) vehicles.push_back(each);
  }
  for (const HaulFacts& facts : shared.facts) {
    std::vector<std::pair<int64_t, size_t>> by_cost;
    for (size_t v = 0; v < all.size(); ++v) {
      const int64_t cost = CostAlone(problem, all[v], facts);
      if (cost >= 0) by_cost.emplace_back(cost, v);
    }
    std::sort(by_cost.begin(), by_cost.end());
    for (size_t k = 0; k < std::min(kOtherVehicles, by_cost.size()); ++k) {
      if (!has(all[by_cost[k].second])) vehicles.push_back(all[by_cost[k].second]);
    }
  }
  return vehicles;
}

// Whose hauls other tours carry with the vehicles that those who pay more than alone would take.
std::vector<ActorIndex> GainersOf(const Problem& problem, const TransportResult& transport,
                                  const std::vector<VanDay>& vehicles, const CostShares& shares,
                                  const HaulTour& tour) {
  std::set<ActorIndex> payers;
  std::vector<ActorIndex> gainers;
  for (size_t p = 0; p < tour.shares.size(); ++p) {
    if (!PaysMoreThanAlone(tour.shares[p])) continue;
    payers.insert(tour.shares[p].party);
    for (const int32_t v : shares.parties[p].alone_vehicles) {
      const VanDay& wanted = vehicles[static_cast<size_t>(v)];
      for (const HaulTour& other : transport.tours) {
        const bool takes_it = &other != &tour && other.van == wanted.van &&
                              other.day == wanted.day && other.leaves < wanted.closes &&
                              wanted.opens < other.returns;
        if (!takes_it) continue;
        for (const HaulStop& stop : other.stops) {
          if (stop.is_regular()) continue;
          const Haul& haul = transport.hauls[static_cast<size_t>(stop.haul)];
          gainers.push_back(FactsOf(problem, haul, Quantity(0)).payer());
        }
      }
    }
  }
  std::sort(gainers.begin(), gainers.end());
  gainers.erase(std::unique(gainers.begin(), gainers.end()), gainers.end());
  std::erase_if(gainers, [&](ActorIndex gainer) { return payers.contains(gainer); });
  return gainers;
}

absl::Status ShareTour(const Problem& problem, const std::vector<VanDay>& van_days,
                       const std::vector<Link>& links, const TransportResult& transport,
                       StopToken stop, HaulTour& tour) {
  const Shared shared = PartiesOf(problem, links, transport, tour);
  const auto parties = static_cast<int32_t>(shared.parties.size());
  if (parties > kMaxSharingParties) return absl::OkStatus();
  const std::vector<VanDay> vehicles = VehiclesOf(problem, van_days, shared, tour);
  const TourProblem tours = MakeTourProblem(
      problem, shared.facts, std::vector<int64_t>(shared.facts.size(), kMaxTourCost), vehicles);
  Tour common{0, {}};
  for (const HaulStop& each : tour.stops) {
    if (each.is_regular()) {
      common.stops.push_back(NumberOfRegular(each.regular));
      continue;
    }
    const auto at = std::find(shared.hauls.begin(), shared.hauls.end(), each.haul);
    common.stops.push_back(2 * static_cast<int32_t>(at - shared.hauls.begin()) +
                           (each.pickup ? 0 : 1));
  }
  CostSharesOptions options;
  options.iterations_per_shipment = kIterationsPerShipment;
  options.orders = kSampledOrders;
  options.cent = kCostPerCent;
  ASSIGN_OR_RETURN(const CostShares shares,
                   ShareCosts(tours, shared.party_of, parties, {common}, options, stop));
  tour.shares.clear();
  for (size_t p = 0; p < shared.parties.size(); ++p) {
    const PartyShare& share = shares.parties[p];
    tour.shares.push_back({shared.parties[p], share.alone_cents, share.alone_distance,
                           share.cents, share.low_cents, share.high_cents});
  }
  tour.core = shares.core;
  tour.gainers = GainersOf(problem, transport, vehicles, shares, tour);
  return absl::OkStatus();
}

}  // namespace

absl::Status ShareTours(const Problem& problem, const std::vector<Link>& links, int32_t threads,
                        StopToken stop, TransportResult& transport) {
  const std::vector<VanDay> van_days = AllVanDays(problem);
  std::vector<absl::Status> of_tour(transport.tours.size());
  ParallelFor(static_cast<int64_t>(transport.tours.size()), 1, threads,
              [&](int64_t begin, int64_t end) {
                for (auto t = static_cast<size_t>(begin); t < static_cast<size_t>(end); ++t) {
                  of_tour[t] = ShareTour(problem, van_days, links, transport, stop,
                                         transport.tours[t]);
                }
              });
  for (const absl::Status& status : of_tour) {
    if (!absl::IsCancelled(status)) RETURN_IF_ERROR(status);
    transport.shared = transport.shared && status.ok();
  }
  if (transport.shared) return absl::OkStatus();
  for (HaulTour& tour : transport.tours) {
    tour.shares.clear();
    tour.core = {};
    tour.gainers.clear();
  }
  return absl::OkStatus();
}

}  // namespace cordee
