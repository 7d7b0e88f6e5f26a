// Drives every tour of a week from the columns of the problem and trusts nothing that the planner
// says. Shares no code with it but what a kilometre and an hour are (model/road.h).
//
//   RETURN_IF_ERROR(CheckTransport(problem, links, transport));
//
// Checked:
//   - every link of a carried category is carried whole, in equal pieces, each once; every shipment
//     is carried once, or stated as left; nothing else is;
//   - a vehicle somebody drives, that may carry the haul: kind of carriage, weeks, reach,
//     temperature, company (food and waste, frozen and not), and never more than it holds;
//   - stops in an order that can be driven in time, each within hours of who gives or takes, the
//     pick-up before the delivery; leaving and coming back within the vehicle's hours, not for
//     longer than its day, with breaks for the driver; no vehicle in two tours at once;
//   - what the vehicle drives anyway: every call in order and in time, its load on board too, and
//     in one tour only;
//   - goods that go by a store: store_check.h;
//   - metres and cost, more than it drives anyway, and shares: those who pay, whole cents that add
//     up, nobody above what they would pay alone (unless all of them alone would pay less than the
//     tour); who gains where some pay more pays for another tour; what is said of groups can be
//     true (core_check.h).
//
// Not checked: what each would pay alone, as it takes planning, and with it that shares are fair.
//
// FailedPrecondition with the first broken rule. O(stops^2) a tour, O(links log) in all.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// `links`: sorted by need and resource, admissible (checker.h).
absl::Status CheckTransport(const Problem& problem, const std::vector<Link>& links,
                            const TransportResult& transport);

}  // namespace cordee
