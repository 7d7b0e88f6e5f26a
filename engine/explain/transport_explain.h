// Why this vehicle and not that one, and what would bring a shipment that is left on a tour.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/stop.h"
#include "engine/explain/explain.h"
#include "engine/model/problem.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/result.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// What stands against a vehicle, in the order in which it is told.
enum class VanObstacle : uint8_t {
  kDriver,       // nobody drives it
  kCarriage,     // it carries its owner's goods only
  kTemperature,  // it cannot keep what is carried as cold as that must be
  kLoad,         // it holds less
  kReach,        // a stop is too far from its place
  kWeeks,        // it is not there in all weeks
  kHours,        // it does not meet the hours, or not within its own day
  kRegularLoad,  // its regular tour leaves too little room for it
};
inline constexpr int32_t kVanObstacleCount = 8;

struct VanVerdict {
  uint32_t obstacles = 0;  // a bit for each VanObstacle
  int64_t grams_over = 0;
  Metres metres_over;
  // Without obstacles: the best day to go for this alone, and what it costs.
  int32_t day = -1;
  int64_t cost = 0;

  bool Has(VanObstacle obstacle) const {
    return (obstacles >> static_cast<int>(obstacle) & 1) != 0;
  }
};

// The vehicle and the haul, with nothing else to do. O(days).
VanVerdict ExamineVan(const Problem& problem, VanIndex van, const HaulFacts& haul);

enum class TransportChange : uint8_t {
  kDeliveryHours,  // hours that begin or end `half_hours` further out
  kPickupHours,
  kLoad,  // `grams` less at a time
};

enum class WiderEnd : uint8_t { kBoth, kLater, kEarlier };

// A change after which the shipment is carried: planned again with it, in the tours as they are.
struct TransportUnlock {
  TransportChange change = TransportChange::kDeliveryHours;
  // Hours: so much later every run of them ends, earlier it begins, or both, on every day or on
  // `day` alone.
  int32_t half_hours = 0;
  WiderEnd end = WiderEnd::kBoth;
  bool every_day = true;
  int64_t grams = 0;
  VanIndex van;  // that carries it then, and when
  int32_t day = 0;
};

struct LeftFreightExplanation {
  FreightIndex freight;
  Unserved reason = Unserved::kNoRoom;
  // Of each kind that helps the smallest that was found: of hours one end of one day before both of
  // all, and as few half-hours as do; of the load, to one part in 128.
  std::vector<TransportUnlock> unlocks;
};

// Shipments for which changes are sought, and carried hauls up to which plans are made for them.
inline constexpr size_t kMaxExplainedFreights = 50;
inline constexpr size_t kMaxReplannedHauls = 2'000;
// Needs of carried goods of which each change is planned.
inline constexpr size_t kMaxReplannedNeeds = 100;

// Takes out of what would unlock needs of carried goods what would not help: no vehicle could carry
// even the least of the pair, alone, nor by a store, or, for the first kMaxReplannedNeeds, no tour
// takes it for what it would be worth at most, planned again from the tours as they are.
void DropUncarriableUnlocks(const Problem& problem, const std::vector<Link>& links,
                            const TransportResult& transport, int32_t threads, StopToken stop,
                            std::vector<UnmetExplanation>& unmet);

// Of every shipment that is left. `links`: those carried. Some tens of small plans for each; set,
// `stop` ends with what there is. The same for any number of threads.
std::vector<LeftFreightExplanation> ExplainLeftFreights(const Problem& problem,
                                                        const std::vector<Link>& links,
                                                        const TransportResult& transport,
                                                        int32_t threads, StopToken stop);

}  // namespace cordee
