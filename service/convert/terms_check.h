// The terms of a need or a resource: category, quantity, time, reach, conditions.
#pragma once

#include <string>
#include <string_view>

#include "cordee/v1/registry.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "service/convert/text_check.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

enum class Side { kNeed, kResource };

// Checks and normalises. Field paths start with "terms.".
void CheckTerms(v1::Terms* terms, Side side, const CatalogueData& data, bool suggest,
                Problems* problems);

// Codes for words, sorted, each once.
void CheckLabels(google::protobuf::RepeatedPtrField<std::string>* labels, std::string_view field,
                 const CatalogueData& data, bool suggest, Problems* problems);

}  // namespace cordee::service
