// What planning transport hands on. Shared with verify, which trusts none of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/solve/core_result.h"
#include "engine/solve/result.h"
#include "engine/solve/tours/tour_result.h"

namespace cordee {

// Costs are in these: so that a cent a kilometre and a cent an hour are whole by the metre and by
// the second.
inline constexpr int64_t kCostPerCent = 36'000;
inline constexpr int64_t kCentsPerEuro = 100;

// Shares are whole cents: so much above alone is nothing that anybody pays for others.
inline constexpr int64_t kRoundingCents = 1;
inline constexpr int32_t kLastDayOfWeek = 6;  // Sunday

// What is carried once a week at most: the goods of a link, or a part of them where they are too
// much for one vehicle, or a shipment. Goods that go by a store are two hauls: leg 1 from the giver
// to the store, leg 2 from there to the taker.
struct Haul {
  NeedIndex need;  // of a link, with its resource
  ResourceIndex resource;
  FreightIndex freight;  // valid: a shipment, without a link
  int32_t piece = 0;
  int32_t pieces = 1;
  StoreIndex store;  // of a leg
  int32_t leg = 0;   // 0: straight
  // Days of the week on which a leg may be driven; once it is planned, that of its tour.
  int32_t first_day = 0;
  int32_t last_day = kLastDayOfWeek;

  bool is_freight() const { return freight.valid(); }
  bool is_leg() const { return leg != 0; }
  friend bool operator==(const Haul&, const Haul&) = default;
};

struct HaulStop {
  int32_t haul = 0;  // -1: none, a stop of the vehicle's regular tour
  bool pickup = false;
  int32_t begins = 0;  // second of the day
  int32_t regular = -1;  // which

  bool is_regular() const { return regular >= 0; }

  friend bool operator==(const HaulStop&, const HaulStop&) = default;
};

// What a party pays for its hauls in a tour, and what it would pay without the others.
struct TourShare {
  ActorIndex party;
  int64_t alone_cents = 0;
  int64_t alone_metres = 0;
  int64_t cents = 0;
  // The same where it is exact; else it lies in between, nineteen times in twenty.
  int64_t low_cents = 0;
  int64_t high_cents = 0;

  friend bool operator==(const TourShare&, const TourShare&) = default;
};

constexpr bool PaysMoreThanAlone(const TourShare& share) {
  return share.cents > share.alone_cents + kRoundingCents;
}

struct HaulTour {
  VanIndex van;
  int32_t day = 0;  // 0: Monday
  int32_t leaves = 0;  // seconds of the day
  int32_t returns = 0;
  int64_t metres = 0;  // more than the vehicle drives anyway
  int64_t cost = 0;    // the same
  int64_t regular_metres = 0;  // what it drives anyway
  std::vector<HaulStop> stops;
  std::vector<TourShare> shares;  // by party; they add up to the cost in cents
  CoreCheck core;  // its worst group has a bit for each share, the first the lowest
  // Where some pay more than alone (PaysMoreThanAlone): those whose hauls other tours carry with
  // the vehicles that they would take alone; sorted.
  std::vector<ActorIndex> gainers;

  // Stops for nobody but the vehicle's own tour, or none.
  bool carries_nothing() const {
    return std::all_of(stops.begin(), stops.end(),
                       [](const HaulStop& stop) { return stop.is_regular(); });
  }

  friend bool operator==(const HaulTour&, const HaulTour&) = default;
};

struct LeftFreight {
  FreightIndex freight;
  Unserved reason = Unserved::kNoRoom;

  friend bool operator==(const LeftFreight&, const LeftFreight&) = default;
};

// A link that the flow wanted at some time, and no tour took.
struct LeftLink {
  NeedIndex need;
  ResourceIndex resource;
  Unserved reason = Unserved::kNoRoom;

  friend bool operator==(const LeftLink&, const LeftLink&) = default;
};

// A regular tour that cannot be driven in time, with the ways as they are known: its vehicle
// carries nothing for others in that run of hours.
struct LateRegular {
  VanIndex van;
  int32_t tour = 0;  // of VanTable::regular_tours

  friend bool operator==(const LateRegular&, const LateRegular&) = default;
};

struct TransportResult {
  // All are carried: links by need and resource, piece and leg, then shipments.
  std::vector<Haul> hauls;
  std::vector<HaulTour> tours;  // by day and van
  std::vector<LeftFreight> left_freights;
  std::vector<LeftLink> left_links;
  std::vector<LateRegular> late_regulars;  // by van and tour
  // False: stopped before the costs were shared; no tour has shares.
  bool shared = true;
  int32_t rounds = 0;  // flows that were solved
  int64_t cost = 0;    // of the week
  int64_t metres = 0;
  int64_t storage_cost = 0;  // of what lies in stores, besides `cost`
  // What no plan that carries these shipments is worth more than, its transport paid: proved by
  // prices of its own (transport_bound.h). False: none is known below that without transport.
  bool bounded = false;
  Total bound = 0;
  std::vector<SupplyPrice> bound_prices;  // as in SolveResult

  // Whether something was planned that no bound speaks of: a tour, or a shipment without one.
  bool is_unproved() const { return !tours.empty() || !left_freights.empty(); }

  void SayNoBound() {
    bounded = false;
    bound = 0;
    bound_prices.clear();
  }
};

// Of so much in a store for so many nights.
constexpr int64_t StorageCost(int32_t cents_per_100kg_night, int64_t hectograms, int64_t nights) {
  return kCostPerCent / 1'000 * cents_per_100kg_night * hectograms * nights;
}

// The same in cents, to the nearest.
constexpr int64_t CostInCents(int64_t cost) { return (cost + kCostPerCent / 2) / kCostPerCent; }

}  // namespace cordee
