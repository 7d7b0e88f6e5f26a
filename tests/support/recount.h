// Counts by hand what a set of links takes, from the columns of the problem: the tests' own judge
// of feasibility.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/candidates/pair_rules.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"

namespace cordee::testing {

// Empty when the links are feasible; otherwise the first thing that is wrong.
inline std::string FirstFault(const Problem& problem, const std::vector<Link>& links) {
  std::map<int32_t, int64_t> got;
  std::map<int32_t, int64_t> given;
  std::map<std::tuple<int32_t, int32_t, int32_t>, int64_t> booked;
  std::map<std::pair<int32_t, int32_t>, int32_t> seen;
  for (const Link& link : links) {
    const auto n = static_cast<size_t>(link.need.value());
    const auto r = static_cast<size_t>(link.resource.value());
    const std::string name =
        absl::StrCat(problem.needs().id[n], " <- ", problem.resources().id[r], ": ");
    const Pair pair = ExaminePair(problem, link.need, link.resource);
    if (pair.refusal != Refusal::kNone) return name + "refused pair";
    if (++seen[{link.need.value(), link.resource.value()}] > 1) return name + "twice";
    if (link.amount < pair.lot || link.amount > pair.capacity) return name + "amount";
    got[link.need.value()] += link.amount.value();
    if (got[link.need.value()] > problem.needs().amount[n].value()) return name + "need overfull";
    if (!problem.NeedCategory(link.need).booking) {
      given[link.resource.value()] += link.amount.value();
      if (given[link.resource.value()] > problem.resources().amount[r].value()) {
        return name + "resource overdrawn";
      }
      continue;
    }
    const bool weekly = problem.needs().period[n] == Period::kWeek;
    if (link.booked_weeks == 0 || (link.booked_weeks & ~pair.weeks) != 0) return name + "weeks";
    if (weekly && link.booked_weeks != problem.needs().weeks[n]) return name + "missing weeks";
    if (!weekly && CountWeeks(link.booked_weeks) != 1) return name + "more than once";
    for (int32_t s = link.booked_slot; s < link.booked_slot + problem.needs().duration[n]; ++s) {
      if (s < 0 || s >= kHalfHoursPerWeek || !pair.hours.Has(s)) return name + "hours";
      for (int32_t week = 0; week < problem.horizon().weeks; ++week) {
        if ((link.booked_weeks >> week & 1) == 0) continue;
        if (++booked[{link.resource.value(), week, s}] > problem.resources().amount[r].value()) {
          return name + "promised twice";
        }
      }
    }
  }
  for (const auto& [resource, sum] : given) {
    const auto r = static_cast<size_t>(resource);
    if (sum < problem.resources().minimum_order[r].value()) {
      return problem.resources().id[r] + ": below its minimum order";
    }
  }
  return "";
}

}  // namespace cordee::testing
