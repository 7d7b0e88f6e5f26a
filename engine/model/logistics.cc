#include "engine/model/logistics.h"

#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/model/row_check.h"

namespace cordee {
namespace {

Load LoadOf(int64_t grams, int32_t litres, int32_t pallet_hundredths, int32_t crates) {
  const int64_t hectograms = (grams + kGramsPerHectogram - 1) / kGramsPerHectogram;
  return {static_cast<int32_t>(hectograms), litres, pallet_hundredths, crates};
}

absl::Status AddVan(const LogisticsContext& context, VanRow row, VanTable& table) {
  ASSIGN_OR_RETURN(const ActorIndex actor, ActorOf(context, "resources", row));
  RETURN_IF_ERROR(CheckFields(
      "resources", row.id,
      {{"quantity", row.grams, 1, kMaxVanGrams},
       {"litres", row.litres, 0, kMaxVanLitres},
       {"pallets", row.pallet_hundredths, 0, kMaxVanPalletHundredths},
       {"crates", row.crates, 0, kMaxVanCrates},
       {"reach", row.reach.value(), 0, kMaxReachMetres},
       {"cents_per_km", row.cents_per_km, 0, kMaxCentsPerKm},
       {"cents_per_hour", row.cents_per_hour, 0, kMaxCentsPerHour},
       {"cents_per_day", row.cents_per_day, 0, kMaxCentsPerDay},
       {"max_minutes", row.max_minutes, kMinVanMinutes, kMaxVanMinutes}}));
  if (row.rest == RestRule{}) row.rest = RestOf(row.licence);
  RETURN_IF_ERROR(CheckFields(
      "resources", row.id,
      {{"break_after_minutes", row.rest.work, kLeastRest.work, kMostRest.work},
       {"break_minutes", row.rest.lasts, kLeastRest.lasts, kMostRest.lasts}}));
  const absl::Status regular = CheckRegularTours(row.regular_tours, row.hours);
  if (!regular.ok()) return RowError("resources", row.id, std::string(regular.message()));
  // Hectograms are rounded up in a load, and down here.
  Load capacity = LoadOf(row.grams / kGramsPerHectogram * kGramsPerHectogram, row.litres,
                         row.pallet_hundredths, row.crates);
  table.id.push_back(std::move(row.id));
  table.actor.push_back(actor);
  table.place.push_back(context.places[static_cast<size_t>(actor.value())]);
  table.category.push_back(row.category);
  table.capacity.push_back(capacity);
  table.carriage.push_back(row.carriage);
  table.no_driver.push_back(row.no_driver ? 1 : 0);
  table.hours.push_back(row.hours);
  table.weeks.push_back(context.horizon.WeeksIn(row.dates, row.season));
  table.reach.push_back(row.reach);
  table.temperatures.push_back(static_cast<TemperatureSet>(
      OwnTemperatures(context.catalogue.category(row.category)) | row.temperatures));
  table.cents_per_km.push_back(row.cents_per_km);
  table.cents_per_hour.push_back(row.cents_per_hour);
  table.cents_per_day.push_back(row.cents_per_day);
  table.max_minutes.push_back(row.max_minutes);
  table.licence.push_back(row.licence);
  table.rest.push_back(row.rest);
  std::vector<RegularTour>& tours = table.regular_tours.emplace_back();
  for (const RegularTourRow& tour : row.regular_tours) tours.push_back(ToRegularTour(tour));
  return absl::OkStatus();
}

absl::Status AddFreight(const LogisticsContext& context, FreightRow row, FreightTable& table) {
  ASSIGN_OR_RETURN(const ActorIndex actor, ActorOf(context, "needs", row));
  RETURN_IF_ERROR(
      CheckFields("needs", row.id,
                  {{"quantity", row.grams, 1, kMaxVanGrams},
                   {"litres", row.litres, 0, kMaxVanLitres},
                   {"pallets", row.pallet_hundredths, 0, kMaxVanPalletHundredths},
                   {"crates", row.crates, 0, kMaxVanCrates},
                   {"service_minutes", row.service_minutes, 0, kMaxServiceMinutes},
                   {"max_ride_minutes", row.max_ride_minutes, 0, kMaxRideMinutes}}));
  table.id.push_back(std::move(row.id));
  table.actor.push_back(actor);
  table.category.push_back(row.category);
  if (row.returns_crates && row.crates == 0) {
    return RowError("needs", row.id, "returns_crates: without crates");
  }
  table.load.push_back(LoadOf(row.grams, row.litres, row.pallet_hundredths,
                              row.returns_crates ? 0 : row.crates));
  table.returned.push_back({0, 0, 0, row.returns_crates ? row.crates : 0});
  table.from.push_back(ToUnitVector(row.from));
  table.to.push_back(ToUnitVector(row.to));
  table.pickup_hours.push_back(row.pickup_hours);
  table.delivery_hours.push_back(row.delivery_hours);
  table.service_minutes.push_back(row.service_minutes);
  table.max_ride_minutes.push_back(row.max_ride_minutes);
  table.waste.push_back(row.waste ? 1 : 0);
  table.weeks.push_back(context.horizon.WeeksIn(row.dates, row.season));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Logistics> BuildLogistics(const LogisticsContext& context, std::vector<VanRow> vans,
                                         std::vector<FreightRow> freights,
                                         std::vector<StoreRow> stores) {
  RETURN_IF_ERROR(SortById("resources", vans, kMaxVans));
  RETURN_IF_ERROR(SortById("needs", freights, kMaxFreights));
  Logistics logistics;
  for (VanRow& row : vans) RETURN_IF_ERROR(AddVan(context, std::move(row), logistics.vans));
  for (FreightRow& row : freights) {
    RETURN_IF_ERROR(AddFreight(context, std::move(row), logistics.freights));
  }
  RETURN_IF_ERROR(BuildStores(context, std::move(stores), logistics.stores));
  return logistics;
}

}  // namespace cordee
