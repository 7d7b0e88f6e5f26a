#include "engine/solve/batches.h"

#include <algorithm>
#include <atomic>
#include <vector>

#include "engine/base/random.h"
#include "gtest/gtest.h"
#include "tests/support/cases.h"

namespace cordee {
namespace {

// What was taken of each piece: the work it could do, at most what it wanted.
struct Ended {
  std::vector<int64_t> done;
  int64_t used = 0;
  Limit limit = Limit::kNone;

  friend bool operator==(const Ended&, const Ended&) = default;
};

Ended RunWith(const std::vector<int64_t>& sizes, const std::vector<int64_t>& wanted,
              int32_t threads, int64_t max_work, StopToken stop = StopToken()) {
  Ended run;
  run.done.assign(sizes.size(), -1);
  std::vector<int64_t> outcome(sizes.size(), -1);
  WorkMeter meter(max_work, stop);
  RunInBatches(
      sizes, threads, meter,
      [&](size_t i, WorkMeter& own) {
        for (outcome[i] = 0; outcome[i] < wanted[i] && !own.Exhausted(); ++outcome[i]) own.Add(1);
      },
      [&](size_t i) {
        EXPECT_EQ(run.done[i], -1) << "taken twice";
        run.done[i] = outcome[i];
      });
  run.used = meter.used();
  run.limit = meter.limit();
  return run;
}

TEST(Batches, SolveEveryPieceOnceWhereNothingStopsThem) {
  const Ended run = RunWith({5, 900'000, 0, 70'000, 70'000}, {3, 4, 0, 2, 1}, 2, INT64_MAX);
  EXPECT_EQ(run.done, (std::vector<int64_t>{3, 4, 0, 2, 1}));
  EXPECT_EQ(run.limit, Limit::kNone);
  EXPECT_EQ(RunWith({}, {}, 2, INT64_MAX).used, 0);
}

TEST(Batches, AReplayWithTheCountOfACutRunEndsTheSame) {
  for (int64_t seed = 0; seed < testing::Cases(200); ++seed) {
    SCOPED_TRACE(seed);
    Random random(static_cast<uint64_t>(seed));
    std::vector<int64_t> sizes;
    std::vector<int64_t> wanted;
    for (int64_t k = random.Uniform(1, 30); k > 0; --k) {
      sizes.push_back(random.Uniform(0, random.OneIn(3) ? 300'000 : 40'000));
      wanted.push_back(random.OneIn(4) ? 0 : random.Uniform(0, 9));
    }
    const Ended full = RunWith(sizes, wanted, 1, INT64_MAX);
    EXPECT_EQ(full.done, wanted);
    for (int64_t work = 0; work <= full.used + 1; ++work) {
      const Ended cut = RunWith(sizes, wanted, 1, work);
      EXPECT_EQ(cut, RunWith(sizes, wanted, 3, work)) << work;
      EXPECT_EQ(cut.done, RunWith(sizes, wanted, 2, cut.used).done) << work;
      // A batch counts as a whole, so each piece is done or not taken.
      for (size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_TRUE(cut.done[i] == -1 || cut.done[i] == wanted[i]) << work;
      }
    }
    EXPECT_EQ(RunWith(sizes, wanted, 2, full.used).done, wanted);
    if (HasFailure()) return;
  }
}

TEST(Batches, AreNotTakenWhenStopped) {
  const std::atomic<bool> stop = true;
  const Ended run = RunWith({7, 80'000}, {3, 4}, 2, INT64_MAX, StopToken(&stop));
  EXPECT_EQ(run.done, (std::vector<int64_t>{-1, -1}));
  EXPECT_EQ(run.limit, Limit::kStopped);
}

}  // namespace
}  // namespace cordee
