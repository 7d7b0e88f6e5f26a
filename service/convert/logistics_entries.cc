#include "service/convert/logistics_entries.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/base/status_macros.h"
#include "service/convert/quantity.h"
#include "service/convert/regular_check.h"
#include "service/convert/terms_rows.h"
#include "service/errors.h"

namespace cordee::service {
namespace {

constexpr int32_t kDefaultMinutes = 600;
constexpr int32_t kDefaultServiceMinutes = 10;

absl::StatusOr<int64_t> Grams(const std::string& name, const v1::Terms& terms,
                              CategoryIndex category, const CatalogueData& data) {
  const Unit* unit =
      category.valid() ? data.FindUnit(category, terms.quantity().unit()) : nullptr;
  if (unit == nullptr) {
    return InvalidField(v1::ERROR_REASON_UNKNOWN_UNIT, name + ".terms.quantity.unit",
                        terms.quantity().unit());
  }
  const Amount amount = ParseAmount(terms.quantity().amount(), *unit);
  if (amount.reason != v1::ERROR_REASON_UNSPECIFIED) {
    return InvalidField(amount.reason, name + ".terms.quantity.amount",
                        terms.quantity().amount());
  }
  return amount.base_units;
}

}  // namespace

Position ToPosition(const google::type::LatLng& point) {
  return {.latitude_e6 = static_cast<int32_t>(std::lround(point.latitude() * 1e6)),
          .longitude_e6 = static_cast<int32_t>(std::lround(point.longitude() * 1e6))};
}

absl::StatusOr<VanRow> ToVanRow(const v1::Resource& resource, const CatalogueData& data) {
  const v1::Terms& terms = resource.terms();
  const v1::VehicleTerms& vehicle = terms.vehicle();
  VanRow row;
  row.id = LastPart(resource.name());
  row.actor = LastPart(resource.actor());
  row.category = data.catalogue.FindCategory(terms.category());
  ASSIGN_OR_RETURN(row.grams, Grams(resource.name(), terms, row.category, data));
  row.litres = vehicle.litres();
  row.pallet_hundredths = vehicle.pallet_hundredths();
  row.crates = vehicle.crates();
  row.carriage = vehicle.carriage() == v1::CARRIAGE_OWN            ? Carriage::kOwn
                 : vehicle.carriage() == v1::CARRIAGE_PROFESSIONAL ? Carriage::kProfessional
                                                                   : Carriage::kMutualAid;
  row.no_driver = vehicle.without_driver();
  row.hours = ToHours(terms.hours());
  row.dates = ToWindow(terms.dates());
  row.season = ToSeason(terms, data.catalogue.category(row.category));
  if (terms.max_distance_metres() > 0) row.reach = Metres(terms.max_distance_metres());
  row.temperatures = ToTemperatures(terms);
  row.cents_per_km = vehicle.cents_per_km();
  row.cents_per_hour = vehicle.cents_per_hour();
  row.cents_per_day = vehicle.cents_per_day();
  row.licence = ToLicence(vehicle.licence());
  row.rest = RestOf(row.licence);
  if (vehicle.break_after_minutes() != 0) row.rest.work = vehicle.break_after_minutes();
  if (vehicle.break_minutes() != 0) row.rest.lasts = vehicle.break_minutes();
  row.regular_tours = ToRegularRows(vehicle);
  row.max_minutes = vehicle.max_minutes() == 0 ? kDefaultMinutes : vehicle.max_minutes();
  return row;
}

absl::StatusOr<FreightRow> ToFreightRow(const v1::Need& need, Position home,
                                        const CatalogueData& data) {
  const v1::Terms& terms = need.terms();
  const v1::ShipmentTerms& shipment = terms.shipment();
  FreightRow row;
  row.id = LastPart(need.name());
  row.actor = LastPart(need.actor());
  row.category = data.catalogue.FindCategory(terms.category());
  ASSIGN_OR_RETURN(row.grams, Grams(need.name(), terms, row.category, data));
  row.litres = shipment.litres();
  row.pallet_hundredths = shipment.pallet_hundredths();
  row.crates = shipment.crates();
  row.from = shipment.has_pickup() ? ToPosition(shipment.pickup().position()) : home;
  row.to = shipment.has_delivery() ? ToPosition(shipment.delivery().position()) : home;
  row.pickup_hours = ToHours(shipment.pickup_hours());
  row.delivery_hours = ToHours(terms.hours());
  row.service_minutes = shipment.service_minutes() == 0 ? kDefaultServiceMinutes
                                                        : shipment.service_minutes();
  row.max_ride_minutes = shipment.max_ride_minutes();
  row.waste = shipment.waste();
  row.returns_crates = shipment.returns_crates();
  row.dates = ToWindow(terms.dates());
  row.season = ToSeason(terms, data.catalogue.category(row.category));
  return row;
}

absl::StatusOr<StoreRow> ToStoreRow(const v1::Resource& resource, const CatalogueData& data) {
  const v1::Terms& terms = resource.terms();
  const v1::StorageTerms& storage = terms.storage();
  StoreRow row;
  row.id = LastPart(resource.name());
  row.actor = LastPart(resource.actor());
  row.category = data.catalogue.FindCategory(terms.category());
  ASSIGN_OR_RETURN(row.grams, Grams(resource.name(), terms, row.category, data));
  row.hours = ToHours(terms.hours());
  row.dates = ToWindow(terms.dates());
  row.season = ToSeason(terms, data.catalogue.category(row.category));
  if (terms.max_distance_metres() > 0) row.reach = Metres(terms.max_distance_metres());
  row.temperatures = ToTemperatures(terms);
  row.cents_per_100kg_night = storage.cents_per_100kg_night();
  if (storage.max_nights() != 0) row.max_nights = storage.max_nights();
  return row;
}

VanIndex FindVan(const Problem& problem, const std::string& id) {
  return FindRow<VanIndex>(problem.logistics().vans.id, id);
}

FreightIndex FindFreight(const Problem& problem, const std::string& id) {
  return FindRow<FreightIndex>(problem.logistics().freights.id, id);
}

StoreIndex FindStore(const Problem& problem, const std::string& id) {
  return FindRow<StoreIndex>(problem.logistics().stores.id, id);
}

}  // namespace cordee::service
