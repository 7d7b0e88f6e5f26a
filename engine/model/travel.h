// How long it takes to get somewhere: as the crow flies, times a detour, at a usual speed. Rough on
// purpose, and the same everywhere: what is decided by it can be checked by hand.
#pragma once

#include <cstdint>

#include "engine/base/units.h"
#include "engine/model/placement.h"

namespace cordee {

// Metres as the crow flies in a minute, and minutes to set out and arrive. Roads are about 1.3
// times as long (Boscoe, Henry and Zdeb, "A nationwide comparison of driving distance versus
// straight-line distance to hospitals", Prof. Geogr. 64, 2012: 1.4 in the US; rural France is a
// little straighter).
struct Speed {
  int32_t metres_a_minute;
  int32_t minutes_more;
};
inline constexpr Speed kSpeeds[] = {
    {64, 0},    // on foot: 5 km/h
    {192, 2},   // by bike: 15 km/h
    {320, 15},  // by public transport: 25 km/h, and waiting
    {640, 5},   // by car: 50 km/h
};

// By the fastest of the means; none stands for a car.
inline int32_t TravelMinutes(Metres distance, MeansSet means) {
  if (distance == Metres(0)) return 0;
  if (means == 0) means = MeansBit(Means::kCar);
  int32_t best = INT32_MAX;
  for (int32_t m = 0; m < 4; ++m) {
    if ((means >> m & 1) == 0) continue;
    const Speed& speed = kSpeeds[m];
    const int32_t minutes =
        speed.minutes_more + (distance.value() + speed.metres_a_minute - 1) / speed.metres_a_minute;
    if (minutes < best) best = minutes;
  }
  return best;
}

}  // namespace cordee
