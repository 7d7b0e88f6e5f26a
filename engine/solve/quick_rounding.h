// What a run that is cut short still does with its flow, in a time that has a bound: links that
// break no lot, some bookings, and some of what is unmet filled.
//
//   std::vector<Link> links = RoundQuickly(view, std::move(relaxed), unplaced);
//
// Broken lots give back what they have. Those that had half of it or more are raised to their lot
// where the resource and the need still have room for it, then the others. Then needs that miss
// something take what is left, need after need in the order of ids, pairs of most points first.
// Bookings are placed in the first free half-hours, most valuable first. Both look at a limited
// number of pairs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/limits.h"
#include "engine/base/stop.h"
#include "engine/solve/result.h"
#include "engine/solve/run_view.h"

namespace cordee {

struct QuickLimits {
  int64_t pairs = kMaxGreedyPairs;        // looked at to fill what is unmet
  int64_t bookings = kMaxGreedyBookings;  // pairs of the needs that are booked
};

// `links`: sorted by need and resource, feasible but for their lots; those of bookings that are not
// placed yet are left out of the answer. `unplaced`: needs of bookings that may be placed,
// ascending; none when the view's expansion has no network. O(needs + links), nearly; the same for
// any number of threads.
std::vector<Link> RoundQuickly(const RunView& run, std::vector<Link> links,
                               std::span<const NeedIndex> unplaced,
                               const QuickLimits& limits = QuickLimits());

// All that can be filled greedily from nothing, no bookings. O(candidates log degree). Cancelled
// when `stop` is set before it is done.
absl::StatusOr<std::vector<Link>> FillGreedily(const RunView& run, StopToken stop);

}  // namespace cordee
