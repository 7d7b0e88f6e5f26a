#include "engine/solve/tours/cost_shares.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/solve/tours/party_costs.h"
#include "engine/solve/tours/route.h"

namespace cordee {
namespace {

using Wide = __int128;

absl::Status Invalid(const std::string& what) { return absl::InvalidArgumentError(what); }

absl::Status CheckInput(const TourProblem& problem, const std::vector<int32_t>& party_of_shipment,
                        int32_t parties, const std::vector<Tour>& tours,
                        const CostSharesOptions& options) {
  RETURN_IF_ERROR(ValidateTourProblem(problem));
  if (parties < 1 || parties > kMaxSharingParties) {
    return Invalid(absl::StrCat("parties: ", parties, " is not 1 to ", kMaxSharingParties));
  }
  if (options.cent < 1 || options.iterations_per_shipment < 0 || options.orders < 2 ||
      options.orders > kMaxSharingOrders) {
    return Invalid("cent, iterations_per_shipment or orders: out of range");
  }
  if (party_of_shipment.size() != problem.shipments.size()) {
    return Invalid("party_of_shipment: one for each shipment");
  }
  std::vector<int32_t> of_party(static_cast<size_t>(parties), 0);
  for (const int32_t party : party_of_shipment) {
    if (party < 0 || party >= parties) {
      return Invalid(absl::StrCat("party_of_shipment: there is no party ", party));
    }
    ++of_party[static_cast<size_t>(party)];
  }
  const auto idle = std::find(of_party.begin(), of_party.end(), 0);
  if (idle != of_party.end()) {
    return Invalid(absl::StrCat("party ", idle - of_party.begin(), " has no shipment"));
  }
  std::vector<int32_t> times_served(problem.shipments.size(), 0);
  for (const Tour& tour : tours) {
    if (tour.vehicle < 0 || tour.vehicle >= static_cast<int64_t>(problem.vehicles.size())) {
      return Invalid(absl::StrCat("tours: there is no vehicle ", tour.vehicle));
    }
    for (const int32_t stop : tour.stops) {
      if (stop < kDepot) continue;  // of its regular tour
      if (stop < 0 || stop >= static_cast<int64_t>(2 * times_served.size())) {
        return Invalid(absl::StrCat("tours: there is no stop ", stop));
      }
      ++times_served[static_cast<size_t>(ShipmentOf(stop))];
    }
  }
  for (size_t s = 0; s < times_served.size(); ++s) {
    if (times_served[s] != 2) return Invalid(absl::StrCat("tours: shipment ", s, " is not served"));
  }
  return absl::OkStatus();
}

// Of what a party adds: over all orders, and squared over pairs of an order and its reverse, which
// are not independent of each other.
struct Sums {
  Wide sum = 0;
  Wide squares = 0;
};

int64_t Factorial(int32_t n) { return n <= 1 ? 1 : n * Factorial(n - 1); }

uint64_t AllOf(int32_t parties) { return (uint64_t{1} << parties) - 1; }

// Plans every set of parties, the largest first.
absl::Status PlanAllSets(int32_t parties, PartyCosts& costs) {
  for (int32_t size = parties - 1; size > 0; --size) {
    for (uint64_t set = 1; set < AllOf(parties); ++set) {
      if (std::popcount(set) != size) continue;
      std::vector<uint64_t> larger;
      for (int32_t p = 0; p < parties; ++p) {
        if ((set >> p & 1) == 0) larger.push_back(set | uint64_t{1} << p);
      }
      RETURN_IF_ERROR(costs.PlanSet(set, larger));
    }
  }
  return absl::OkStatus();
}

// Of each party, times the number of orders.
std::vector<Wide> ShapleySums(int32_t parties, const PartyCosts& costs) {
  std::vector<Wide> sums(static_cast<size_t>(parties), 0);
  for (uint64_t set = 0; set < AllOf(parties); ++set) {
    const int32_t size = std::popcount(set);
    const Wide orders = Wide{Factorial(size)} * Factorial(parties - 1 - size);
    const int64_t before = set == 0 ? 0 : costs.Of(set).cost;
    for (int32_t p = 0; p < parties; ++p) {
      if ((set >> p & 1) != 0) continue;
      sums[static_cast<size_t>(p)] += orders * (costs.Of(set | uint64_t{1} << p).cost - before);
    }
  }
  return sums;
}

// What each party adds in the order given, the last to join first.
absl::Status AddOrder(const std::vector<int32_t>& order, int32_t parties, PartyCosts& costs,
                      std::vector<Wide>& added_by) {
  uint64_t set = AllOf(parties);
  for (const int32_t party : order) {
    const uint64_t without = set & ~(uint64_t{1} << party);
    if (without != 0 && !costs.Has(without)) RETURN_IF_ERROR(costs.PlanSet(without, {set}));
    added_by[static_cast<size_t>(party)] +=
        Wide{costs.Of(set).cost} - (without == 0 ? 0 : costs.Of(without).cost);
    set = without;
  }
  return absl::OkStatus();
}

absl::Status AddOrders(int32_t parties, const CostSharesOptions& options, PartyCosts& costs,
                       std::vector<Sums>& sums) {
  Random random(options.seed);
  std::vector<int32_t> order(static_cast<size_t>(parties));
  std::iota(order.begin(), order.end(), 0);
  for (int64_t k = 0; k < options.orders / 2; ++k) {
    random.Shuffle(order);
    std::vector<Wide> added_by(order.size(), 0);
    RETURN_IF_ERROR(AddOrder(order, parties, costs, added_by));
    std::reverse(order.begin(), order.end());
    RETURN_IF_ERROR(AddOrder(order, parties, costs, added_by));
    for (size_t p = 0; p < sums.size(); ++p) {
      sums[p].sum += added_by[p];
      sums[p].squares += added_by[p] * added_by[p];
    }
  }
  return absl::OkStatus();
}

Wide SquareRoot(Wide of) {
  Wide root = 0;
  for (Wide bit = Wide{1} << 62; bit > 0; bit >>= 1) {
    if ((root + bit) * (root + bit) <= of) root += bit;
  }
  return root;
}

// Twice the standard error of a sum over `pairs`.
Wide Spread(const Sums& of_party, int64_t pairs) {
  if (pairs < 2) return Wide{kMaxTourCost} * pairs * 2;
  const Wide variance =
      (of_party.squares * pairs - of_party.sum * of_party.sum) / std::max<int64_t>(pairs - 1, 1);
  return 2 * SquareRoot(variance);
}

int64_t FloorDiv(Wide a, Wide b) {
  const Wide quotient = a / b;
  return static_cast<int64_t>(a % b != 0 && (a < 0) ? quotient - 1 : quotient);
}

// Whole cents that add up to `cents`: what is left after rounding down goes, cent by cent, to those
// who lost most by it.
std::vector<int64_t> RoundToCents(const std::vector<Wide>& sums, Wide unit, int64_t cents) {
  std::vector<int64_t> rounded;
  std::vector<size_t> by_loss(sums.size());
  std::iota(by_loss.begin(), by_loss.end(), 0);
  for (const Wide sum : sums) {
    rounded.push_back(FloorDiv(sum, unit));
    cents -= rounded.back();
  }
  const auto loss = [&](size_t party) { return sums[party] - unit * rounded[party]; };
  std::stable_sort(by_loss.begin(), by_loss.end(),
                   [&](size_t a, size_t b) { return loss(a) > loss(b); });
  for (size_t k = 0; cents > 0; ++k, --cents) ++rounded[by_loss[k % by_loss.size()]];
  for (size_t k = by_loss.size(); cents < 0; --k, ++cents) --rounded[by_loss[k - 1]];
  return rounded;
}

void FindWorstSet(const PartyCosts& costs, int64_t cent, CostShares& shares) {
  bool any = false;
  for (const auto& [set, plan] : costs.all()) {
    if (set == AllOf(static_cast<int32_t>(shares.parties.size()))) continue;
    Wide excess = -Wide{plan.cost};
    for (size_t p = 0; p < shares.parties.size(); ++p) {
      if ((set >> p & 1) != 0) excess += Wide{shares.parties[p].cents} * cent;
    }
    const int64_t cents = FloorDiv(excess, cent);
    if (any && (cents < shares.worst_excess_cents ||
                (cents == shares.worst_excess_cents && set > shares.worst_set))) {
      continue;
    }
    any = true;
    shares.worst_set = set;
    shares.worst_excess_cents = cents;
  }
}

}  // namespace

absl::StatusOr<CostShares> ShareCosts(const TourProblem& problem,
                                      const std::vector<int32_t>& party_of_shipment,
                                      int32_t parties, const std::vector<Tour>& tours,
                                      const CostSharesOptions& options, StopToken stop) {
  RETURN_IF_ERROR(CheckInput(problem, party_of_shipment, parties, tours, options));
  PartyCosts costs(problem, party_of_shipment, options.iterations_per_shipment, options.seed, stop);
  const uint64_t all = AllOf(parties);
  costs.Set(all, tours);
  if (costs.Of(all).tours.size() != tours.size()) return Invalid("tours: they cannot be driven");
  CostShares shares;
  shares.exact = parties <= kMaxExactParties;
  std::vector<Wide> sums;
  std::vector<Sums> sampled(static_cast<size_t>(parties));
  int64_t orders = 0;
  if (shares.exact) {
    orders = Factorial(parties);
    RETURN_IF_ERROR(PlanAllSets(parties, costs));
    sums = ShapleySums(parties, costs);
  } else {
    orders = options.orders / 2 * 2;
    RETURN_IF_ERROR(AddOrders(parties, options, costs, sampled));
    for (const Sums& of_party : sampled) sums.push_back(of_party.sum);
  }
  shares.cost = costs.Of(all).cost;
  shares.distance = costs.Of(all).distance;
  shares.cents = (shares.cost + options.cent / 2) / options.cent;
  const Wide unit = Wide{orders} * options.cent;
  const std::vector<int64_t> cents = RoundToCents(sums, unit, shares.cents);
  for (int32_t p = 0; p < parties; ++p) {
    const uint64_t alone = uint64_t{1} << p;
    if (!costs.Has(alone)) RETURN_IF_ERROR(costs.PlanSet(alone, {all}));
    PartyShare& share = shares.parties.emplace_back();
    share.alone = costs.Of(alone).cost;
    share.alone_distance = costs.Of(alone).distance;
    share.cents = cents[static_cast<size_t>(p)];
    share.low_cents = share.high_cents = share.cents;
    if (shares.exact) continue;
    const Sums& of_party = sampled[static_cast<size_t>(p)];
    const Wide spread = Spread(of_party, orders / 2);
    share.low_cents = FloorDiv(of_party.sum - spread, unit);
    share.high_cents = FloorDiv(of_party.sum + spread + unit - 1, unit);
  }
  FindWorstSet(costs, options.cent, shares);
  return shares;
}

}  // namespace cordee
