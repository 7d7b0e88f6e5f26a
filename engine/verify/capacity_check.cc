#include "engine/verify/capacity_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/limits.h"

namespace cordee::verify {
namespace {

size_t Row(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t Row(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }

absl::Status Broken(const Problem& problem, const Link& link, const std::string& what) {
  return absl::FailedPreconditionError(
      absl::StrCat("needs/", problem.needs().id[Row(link.need)], ", resources/",
                   problem.resources().id[Row(link.resource)], ": ", what));
}

}  // namespace

absl::Status CheckAmount(const Problem& problem, const Link& link, const Terms& terms) {
  const int64_t amount = link.amount.value();
  if (amount < terms.lot) {
    return Broken(problem, link, absl::StrCat("carries ", amount, ", below its lot ", terms.lot));
  }
  if (amount > terms.capacity) {
    return Broken(problem, link,
                  absl::StrCat("carries ", amount, ", above its capacity ", terms.capacity));
  }
  if (!problem.NeedCategory(link.need).booking &&
      (link.booked_slot != -1 || link.booked_weeks != 0)) {
    return Broken(problem, link, "is booked, but its category is not bookable");
  }
  return absl::OkStatus();
}

absl::Status CheckPlace(const Problem& problem, const Link& link, const Terms& terms) {
  const EntryTable& needs = problem.needs();
  const int32_t duration = needs.duration[Row(link.need)];
  if (link.booked_slot < 0 || link.booked_slot > kHalfHoursPerWeek - duration) {
    return Broken(problem, link, absl::StrCat("has no place in the week: slot ", link.booked_slot));
  }
  for (int32_t slot = link.booked_slot; slot < link.booked_slot + duration; ++slot) {
    if (!terms.hours.Has(slot)) {
      return Broken(problem, link,
                    absl::StrCat("is booked at half-hour ", slot, ", not in common"));
    }
  }
  if ((link.booked_weeks & ~terms.weeks) != 0) {
    return Broken(problem, link, "is booked in a week that is not in common");
  }
  if (needs.period[Row(link.need)] == Period::kOnce) {
    if (CountWeeks(link.booked_weeks) != 1) {
      return Broken(problem, link, "takes place once, but is not booked in exactly one week");
    }
  } else if (link.booked_weeks != needs.weeks[Row(link.need)]) {
    return Broken(problem, link, "is weekly, but is not booked in all its weeks");
  }
  return absl::OkStatus();
}

absl::Status CheckTotals(const Problem& problem, const std::vector<Link>& links,
                         std::vector<Total>* served) {
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  served->assign(static_cast<size_t>(needs.size()), 0);
  std::vector<Total> given(static_cast<size_t>(resources.size()), 0);
  for (const Link& link : links) {
    (*served)[Row(link.need)] += link.amount.value();
    if (!problem.ResourceCategory(link.resource).booking) {
      given[Row(link.resource)] += link.amount.value();
    }
  }
  for (size_t n = 0; n < served->size(); ++n) {
    if ((*served)[n] > needs.amount[n].value()) {
      return absl::FailedPreconditionError(
          absl::StrCat("needs/", needs.id[n], ": gets more than it asks for"));
    }
  }
  for (size_t r = 0; r < given.size(); ++r) {
    if (given[r] > resources.amount[r].value()) {
      return absl::FailedPreconditionError(
          absl::StrCat("resources/", resources.id[r], ": gives more than it has"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckBookings(const Problem& problem, const std::vector<Link>& links) {
  std::vector<const Link*> bookings;
  for (const Link& link : links) {
    if (problem.ResourceCategory(link.resource).booking) bookings.push_back(&link);
  }
  std::stable_sort(bookings.begin(), bookings.end(),
                   [](const Link* a, const Link* b) { return a->resource < b->resource; });
  std::vector<int64_t> taken;
  for (size_t i = 0; i < bookings.size(); ++i) {
    const Link& link = *bookings[i];
    if (i == 0 || bookings[i - 1]->resource != link.resource) {
      taken.assign(static_cast<size_t>(kHalfHoursPerWeek * kMaxHorizonWeeks), 0);
    }
    const int64_t units = problem.resources().amount[Row(link.resource)].value();
    const int32_t end = link.booked_slot + problem.needs().duration[Row(link.need)];
    for (int32_t week = 0; week < problem.horizon().weeks; ++week) {
      if ((link.booked_weeks >> week & 1) == 0) continue;
      for (int32_t slot = link.booked_slot; slot < end; ++slot) {
        if (++taken[static_cast<size_t>(week * kHalfHoursPerWeek + slot)] > units) {
          return Broken(problem, link,
                        absl::StrCat("half-hour ", slot, " of week ", week, " is promised twice"));
        }
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace cordee::verify
