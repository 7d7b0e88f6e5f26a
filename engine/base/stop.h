// How a caller ends a computation early. The engine has no clock: the caller's thread sets the flag
// when its deadline passes or when a person cancels, and solvers poll it between bounded pieces of
// work.
//
//   std::atomic<bool> stop = false;
//   Match(problem, parameters, StopToken(&stop));
//
// Thread safety: the flag may be set from any thread.
#pragma once

#include <atomic>

namespace cordee {

class StopToken {
 public:
  // Never stops.
  StopToken() = default;
  // `flag` must outlive the token.
  explicit StopToken(const std::atomic<bool>* flag) : flag_(flag) {}

  bool CanStop() const { return flag_ != nullptr; }
  bool StopRequested() const {
    return flag_ != nullptr && flag_->load(std::memory_order_relaxed);
  }

 private:
  const std::atomic<bool>* flag_ = nullptr;
};

}  // namespace cordee
