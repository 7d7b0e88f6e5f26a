// A fixed number of threads and a bounded queue: what keeps gRPC's own few threads from ever
// waiting.
//
//   WorkerPool pool("db", {.threads = 3, .max_queue = 1000});
//   if (!pool.Post([] { ... })) { /* full: say so to the caller */ }
//
// Thread safety: any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cordee::service {

class WorkerPool {
 public:
  struct Options {
    int32_t threads = 1;
    int32_t max_queue = 1000;
  };

  explicit WorkerPool(const Options& options);
  // Finishes what is queued.
  ~WorkerPool();

  // False when the queue is full or the pool is stopping: the task will not run.
  [[nodiscard]] bool Post(std::function<void()> task);
  // Runs what is queued, then ends the threads. May be called twice.
  void Stop();

 private:
  void Loop();

  const size_t max_queue_;
  std::mutex mutex_;
  std::condition_variable wanted_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cordee::service
