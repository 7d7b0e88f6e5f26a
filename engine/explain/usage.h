// What a set of links takes from each need and resource.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee {

struct Usage {
  std::vector<Quantity> served;  // per need, nominal
  // Per resource, nominal; a booked resource: half-hours taken over all its weeks.
  std::vector<Quantity> given;
  std::vector<int32_t> takers;  // per resource: links

  bool NeedFilled(const Problem& problem, NeedIndex need) const {
    const auto n = static_cast<size_t>(need.value());
    return served[n] >= problem.needs().amount[n];
  }
  // A booked resource is used up when every open half-hour of every week is taken.
  bool ResourceUsedUp(const Problem& problem, ResourceIndex resource) const {
    const auto r = static_cast<size_t>(resource.value());
    const EntryTable& resources = problem.resources();
    if (!problem.ResourceCategory(resource).booking) return given[r] >= resources.amount[r];
    const Total open = Total{resources.amount[r].value()} * resources.hours[r].Count() *
                       CountWeeks(resources.weeks[r]);
    return given[r].value() >= open;
  }
};

inline Usage UsageOf(const Problem& problem, const SolveResult& result) {
  Usage usage;
  usage.served.resize(static_cast<size_t>(problem.needs().size()));
  usage.given.resize(static_cast<size_t>(problem.resources().size()));
  usage.takers.resize(usage.given.size());
  for (const Link& link : result.links) {
    usage.served[static_cast<size_t>(link.need.value())] += link.amount;
    usage.given[static_cast<size_t>(link.resource.value())] += link.amount;
    ++usage.takers[static_cast<size_t>(link.resource.value())];
  }
  return usage;
}

}  // namespace cordee
