// The cells of vehicles and shipments: as a row writes them, and back.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "service/formats/field_entry.h"

namespace cordee::service {

// Fills `terms.vehicle` where a cell says how a resource carries, and `terms.shipment` where one
// says where a need is picked up or delivered. A place is a code or name of a commune, and after
// "@" a point: "79329 @ 46,98 -0,21". Cells that cannot be read are problems of their fields.
void FieldsToLogistics(const Fields& fields, bool is_need, v1::Terms* terms,
                       std::vector<CellProblem>* problems);

// Columns of the export, in the order of its headers (deploy/profiles/cordee.textproto).
inline constexpr size_t kLogisticsColumns = 20;
extern const std::array<std::string_view, kLogisticsColumns> kLogisticsHeaders;
std::array<std::string, kLogisticsColumns> LogisticsCells(const v1::Terms& terms);

}  // namespace cordee::service
