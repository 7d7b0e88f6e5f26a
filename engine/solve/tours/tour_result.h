// What planning tours hands on. Shared with verify, which trusts none of it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/solve/termination.h"

namespace cordee {

// The number of stop k of a regular tour, and back.
inline int32_t NumberOfRegular(int32_t k) { return -2 - k; }
inline int32_t RegularOf(int32_t stop) { return -2 - stop; }

// Stops are numbered 2 s for the pick-up of shipment s and 2 s + 1 for its delivery, and -2 - k for
// stop k of the vehicle's regular tour.
struct Tour {
  int32_t vehicle = 0;
  std::vector<int32_t> stops;

  friend bool operator==(const Tour&, const Tour&) = default;
};

// Why a shipment is not served: the first of these that no vehicle passes.
enum class Unserved : uint8_t {
  kLoad,       // it is more than any vehicle holds
  kFeatures,   // no vehicle that holds it has what it needs, and may carry it
  kUnreached,  // none of those comes there and back
  kTime,       // none of those meets the windows, the ride and its own day, even alone
  kPrize,      // none of those does it, even alone, for less than it is worth
  kNoRoom,     // alone it could be served; with the others there is no room, or it is not worth it
};

struct UnservedShipment {
  int32_t shipment = 0;
  Unserved reason = Unserved::kNoRoom;

  friend bool operator==(const UnservedShipment&, const UnservedShipment&) = default;
};

struct TourResult {
  Termination termination{.reason = Reason::kFeasible};
  std::vector<Tour> tours;  // of the vehicles that leave, by vehicle
  std::vector<UnservedShipment> unserved;  // by shipment
  int64_t distance = 0;  // of all tours
  int64_t cost = 0;      // of all tours and of what is left
  int64_t iterations = 0;
};

}  // namespace cordee
