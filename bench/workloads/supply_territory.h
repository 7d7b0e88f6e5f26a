// A rural territory that feeds itself: farms, kitchens and shops that want their produce, and a few
// vans.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/engine.h"
#include "engine/model/problem.h"

namespace cordee::bench {

struct SupplyShape {
  int32_t farms = 60;
  int32_t buyers = 40;
  int32_t vans = 10;
};

// 60 km by 60 km. Each farm offers two of eight products, 20 to 300 kg a week, and is there for a
// morning (6 to 10), a noon (10 to 14) or an evening (16 to 20) on two to five weekdays; each buyer
// wants four of them, 10 to 120 kg a week, and takes deliveries from 6 to 10 (kitchens) or from 14
// to 18 (shops), on two to five days. A third of the products are chilled. Vans belong to farms or
// to carriers, are there on weekdays from 5 to 20 and out for ten hours at most, hold 400 to
// 1,200 kg, half of them chilled; 0.45 a kilometre, 20 an hour, 8 a tour. The same for the same
// arguments.
Problem SupplyTerritory(const SupplyShape& shape, TransportNeeded needed, uint64_t seed);

// The same after a run, where one need in a hundred (at least one) asks for half as much again.
// REQUIRES: `report` is of `before`, which SupplyTerritory made of the same arguments.
Problem SupplyRerun(const SupplyShape& shape, uint64_t seed, const Problem& before,
                    const RunReport& report);

}  // namespace cordee::bench
