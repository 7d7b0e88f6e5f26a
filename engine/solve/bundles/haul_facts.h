// What a haul asks of the vehicle that carries it.
#pragma once

#include <cstdint>

#include "engine/base/units.h"
#include "engine/model/problem.h"
#include "engine/solve/transport_result.h"

namespace cordee {

// To load or to unload the goods of a link.
inline constexpr int32_t kLinkServiceSeconds = 600;

struct HaulFacts {
  UnitVector from;
  UnitVector to;
  HalfHours pickup_hours;
  HalfHours delivery_hours;
  Load load = {};
  Load returned = {};  // on board from leaving to coming back
  Temperature temperature = Temperature::kAmbient;
  bool food = false;
  bool waste = false;
  int32_t service = 0;  // seconds, at either end
  int32_t max_ride = 0;  // seconds on board; 0: no limit
  WeekSet weeks = 0;
  ActorIndex giver;  // of the link, of a leg too; a shipment: both who asks for it
  ActorIndex taker;

  // Who pays: who gives, as a rule of the trade, or who asks.
  ActorIndex payer() const { return giver; }
};

// Times within the horizon that goods are handed over: as often as the need comes back.
int64_t Deliveries(const Problem& problem, NeedIndex need);

// `amount`: nominal, of the link; without meaning for a shipment. Of a leg by a store: one end is
// the store, open on the days of the leg.
HaulFacts FactsOf(const Problem& problem, const Haul& haul, Quantity amount);

// Who is called on: who gives or takes, or who keeps the store.
ActorIndex PartyAt(const Problem& problem, const Haul& haul, const HaulFacts& facts, bool pickup);

}  // namespace cordee
