// The cells of posts and people: terms of work as a row writes them, and back.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "service/formats/field_entry.h"

namespace cordee::service {

// Fills `terms.work` where a cell says something. Rankings and vetoes are ids of the other side,
// made names in `territory`. Cells that cannot be read are problems of their fields.
void FieldsToWork(const Fields& fields, std::string_view territory, bool is_need,
                  const QuantityContext& context, v1::Terms* terms,
                  std::vector<CellProblem>* problems);

// Columns of the export, in the order of its headers (deploy/profiles/cordee.textproto).
inline constexpr size_t kWorkColumns = 17;
extern const std::array<std::string_view, kWorkColumns> kWorkHeaders;
std::array<std::string, kWorkColumns> WorkCells(const v1::Terms& terms);

}  // namespace cordee::service
