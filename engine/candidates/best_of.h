// The best few of many, kept from several threads at once.
//
//   BestOfEach best(resources, 20);
//   best.Offer(r, {MeritOf(points, distance), need});   // from any thread
//   for (const Ranked& kept : best.Of(r)) ...           // when all threads are done, in no order
//
// Which ones are kept does not depend on the order of the offers, because no two are equally good.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "engine/base/units.h"

namespace cordee {

// More is better: points first, then the nearer one.
using Merit = uint64_t;

inline Merit MeritOf(Points points, Metres distance) {
  return static_cast<uint64_t>(points.value()) << 32 |
         (UINT32_MAX - static_cast<uint32_t>(distance.value()));
}
inline Points PointsOf(Merit merit) { return Points(static_cast<int32_t>(merit >> 32)); }

// One side of a pair, seen from the other: its row and what the pair merits.
struct Ranked {
  Merit merit = 0;
  int32_t row = 0;
  int32_t place = 0;  // where that side lies among those near it; says nothing of the merit

  // Better first; rows are in the order of ids.
  friend bool operator<(const Ranked& a, const Ranked& b) {
    return a.merit != b.merit ? a.merit > b.merit : a.row < b.row;
  }
};

class BestOfEach {
 public:
  BestOfEach(int32_t owners, int32_t keep)
      : keep_(static_cast<size_t>(keep)),
        heaps_(static_cast<size_t>(owners)),
        least_(static_cast<size_t>(owners)),
        taken_(static_cast<size_t>(owners)) {}

  void Offer(int32_t owner, const Ranked& ranked) {
    const auto o = static_cast<size_t>(owner);
    if (ranked.merit < least_[o].load(std::memory_order_relaxed)) return;
    while (taken_[o].exchange(true, std::memory_order_acquire)) std::this_thread::yield();
    Add(ranked, heaps_[o]);
    if (heaps_[o].size() == keep_) {
      least_[o].store(heaps_[o].front().merit, std::memory_order_relaxed);
    }
    taken_[o].store(false, std::memory_order_release);
  }

  std::span<const Ranked> Of(int32_t owner) const { return heaps_[static_cast<size_t>(owner)]; }
  // How many are kept of all owners. From any thread.
  int64_t size() const { return size_.load(std::memory_order_relaxed); }

 private:
  // A heap with the worst on top.
  void Add(const Ranked& ranked, std::vector<Ranked>& heap) {
    if (heap.size() == keep_) {
      if (!(ranked < heap.front())) return;
      std::pop_heap(heap.begin(), heap.end());
      heap.back() = ranked;
    } else {
      if (heap.size() == heap.capacity()) {
        heap.reserve(std::min(keep_, std::max<size_t>(kFirstRoom, 2 * heap.size())));
      }
      heap.push_back(ranked);
      size_.fetch_add(1, std::memory_order_relaxed);
    }
    std::push_heap(heap.begin(), heap.end());
  }

  static constexpr size_t kFirstRoom = 4;

  const size_t keep_;
  std::vector<std::vector<Ranked>> heaps_;
  std::vector<std::atomic<Merit>> least_;  // of a full heap; 0 before
  std::vector<std::atomic<bool>> taken_;   // locks of the heaps
  std::atomic<int64_t> size_ = 0;
};

}  // namespace cordee
