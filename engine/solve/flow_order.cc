#include "engine/solve/flow_order.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "engine/base/status_macros.h"
#include "engine/model/geo.h"
#include "engine/solve/components.h"

namespace cordee {
namespace {

constexpr int32_t kNoComponent = std::numeric_limits<int32_t>::max();

struct Key {
  int32_t component;
  int32_t row;
  uint64_t place;

  friend bool operator<(const Key& a, const Key& b) {
    return std::tie(a.component, a.place, a.row) < std::tie(b.component, b.place, b.row);
  }
};

template <typename I>
std::vector<I> Sorted(const std::vector<int32_t>& component, const EntryTable& entries,
                      bool keep_lonely) {
  std::vector<Key> keys;
  keys.reserve(component.size());
  for (size_t i = 0; i < component.size(); ++i) {
    if (component[i] == kNoComponent && !keep_lonely) continue;
    keys.push_back({component[i], static_cast<int32_t>(i), PlaceOnCurve(entries.place[i])});
  }
  std::sort(keys.begin(), keys.end());
  std::vector<I> order;
  order.reserve(keys.size());
  for (const Key& key : keys) order.push_back(I(key.row));
  return order;
}

}  // namespace

absl::StatusOr<FlowOrder> OrderForFlow(const Problem& problem, const CandidateSet& candidates,
                                       StopToken stop) {
  const auto needs = static_cast<size_t>(problem.needs().size());
  std::vector<int32_t> need_component(needs, kNoComponent);
  std::vector<int32_t> resource_component(static_cast<size_t>(problem.resources().size()),
                                          kNoComponent);
  ASSIGN_OR_RETURN(const Components components, FindComponents(problem, candidates, stop));
  for (int64_t k = 0; k < components.size(); ++k) {
    for (NeedIndex need : components.NeedsOf(k)) {
      const auto n = static_cast<size_t>(need.value());
      need_component[n] = static_cast<int32_t>(k);
      for (int64_t c = candidates.begin[n]; c < candidates.begin[n + 1]; ++c) {
        const ResourceIndex resource = candidates.resource[static_cast<size_t>(c)];
        resource_component[static_cast<size_t>(resource.value())] = static_cast<int32_t>(k);
      }
    }
  }
  const auto failure = [stop] {
    return stop.StopRequested() ? absl::CancelledError("stopped while ordering the network")
                                : absl::OkStatus();
  };
  FlowOrder order;
  RETURN_IF_ERROR(failure());
  order.needs = Sorted<NeedIndex>(need_component, problem.needs(), true);
  RETURN_IF_ERROR(failure());
  order.resources =
      Sorted<ResourceIndex>(resource_component, problem.resources(), !candidates.covers_all_pairs);
  // Half-hours that nobody can book yet are no supply.
  std::erase_if(order.resources, [&](ResourceIndex resource) {
    return problem.ResourceCategory(resource).booking &&
           resource_component[static_cast<size_t>(resource.value())] == kNoComponent;
  });
  order.row_of_need.resize(needs);
  for (size_t row = 0; row < needs; ++row) {
    order.row_of_need[static_cast<size_t>(order.needs[row].value())] = static_cast<int32_t>(row);
  }
  return order;
}

}  // namespace cordee
