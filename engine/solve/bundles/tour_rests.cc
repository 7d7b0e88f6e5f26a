#include "engine/solve/bundles/tour_rests.h"

#include "engine/model/road.h"
#include "engine/solve/bundles/haul_problem.h"

namespace cordee {

std::vector<int32_t> RestsOf(const Problem& problem, const std::vector<HaulFacts>& hauls,
                             const HaulTour& tour) {
  const VanTable& vans = problem.logistics().vans;
  const auto v = static_cast<size_t>(tour.van.value());
  const RestRule& rest = vans.rest[v];
  std::vector<int32_t> rests(tour.stops.size(), 0);
  if (tour.returns - tour.leaves <= rest.work * 60) return rests;
  const RegularTour* regular = RegularOn(vans, tour);
  UnitVector here = vans.place[v];
  int32_t now = tour.leaves;
  for (size_t k = 0; k < tour.stops.size(); ++k) {
    const HaulStop& stop = tour.stops[k];
    int32_t stays = 0;
    UnitVector there;
    if (stop.is_regular()) {
      if (regular == nullptr) return rests;
      const RegularCall& call = regular->calls[static_cast<size_t>(stop.regular)];
      there = call.place;
      stays = call.stays;
    } else {
      const HaulFacts& facts = hauls[static_cast<size_t>(stop.haul)];
      there = stop.pickup ? facts.from : facts.to;
      stays = facts.service;
    }
    const Drive drive = DriveBetween(problem.roads(), problem.policy().transport, here, there);
    const int32_t waits = stop.begins - now - drive.seconds;
    if (waits >= rest.lasts * 60) rests[k] = waits / 60;
    now = stop.begins + stays;
    here = there;
  }
  return rests;
}

}  // namespace cordee
