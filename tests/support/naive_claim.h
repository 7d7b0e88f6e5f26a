// A second opinion on claims, for tests of the checker: everything by plain enumeration, week by
// week and half-hour by half-hour, on top of ExaminePair. Small problems only.
//
//   SolveResult claim = RandomClaim(problem, random);   // feasible links, arbitrary prices
//   EXPECT_EQ(CheckClaim(problem, claim).ok(), NaivelyValid(problem, claim));
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"
#include "engine/score/score.h"
#include "engine/solve/result.h"

namespace cordee::testing {

inline size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
inline size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

inline int64_t NaivePrevious(const Problem& problem, NeedIndex need, ResourceIndex resource) {
  int64_t sum = 0;
  for (const PreviousLink& link : problem.previous_links()) {
    if (link.need == need && link.resource == resource) sum += link.amount.value();
  }
  return sum;
}

// (resource, half-hour, week) -> bookings; half-hour and week are -1 for what is not booked.
using Usage = std::map<std::tuple<int32_t, int32_t, int32_t>, int64_t>;

inline void Use(const Problem& problem, const Link& link, Usage& usage) {
  if (!problem.NeedCategory(link.need).booking) {
    usage[{link.resource.value(), -1, -1}] += link.amount.value();
    return;
  }
  for (int32_t week = 0; week < 64; ++week) {
    if ((link.booked_weeks >> week & 1) == 0) continue;
    for (int32_t d = 0; d < problem.needs().duration[Row(link.need)]; ++d) {
      ++usage[{link.resource.value(), link.booked_slot + d, week}];
    }
  }
}

inline bool FitsUsage(const Problem& problem, const Usage& usage) {
  return std::all_of(usage.begin(), usage.end(), [&](const auto& entry) {
    return entry.second <=
           problem.resources().amount[static_cast<size_t>(std::get<0>(entry.first))].value();
  });
}

inline bool NaivelyAdmissible(const Problem& problem, const Link& link) {
  if (link.need.value() < 0 || link.need.value() >= problem.needs().size()) return false;
  if (link.resource.value() < 0 || link.resource.value() >= problem.resources().size()) {
    return false;
  }
  const Pair pair = ExaminePair(problem, link.need, link.resource);
  if (pair.refusal != Refusal::kNone) return false;
  if (link.amount < pair.lot || link.amount > pair.capacity) return false;
  const EntryTable& needs = problem.needs();
  const size_t n = Row(link.need);
  if (!problem.NeedCategory(link.need).booking) {
    return link.booked_slot == -1 && link.booked_weeks == 0;
  }
  if (link.booked_slot < 0 || link.booked_slot + needs.duration[n] > kHalfHoursPerWeek)
    return false;
  for (int32_t d = 0; d < needs.duration[n]; ++d) {
    if (!needs.hours[n].Has(link.booked_slot + d)) return false;
    if (!problem.resources().hours[Row(link.resource)].Has(link.booked_slot + d)) return false;
  }
  const WeekSet common = needs.weeks[n] & problem.resources().weeks[Row(link.resource)];
  if ((link.booked_weeks | common) != common) return false;
  return needs.period[n] == Period::kOnce ? std::popcount(link.booked_weeks) == 1
                                          : link.booked_weeks == needs.weeks[n];
}

inline bool NaivelyFeasible(const Problem& problem, const std::vector<Link>& links) {
  std::set<std::pair<int32_t, int32_t>> seen;
  std::map<int32_t, int64_t> served;
  Usage usage;
  std::pair<int32_t, int32_t> last = {-1, -1};
  for (const Link& link : links) {
    if (!NaivelyAdmissible(problem, link)) return false;
    const std::pair key = {link.need.value(), link.resource.value()};
    if (key < last || !seen.insert(key).second) return false;
    last = key;
    served[link.need.value()] += link.amount.value();
    Use(problem, link, usage);
  }
  for (const auto& [need, amount] : served) {
    if (amount > problem.needs().amount[static_cast<size_t>(need)].value()) return false;
  }
  return FitsUsage(problem, usage);
}

// Cost of missing `missing` of `amount`, unit range by unit range.
inline Total NaiveUnmetCost(const Problem& problem, NeedIndex need, int64_t missing) {
  const int64_t amount = problem.needs().amount[Row(need)].value();
  const int64_t periods = problem.needs().periods[Row(need)];
  Total cost = 0;
  int64_t from = 0;
  for (const UnmetTier& tier : problem.policy().unmet_tiers) {
    const int64_t to = amount / periods * tier.upto_permille / 1000 * periods;
    const int64_t part = std::max<int64_t>(0, std::min(missing, to) - from);
    cost += Total{part} * tier.points * problem.MicropointsPerUnit(need);
    from = to;
  }
  return cost;
}

inline std::vector<ValueParts> NaiveParts(const Problem& problem, const std::vector<Link>& links) {
  std::vector<ValueParts> parts(static_cast<size_t>(problem.catalogue().category_count()));
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    ValueParts& own = parts[static_cast<size_t>(problem.needs().category[Row(need)].value())];
    int64_t missing = problem.needs().amount[Row(need)].value();
    for (const Link& link : links) {
      if (link.need != need) continue;
      const Pair pair = ExaminePair(problem, need, link.resource);
      const int64_t unit = problem.MicropointsPerUnit(need);
      const int64_t amount = link.amount.value();
      own.score +=
          Total{amount} * unit * ScorePair(problem, need, link.resource, pair).total().value();
      own.continuity += Total{std::min(amount, NaivePrevious(problem, need, link.resource))} *
                        unit * problem.policy().continuity_points;
      missing -= amount;
    }
    own.unmet += NaiveUnmetCost(problem, need, missing);
  }
  return parts;
}

