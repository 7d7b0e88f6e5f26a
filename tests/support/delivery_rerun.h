// A territory after a run, with what the run proposed as the base of the next.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "tests/support/delivery_world.h"

namespace cordee::testing {

// `report`: of `problem`, which `world` built. Nothing is marked as changed.
inline DeliveryWorld AfterRun(DeliveryWorld world, const Problem& problem,
                              const RunReport& report) {
  const auto id = [](const std::vector<std::string>& ids, auto row) {
    return row.valid() ? ids[static_cast<size_t>(row.value())] : std::string();
  };
  world.previous_links.clear();
  world.previous_tours.clear();
  world.changed_needs.clear();
  world.changed_resources.clear();
  for (const Link& link : report.result.links) {
    world.previous_links.push_back({id(problem.needs().id, link.need),
                                    id(problem.resources().id, link.resource), link.amount});
  }
  const Logistics& logistics = problem.logistics();
  for (const HaulTour& tour : report.transport.tours) {
    PreviousTourRow row{id(logistics.vans.id, tour.van), tour.day, {}};
    for (const HaulStop& stop : tour.stops) {
      const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
      row.stops.push_back({haul.is_freight() ? id(logistics.freights.id, haul.freight)
                                             : id(problem.needs().id, haul.need),
                           id(problem.resources().id, haul.resource), haul.piece, haul.pieces,
                           stop.pickup, stop.begins});
    }
    world.previous_tours.push_back(std::move(row));
  }
  return world;
}

}  // namespace cordee::testing
