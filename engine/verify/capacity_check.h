// What links promise against what entries have: totals of needs and resources, and the half-hours
// of booked resources, week by week.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/verify/rules_check.h"

namespace cordee::verify {

// Between lot and capacity; nothing booked where nothing is bookable.
absl::Status CheckAmount(const Problem& problem, const Link& link, const Terms& terms);

// The booking lasts what was asked, in common half-hours, in all weeks of a weekly need and in one
// of a need that comes once.
absl::Status CheckPlace(const Problem& problem, const Link& link, const Terms& terms);

// No need gets and no resource gives more than it has. `served` receives what each need gets.
absl::Status CheckTotals(const Problem& problem, const std::vector<Link>& links,
                         std::vector<Total>* served);

// No half-hour of a booked resource is taken by more bookings than it has units, in any week.
absl::Status CheckBookings(const Problem& problem, const std::vector<Link>& links);

}  // namespace cordee::verify
