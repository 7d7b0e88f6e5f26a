#include "engine/base/parallel.h"

#include <atomic>
#include <vector>

#include "gtest/gtest.h"

namespace cordee {
namespace {

TEST(ParallelFor, VisitsEveryNumberOnceInBlocksForAnyNumberOfThreads) {
  for (const int64_t count : {0, 1, 7, 8, 1000}) {
    for (const int64_t block : {1, 7, 64}) {
      for (const int32_t threads : {-1, 0, 1, 2, 8, 1000}) {
        std::vector<std::atomic<int32_t>> visits(static_cast<size_t>(count));
        std::atomic<int64_t> crooked = 0;
        ParallelFor(count, block, threads, [&](int64_t begin, int64_t end) {
          if (begin % block != 0 || end - begin > block || begin >= end) ++crooked;
          for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
        });
        EXPECT_EQ(crooked, 0);
        for (const auto& times : visits) EXPECT_EQ(times, 1);
      }
    }
  }
}

}  // namespace
}  // namespace cordee
