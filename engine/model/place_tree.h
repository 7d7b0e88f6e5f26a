// Places of one side in a tree of boxes for each category, so that a walk from a place visits what
// is near first and leaves out whole boxes of what cannot matter.
//
//   const PlaceTree tree(problem.resources(), problem.catalogue().category_count());
//   tree.Walk(category, ToEarthPoint(place),
//             [&](size_t node, int64_t squared_floor) { return squared_floor <= limit; },
//             [&](size_t position) { ... tree.rows()[position] ... });
//
// Every category is halved along the longest side of its box until kLeafSize places are left. The
// shape depends on places and rows only. Nodes lie in preorder: children come after their parent,
// so that what a caller wants to know of a box (the least price in it, say) is gathered from the
// last node to the first with ForEachUpwards.
//
// O(n log n) to build, 36 bytes a node and about a node for every 3 places, 16 bytes a place.
// Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/geo.h"
#include "engine/model/problem.h"

namespace cordee {

class PlaceTree {
 public:
  static constexpr int32_t kLeafSize = 8;

  struct Node {
    EarthBox box;
    // Positions in rows() of what lies below.
    int32_t begin = 0;
    int32_t end = 0;
    // The second child; the first is the next node. 0: a leaf.
    int32_t second = 0;
  };

  PlaceTree(const EntryTable& table, int32_t category_count);

  const std::vector<Node>& nodes() const { return nodes_; }
  // Rows of the table, and their places, in the order of the tree.
  const std::vector<int32_t>& rows() const { return rows_; }
  const std::vector<EarthPoint>& points() const { return points_; }
  // Positions of a category are [begin, end).
  int32_t begin(CategoryIndex category) const {
    return begin_[static_cast<size_t>(category.value())];
  }
  int32_t end(CategoryIndex category) const {
    return begin_[static_cast<size_t>(category.value()) + 1];
  }

  // Visits the places of a category, by and large from near to far. `enter(node, squared_floor)`
  // says whether to look into a box that is nowhere nearer than the root of `squared_floor`
  // (SquaredDistanceFloor); it is asked just before the box is opened.
  template <typename Enter, typename Visit>
  void Walk(CategoryIndex category, const EarthPoint& from, Enter&& enter, Visit&& visit) const;

  // Calls gather(node, first_child, second_child) for inner nodes and gather_leaf(node) for leaves,
  // children before parents.
  template <typename GatherLeaf, typename Gather>
  void ForEachUpwards(GatherLeaf&& gather_leaf, Gather&& gather) const;

 private:
  // Deeper than any tree of kMaxEntriesPerSide places: boxes are halved by count.
  static constexpr int32_t kMaxDepth = 64;

  struct Item {
    EarthPoint point;
    int32_t row = 0;
  };
  int32_t Build(std::vector<Item>& items, int32_t begin, int32_t end);

  std::vector<Node> nodes_;
  std::vector<int32_t> rows_;
  std::vector<EarthPoint> points_;
  std::vector<int32_t> begin_;  // size categories + 1
  std::vector<int32_t> root_;   // per category; -1: it has no places
};

template <typename Enter, typename Visit>
void PlaceTree::Walk(CategoryIndex category, const EarthPoint& from, Enter&& enter,
                     Visit&& visit) const {
  struct Waiting {
    int32_t node;
    int64_t squared_floor;
  };
  const int32_t root = root_[static_cast<size_t>(category.value())];
  if (root < 0) return;
  Waiting stack[kMaxDepth];
  int32_t size = 0;
  const auto floor_of = [&](int32_t node) {
    return Waiting{node, SquaredDistanceFloor(from, nodes_[static_cast<size_t>(node)].box)};
  };
  stack[size++] = floor_of(root);
  while (size > 0) {
    const Waiting at = stack[--size];
    if (!enter(static_cast<size_t>(at.node), at.squared_floor)) continue;
    const Node& node = nodes_[static_cast<size_t>(at.node)];
    if (node.second == 0) {
      for (int32_t i = node.begin; i < node.end; ++i) visit(static_cast<size_t>(i));
      continue;
    }
    Waiting near = floor_of(at.node + 1);
    Waiting far = floor_of(node.second);
    if (far.squared_floor < near.squared_floor) std::swap(near, far);
    stack[size++] = far;
    stack[size++] = near;
  }
}

template <typename GatherLeaf, typename Gather>
void PlaceTree::ForEachUpwards(GatherLeaf&& gather_leaf, Gather&& gather) const {
  for (size_t i = nodes_.size(); i-- > 0;) {
    if (nodes_[i].second == 0) {
      gather_leaf(i);
    } else {
      gather(i, i + 1, static_cast<size_t>(nodes_[i].second));
    }
  }
}

}  // namespace cordee
