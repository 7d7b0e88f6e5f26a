#include "service/store/store.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace cordee::service {

absl::Status Store::WriteAndWait(WriteFunction function) {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<absl::Status> result;
  Write(std::move(function), [&](absl::Status status) {
    const std::lock_guard lock(mutex);
    result = std::move(status);
    changed.notify_one();
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return result.has_value(); });
  return *std::move(result);
}

}  // namespace cordee::service
