#include "service/formats/storage_cells.h"

#include "engine/model/store.h"
#include "service/formats/row_cells.h"

namespace cordee::service {

void FieldsToStorage(const Fields& fields, v1::Terms* terms, std::vector<CellProblem>* problems) {
  if (!SaysSomething(fields, Field::kStorageCost, Field::kStorageNights)) return;
  RowCells cells(fields, problems);
  terms->mutable_storage()->set_cents_per_100kg_night(
      cells.Cents(Field::kStorageCost, kMaxCentsPer100KgNight));
  terms->mutable_storage()->set_max_nights(
      cells.NumberBut0(Field::kStorageNights, {1, kMaxStoreNights, "3"}));
}

const std::array<std::string_view, kStorageColumns> kStorageHeaders = {"garde 100 kg par nuit",
                                                                       "nuits au plus"};

std::array<std::string, kStorageColumns> StorageCells(const v1::Terms& terms) {
  if (!terms.has_storage()) return {};
  return {EurosText(terms.storage().cents_per_100kg_night()),
          NumberText(terms.storage().max_nights())};
}

}  // namespace cordee::service
