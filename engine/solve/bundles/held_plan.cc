#include "engine/solve/bundles/held_plan.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/candidates/pair_rules.h"

namespace cordee {
namespace {

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

bool ByPair(const Link& a, const Link& b) {
  return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
}

// Previous links whose pair is still allowed and can have the amount; the others open their ends.
void HoldLinks(const Problem& problem, const CandidateSet& candidates, HeldPlan& held) {
  for (const PreviousLink& link : problem.previous_links()) {
    if (!problem.IsCarried(link.need)) continue;
    const bool holds = CandidateOf(candidates, link.need, link.resource) >= 0 &&
                       link.amount >= PairLot(problem, link.need, link.resource) &&
                       link.amount <= PairCapacity(problem, link.need, link.resource);
    if (holds) {
      held.links.push_back({link.need, link.resource, link.amount});
    } else {
      held.Open(link.need, link.resource);
    }
  }
}

// Takes out the links of needs and resources that are promised more than they have now.
void DropOverfull(const Problem& problem, const std::vector<Link>& others, HeldPlan& held) {
  std::vector<Quantity> asked(At(NeedIndex(problem.needs().size())));
  std::vector<Quantity> given(At(ResourceIndex(problem.resources().size())));
  for (const Link& link : held.links) {
    asked[At(link.need)] += link.amount;
    given[At(link.resource)] += link.amount;
  }
  for (const Link& link : others) {
    if (!problem.IsCarried(link.need)) given[At(link.resource)] += link.amount;
  }
  std::erase_if(held.links, [&](const Link& link) {
    const bool overfull =
        asked[At(link.need)] > problem.needs().amount[At(link.need)] ||
        given[At(link.resource)] > problem.resources().amount[At(link.resource)];
    if (overfull) held.Open(link.need, link.resource);
    return overfull;
  });
}

// Hauls of links that hold and of shipments; what is not picked up and then delivered, once in one
// tour, is left out.
void HoldTours(const Problem& problem, HeldPlan& held) {
  using Key = std::tuple<int32_t, int32_t, int32_t, int32_t, int32_t>;
  std::map<Key, int32_t> number;
  for (const PreviousTour& from : problem.previous_transport().tours) {
    std::map<Key, int> state;  // 1: picked up, 2: delivered as well, 3: not as it should be
    const auto key = [](const PreviousStop& stop) {
      return Key(stop.freight.valid() ? stop.freight.value() : -1,
                 stop.freight.valid() ? -1 : stop.need.value(),
                 stop.freight.valid() ? -1 : stop.resource.value(), stop.piece, stop.leg);
    };
    const auto known = [&](const PreviousStop& stop) {
      return stop.freight.valid() ||
             std::binary_search(held.links.begin(), held.links.end(),
                                Link{.need = stop.need, .resource = stop.resource}, ByPair);
    };
    for (const PreviousStop& stop : from.stops) {
      if (stop.regular >= 0) continue;
      int& now = state[key(stop)];
      const bool in_turn = now == (stop.pickup ? 0 : 1) && !number.contains(key(stop));
      now = in_turn && known(stop) ? now + 1 : 3;
    }
    HaulTour tour{.van = from.van, .day = from.day};
    for (const PreviousStop& stop : from.stops) {
      if (stop.regular < 0 && state[key(stop)] != 2) continue;
      if (tour.stops.empty()) tour.leaves = stop.begins;
      tour.returns = stop.begins;
      if (stop.regular >= 0) {
        tour.stops.push_back({-1, false, stop.begins, stop.regular});
        continue;
      }
      const auto [found, is_new] =
          number.try_emplace(key(stop), static_cast<int32_t>(held.hauls.size()));
      if (is_new) {
        held.hauls.push_back(
            {stop.need, stop.resource, stop.freight, stop.piece, stop.pieces, stop.store,
             stop.leg});
      }
      tour.stops.push_back({found->second, stop.pickup, stop.begins});
    }
    if (!tour.carries_nothing()) held.tours.push_back(std::move(tour));
  }
}

}  // namespace

void HeldPlan::Open(NeedIndex need, ResourceIndex resource) {
  need_open[At(need)] = 1;
  resource_open[At(resource)] = 1;
}

bool HeldPlan::IsOpen(NeedIndex need, ResourceIndex resource) const {
  return vehicles_changed || need_open[At(need)] != 0 || resource_open[At(resource)] != 0;
}

bool HeldPlan::AnyOpen() const {
  const auto any = [](const std::vector<uint8_t>& marks) {
    return std::find(marks.begin(), marks.end(), 1) != marks.end();
  };
  return vehicles_changed || any(need_open) || any(resource_open);
}

HeldPlan HoldPlan(const Problem& problem, const CandidateSet& candidates,
                  const std::vector<Link>& others) {
  const PreviousTransport& previous = problem.previous_transport();
  HeldPlan held;
  held.need_open = previous.need_changed;
  for (size_t n = 0; n < held.need_open.size(); ++n) {
    if (!problem.IsCarried(NeedIndex(static_cast<int32_t>(n)))) held.need_open[n] = 0;
  }
  held.resource_open = previous.resource_changed;
  for (size_t r = 0; r < held.resource_open.size(); ++r) {
    if (!problem.ResourceCategory(ResourceIndex(static_cast<int32_t>(r))).carried) {
      held.resource_open[r] = 0;
    }
  }
  const auto any = [](const std::vector<uint8_t>& marks) {
    return std::find(marks.begin(), marks.end(), 1) != marks.end();
  };
  held.vehicles_changed = any(previous.van_changed) || any(previous.store_changed);
  HoldLinks(problem, candidates, held);
  DropOverfull(problem, others, held);
  HoldTours(problem, held);
  return held;
}

}  // namespace cordee
