// Who pays what of each tour.
//
//   RETURN_IF_ERROR(ShareTours(problem, links, threads, stop, transport));
//
// Parties are those who pay for the hauls of a tour: who gives the goods of a link, who asks for a
// shipment. What some of them would pay without the others is a tour with the same vehicle, with a
// vehicle of their own, or with one of the kOtherVehicles that would do it cheapest
// (tours/cost_shares.h), whether or not other tours use it by then. So all of them alone can be
// cheaper than the tour; only then do some pay more than alone, and `gainers` names those for whose
// hauls other tours took the vehicles.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/stop.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

inline constexpr size_t kOtherVehicles = 3;
// Vehicles of a tour's parties that are looked at.
inline constexpr size_t kOwnVehicles = 12;

// Fills the shares of every tour; the same for any number of threads. `links`: those carried.
// Tours of more than kMaxSharingParties parties have none; no tour has when `stop` was set before
// the last was done (`transport.shared`).
absl::Status ShareTours(const Problem& problem, const std::vector<Link>& links, int32_t threads,
                        StopToken stop, TransportResult& transport);

}  // namespace cordee
