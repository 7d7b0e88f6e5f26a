// Why a solver came back, and what it proved. After OR-Tools' Termination.
#pragma once

#include <cstdint>
#include <string_view>

namespace cordee {

enum class Reason : uint8_t {
  // The answer is proved best: its value equals its bound.
  kOptimal,
  // A feasible answer whose bound is above its value. `limit` says what ended the search, or is
  // kNone when the method does not close the gap by itself (rounding of lots and bookings).
  kFeasible,
  // A placement without a blocking pair (solve/stable).
  kStable,
};

enum class Limit : uint8_t {
  kNone,
  kStopped,  // the caller's StopToken
  kWork,     // a work count: pivots or search nodes
};

struct Termination {
  Reason reason = Reason::kFeasible;
  Limit limit = Limit::kNone;
};

constexpr std::string_view ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kOptimal:
      return "OPTIMAL";
    case Reason::kStable:
      return "STABLE";
    default:
      return "FEASIBLE";
  }
}

}  // namespace cordee
