// Parts of terms as the engine has them, for rows of any table.
#pragma once

#include <string>

#include "cordee/v1/registry.pb.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"

namespace cordee::service {

std::string LastPart(const std::string& name);
LabelSet ToLabels(const google::protobuf::RepeatedPtrField<std::string>& codes,
                  const Catalogue& catalogue);
HalfHours ToHours(const google::protobuf::RepeatedPtrField<v1::WeeklyInterval>& intervals);
DateWindow ToWindow(const v1::DateRange& range);
MonthSet ToSeason(const v1::Terms& terms, const Category& category);

}  // namespace cordee::service
