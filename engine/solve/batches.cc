#include "engine/solve/batches.h"

#include <algorithm>
#include <numeric>

#include "engine/base/parallel.h"

namespace cordee {
namespace {

// A batch ends when it is this large, in pairs (some tenths of a second of rounding), and this many
// times as large as its first piece.
constexpr int64_t kLeastBatch = 1 << 16;
constexpr int64_t kTimesTheLargest = 4;

class Batches {
 public:
  Batches(int32_t threads, WorkMeter& meter, const std::function<void(size_t, WorkMeter&)>& solve)
      : threads_(threads), meter_(meter), solve_(solve) {}

  // True when the batch counts.
  bool Run(const size_t* pieces, size_t count) {
    if (meter_.Exhausted()) return false;
    // One more than there is: a batch that takes exactly what is left is whole.
    const int64_t most = meter_.remaining() < INT64_MAX ? meter_.remaining() + 1 : INT64_MAX;
    std::vector<WorkMeter> meters(count, WorkMeter(most, meter_.stop()));
    SolveAll(pieces, meters);
    return IsWhole(meters);
  }

 private:
  void SolveAll(const size_t* pieces, std::vector<WorkMeter>& meters) {
    ParallelFor(static_cast<int64_t>(meters.size()), 1, threads_, [&](int64_t begin, int64_t end) {
      for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
        solve_(pieces[i], meters[i]);
      }
    });
  }

  bool IsWhole(const std::vector<WorkMeter>& meters) {
    int64_t work = 1;  // the batch itself, so that the count tells it from the one before
    for (const WorkMeter& meter : meters) {
      if (meter.limit() != Limit::kNone) {
        meter_.EndBy(meter.limit());
        return false;
      }
      work += meter.used();
    }
    if (work > meter_.remaining()) {
      meter_.EndBy(Limit::kWork);
      return false;
    }
    meter_.Add(work);
    return true;
  }

  const int32_t threads_;
  WorkMeter& meter_;
  const std::function<void(size_t, WorkMeter&)>& solve_;
};

}  // namespace

void RunInBatches(const std::vector<int64_t>& sizes, int32_t threads, WorkMeter& meter,
                  const std::function<void(size_t, WorkMeter&)>& solve,
                  const std::function<void(size_t)>& take) {
  std::vector<size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&sizes](size_t a, size_t b) { return sizes[a] > sizes[b]; });
  if (sizes.empty()) return;
  meter.Add(1);  // that it began
  Batches batches(threads, meter, solve);
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const int64_t full = std::max(kLeastBatch, kTimesTheLargest * sizes[order[begin]]);
    for (int64_t size = 0; end < order.size() && size < full; ++end) size += sizes[order[end]];
    if (!batches.Run(order.data() + begin, end - begin)) return;
    for (size_t i = begin; i < end; ++i) take(order[i]);
  }
}

}  // namespace cordee
