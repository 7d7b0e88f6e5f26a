#include "engine/solve/bundles/haul_facts.h"

#include <algorithm>

#include "engine/solve/tours/tour_problem.h"

namespace cordee {
namespace {

constexpr int32_t kHalfHoursPerDay = 48;

HaulFacts FactsOfFreight(const Problem& problem, FreightIndex freight) {
  const FreightTable& freights = problem.logistics().freights;
  const auto f = static_cast<size_t>(freight.value());
  const Category& category = problem.catalogue().category(freights.category[f]);
  return {.from = freights.from[f],
          .to = freights.to[f],
          .pickup_hours = freights.pickup_hours[f],
          .delivery_hours = freights.delivery_hours[f],
          .load = freights.load[f],
          .returned = freights.returned[f],
          .temperature = category.freight.value_or(Temperature::kAmbient),
          .waste = freights.waste[f] != 0,
          .service = freights.service_minutes[f] * 60,
          .max_ride = freights.max_ride_minutes[f] * 60,
          .weeks = freights.weeks[f],
          .giver = freights.actor[f],
          .taker = freights.actor[f]};
}

HalfHours OnDays(const HalfHours& hours, int32_t first_day, int32_t last_day) {
  HalfHours days;
  days.Add(first_day * kHalfHoursPerDay, (last_day + 1) * kHalfHoursPerDay);
  return hours & days;
}

// What changes when the goods go by a store.
void BecomeLeg(const StoreTable& stores, const Haul& haul, HaulFacts& facts) {
  const auto s = static_cast<size_t>(haul.store.value());
  const HalfHours open = OnDays(stores.hours[s], haul.first_day, haul.last_day);
  (haul.leg == 1 ? facts.to : facts.from) = stores.place[s];
  (haul.leg == 1 ? facts.delivery_hours : facts.pickup_hours) = open;
}

}  // namespace

int64_t Deliveries(const Problem& problem, NeedIndex need) {
  return problem.needs().periods[static_cast<size_t>(need.value())];
}

HaulFacts FactsOf(const Problem& problem, const Haul& haul, Quantity amount) {
  if (haul.is_freight()) return FactsOfFreight(problem, haul.freight);
  const auto n = static_cast<size_t>(haul.need.value());
  const auto r = static_cast<size_t>(haul.resource.value());
  const EntryTable& needs = problem.needs();
  const EntryTable& resources = problem.resources();
  const Category& wanted = problem.NeedCategory(haul.need);
  // Rounded up at every step: a vehicle is never fuller than planned.
  const __int128 grams = static_cast<__int128>(amount.value()) * wanted.unit_grams;
  const __int128 parts = static_cast<__int128>(Deliveries(problem, haul.need)) * haul.pieces *
                         kGramsPerHectogram;
  const __int128 hectograms = (grams + parts - 1) / parts;
  HaulFacts facts = {.from = resources.place[r],
                     .to = needs.place[n],
                     .pickup_hours = resources.hours[r],
                     .delivery_hours = needs.hours[n],
                     .load = {static_cast<int32_t>(std::min<__int128>(hectograms, kMaxTourLoad))},
                     .temperature = problem.ResourceCategory(haul.resource).temperature,
                     .food = wanted.family == Family::kFood,
                     .service = kLinkServiceSeconds,
                     .weeks = needs.weeks[n] & resources.weeks[r],
                     .giver = resources.actor[r],
                     .taker = needs.actor[n]};
  if (haul.is_leg()) BecomeLeg(problem.logistics().stores, haul, facts);
  return facts;
}

ActorIndex PartyAt(const Problem& problem, const Haul& haul, const HaulFacts& facts,
                   bool pickup) {
  const bool at_store = haul.leg == (pickup ? 2 : 1);
  if (at_store) {
    return problem.logistics().stores.actor[static_cast<size_t>(haul.store.value())];
  }
  return pickup ? facts.giver : facts.taker;
}

}  // namespace cordee
