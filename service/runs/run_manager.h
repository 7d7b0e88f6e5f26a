// Runs, from StartRun to the stored proposals: one at a time, on a thread of their own.
//
//   manager.Start();                        // runs that a crash interrupted become FAILED
//   manager.Enqueue("thouarsais", run);     // after the PENDING row is durable
//   manager.Watch(run.name(), watcher);
//   manager.Drain();                        // at shutdown
//
// A run writes its row when it starts and, with all its proposals in one transaction, when it ends.
// Phases in between live in memory only. Thread safety: any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "cordee/v1/run.pb.h"
#include "service/server/context.h"

namespace cordee::service {

// Told of every change of one run. Calls come from any thread and must not block.
class RunWatcher {
 public:
  virtual ~RunWatcher() = default;
  // `last`: the run has ended and nothing will follow.
  virtual void Update(const v1::Run& run, bool last) = 0;
  virtual void Heartbeat() = 0;
};

class RunManager {
 public:
  explicit RunManager(const Context& context);
  // Drains.
  ~RunManager();

  absl::Status Start();
  // False when the server is stopping: the run is then found interrupted at the next start.
  bool Enqueue(const std::string& territory, const v1::Run& run);
  // Asks a run that is waiting or computing to stop: it ends CANCELLED, without a result, unless
  // the engine was already done with it. False when there is none of that name.
  bool Cancel(const std::string& name);
  // As it stands this moment; nothing when the run is not waiting or computing.
  std::optional<v1::Run> Live(const std::string& name) const;
  // False when the run is not live. Otherwise the watcher hears of its state at once.
  bool Watch(const std::string& name, const std::shared_ptr<RunWatcher>& watcher);
  // Tells what computes and what waits to stop as interrupted, and refuses further runs. Returns at
  // once.
  void Interrupt();
  // Interrupts, waits until all of it is stored as FAILED (RUN_INTERRUPTED), and ends all watches.
  void Drain();

 private:
  struct Live_;
  using LiveRef = std::shared_ptr<Live_>;

  void Compute(const LiveRef& live);
  absl::Status ComputeAndStore(const LiveRef& live);
  // Stores how it ended when it did not succeed.
  void StoreFailure(const LiveRef& live, const absl::Status& why);
  void SetPhase(const LiveRef& live, v1::RunPhase phase);
  void Publish(const LiveRef& live, const v1::Run& run, bool last);
  void HeartbeatLoop();

  const Context& context_;
  WorkerPool pool_;
  mutable std::mutex mutex_;
  std::map<std::string, LiveRef> live_;  // by name of the run
  bool interrupted_ = false;

  std::mutex heartbeat_mutex_;
  std::condition_variable heartbeat_stop_;
  bool stopping_ = false;
  std::thread heartbeat_;
};

}  // namespace cordee::service
