// The resources of a problem as one posting list per category, in bands from south to north and
// from west to east within a band, so that what lies around a place is a few short runs of each
// list.
//
//   ResourceIndexByPlace index(problem);
//   const Cap cap(needs.place[n], reach);
//   std::vector<IndexHit> room;
//   for (const IndexHit& hit : index.FindWithin(category, cap, room)) {
//     ... index.at(hit.position), DistanceOfChord(hit.squared_chord) ...
//
// O(resources log resources) to build, 48 bytes a resource. Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/units.h"
#include "engine/model/geo.h"
#include "engine/model/problem.h"

namespace cordee {

// All points at most `reach` from a place, in the terms of the index. Bounds are a metre too wide
// rather than a rounding error too narrow.
struct Cap {
  Cap(const UnitVector& place, Metres reach);

  UnitVector place;
  Metres reach;
  double squared_chord;  // beyond it, a point is further than `reach` for certain
  double lowest_z;
  double highest_z;
  double longitude;   // radians
  double half_width;  // of the longitudes it touches; at least pi: all of them
};

struct IndexHit {
  double squared_chord;  // of the unit sphere: DistanceOfChord turns it into metres
  int32_t position;      // in the posting lists
};

class ResourceIndexByPlace {
 public:
  explicit ResourceIndexByPlace(const Problem& problem);
  // Of these resources only.
  ResourceIndexByPlace(const Problem& problem, std::span<const ResourceIndex> resources);

  int32_t size() const { return static_cast<int32_t>(order_.size()); }
  ResourceIndex at(int32_t position) const { return order_[static_cast<size_t>(position)]; }
  // Positions [first, second) hold the category.
  std::pair<int32_t, int32_t> InCategory(CategoryIndex category) const {
    const auto c = static_cast<size_t>(category.value());
    return {begin_[c], begin_[c + 1]};
  }

  // The resources of `category` at most cap.reach away that reach as far themselves. The answer
  // lies in `room`, which only ever grows: it belongs to the caller's thread.
  std::span<const IndexHit> FindWithin(CategoryIndex category, const Cap& cap,
                                       std::vector<IndexHit>& room) const;

 private:
  // Bands of equal height in z, the southernmost first.
  struct Bands {
    double lowest_z = 0;
    double per_z = 0;
    int32_t count = 1;
    int32_t first = 0;  // into band_begin_

    int32_t Of(double z) const;
  };

  void MakeBands(const Problem& problem, std::span<const ResourceIndex> resources,
                 double typical_height);
  void Sort(const Problem& problem, std::span<const ResourceIndex> resources);
  // Appends what a run of positions holds of the cap; `hits` has room for it. Returns the new end.
  IndexHit* Scan(int32_t begin, int32_t end, const Cap& cap, IndexHit* hits) const;
  std::span<const IndexHit> DropTooFar(const Cap& cap, std::span<IndexHit> hits) const;

  std::vector<int32_t> begin_;  // per category
  std::vector<Bands> bands_;    // per category
  std::vector<int32_t> band_begin_;
  // Per position.
  std::vector<ResourceIndex> order_;
  std::vector<double> longitude_;
  std::vector<UnitVector> place_;
  std::vector<double> squared_chord_;  // of the resource's own reach
  std::vector<Metres> reach_;
};

}  // namespace cordee
