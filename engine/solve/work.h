// Counts the work of one solve (pivots and search nodes) against the caller's limit, and remembers
// what ended it. A replay with `max_work` set to the count of a stopped run takes the same path.
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/base/stop.h"
#include "engine/solve/termination.h"

namespace cordee {

class WorkMeter {
 public:
  WorkMeter(int64_t max_work, StopToken stop) : max_work_(max_work), stop_(stop) {}

  void Add(int64_t work) { used_ += work; }
  int64_t used() const { return used_; }
  int64_t remaining() const { return std::max<int64_t>(0, max_work_ - used_); }
  StopToken stop() const { return stop_; }
  // Whether anything can end it before it is done.
  bool limited() const { return stop_.CanStop() || max_work_ < INT64_MAX; }

  // True from the first time that a limit was met on. `limit` tells which.
  bool Exhausted() {
    if (limit_ == Limit::kNone && stop_.StopRequested()) limit_ = Limit::kStopped;
    if (limit_ == Limit::kNone && used_ >= max_work_) limit_ = Limit::kWork;
    return limit_ != Limit::kNone;
  }
  void EndBy(Limit limit) {
    if (limit_ == Limit::kNone) limit_ = limit;
  }
  Limit limit() const { return limit_; }

 private:
  const int64_t max_work_;
  const StopToken stop_;
  int64_t used_ = 0;
  Limit limit_ = Limit::kNone;
};

}  // namespace cordee
