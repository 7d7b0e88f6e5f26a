// What the placement of people hands on. Shared with verify, which trusts none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/calendar.h"
#include "engine/solve/termination.h"

namespace cordee {

// A person works for a post; or, one to one, the two are brought together.
struct PlacedWork {
  PersonIndex person;
  PostIndex post;
  int32_t half_hours = 0;  // a week; one to one: 1
  HalfHours slots;         // the half-hours of the week that are meant; one to one: those in common

  friend bool operator==(const PlacedWork&, const PlacedWork&) = default;
};

// A person and a post that would both rather have more of each other.
struct PlacementBlocking {
  PersonIndex person;
  PostIndex post;
  int32_t half_hours = 0;  // that both would take

  friend bool operator==(const PlacementBlocking&, const PlacementBlocking&) = default;
};

// Hours that several posts still need, and that one person could work: a job to create together.
struct SharedJobOffer {
  struct Part {
    PostIndex post;
    int32_t half_hours = 0;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;  // by post
  int32_t half_hours = 0;   // in all
  int32_t minutes = 0;      // of travel between the two sites farthest from each other, by car

  friend bool operator==(const SharedJobOffer&, const SharedJobOffer&) = default;
};

struct PlacementResult {
  Termination termination{.reason = Reason::kStable};
  std::vector<PlacedWork> placed;           // sorted by (person, post)
  std::vector<PlacementBlocking> blocking;  // the same; empty when STABLE
  std::vector<SharedJobOffer> offers;       // the most hours first
  int64_t pairs = 0;                        // admissible
  int64_t closed = 0;                       // of them, to keep minimum blocks and travel possible
};

}  // namespace cordee
