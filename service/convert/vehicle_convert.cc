#include "service/convert/vehicle_convert.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/explain/transport_explain.h"
#include "engine/solve/bundles/haul_facts.h"
#include "service/convert/facts.h"
#include "service/convert/party.h"
#include "service/convert/placement_entries.h"

namespace cordee::service {
namespace {

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

v1::Fact AloneFact(const VanVerdict& verdict) {
  return MakeFact("vehicle-alone", {{"day", absl::StrCat(verdict.day + 1)},
                                    {"cents", absl::StrCat(CostInCents(verdict.cost))}});
}

// One for each dimension of the load that is short, `returned` goods included.
std::vector<v1::Fact> LoadFacts(const Problem& problem, VanIndex van, const HaulFacts& haul) {
  struct Dimension {
    const char* reason;
    const char* key;
    int64_t unit;
  };
  constexpr Dimension kDimensions[] = {{"load", "grams", kGramsPerHectogram},
                                       {"litres", "litres", 1},
                                       {"pallets", "pallet_hundredths", 1},
                                       {"crates", "crates", 1}};
  const Load& capacity = problem.logistics().vans.capacity[At(van)];
  static_assert(std::tuple_size_v<Load> == std::size(kDimensions));
  std::vector<v1::Fact> facts;
  for (size_t d = 0; d < capacity.size(); ++d) {
    const bool limited = d == 0 || capacity[d] > 0;
    const int64_t over = int64_t{haul.load[d]} + haul.returned[d] - capacity[d];
    if (!limited || over <= 0) continue;
    const auto& [reason, key, unit] = kDimensions[d];
    facts.push_back(
        MakeFact("vehicle-refused", {{"reason", reason}, {key, absl::StrCat(over * unit)}}));
  }
  return facts;
}

// A shipment that a vehicle could carry and nothing else.
struct Trip {
  VanVerdict verdict;
  FreightIndex freight;
  VanIndex van;
};

void AddTrip(const Problem& problem, FreightIndex freight, VanIndex van, std::vector<Trip>& trips) {
  const HaulFacts facts = FactsOf(problem, {.freight = freight}, Quantity(0));
  const VanVerdict verdict = ExamineVan(problem, van, facts);
  if (verdict.obstacles == 0) trips.push_back({verdict, freight, van});
}

// `vehicles`: these are shown, else the shipments.
v1::SuggestMatchesResponse ToSuggestions(const Problem& problem, std::vector<Trip> trips,
                                         bool vehicles, int32_t count, const EntryRefs& entries) {
  std::stable_sort(trips.begin(), trips.end(),
                   [](const Trip& a, const Trip& b) { return a.verdict.cost < b.verdict.cost; });
  const SplitEntries split = Split(entries, problem.catalogue());
  v1::SuggestMatchesResponse response;
  response.set_admissible_count(static_cast<int64_t>(trips.size()));
  for (const Trip& trip : trips) {
    if (response.suggestions_size() == count) break;
    const v1::Need& shipment = *split.shipments[At(trip.freight)];
    const v1::Resource& vehicle = *split.vehicles[At(trip.van)];
    const Logistics& logistics = problem.logistics();
    v1::Suggestion* to = response.add_suggestions();
    *to->mutable_party() =
        ToParty(*entries.actors[At(vehicles ? logistics.vans.actor[At(trip.van)]
                                            : logistics.freights.actor[At(trip.freight)])]);
    to->set_need(shipment.name());
    to->set_resource(vehicle.name());
    to->set_title(vehicles ? vehicle.title() : shipment.title());
    *to->mutable_possible() = shipment.terms().quantity();
    *to->add_reasons() = AloneFact(trip.verdict);
  }
  return response;
}

}  // namespace

v1::ExplainMatchResponse ToVehicleExplanation(const Problem& problem, FreightIndex freight,
                                              VanIndex van) {
  const HaulFacts facts = FactsOf(problem, {.freight = freight}, Quantity(0));
  const VanVerdict verdict = ExamineVan(problem, van, facts);
  v1::ExplainMatchResponse response;
  response.set_admissible(verdict.obstacles == 0);
  constexpr const char* kNames[kVanObstacleCount] = {
      "driver", "carriage", "temperature", "load", "reach", "weeks", "hours", "regular"};
  for (int32_t k = 0; k < kVanObstacleCount; ++k) {
    const auto obstacle = static_cast<VanObstacle>(k);
    if (!verdict.Has(obstacle)) continue;
    if (obstacle == VanObstacle::kLoad) {
      for (v1::Fact& fact : LoadFacts(problem, van, facts)) {
        *response.add_refusals() = std::move(fact);
      }
      continue;
    }
    *response.add_refusals() =
        MakeFact("vehicle-refused",
                 {{"reason", kNames[k]}, {"metres", absl::StrCat(verdict.metres_over.value())}});
  }
  if (response.admissible()) {
    *response.add_reasons() = AloneFact(verdict);
  }
  return response;
}

std::optional<v1::Fact> CarriedFact(const v1::Proposal& tour, const std::string& shipment,
                                    const std::string& actor, const std::string& vehicle) {
  const v1::Tour& driven = tour.tour();
  const bool carried = std::any_of(
      driven.stops().begin(), driven.stops().end(),
      [&](const v1::TourStop& stop) { return stop.need() == shipment && stop.resource().empty(); });
  if (!carried) return std::nullopt;
  const auto share =
      std::find_if(driven.shares().begin(), driven.shares().end(),
                   [&](const v1::TourShare& each) { return each.party().actor() == actor; });
  const bool shared = share != driven.shares().end();
  return MakeFact("shipment-carried",
                  {{"vehicle", driven.vehicle() == vehicle ? "this" : "other"},
                   {"resource", driven.vehicle()},
                   {"title", driven.vehicle_title()},
                   {"carrier", driven.carrier().display_name()},
                   {"day", absl::StrCat(driven.day())},
                   {"shared", shared ? "yes" : "no"},
                   {"same", shared && share->cents() == share->alone_cents() ? "yes" : "no"},
                   {"giver", shared ? share->party().display_name() : ""},
                   {"cents", absl::StrCat(shared ? share->cents() : 0)},
                   {"alone_cents", absl::StrCat(shared ? share->alone_cents() : 0)}});
}

v1::ExplainMatchResponse ToCarrierExplanation() {
  v1::ExplainMatchResponse response;
  *response.add_refusals() = MakeFact("vehicle-carries", {});
  return response;
}

v1::ExplainMatchResponse ToShipmentExplanation() {
  v1::ExplainMatchResponse response;
  *response.add_refusals() = MakeFact("shipment-travels", {});
  return response;
}

v1::SuggestMatchesResponse SuggestVehicles(const Problem& problem, FreightIndex freight,
                                           int32_t count, const EntryRefs& entries) {
  std::vector<Trip> trips;
  for (int32_t v = 0; v < problem.logistics().vans.size(); ++v) {
    AddTrip(problem, freight, VanIndex(v), trips);
  }
  return ToSuggestions(problem, std::move(trips), true, count, entries);
}

v1::SuggestMatchesResponse SuggestShipments(const Problem& problem, VanIndex van, int32_t count,
                                            const EntryRefs& entries) {
  std::vector<Trip> trips;
  for (int32_t f = 0; f < problem.logistics().freights.size(); ++f) {
    AddTrip(problem, FreightIndex(f), van, trips);
  }
  return ToSuggestions(problem, std::move(trips), false, count, entries);
}

}  // namespace cordee::service
