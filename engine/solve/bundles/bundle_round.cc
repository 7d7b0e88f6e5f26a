#include "engine/solve/bundles/bundle_round.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "engine/base/limits.h"
#include "engine/solve/order_rounding.h"

namespace cordee {
namespace {

size_t At(int64_t index) { return static_cast<size_t>(index); }

bool IsGone(const HaulStop& stop) { return !stop.is_regular() && stop.haul < 0; }
// What a haul is worth; both legs by a store the same: what they are on average. The second comes
// right after the first.
int64_t PrizeOf(const Round& round, size_t h) {
  const std::vector<PlannedHaul>& hauls = round.hauls;
  if (!hauls[h].haul.is_leg()) return hauls[h].prize;
  const size_t first = hauls[h].haul.leg == 1 ? h : h - 1;
  return (hauls[first].prize + hauls[first + 1].prize) / 2;
}

}  // namespace

std::vector<int64_t> KeepWorthiest(int32_t freights, Round& round) {
  std::vector<int64_t> dropped;
  if (round.hauls.size() <= At(kMaxHauls)) return dropped;
  std::vector<int64_t> prizes;
  for (size_t h = 0; h < round.hauls.size(); ++h) {
    if (round.candidate[h] >= 0) prizes.push_back(PrizeOf(round, h));
  }
  const int64_t room = kMaxHauls - freights;
  std::nth_element(prizes.begin(), prizes.begin() + room, prizes.end(), std::greater<>());
  const int64_t least = prizes[At(room)];
  const auto above = std::count_if(prizes.begin(), prizes.end(),
                                   [&](int64_t prize) { return prize > least; });
  int64_t room_for_equals = room - above;
  Round kept;
  bool keep = false;
  for (size_t h = 0; h < round.hauls.size(); ++h) {
    const PlannedHaul& haul = round.hauls[h];
    const bool is_link = round.candidate[h] >= 0;
    if (haul.haul.piece == 0 && haul.haul.leg <= 1) {
      const int64_t prize = PrizeOf(round, h);
      const int32_t parts = haul.haul.pieces * (haul.haul.is_leg() ? 2 : 1);
      const bool equal = is_link && prize == least && parts <= room_for_equals;
      if (equal) room_for_equals -= parts;
      keep = !is_link || prize > least || equal;
      if (!keep) dropped.push_back(round.candidate[h]);
    }
    if (!keep) continue;
    kept.hauls.push_back(haul);
    kept.candidate.push_back(round.candidate[h]);
  }
  round.hauls = std::move(kept.hauls);
  round.candidate = std::move(kept.candidate);
  return dropped;
}

std::vector<HaulTour> Renumber(const Round& from, const Round& to) {
  std::map<std::tuple<int64_t, FreightIndex, int32_t, StoreIndex, int32_t>, int32_t> number;
  const auto key = [](const Round& round, size_t h) {
    const Haul& haul = round.hauls[h].haul;
    return std::tuple(round.candidate[h], haul.freight, haul.piece, haul.store, haul.leg);
  };
  for (size_t h = 0; h < to.hauls.size(); ++h) number[key(to, h)] = static_cast<int32_t>(h);
  std::vector<HaulTour> tours;
  for (HaulTour tour : from.plan.tours) {
    for (HaulStop& stop : tour.stops) {
      if (stop.is_regular()) continue;
      const auto found = number.find(key(from, At(stop.haul)));
      stop.haul = found == number.end() ? -1 : found->second;
    }
    std::erase_if(tour.stops, IsGone);
    if (!tour.carries_nothing()) tours.push_back(std::move(tour));
  }
  return tours;
}

bool DropBroken(Round& round) {
  std::map<int64_t, bool> whole;
  for (size_t h = 0; h < round.hauls.size(); ++h) {
    if (round.candidate[h] < 0) continue;
    const bool carried = round.plan.carried[h] != 0;
    const auto [found, is_new] = whole.try_emplace(round.candidate[h], carried);
    if (!is_new) found->second = found->second && carried;
  }
  bool loose = false;
  Round kept;
  std::vector<int32_t> number(round.hauls.size(), -1);
  for (size_t h = 0; h < round.hauls.size(); ++h) {
    const bool keep = round.candidate[h] < 0 || whole[round.candidate[h]];
    loose = loose || (!keep && round.plan.carried[h] != 0);
    if (!keep) continue;
    number[h] = static_cast<int32_t>(kept.hauls.size());
    kept.hauls.push_back(round.hauls[h]);
    kept.candidate.push_back(round.candidate[h]);
    kept.plan.carried.push_back(round.plan.carried[h]);
    kept.plan.reason.push_back(round.plan.reason[h]);
    kept.plan.marginal_cost.push_back(round.plan.marginal_cost[h]);
  }
  kept.plan.tours = std::move(round.plan.tours);
  for (HaulTour& tour : kept.plan.tours) {
    for (HaulStop& stop : tour.stops) {
      if (!stop.is_regular()) stop.haul = number[At(stop.haul)];
    }
    std::erase_if(tour.stops, IsGone);
  }
  std::erase_if(kept.plan.tours, [](const HaulTour& tour) { return tour.carries_nothing(); });
  kept.plan.cost = round.plan.cost;
  kept.plan.metres = round.plan.metres;
  round.hauls = std::move(kept.hauls);
  round.candidate = std::move(kept.candidate);
  round.plan = std::move(kept.plan);
  return loose;
}

std::vector<Link> CarriedLinks(const Problem& problem, const CandidateSet& candidates,
                               const std::vector<Link>& links, const Round& round) {
  std::vector<uint8_t> carried(At(candidates.size()), 0);
  for (const int64_t c : round.candidate) {
    if (c >= 0) carried[At(c)] = 1;
  }
  const auto missed = [&](ResourceIndex resource) {
    return std::any_of(round.missed.begin(), round.missed.end(),
                       [&](const MissedOrder& order) { return order.resource == resource; });
  };
  std::vector<Link> kept;
  for (const Link& link : links) {
    if (missed(link.resource)) continue;
    const bool keep = !problem.IsCarried(link.need) ||
                      carried[At(CandidateOf(candidates, link.need, link.resource))] != 0;
    if (keep) kept.push_back(link);
  }
  return kept;
}

bool LetGoBelowMinimum(const Problem& problem, const CandidateSet& candidates,
                       const std::vector<Link>& links, Round& round) {
  if (!problem.has_minimum_orders()) return false;
  std::vector<Link> kept = CarriedLinks(problem, candidates, links, round);
  const std::vector<MissedOrder> missed = LetGoBelowMinimum(problem, kept);
  if (missed.empty()) return false;
  round.missed.insert(round.missed.end(), missed.begin(), missed.end());
  for (size_t h = 0; h < round.hauls.size(); ++h) {
    const ResourceIndex resource = round.hauls[h].haul.resource;
    const bool closed = std::any_of(missed.begin(), missed.end(), [&](const MissedOrder& order) {
      return round.candidate[h] >= 0 && order.resource == resource;
    });
    if (closed) round.plan.carried[h] = 0;
  }
  DropBroken(round);
  return true;
}

MinimumOrders OrdersOf(const Round& best, const MinimumOrders& wanted) {
  std::map<ResourceIndex, Quantity> missed;
  for (const MissedOrder& order : best.missed) missed.emplace(order.resource, order.wanted);
  for (const MissedOrder& order : wanted.missed) missed.emplace(order.resource, order.wanted);
  for (const Link& link : best.result.links) missed.erase(link.resource);
  MinimumOrders orders;
  for (const auto& [resource, amount] : missed) orders.missed.push_back({resource, amount});
  return orders;
}

}  // namespace cordee
