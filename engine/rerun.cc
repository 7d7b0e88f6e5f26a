#include "engine/rerun.h"

#include <string>
#include <utility>

namespace cordee {

BaseRows ToBaseRows(const Problem& problem, const RunReport& report) {
  const auto id = [](const std::vector<std::string>& ids, auto row) {
    return row.valid() ? ids[static_cast<size_t>(row.value())] : std::string();
  };
  const Logistics& logistics = problem.logistics();
  BaseRows base;
  for (const Link& link : report.result.links) {
    base.links.push_back({id(problem.needs().id, link.need),
                          id(problem.resources().id, link.resource), link.amount});
  }
  for (const HaulTour& tour : report.transport.tours) {
    PreviousTourRow row{id(logistics.vans.id, tour.van), tour.day, {}};
    for (const HaulStop& stop : tour.stops) {
      if (stop.is_regular()) {
        row.stops.push_back({.begins = stop.begins, .regular = stop.regular});
        continue;
      }
      const Haul& haul = report.transport.hauls[static_cast<size_t>(stop.haul)];
      row.stops.push_back({haul.is_freight() ? id(logistics.freights.id, haul.freight)
                                             : id(problem.needs().id, haul.need),
                           id(problem.resources().id, haul.resource), haul.piece, haul.pieces,
                           stop.pickup, stop.begins, id(logistics.stores.id, haul.store),
                           haul.leg});
    }
    base.tours.push_back(std::move(row));
  }
  return base;
}

}  // namespace cordee
