// The relaxation of a run: its problem and scored candidates written as one flow network.
//
//   ASSIGN_OR_RETURN(FlowExpansion expansion, ExpandToFlow(problem, candidates, points, 2, stop));
//   ASSIGN_OR_RETURN(FlowResult flow, SolveFlow(expansion.flow, {.threads = 2}, stop));
//
// Needs. Every need of the problem is one need of the network, also when it has no candidate, so
// that the value of the flow is the value of the run. Needs and supplies are numbered in the order
// of flow_order.h; `need_row` and `supply_resource` lead from one numbering to the other.
//
// Divisible quantities. One supply per resource that some candidate uses, with its amount. A
// candidate is an arc worth points; with a previous link of amount p, its first min(p, capacity)
// units are a second arc worth the continuity points too. Minimum lots are left out.
//
// Bookings. One supply per half-hour of the week of a booked resource, with units * (weeks of the
// resource) of capacity; half-hours that the same candidates can book are one supply together
// (booked_hours.h). A candidate is one arc per half-hour that lies in a common run of at least the
// need's duration; it carries at most the occurrences of the need (its weeks, or 1 for a once
// booking). A booking carries all its amount A or nothing, so its continuity is known beforehand:
// continuity * min(p, A), spread over the A units and rounded up to a whole point. Every
// booking plan is then a flow worth at least as much: `duration` half-hours of it, each carrying
// the occurrences.
//
// O(candidates) time and memory; O(candidates * half-hours) for bookings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/calendar.h"
#include "engine/model/problem.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

struct FlowExpansion {
  FlowProblem flow;
  // Per need of the problem: its row in the network.
  std::vector<int32_t> need_row;
  // Per arc. The half-hours of a booking arc are those of its supply.
  std::vector<int32_t> arc_candidate;
  // Per supply.
  std::vector<ResourceIndex> supply_resource;
  std::vector<int32_t> slot_begin;  // and the end: its half-hours in `slots`, none when not booked
  std::vector<int32_t> slots;
  // Per candidate: the amount that the base run proposed; empty where there is none.
  std::vector<int64_t> previous;

  int64_t Previous(size_t candidate) const { return previous.empty() ? 0 : previous[candidate]; }
  std::span<const int32_t> SlotsOf(int32_t supply) const {
    const auto s = static_cast<size_t>(supply);
    return std::span(slots).subspan(static_cast<size_t>(slot_begin[s]),
                                    static_cast<size_t>(slot_begin[s + 1] - slot_begin[s]));
  }
};

// The arcs of a need, by candidate, hence by resource; those of one candidate in their order.
std::vector<int32_t> ArcsByCandidate(const FlowExpansion& expansion, NeedIndex need);

// The same for any number of threads. ResourceExhausted when the arcs are more than a 32-bit index
// can name; Cancelled when `stop` is set before it is done.
// REQUIRES: `points` is parallel to `candidates`.
absl::StatusOr<FlowExpansion> ExpandToFlow(const Problem& problem, const CandidateSet& candidates,
                                           const std::vector<Points>& points, int32_t threads = 1,
                                           StopToken stop = StopToken());

// Half-hours that lie in a run of at least `duration` of `hours`.
HalfHours BookableHours(const HalfHours& hours, int32_t duration);

// How often a booking need takes place: its weeks, or 1 when once.
int32_t Occurrences(const Problem& problem, NeedIndex need);

}  // namespace cordee
