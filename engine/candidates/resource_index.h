// The resources of a problem, grouped by category and sorted from south to north within each, so
// that what lies within reach of a need is one short band of each category that serves it.
//
//   ResourceIndexByPlace index(problem);
//   index.ForEachWithin(CategoryIndex, place, reach,
//                       [&](ResourceIndex r, Metres distance) { ... });
//
// O(resources log resources) to build, 8 bytes a resource. Immutable, thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/geo.h"
#include "engine/model/problem.h"

namespace cordee {

class ResourceIndexByPlace {
 public:
  explicit ResourceIndexByPlace(const Problem& problem);

  // Of one category, from south to north.
  std::span<const ResourceIndex> InCategory(CategoryIndex category) const {
    const auto c = static_cast<size_t>(category.value());
    return std::span(order_).subspan(begin_[c], begin_[c + 1] - begin_[c]);
  }

  // Calls visit(resource, distance) for each resource of `category` at most `reach` away.
  template <typename Visit>
  void ForEachWithin(CategoryIndex category, const UnitVector& place, Metres reach,
                     Visit&& visit) const;

 private:
  // Chord of the unit sphere that no point within `reach` exceeds, rounding errors included.
  static double ChordBound(Metres reach);

  const EntryTable* resources_;
  std::vector<size_t> begin_;
  std::vector<ResourceIndex> order_;
  std::vector<double> height_;  // z of the unit vector, parallel to order_
};

template <typename Visit>
void ResourceIndexByPlace::ForEachWithin(CategoryIndex category, const UnitVector& place,
                                         Metres reach, Visit&& visit) const {
  const auto c = static_cast<size_t>(category.value());
  const double chord = ChordBound(reach);
  const auto first = height_.begin() + static_cast<std::ptrdiff_t>(begin_[c]);
  const auto last = height_.begin() + static_cast<std::ptrdiff_t>(begin_[c + 1]);
  for (auto it = std::lower_bound(first, last, place.z - chord);
       it != last && *it <= place.z + chord; ++it) {
    const ResourceIndex resource = order_[static_cast<size_t>(it - height_.begin())];
    const UnitVector& other = resources_->place[static_cast<size_t>(resource.value())];
    const double dx = place.x - other.x;
    const double dy = place.y - other.y;
    if (dx * dx + dy * dy > chord * chord) continue;
    const Metres distance = Distance(place, other);
    if (distance <= reach) visit(resource, distance);
  }
}

}  // namespace cordee
