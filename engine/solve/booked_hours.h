// The half-hours of booked resources, in as few groups as the candidates tell apart: half-hours of
// one resource that the same candidates can book are one supply of the network, as wide as they are
// many. That changes no value and no bound: what flows into the group can be spread evenly over its
// half-hours, and one price holds for all of them.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/calendar.h"
#include "engine/model/problem.h"

namespace cordee {

class BookedHours {
 public:
  // O(pairs of booking needs * half-hours). Unfinished when `stop` is set.
  BookedHours(const Problem& problem, const CandidateSet& candidates, StopToken stop);

  // Each group ascending, groups by their first half-hour; half-hours that nobody can book are in
  // none. REQUIRES: a booked resource.
  std::vector<std::vector<int32_t>> GroupsOf(ResourceIndex resource) const;

 private:
  // Splits each class of the resource into what lies in `hours` and what does not.
  void Refine(ResourceIndex resource, const HalfHours& hours);

  std::vector<int32_t> row_;    // per resource; -1: no candidate
  std::vector<int32_t> class_;  // per row and half-hour; 0: nobody can book it
  int32_t classes_ = 0;
};

// Half-hours that a need can book at a resource: common runs of at least its duration.
HalfHours CommonHours(const Problem& problem, NeedIndex need, ResourceIndex resource);

}  // namespace cordee
