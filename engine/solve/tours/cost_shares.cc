#include "engine/solve/tours/cost_shares.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "engine/base/random.h"
#include "engine/base/status_macros.h"
#include "engine/solve/lp/core_lp.h"
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

// Takes `above` cents from what parties save, those who save most first, until all save the same;
// then from all alike.
void Charge(std::vector<PartyShare>& parties, int64_t above) {
  const auto saved = [](const PartyShare& share) { return share.alone_cents - share.cents; };
  // To save `level` at most is what they can be charged without going above.
  const auto charged = [&](int64_t level) {
    Wide sum = 0;
    for (const PartyShare& share : parties) sum += std::max<int64_t>(0, saved(share) - level);
    return sum;
  };
  int64_t most = 0;
  for (const PartyShare& share : parties) most = std::max(most, saved(share));
  int64_t low = -above - 1;  // more than they can be charged
  int64_t level = most;
  while (level - low > 1) {
    const int64_t middle = low + (level - low) / 2;
    (charged(middle) <= above ? level : low) = middle;
  }
  int64_t odd = above - static_cast<int64_t>(charged(level));
  for (PartyShare& share : parties) {
    if (saved(share) < level) continue;
    share.cents = share.alone_cents - level + (odd-- > 0 ? 1 : 0);
  }
}

// Nobody above what they would pay alone, as far as what the others save allows.
void KeepBelowAlone(std::vector<PartyShare>& parties) {
  int64_t above = 0;
  for (PartyShare& share : parties) {
    if (share.cents <= share.alone_cents) continue;
    above += share.cents - share.alone_cents;
    share.cents = share.alone_cents;
  }
  if (above > 0) Charge(parties, above);
}

// The group that would save most, the first of equals.
void FindWorstGroup(const PartyCosts& costs, uint64_t all, int64_t cent, CostShares& shares) {
  CoreCheck& core = shares.core;
  for (const auto& [set, plan] : costs.all()) {
    if (set == all) continue;
    Wide excess = -Wide{plan.cost};
    for (size_t p = 0; p < shares.parties.size(); ++p) {
      if ((set >> p & 1) != 0) excess += Wide{shares.parties[p].cents} * cent;
    }
    const int64_t cents = FloorDiv(excess, cent);
    if (core.worst_group != 0 && (cents < core.excess_cents ||
                                  (cents == core.excess_cents && set > core.worst_group))) {
      continue;
    }
    core.worst_group = set;
    core.worst_cost = plan.cost;
    core.excess_cents = cents;
  }
}

absl::Status CheckCore(const PartyCosts& costs, uint64_t all, int64_t cent, CostShares& shares) {
  CoreCheck& core = shares.core;
  FindWorstGroup(costs, all, cent, shares);
  CostGame game{.parties = static_cast<int32_t>(shares.parties.size()), .cost = shares.cost};
  for (const auto& [set, plan] : costs.all()) {
    if (set != all) game.sets.push_back({set, std::min(plan.cost, kMaxGameCost)});
  }
  std::sort(game.sets.begin(), game.sets.end(),
            [](const CostSet& a, const CostSet& b) { return a.parties < b.parties; });
  core.groups = static_cast<int64_t>(game.sets.size());
  core.state = CoreState::kUndecided;
  if (game.cost > kMaxGameCost) return absl::OkStatus();
  ASSIGN_OR_RETURN(const LeastCore least, SolveLeastCore(game));
  core.state = least.state;
  if (core.state == CoreState::kEmpty) core.least_excess_cents = FloorDiv(least.at_least, cent);
  if (core.state == CoreState::kNotEmpty) core.least_excess_cents = -FloorDiv(-least.at_most, cent);
  return absl::OkStatus();
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
    share.alone_cents = (share.alone + options.cent / 2) / options.cent;
    share.alone_distance = costs.Of(alone).distance;
    for (const Tour& tour : costs.Of(alone).tours) share.alone_vehicles.push_back(tour.vehicle);
    share.cents = cents[static_cast<size_t>(p)];
    if (shares.exact) continue;
    const Sums& of_party = sampled[static_cast<size_t>(p)];
    const Wide spread = Spread(of_party, orders / 2);
    share.low_cents = FloorDiv(of_party.sum - spread, unit);
    share.high_cents = FloorDiv(of_party.sum + spread + unit - 1, unit);
  }
  KeepBelowAlone(shares.parties);
  for (PartyShare& share : shares.parties) {
    share.low_cents = shares.exact ? share.cents : std::min(share.low_cents, share.cents);
    share.high_cents = shares.exact ? share.cents : std::max(share.high_cents, share.cents);
  }
  if (parties > 1) RETURN_IF_ERROR(CheckCore(costs, all, options.cent, shares));
  return shares;
}

}  // namespace cordee
