// The cells of stores: as a row writes them, and back.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "service/formats/field_entry.h"

namespace cordee::service {

// Fills `terms.storage` where a cell says what a night costs, in euros, or how many there may be.
// Cells that cannot be read are problems of their fields.
void FieldsToStorage(const Fields& fields, v1::Terms* terms, std::vector<CellProblem>* problems);

// Columns of the export, in the order of its headers (deploy/profiles/cordee.textproto).
inline constexpr size_t kStorageColumns = 2;
extern const std::array<std::string_view, kStorageColumns> kStorageHeaders;
std::array<std::string, kStorageColumns> StorageCells(const v1::Terms& terms);

}  // namespace cordee::service
