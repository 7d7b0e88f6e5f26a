// From the relaxed flow of a run to links that keep lots and bookings, component by component.
//
//   ASSIGN_OR_RETURN(std::vector<Link> links,
//                    RoundComponents(view, std::move(relaxed), meter, offer));
//
// A component that breaks no lot stays as it is. Bookings are placed (booking_search.h), lots are
// searched or rounded for the component as a whole (lot_search.h) and, above kMaxRoundedTogether
// pairs, around those that the flow breaks (local_rounding.h). All of that runs side by side, in
// batches (batches.h); the same on any number of threads. Where work runs out, the pieces whose
// batch was not finished are rounded quickly (quick_rounding.h), unless there is an answer to fall
// back on: then nothing more is done. Such answers are offered on the way.
#pragma once

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/solve/result.h"
#include "engine/solve/run_view.h"
#include "engine/solve/work.h"

namespace cordee {

// `relaxed`: what flows between each need and resource, sorted by them (LinksOf of flow_reading.h).
// The links are sorted by need, resource and half-hour. With no work left, `run.expansion` may have
// no network: then no booking is placed. `offer`, where there is one, gets feasible links some
// times as the rounding goes on; then Cancelled is returned when the meter ends it.
absl::StatusOr<std::vector<Link>> RoundComponents(
    const RunView& run, std::vector<Link> relaxed, WorkMeter& meter,
    const std::function<void(std::vector<Link>)>& offer = nullptr);

}  // namespace cordee
