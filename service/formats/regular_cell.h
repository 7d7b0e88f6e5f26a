// A cell with the tours that a vehicle drives anyway, as a row writes it, and back.
//
//   "mardi (60 %, +30 min) 08:00 79329 (20 %, 15 min) > 09:30 Saint-Varent | jeudi 14:00 79329"
//
// Tours lie between bars, calls between arrows. In brackets: how full the vehicle is when it
// leaves its place or the call (none: empty), how much later it may call ("+", 1 to 240; none: 30),
// and how long it stays (1 to 240; none: 10). A place is one of FieldsToLogistics.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cordee/v1/logistics.pb.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace cordee::service {

using RegularTours = google::protobuf::RepeatedPtrField<v1::RegularTour>;

// Nothing for a text that is no such list.
std::optional<RegularTours> RegularCell(std::string_view text);
// "+0 min" or "0 min" stands in it, which RegularCell refuses.
bool SaysNoMinutes(std::string_view text);
std::string RegularText(const RegularTours& tours);

// "79329", "Thouars", either with "@ latitude longitude". Nothing for a point that is none.
std::optional<v1::Place> PlaceCell(std::string_view text);
std::string PlaceText(const v1::Place& place);

}  // namespace cordee::service