inline ValueParts SumOf(const std::vector<ValueParts>& parts) {
  ValueParts sum;
  for (const ValueParts& p : parts) {
    sum.score += p.score;
    sum.continuity += p.continuity;
    sum.unmet += p.unmet;
  }
  return sum;
}

using PriceMap = std::map<std::pair<int32_t, int32_t>, int64_t>;

// What one need can buy: (micropoints per unit after the price, units).
using Options = std::vector<std::pair<int64_t, int64_t>>;

inline void AddOptions(const Problem& problem, NeedIndex need, ResourceIndex resource,
                       const Pair& pair, const PriceMap& prices, Options& options) {
  const auto price = [&](int32_t slot) {
    const auto it = prices.find({resource.value(), slot});
    return it == prices.end() ? 0 : it->second;
  };
  const size_t n = Row(need);
  const int64_t unit = problem.MicropointsPerUnit(need);
  const int64_t value = unit * ScorePair(problem, need, resource, pair).total().value();
  const int64_t bonus = unit * problem.policy().continuity_points;
  const int64_t amount = problem.needs().amount[n].value();
  const int64_t kept = std::min(NaivePrevious(problem, need, resource), pair.capacity.value());
  if (!problem.NeedCategory(need).booking) {
    options.emplace_back(value + bonus - price(-1), kept);
    options.emplace_back(value - price(-1), pair.capacity.value() - kept);
    return;
  }
  if (amount == 0) return;
  // Whole points for each unit.
  Total spread = Total{problem.policy().continuity_points} * kept / amount;
  if (Total{problem.policy().continuity_points} * kept % amount != 0) ++spread;
  spread *= unit;
  const int64_t times = amount / problem.needs().duration[n];
  for (auto [begin, end] : pair.hours.Runs()) {
    if (end - begin < problem.needs().duration[n]) continue;
    for (int32_t slot = begin; slot < end; ++slot) {
      options.emplace_back(value + static_cast<int64_t>(spread) - price(slot), times);
    }
  }
}

inline Total NaiveBound(const Problem& problem, const PriceMap& prices) {
  Total bound = 0;
  for (const auto& [supply, price] : prices) {
    const auto r = static_cast<size_t>(supply.first);
    int64_t capacity = problem.resources().amount[r].value();
    if (supply.second >= 0) capacity *= std::popcount(problem.resources().weeks[r]);
    bound += Total{price} * capacity;
  }
  for (NeedIndex need : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    Options options;
    for (ResourceIndex resource :
         IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
      const Pair pair = ExaminePair(problem, need, resource);
      if (pair.refusal == Refusal::kNone) {
        AddOptions(problem, need, resource, pair, prices, options);
      }
    }
    std::sort(options.begin(), options.end());
    // For each possible amount of what is bought the cheapest tiers are left unmet, so buying and
    // missing compete unit by unit: take from the best option while it beats the dearest tier.
    int64_t missing = problem.needs().amount[Row(need)].value();
    for (auto it = options.rbegin(); it != options.rend() && missing > 0; ++it) {
      int64_t low = 0;
      int64_t high = std::min(it->second, missing);
      while (low < high) {
        const int64_t middle = (low + high + 1) / 2;
        const Total saved = NaiveUnmetCost(problem, need, missing - middle + 1) -
                            NaiveUnmetCost(problem, need, missing - middle);
        if (it->first + saved >= 0)
          low = middle;
        else
          high = middle - 1;
      }
      bound += Total{low} * it->first;
      missing -= low;
    }
    bound -= NaiveUnmetCost(problem, need, missing);
  }
  return bound;
}

