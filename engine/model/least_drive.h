// What it takes at the least to get from one place to another, whatever stops are made on the way.
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/model/policy.h"
#include "engine/model/road.h"

namespace cordee {

// Without a table of roads. Speeds that grow with the way make the direct way the fastest; where
// they fall somewhere, a stop may begin it anew at a higher one, and the highest counts all along.
inline Drive LeastDrive(Metres as_the_crow_flies, const TransportRules& rules) {
  Drive drive = EstimateDrive(as_the_crow_flies, rules);
  int64_t fastest = 0;
  bool falls = false;
  for (const SpeedBand& band : rules.speeds) {
    falls = falls || band.km_an_hour < fastest;
    fastest = std::max<int64_t>(fastest, band.km_an_hour);
  }
  if (falls) {
    drive.seconds = static_cast<int32_t>(int64_t{drive.metres} * 3'600 / (fastest * 1'000));
  }
  return drive;
}

}  // namespace cordee
