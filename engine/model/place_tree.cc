#include "engine/model/place_tree.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cordee {

PlaceTree::PlaceTree(const EntryTable& table, int32_t category_count)
    : begin_(static_cast<size_t>(category_count) + 1, 0),
      root_(static_cast<size_t>(category_count), -1) {
  for (const CategoryIndex category : table.category) {
    ++begin_[static_cast<size_t>(category.value()) + 1];
  }
  for (size_t c = 1; c < begin_.size(); ++c) begin_[c] += begin_[c - 1];
  std::vector<int32_t> next(begin_.begin(), begin_.end() - 1);
  std::vector<Item> items(static_cast<size_t>(table.size()));
  for (int32_t row = 0; row < table.size(); ++row) {
    const auto at = static_cast<size_t>(row);
    int32_t& position = next[static_cast<size_t>(table.category[at].value())];
    items[static_cast<size_t>(position++)] = {ToEarthPoint(table.place[at]), row};
  }
  nodes_.reserve(items.size() / 3);
  for (size_t c = 0; c < root_.size(); ++c) {
    if (begin_[c] < begin_[c + 1]) root_[c] = Build(items, begin_[c], begin_[c + 1]);
  }
  rows_.reserve(items.size());
  points_.reserve(items.size());
  for (const Item& item : items) {
    rows_.push_back(item.row);
    points_.push_back(item.point);
  }
}

int32_t PlaceTree::Build(std::vector<Item>& items, int32_t begin, int32_t end) {
  const size_t at = nodes_.size();
  Node node;
  node.begin = begin;
  node.end = end;
  for (int32_t i = begin; i < end; ++i) node.box.Add(items[static_cast<size_t>(i)].point);
  nodes_.push_back(node);
  if (end - begin <= kLeafSize) {
    // nth_element settles what is in a leaf, not the order in it.
    std::sort(items.begin() + begin, items.begin() + end,
              [](const Item& a, const Item& b) { return a.row < b.row; });
    return static_cast<int32_t>(at);
  }
  const EarthBox& box = node.box;
  int32_t EarthPoint::*axis = &EarthPoint::x;
  for (const auto other : {&EarthPoint::y, &EarthPoint::z}) {
    if (box.high.*other - box.low.*other > box.high.*axis - box.low.*axis) axis = other;
  }
  const int32_t middle = begin + (end - begin) / 2;
  std::nth_element(items.begin() + begin, items.begin() + middle, items.begin() + end,
                   [axis](const Item& a, const Item& b) {
                     return std::pair(a.point.*axis, a.row) < std::pair(b.point.*axis, b.row);
                   });
  Build(items, begin, middle);
  nodes_[at].second = Build(items, middle, end);
  return static_cast<int32_t>(at);
}

}  // namespace cordee
