// Whether a post and a person may come together: the checker's own reading of their terms.
#pragma once

#include <cstdint>
#include <string>

#include "engine/model/problem.h"

namespace cordee {

struct PlacementReading {
  std::string refusal;  // in words; empty: they may
  HalfHours hours;      // that both have, and the law allows
  int32_t least = 1;    // half-hours a week together
  int32_t most = 0;
  bool one_to_one = false;
};

PlacementReading ReadPlacement(const Problem& problem, int32_t post, int32_t person);

}  // namespace cordee
