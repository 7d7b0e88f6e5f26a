// Fields of a mapped row -> messages, with every cell that could not be read. What can be read is
// checked afterwards by CheckEntry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "service/errors.h"
#include "service/formats/quantity_cell.h"
#include "service/formats/row_mapper.h"

namespace cordee::service {

struct CellProblem {
  Field field = Field::kId;
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  std::string value;
  Facts facts;
};

// Names and references are the importer's to fill.
void FieldsToActor(const Fields& fields, v1::Actor* actor, std::vector<CellProblem>* problems);
void FieldsToTerms(const Fields& fields, const QuantityContext& context, v1::Terms* terms,
                   std::vector<CellProblem>* problems);

// The assumptions column of the export: one a line, "field | fr | en", with "\" before a bar, a
// backslash, or the n of a line end.
std::string AssumptionsText(const google::protobuf::RepeatedPtrField<v1::Assumption>& assumptions);
std::vector<v1::Assumption> ParseAssumptions(std::string_view text);

// Field that a path of CheckEntry came from: "terms.quantity.unit" -> kUnit.
Field FieldOfPath(std::string_view path);

}  // namespace cordee::service