inline bool NaivelyValid(const Problem& problem, const SolveResult& claim) {
  if (!NaivelyFeasible(problem, claim.links)) return false;
  const std::vector<ValueParts> parts = NaiveParts(problem, claim.links);
  if (claim.by_category != parts || claim.parts != SumOf(parts)) return false;
  PriceMap prices;
  std::pair<int32_t, int32_t> last = {-1, -2};
  for (const SupplyPrice& price : claim.prices) {
    const std::pair key = {price.resource.value(), price.slot};
    if (key <= last || price.micropoints <= 0) return false;
    last = key;
    if (key.first < 0 || key.first >= problem.resources().size()) return false;
    const auto r = static_cast<size_t>(key.first);
    const bool booked = problem.ResourceCategory(price.resource).booking;
    if (booked ? price.slot < 0 : price.slot != -1) return false;
    if (booked &&
        (price.slot >= kHalfHoursPerWeek || !problem.resources().hours[r].Has(price.slot))) {
      return false;
    }
    prices[key] = price.micropoints;
  }
  const Total bound = NaiveBound(problem, prices);
  if (claim.bound_covers_all_pairs ? claim.bound != bound : claim.bound > bound) return false;
  const Total value = claim.parts.value();
  return value <= claim.bound &&
         (claim.termination.reason != Reason::kOptimal || value == claim.bound);
}

// States what the links are worth and what the prices prove.
inline void StateValueAndBound(const Problem& problem, SolveResult& claim) {
  claim.by_category = NaiveParts(problem, claim.links);
  claim.parts = SumOf(claim.by_category);
  PriceMap prices;
  for (const SupplyPrice& p : claim.prices) prices[{p.resource.value(), p.slot}] = p.micropoints;
  claim.bound = NaiveBound(problem, prices);
  claim.termination.reason =
      claim.bound == claim.parts.value() ? Reason::kOptimal : Reason::kFeasible;
}

// A random place in the common hours and weeks. False when there is none.
inline bool DrawPlace(const Problem& problem, const Pair& pair, Random& random, Link& link) {
  const size_t n = Row(link.need);
  std::vector<int32_t> places;
  for (auto [begin, end] : pair.hours.Runs()) {
    for (int32_t s = begin; s + problem.needs().duration[n] <= end; ++s) places.push_back(s);
  }
  if (places.empty()) return false;
  link.booked_slot =
      places[static_cast<size_t>(random.Uniform(0, static_cast<int64_t>(places.size()) - 1))];
  link.booked_weeks = problem.needs().weeks[n];
  if (problem.needs().period[n] == Period::kOnce) {
    WeekSet week = 0;
    while ((week & pair.weeks) == 0) {
      week = WeekSet{1} << random.Uniform(0, problem.horizon().weeks - 1);
    }
    link.booked_weeks = week;
  }
  return true;
}

// Links drawn until nothing more fits, some left out at random.
inline std::vector<Link> RandomLinks(const Problem& problem, Random& random) {
  std::vector<Link> links;
  std::vector<std::pair<NeedIndex, ResourceIndex>> pairs;
  for (NeedIndex n : IndicesUpTo<NeedIndex>(static_cast<size_t>(problem.needs().size()))) {
    for (ResourceIndex r :
         IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
      if (ExaminePair(problem, n, r).refusal == Refusal::kNone) pairs.emplace_back(n, r);
    }
  }
  random.Shuffle(pairs);
  const auto by_pair = [](const Link& a, const Link& b) {
    return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
  };
  for (const auto& [need, resource] : pairs) {
    if (random.OneIn(6)) continue;
    const Pair pair = ExaminePair(problem, need, resource);
    Link link{need, resource, pair.capacity};
    if (problem.NeedCategory(need).booking && !DrawPlace(problem, pair, random, link)) continue;
    for (int32_t attempt = 0; attempt < 4; ++attempt) {
      std::vector<Link> more = links;
      more.push_back(link);
      std::sort(more.begin(), more.end(), by_pair);
      if (NaivelyFeasible(problem, more)) {
        links = std::move(more);
        break;
      }
      link.amount = Quantity(random.Uniform(pair.lot.value(), link.amount.value()));
    }
  }
  return links;
}

inline SolveResult RandomClaim(const Problem& problem, Random& random) {
  SolveResult claim;
  claim.links = RandomLinks(problem, random);
  for (ResourceIndex r :
       IndicesUpTo<ResourceIndex>(static_cast<size_t>(problem.resources().size()))) {
    const bool booked = problem.ResourceCategory(r).booking;
    for (int32_t slot = booked ? 0 : -1; slot < (booked ? kHalfHoursPerWeek : 0); ++slot) {
      if (booked && !problem.resources().hours[Row(r)].Has(slot)) continue;
      if (random.OneIn(2)) claim.prices.push_back({r, slot, random.Uniform(1, 12'000'000)});
    }
  }
  StateValueAndBound(problem, claim);
  return claim;
}

}  // namespace cordee::testing
