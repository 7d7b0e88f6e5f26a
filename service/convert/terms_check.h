// The terms of a need or a resource: category, quantity, time, reach, conditions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cordee/v1/registry.pb.h"
#include "engine/model/calendar.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "service/convert/text_check.h"
#include "service/formats/catalogue_file.h"

namespace cordee::service {

enum class Side { kNeed, kResource };

// Checks and normalises. Field paths start with "terms.".
void CheckTerms(v1::Terms* terms, Side side, const CatalogueData& data, bool suggest,
                Problems* problems);

// Merged and sorted by day and start; none is all week. Nullopt after a problem.
std::optional<HalfHours> CheckWeeklyHours(
    google::protobuf::RepeatedPtrField<v1::WeeklyInterval>* intervals, const std::string& field,
    Problems* problems);

// Codes for words, sorted, each once.
void CheckLabels(google::protobuf::RepeatedPtrField<std::string>* labels, std::string_view field,
                 const CatalogueData& data, bool suggest, Problems* problems);

}  // namespace cordee::service
