// From the relaxed flow of a run to links that keep lots and bookings, component by component.
//
//   ASSIGN_OR_RETURN(std::vector<Link> bookings, RoundComponents(view, amount, meter));
//
// A component that breaks no lot stays as it is. Bookings are placed (booking_search.h), lots are
// searched or rounded for the component as a whole (lot_search.h) and, above kMaxRoundedTogether
// pairs, around those that the flow breaks (local_rounding.h). All of that runs side by side, in
// batches (batches.h); the same on any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/local_rounding.h"
#include "engine/solve/result.h"
#include "engine/solve/work.h"

namespace cordee {

// `amount`, per candidate of the run, is 0 for bookings afterwards and breaks no lot. The links are
// those of bookings, in no order.
absl::StatusOr<std::vector<Link>> RoundComponents(const RunView& run, std::vector<int64_t>& amount,
                                                  WorkMeter& meter);

}  // namespace cordee
