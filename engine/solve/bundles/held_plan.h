// What a rerun keeps of the base run's transport, before anything is planned.
//
// A rerun changes nothing without a cause. Links and tours of the base run stand where both ends
// still allow them; only entries that were written since (PreviousTransport), and those that lost a
// link, may be linked anew. What nobody touched is neither solved nor searched again.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/candidates/candidate_set.h"
#include "engine/model/problem.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

struct HeldPlan {
  // Of carried needs, with the amounts of the base run; by need and resource.
  std::vector<Link> links;
  // The tours of the base run: who picks up and delivers what, in which order. Times, metres, cost
  // and shares are not filled in, but for when the first stop begins and the last one does.
  std::vector<Haul> hauls;
  std::vector<HaulTour> tours;
  std::vector<uint8_t> need_open;      // by need: may be linked anew
  std::vector<uint8_t> resource_open;  // by resource
  // A vehicle or a store is new, or another than it was: everything may be linked and planned anew.
  bool vehicles_changed = false;

  void Open(NeedIndex need, ResourceIndex resource);
  bool IsOpen(NeedIndex need, ResourceIndex resource) const;
  // Anything may be linked anew.
  bool AnyOpen() const;
};

// `others`: links of needs that are not carried, whose resources are not given twice.
// REQUIRES: !problem.previous_transport().empty(). O(links log candidates + entries).
HeldPlan HoldPlan(const Problem& problem, const CandidateSet& candidates,
                  const std::vector<Link>& others);

}  // namespace cordee
