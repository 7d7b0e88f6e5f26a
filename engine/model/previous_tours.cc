#include "engine/model/previous_tours.h"

#include <algorithm>
#include <utility>

namespace cordee {
namespace {

template <typename I>
I RowOf(const std::vector<std::string>& ids, const std::string& id) {
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) return I();
  return I(static_cast<int32_t>(at - ids.begin()));
}

std::vector<PreviousStop> ResolveStops(const RowIds& ids,
                                       const std::vector<PreviousStopRow>& rows) {
  std::vector<PreviousStop> stops;
  for (const PreviousStopRow& row : rows) {
    PreviousStop stop{.piece = row.piece, .pieces = row.pieces, .pickup = row.pickup,
                      .begins = row.begins, .leg = row.leg, .regular = row.regular};
    if (row.regular >= 0) {
      stops.push_back(stop);
      continue;
    }
    if (row.resource.empty()) {
      stop.freight = RowOf<FreightIndex>(ids.freights, row.need);
    } else {
      stop.need = RowOf<NeedIndex>(ids.needs, row.need);
      stop.resource = RowOf<ResourceIndex>(ids.resources, row.resource);
    }
    if (!row.store.empty()) stop.store = RowOf<StoreIndex>(ids.stores, row.store);
    const bool known = stop.freight.valid() || (stop.need.valid() && stop.resource.valid() &&
                                                stop.store.valid() == (stop.leg != 0));
    if (known) stops.push_back(stop);
  }
  return stops;
}

template <typename I>
void Mark(const std::vector<std::string>& ids, const std::vector<std::string>& changed,
          std::vector<uint8_t>& marks) {
  marks.assign(ids.size(), 0);
  for (const std::string& id : changed) {
    const I row = RowOf<I>(ids, id);
    if (row.valid()) marks[static_cast<size_t>(row.value())] = 1;
  }
}

}  // namespace

PreviousTransport ResolvePreviousTransport(const RowIds& ids,
                                           const std::vector<PreviousTourRow>& tours,
                                           const std::vector<std::string>& changed_needs,
                                           const std::vector<std::string>& changed_resources) {
  PreviousTransport previous;
  if (tours.empty()) return previous;
  for (const PreviousTourRow& row : tours) {
    const VanIndex van = RowOf<VanIndex>(ids.vans, row.van);
    if (!van.valid()) continue;
    previous.tours.push_back({van, row.day, ResolveStops(ids, row.stops)});
  }
  Mark<NeedIndex>(ids.needs, changed_needs, previous.need_changed);
  Mark<FreightIndex>(ids.freights, changed_needs, previous.freight_changed);
  Mark<ResourceIndex>(ids.resources, changed_resources, previous.resource_changed);
  Mark<VanIndex>(ids.vans, changed_resources, previous.van_changed);
  Mark<StoreIndex>(ids.stores, changed_resources, previous.store_changed);
  return previous;
}

}  // namespace cordee
