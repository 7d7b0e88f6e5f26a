#include "engine/candidates/resource_index.h"

namespace cordee {

ResourceIndexByPlace::ResourceIndexByPlace(const Problem& problem)
    : resources_(&problem.resources()) {
  const auto count = static_cast<size_t>(resources_->size());
  begin_.assign(static_cast<size_t>(problem.catalogue().category_count()) + 1, 0);
  for (CategoryIndex category : resources_->category) {
    ++begin_[static_cast<size_t>(category.value()) + 1];
  }
  for (size_t c = 1; c < begin_.size(); ++c) begin_[c] += begin_[c - 1];
  order_.reserve(count);
  for (ResourceIndex resource : IndicesUpTo<ResourceIndex>(count)) order_.push_back(resource);
  const auto key = [this](ResourceIndex resource) {
    const auto r = static_cast<size_t>(resource.value());
    return std::tuple(resources_->category[r], resources_->place[r].z, resource);
  };
  std::sort(order_.begin(), order_.end(),
            [&key](ResourceIndex a, ResourceIndex b) { return key(a) < key(b); });
  height_.reserve(count);
  for (ResourceIndex resource : order_) {
    height_.push_back(resources_->place[static_cast<size_t>(resource.value())].z);
  }
}

double ResourceIndexByPlace::ChordBound(Metres reach) {
  // A chord is shorter than its arc; one metre more covers the rounding of the distance.
  constexpr double kSmallEarthRadiusMetres = 6'371'000;
  return (reach.value() + 1.0) / kSmallEarthRadiusMetres;
}

}  // namespace cordee
