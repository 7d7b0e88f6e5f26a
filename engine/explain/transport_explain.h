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
};
inline constexpr int32_t kVanObstacleCount = 7;

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
  kDeliveryHours,  // the hours of every day begin and end `half_hours` further out
  kPickupHours,
  kLoad,  // `grams` less at a time
};

// A change after which the shipment is carried: planned again with it, in the tours as they are.
struct TransportUnlock {
  TransportChange change = TransportChange::kDeliveryHours;
  int32_t half_hours = 0;
  int64_t grams = 0;
  VanIndex van;  // that carries it then, and when
  int32_t day = 0;
};

struct LeftFreightExplanation {
  FreightIndex freight;
  Unserved reason = Unserved::kNoRoom;
  std::vector<TransportUnlock> unlocks;  // the smallest of each kind
};

// Shipments for which changes are sought.
inline constexpr size_t kMaxExplainedFreights = 50;

// Takes out of what would unlock needs of carried goods the pairs of which no vehicle could carry
// even the least, alone, nor by a store: the change would not help.
void DropUncarriableUnlocks(const Problem& problem, std::vector<UnmetExplanation>& unmet);

// Of every shipment that is left. `links`: those carried. A few plans for each; set, `stop` ends
// with what there is.
std::vector<LeftFreightExplanation> ExplainLeftFreights(const Problem& problem,
                                                        const std::vector<Link>& links,
                                                        const TransportResult& transport,
                                                        StopToken stop);

}  // namespace cordee
