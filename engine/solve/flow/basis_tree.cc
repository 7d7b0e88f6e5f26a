// How the tree of a basis changes: parents, preorder and sizes of subtrees (Ahuja, Magnanti, Orlin,
// section 11.3, calls the preorder the thread). What is below a node is then a run of its list, and
// moving potentials looks at 12 bytes a node.
#include <utility>

#include "engine/solve/flow/network_simplex.h"

namespace cordee {

template <typename Price>
void NetworkSimplex<Price>::Rehang(int32_t top, int32_t node, int32_t parent, int32_t apex,
                                   int32_t edge, int64_t room_up, int64_t room_down) {
  Unlink(top, apex);
  TurnOrder(top, node);
  const int32_t above = parent;
  for (int32_t u = node;;) {
    Node& record = At(u);
    const int32_t old_parent = record.parent;
    record.parent = parent;
    std::swap(record.edge, edge);
    std::swap(record.room_up, room_up);
    std::swap(record.room_down, room_down);
    if (u == top) break;
    // The edge that was above `u` is now above its old parent, seen from the other end.
    std::swap(room_up, room_down);
    parent = u;
    u = old_parent;
  }
  Link(node, above, apex);
}

// Each node on the way from `node` to `top` comes, with what is below it but not below the one
// before, behind all that the one before brought.
template <typename Price>
void NetworkSimplex<Price>::TurnOrder(int32_t top, int32_t node) {
  if (node == top) return;
  const int32_t all = At(top).size;
  // As it was: of the child that was dealt with last, the nodes round its subtree.
  int32_t before = previous_[Index(node)];
  int32_t behind = next_[Index(At(node).last)];
  int32_t child_last = At(node).last;
  int32_t child_size = At(node).size;
  int32_t end = child_last;  // of the new order
  previous_[Index(node)] = -1;
  At(node).size = all;
  for (int32_t u = node; u != top;) {
    u = At(u).parent;
    Node& record = At(u);
    const int32_t u_before = previous_[Index(u)];
    const int32_t u_behind = record.last == child_last ? behind : next_[Index(record.last)];
    next_[Index(end)] = u;
    previous_[Index(u)] = end;
    end = before;
    if (record.last != child_last) {
      next_[Index(before)] = behind;
      previous_[Index(behind)] = before;
      end = record.last;
    }
    before = u_before;
    behind = u_behind;
    child_last = record.last;
    const int32_t size = record.size;
    record.size = all - child_size;
    child_size = size;
  }
  next_[Index(end)] = -1;
  for (int32_t u = node;; u = At(u).parent) {
    At(u).last = end;
    if (u == top) break;
  }
}

template <typename Price>
void NetworkSimplex<Price>::Link(int32_t node, int32_t parent, int32_t apex) {
  At(node).parent = parent;
  if (parent == hub_) return;
  const int32_t last = At(node).last;
  const int32_t size = At(node).size;
  const int32_t behind = next_[Index(parent)];
  next_[Index(parent)] = node;
  previous_[Index(node)] = parent;
  next_[Index(last)] = behind;
  if (behind >= 0) previous_[Index(behind)] = last;
  for (int32_t u = parent; u != apex; u = At(u).parent) At(u).size += size;
  for (int32_t u = parent; u != hub_ && At(u).last == parent; u = At(u).parent) At(u).last = last;
}

template <typename Price>
void NetworkSimplex<Price>::Unlink(int32_t node, int32_t apex) {
  const int32_t parent = At(node).parent;
  if (parent == hub_) return;
  const int32_t last = At(node).last;
  const int32_t size = At(node).size;
  const int32_t before = previous_[Index(node)];
  const int32_t behind = next_[Index(last)];
  next_[Index(before)] = behind;
  if (behind >= 0) previous_[Index(behind)] = before;
  previous_[Index(node)] = -1;
  next_[Index(last)] = -1;
  for (int32_t u = parent; u != apex; u = At(u).parent) At(u).size -= size;
  for (int32_t u = parent; u != hub_ && At(u).last == last; u = At(u).parent) At(u).last = before;
}

template void NetworkSimplex<int64_t>::Rehang(int32_t, int32_t, int32_t, int32_t, int32_t, int64_t,
                                              int64_t);
template void NetworkSimplex<int64_t>::TurnOrder(int32_t, int32_t);
template void NetworkSimplex<int64_t>::Link(int32_t, int32_t, int32_t);
template void NetworkSimplex<int64_t>::Unlink(int32_t, int32_t);
template void NetworkSimplex<__int128>::Rehang(int32_t, int32_t, int32_t, int32_t, int32_t, int64_t,
                                               int64_t);
template void NetworkSimplex<__int128>::TurnOrder(int32_t, int32_t);
template void NetworkSimplex<__int128>::Link(int32_t, int32_t, int32_t);
template void NetworkSimplex<__int128>::Unlink(int32_t, int32_t);

}  // namespace cordee
