// A loop over independent pieces of work, on several threads.
//
//   ParallelFor(needs.size(), 256, threads, [&](int64_t begin, int64_t end) { ... });
//
// Calls body(begin, end) once for each block of `block` consecutive numbers below `count` (the last
// may be shorter), in no order, on the calling thread and at most `threads` - 1 others, and returns
// when all are done. What the body writes must depend on the block only, never on the thread: then
// one thread and many give the same bytes. Where the system refuses a thread, the others do its
// share.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/base/limits.h"

namespace cordee {

// REQUIRES: block >= 1. `threads` outside 1 to kMaxThreads counts as the nearest of the two.
template <typename Body>
void ParallelFor(int64_t count, int64_t block, int32_t threads, const Body& body) {
  std::atomic<int64_t> next = 0;
  const auto work = [&] {
    for (;;) {
      const int64_t begin = next.fetch_add(block, std::memory_order_relaxed);
      if (begin >= count) return;
      body(begin, std::min(count, begin + block));
    }
  };
  const int64_t blocks = count / block + (count % block == 0 ? 0 : 1);
  const int64_t wanted = std::min<int64_t>(std::clamp(threads, 1, kMaxThreads), blocks);
  std::vector<std::thread> others;
  try {
    for (int64_t i = 1; i < wanted; ++i) others.emplace_back(work);
  } catch (const std::system_error&) {
  }
  work();
  for (std::thread& other : others) other.join();
}

// What list(i, out) appends to `out` for each i below `count`, in order.
//
//   std::vector<Link> links = ListInParts<Link>(needs, 8192, threads, [&](int64_t n, auto& out) {
//     if (...) out.push_back(...);
//   });
template <typename T, typename List>
std::vector<T> ListInParts(int64_t count, int64_t block, int32_t threads, const List& list) {
  std::vector<std::vector<T>> parts(static_cast<size_t>((count + block - 1) / block));
  ParallelFor(count, block, threads, [&](int64_t begin, int64_t end) {
    std::vector<T>& part = parts[static_cast<size_t>(begin / block)];
    for (int64_t i = begin; i < end; ++i) list(i, part);
  });
  size_t size = 0;
  for (const std::vector<T>& part : parts) size += part.size();
  std::vector<T> all;
  all.reserve(size);
  for (const std::vector<T>& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace cordee
