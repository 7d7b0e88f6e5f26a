// Pieces of a solve that share nothing, side by side, and what becomes of them when work runs out.
//
//   RunInBatches(sizes, threads, meter,
//                [&](size_t piece, WorkMeter& meter) { outcomes[piece] = Solve(piece, meter); },
//                [&](size_t piece) { Take(outcomes[piece]); });
//
// The largest pieces come first, each with smaller ones beside it. A batch counts as a whole: if it
// is stopped, or needs more work than is left, nothing of it is taken, nor of the batches behind
// it. Each batch, and the beginning, counts as one more unit of work: so the count says which
// batches were solved, and a replay with that count ends the same. Batches depend on the sizes
// alone, never on threads.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/solve/work.h"

namespace cordee {

// `solve` is called on any thread, `take` on the calling one. Pieces of a batch are all solved
// before the first is taken. The meter that `solve` gets is its own.
void RunInBatches(const std::vector<int64_t>& sizes, int32_t threads, WorkMeter& meter,
                  const std::function<void(size_t, WorkMeter&)>& solve,
                  const std::function<void(size_t)>& take);

}  // namespace cordee
