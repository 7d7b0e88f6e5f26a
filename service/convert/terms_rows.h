// Parts of terms as the engine has them, for rows of any table.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "cordee/v1/registry.pb.h"
#include "engine/model/calendar.h"
#include "engine/model/catalogue.h"

namespace cordee::service {

std::string LastPart(const std::string& name);
LabelSet ToLabels(const google::protobuf::RepeatedPtrField<std::string>& codes,
                  const Catalogue& catalogue);
HalfHours ToHours(const google::protobuf::RepeatedPtrField<v1::WeeklyInterval>& intervals);
DateWindow ToWindow(const v1::DateRange& range);
TemperatureSet ToTemperatures(const v1::Terms& terms);
MonthSet ToSeason(const v1::Terms& terms, const Category& category);

// The row of an id in a sorted column; invalid when it is not there.
template <typename I>
I FindRow(const std::vector<std::string>& ids, const std::string& id) {
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) return I();
  return I(static_cast<int32_t>(at - ids.begin()));
}

}  // namespace cordee::service
