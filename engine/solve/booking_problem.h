// One component of bookings: which need gets which resource, from which half-hour on, in which
// weeks.
//
//   BookingProblem bookings(problem, candidates, expansion, relaxed, needs);
//
// A need is booked whole or not at all, so a pair is worth the same wherever it is placed.
// Half-hours and weeks only decide what fits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/stop.h"
#include "engine/base/units.h"
#include "engine/candidates/candidate_set.h"
#include "engine/model/calendar.h"
#include "engine/model/problem.h"
#include "engine/solve/flow_expansion.h"
#include "engine/solve/result.h"

namespace cordee {

// Where a booking lies: `duration` half-hours from `slot` on, in each of `weeks`.
struct Place {
  int32_t slot = -1;
  WeekSet weeks = 0;

  bool valid() const { return slot >= 0; }
  friend bool operator==(const Place&, const Place&) = default;
};

class BookingProblem {
 public:
  struct Need {
    NeedIndex index;
    int64_t amount = 0;
    int32_t duration = 0;
    bool weekly = false;
    size_t pair_begin = 0;  // its pairs, by resource
    size_t pair_end = 0;
  };
  struct Pair {
    int32_t need = 0;      // row in the component
    int32_t resource = 0;  // row in the component
    HalfHours hours;       // bookable: in common runs of at least the duration
    WeekSet weeks = 0;     // weekly: all of the need's; once: the common ones, one is enough
    Total gain = 0;        // against leaving the need unmet: score, continuity, unmet saved
    Total tie = 0;         // the smaller one wins among equal gains
    int64_t relaxed = 0;   // what the relaxation gives to the pair
    int64_t previous = 0;
    int64_t bonus = 0;  // micropoints per unit of the first `previous` units, within `gain`
  };

  // `needs`: all needs of the component, ascending; `relaxed`: what the flow gives,
  // sorted by need. With `stop` set, the other needs are left out.
  BookingProblem(const Problem& problem, const CandidateSet& candidates,
                 const FlowExpansion& expansion, std::span<const Link> relaxed,
                 std::span<const NeedIndex> needs, StopToken stop = StopToken());

  // Becomes the component as a rerun sees it after a run that booked these pairs (per need, -1:
  // none). What fits where stays the same.
  void SetPrevious(const std::vector<int32_t>& booked);

  const std::vector<Need>& needs() const { return needs_; }
  const std::vector<Pair>& pairs() const { return pairs_; }
  const std::vector<ResourceIndex>& resources() const { return resources_; }
  int64_t units(int32_t resource) const { return units_[static_cast<size_t>(resource)]; }
  int32_t duration(const Pair& pair) const {
    return needs_[static_cast<size_t>(pair.need)].duration;
  }
  bool weekly(const Pair& pair) const { return needs_[static_cast<size_t>(pair.need)].weekly; }
  int32_t weeks() const { return weeks_; }  // of the horizon

 private:
  std::vector<Need> needs_;
  std::vector<Pair> pairs_;
  std::vector<ResourceIndex> resources_;
  std::vector<int64_t> units_;
  int32_t weeks_ = 0;
};

// Who gets what and where: per need of the component, its pair (-1: unmet) and place.
struct BookingPlan {
  std::vector<int32_t> pair;
  std::vector<Place> place;
  Total gain = 0;
  Total tie = 0;

  bool BetterThan(const BookingPlan& other) const {
    return gain != other.gain ? gain > other.gain : tie < other.tie;
  }
};

}  // namespace cordee
