// The rules of the game of a run: what is worth how much, in points per reference quantity.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/base/limits.h"
#include "engine/base/units.h"

namespace cordee {

// The part of a need, counted from what hurts least to miss, up to which an unmet unit costs
// `points`. Costs rise from tier to tier, so that it is better to leave two needs half met than
// one need empty (concave satisfaction).
struct UnmetTier {
  int32_t upto_permille = 1000;
  int32_t points = 0;

  friend bool operator==(const UnmetTier&, const UnmetTier&) = default;
};

// Jobs that employers could create together.
struct SharedJobRules {
  // A week of it, in half-hours: the least of a part-time contract (Code du travail L3123-27).
  int32_t min_half_hours = 48;
  int32_t max_employers = 3;
  // Between any two of their sites, by car.
  int32_t max_minutes = 30;

  friend bool operator==(const SharedJobRules&, const SharedJobRules&) = default;
};

// When the goods of a link must find a vehicle.
enum class TransportNeeded : uint8_t {
  kWhereVehicles,  // as soon as one vehicle of the territory is known
  kAlways,
  kNever,
};

// The part of a way up to `upto_metres`, beyond the band before, is driven at this mean speed.
struct SpeedBand {
  int32_t upto_metres = kMaxReachMetres;
  int32_t km_an_hour = 65;

  friend bool operator==(const SpeedBand&, const SpeedBand&) = default;
};

// How goods are carried, and what that is worth.
struct TransportRules {
  TransportNeeded needed = TransportNeeded::kWhereVehicles;
  // Roads are this much longer than the crow flies (Boscoe, Henry, Zdeb, Prof. Geogr. 64, 2012).
  int32_t detour_permille = 1'300;
  // `upto_metres` rises to kMaxReachMetres.
  std::vector<SpeedBand> speeds = {{3'000, 25}, {15'000, 45}, {40'000, 60}, {kMaxReachMetres, 75}};
  // What a euro of transport weighs against the points of a link.
  int32_t points_per_euro = 20;
  // Times that the flow is told what transport costs and solved again.
  int32_t max_rounds = 4;
  // Rounds of search for each shipment.
  int32_t iterations = 100;
  // CO2 equivalent of a kilometre, and where that comes from: 9 L/100 km of diesel at 3.17 kg a
  // litre, production included.
  int32_t co2_grams_per_km = 285;
  std::string co2_source =
      "gazole routier : 3,17 kg CO2e par litre (arrêté du 26 avril 2017, annexe), 9 L aux 100 km";

  friend bool operator==(const TransportRules&, const TransportRules&) = default;
};

struct Policy {
  // The most that a criterion can give.
  int32_t fit_points = 300;
  int32_t proximity_points = 250;
  int32_t time_points = 100;
  int32_t ecological_points = 150;
  int32_t social_points = 100;
  int32_t trust_points = 100;
  // What a quantity proposed by the base run keeps. At least 1, so that ties never move.
  int32_t continuity_points = 50;

  Metres max_distance = Metres(60'000);
  // Tiers of being unmet; `upto_permille` rises to exactly 1000, `points` do not decrease.
  std::vector<UnmetTier> unmet_tiers = {{500, 100}, {800, 300}, {1000, 600}};
  int32_t min_common_half_hours = 1;
  // Kept for each need and each resource when all admissible pairs are too many.
  int32_t max_candidates = 20;
  SharedJobRules shared_jobs;
  TransportRules transport;

  friend bool operator==(const Policy&, const Policy&) = default;
};

// InvalidArgument naming the field: negative points, tiers that fall or do not end at 1000, more
// than kMaxTiers, a sum above kMaxPointsPerReference, continuity below 1, shared jobs of more hours
// than the law allows, of one employer or more than kMaxSharedEmployers, or farther apart than
// kMaxSharedMinutes; transport without speeds, or a number of it outside its limits.
absl::Status ValidatePolicy(const Policy& policy);

}  // namespace cordee
