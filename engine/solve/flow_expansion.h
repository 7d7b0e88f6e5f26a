// The relaxation of a run: its problem and scored candidates written as one flow network.
//
//   FlowExpansion expansion = *ExpandToFlow(problem, candidates, points);
//   FlowResult flow = *SolveFlow(expansion.flow, {}, stop);
//
// Needs. Need i of the network is need i of the problem, also when it has no candidate, so that the
// value of the flow is the value of the run.
//
// Divisible quantities. One supply per resource that some candidate uses, with its amount. A
// candidate is an arc worth points; with a previous link of amount p, its first min(p, capacity)
// units are a second arc worth the continuity points too. Minimum lots are left out.
//
// Bookings. One supply per half-hour of the week of a booked resource, with units * (weeks of the
// resource) of capacity. A candidate is one arc per half-hour that lies in a common run of at least
// the need's duration; it carries at most the occurrences of the need (its weeks, or 1 for a once
// booking). A booking carries all its amount A or nothing, so its continuity is known beforehand:
// continuity * min(p, A), spread over the A units and rounded up to a whole point. Every
// booking plan is then a flow worth at least as much: `duration` half-hours of it, each carrying
// the occurrences.
//
// O(candidates) time and memory; O(candidates * half-hours) for bookings.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/calendar.h"
#include "engine/model/problem.h"
#include "engine/solve/flow/flow_problem.h"

namespace cordee {

struct FlowExpansion {
  FlowProblem flow;
  // Per arc. The half-hour of a booking arc is that of its supply.
  std::vector<int64_t> arc_candidate;
  // Per supply.
  std::vector<ResourceIndex> supply_resource;
  std::vector<int32_t> supply_slot;  // -1: not booked by the half-hour
  // Per candidate: the amount that the base run proposed.
  std::vector<int64_t> previous;
};

// ResourceExhausted when the arcs are more than a 32-bit index can name.
// REQUIRES: `points` is parallel to `candidates`.
absl::StatusOr<FlowExpansion> ExpandToFlow(const Problem& problem, const CandidateSet& candidates,
                                           const std::vector<Points>& points);

// Half-hours that lie in a run of at least `duration` of `hours`.
HalfHours BookableHours(const HalfHours& hours, int32_t duration);

// How often a booking need takes place: its weeks, or 1 when once.
int32_t Occurrences(const Problem& problem, NeedIndex need);

}  // namespace cordee
