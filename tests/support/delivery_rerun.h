// A territory after a run, with what the run proposed as the base of the next.
#pragma once

#include <utility>

#include "engine/rerun.h"
#include "tests/support/delivery_world.h"

namespace cordee::testing {

// `report`: of `problem`, which `world` built. Nothing is marked as changed.
inline DeliveryWorld AfterRun(DeliveryWorld world, const Problem& problem,
                              const RunReport& report) {
  BaseRows base = ToBaseRows(problem, report);
  world.previous_links = std::move(base.links);
  world.previous_tours = std::move(base.tours);
  world.changed_needs.clear();
  world.changed_resources.clear();
  return world;
}

}  // namespace cordee::testing
