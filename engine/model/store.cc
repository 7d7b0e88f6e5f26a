#include "engine/model/store.h"

#include <utility>

#include "engine/base/limits.h"
#include "engine/base/status_macros.h"
#include "engine/model/logistics.h"
#include "engine/model/row_check.h"

namespace cordee {
namespace {

absl::Status AddStore(const LogisticsContext& context, StoreRow row, StoreTable& table) {
  ASSIGN_OR_RETURN(const ActorIndex actor, ActorOf(context, "resources", row));
  RETURN_IF_ERROR(CheckFields(
      "resources", row.id,
      {{"quantity", row.grams, 1, kMaxStoreGrams},
       {"reach", row.reach.value(), 0, kMaxReachMetres},
       {"cents_per_100kg_night", row.cents_per_100kg_night, 0, kMaxCentsPer100KgNight},
       {"max_nights", row.max_nights, 1, kMaxStoreNights}}));
  table.id.push_back(std::move(row.id));
  table.actor.push_back(actor);
  table.place.push_back(context.places[static_cast<size_t>(actor.value())]);
  table.category.push_back(row.category);
  table.hectograms.push_back(static_cast<int32_t>(row.grams / kGramsPerHectogram));
  table.hours.push_back(row.hours);
  table.weeks.push_back(context.horizon.WeeksIn(row.dates, row.season));
  table.reach.push_back(row.reach);
  table.temperatures.push_back(static_cast<TemperatureSet>(
      OwnTemperatures(context.catalogue.category(row.category)) | row.temperatures));
  table.cents_per_100kg_night.push_back(row.cents_per_100kg_night);
  table.max_nights.push_back(row.max_nights);
  return absl::OkStatus();
}

}  // namespace

absl::Status BuildStores(const LogisticsContext& context, std::vector<StoreRow> rows,
                         StoreTable& table) {
  RETURN_IF_ERROR(SortById("resources", rows, kMaxStores));
  for (StoreRow& row : rows) RETURN_IF_ERROR(AddStore(context, std::move(row), table));
  return absl::OkStatus();
}

}  // namespace cordee
