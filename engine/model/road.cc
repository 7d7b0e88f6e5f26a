#include "engine/model/road.h"

#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"

namespace cordee {
namespace {

absl::Status CheckWays(const char* name, const std::vector<int32_t>& ways, size_t places) {
  if (ways.size() != places * places) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": ", ways.size(), " entries, not ",
                                                   places, " x ", places));
  }
  for (size_t k = 0; k < ways.size(); ++k) {
    if (ways[k] >= 0 && ways[k] <= kNoRoad) continue;
    return absl::InvalidArgumentError(absl::StrCat(name, ", row ", k / places, ", column ",
                                                   k % places, ": ", ways[k],
                                                   " is not 0 to ", kNoRoad));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RoadTable> MakeRoadTable(const std::vector<Position>& places,
                                        const std::vector<int32_t>& metres,
                                        const std::vector<int32_t>& seconds) {
  if (absl::Status checked = CheckWays("metres", metres, places.size()); !checked.ok()) {
    return checked;
  }
  if (absl::Status checked = CheckWays("seconds", seconds, places.size()); !checked.ok()) {
    return checked;
  }
  std::vector<std::pair<UnitVector, size_t>> order;
  for (size_t k = 0; k < places.size(); ++k) order.emplace_back(ToUnitVector(places[k]), k);
  std::sort(order.begin(), order.end());
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  RoadTable table;
  for (const auto& [place, from] : order) {
    table.places.push_back(place);
    for (const auto& [other, to] : order) {
      const size_t at = from * places.size() + to;
      table.metres.push_back(from == to ? 0 : metres[at]);
      table.seconds.push_back(from == to ? 0 : seconds[at]);
    }
  }
  return table;
}

}  // namespace cordee
