// How far and how long it is to drive, where no table of roads is given: as the crow flies, times a
// detour, at speeds that grow with the way (TransportRules).
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/base/units.h"
#include "engine/model/policy.h"

namespace cordee {

struct Drive {
  int32_t metres = 0;
  int32_t seconds = 0;

  friend bool operator==(const Drive&, const Drive&) = default;
};

// Both rounded up. A longer way takes more time, and a way round never less than the direct one.
inline Drive EstimateDrive(Metres as_the_crow_flies, const TransportRules& rules) {
  const int64_t metres =
      (int64_t{as_the_crow_flies.value()} * rules.detour_permille + 999) / 1'000;
  int64_t milliseconds = 0;
  int64_t begun = 0;
  for (const SpeedBand& band : rules.speeds) {
    const int64_t upto = std::min<int64_t>(metres, band.upto_metres);
    if (upto <= begun) break;
    milliseconds += (upto - begun) * 3'600 / band.km_an_hour;
    begun = upto;
  }
  return {static_cast<int32_t>(metres), static_cast<int32_t>((milliseconds + 999) / 1'000)};
}

}  // namespace cordee
