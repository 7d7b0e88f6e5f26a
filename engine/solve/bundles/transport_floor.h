// What carriage costs at the least, whatever else the vehicles do: the bound of transport_bound.h
// counts transport at this.
//
//   const TransportFloor floor(problem);
//   floor.PointsOf(need, resource)   // off a pair of carried goods; kNobody: nobody may carry it
//   floor.CostOf(freight)            // of a shipment, by the week
//
// Why no plan pays less. A vehicle's time is paid from leaving to coming back, and while it loads
// or unloads one haul it does nothing else: two services for each haul. While a haul is on board,
// the vehicle drives at least its direct way; never more is on board than the vehicle holds, so
// each metre and second of driving can be shared out among what is on board by the part of the
// vehicle that it takes, and the shares do not add up to more than what is driven. So a haul of q
// hectograms costs a vehicle of Q at least
//
//   time of two services + q / Q * direct way, its time too
//
// and goods of which at most m are handed over at a time cost at least q / min(m, Q) of the first,
// which is linear in q, as prices ask for; in pieces too. Of all vehicles that may carry them the
// cheapest counts. Goods that may go by a store cost two such hauls, without a way.
//
// A tour is paid for what it costs more than the vehicle's regular tour alone. All that it costs is
// shared out here, so what the regular tours cost comes off once, of all that can be driven:
// CostOfRegularTours.
//
// What makes it weak, never wrong: the ways from and to the vehicle's place, the price of a day,
// waits and breaks count for nothing; with a table of roads all ways do, since a way round may be
// shorter there.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_facts.h"

namespace cordee {

// Off the direct way. A leg is rounded to metres, and down by a millisecond for each band of speed;
// the stops of kMaxHaulsTogether hauls can take so much off a way at most.
inline constexpr int32_t kRoundingMetres = 1'000;

class TransportFloor {
 public:
  static constexpr int32_t kNobody = -1;

  explicit TransportFloor(const Problem& problem);

  // Points per reference quantity, over the horizon, rounded down. O(vehicles).
  int32_t PointsOf(NeedIndex need, ResourceIndex resource) const;
  // 0 when nobody may carry it. O(vehicles).
  int64_t CostOf(FreightIndex freight) const;
  // By the week. O(vehicles * calls).
  int64_t CostOfRegularTours() const;

 private:
  struct Part;
  __int128 LeastCost(const HaulFacts& haul, const Part& part) const;
  __int128 LeastCostByStore(const HaulFacts& haul, const Part& part) const;
  bool MayKeep(const HaulFacts& haul) const;

  const Problem& problem_;
  // Days of the week with an open half-hour, in bits.
  std::vector<uint32_t> van_days_;
  std::vector<uint32_t> need_days_;
  std::vector<uint32_t> resource_days_;
};

}  // namespace cordee
