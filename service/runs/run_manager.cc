#include "service/runs/run_manager.h"

#include <chrono>
#include <utility>

#include "engine/base/status_macros.h"
#include "service/api/entry_rows.h"
#include "service/api/reference.h"
#include "service/api/snapshot.h"
#include "service/errors.h"
#include "service/log.h"
#include "service/runs/base_run.h"
#include "service/runs/run_computation.h"
#include "service/runs/run_rows.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr std::chrono::seconds kHeartbeat(15);
constexpr int32_t kMaxWaitingRuns = 1000;
constexpr int32_t kRowsPerStep = 1000;

// Of the whole run, when the phase begins.
int32_t PercentAt(v1::RunPhase phase) {
  switch (phase) {
    case v1::RUN_PHASE_MODEL:
      return 2;
    case v1::RUN_PHASE_CANDIDATES:
      return 10;
    case v1::RUN_PHASE_SOLVE:
      return 35;
    case v1::RUN_PHASE_VERIFY:
      return 70;
    case v1::RUN_PHASE_EXPLAIN:
      return 80;
    case v1::RUN_PHASE_STORE:
      return 95;
    default:
      return 0;
  }
}

void MarkInterrupted(UnixMicros now, v1::Run* run) {
  run->set_state(v1::RUN_STATE_FAILED);
  run->mutable_error()->set_reason(v1::ERROR_REASON_RUN_INTERRUPTED);
  *run->mutable_end_time() = ToTimestamp(now);
}

absl::Status FailInterrupted(WriteTransaction& write, const std::string& territory,
                             UnixMicros now) {
  for (const v1::RunState state : {v1::RUN_STATE_PENDING, v1::RUN_STATE_RUNNING}) {
    ASSIGN_OR_RETURN(const auto rows, write.ListRuns(territory, 0, state, kRowsPerStep));
    for (const RunRow& row : rows) {
      v1::Run run = ToRun(row);
      MarkInterrupted(now, &run);
      RETURN_IF_ERROR(write.PutRun(territory, ToRow(run)).status());
    }
  }
  return absl::OkStatus();
}

absl::Status PutParts(WriteTransaction& write, const std::string& territory, const std::string& run,
                      RunSection section, const std::vector<RunPartRow>& rows) {
  for (const RunPartRow& row : rows) {
    RETURN_IF_ERROR(write.PutRunPart(territory, run, section, row));
  }
  return absl::OkStatus();
}

absl::Status PutComputed(WriteTransaction& write, const std::string& territory,
                         const std::string& run, const ComputedRun& computed) {
  RETURN_IF_ERROR(PutParts(write, territory, run, RunSection::kProposals, computed.proposals));
  RETURN_IF_ERROR(PutParts(write, territory, run, RunSection::kUnmetNeeds, computed.unmet_needs));
  RETURN_IF_ERROR(PutParts(write, territory, run, RunSection::kRecord, computed.record));
  return write.PutRun(territory, ToRow(computed.run)).status();
}

}  // namespace

struct RunManager::Live_ {
  std::string territory;
  std::string id;
  std::atomic<bool> stop = false;
  std::atomic<bool> drained = false;

  std::mutex mutex;
  v1::Run run;
  bool ended = false;
  std::vector<std::weak_ptr<RunWatcher>> watchers;
};

RunManager::RunManager(const Context& context)
    : context_(context), pool_({.threads = 1, .max_queue = kMaxWaitingRuns}) {}

RunManager::~RunManager() { Drain(); }

absl::Status RunManager::Start() {
  heartbeat_ = std::thread([this] { HeartbeatLoop(); });
  std::string after;
  while (true) {
    std::vector<TerritoryRow> territories;
    RETURN_IF_ERROR(context_.store->Read([&](ReadTransaction& read) -> absl::Status {
      ASSIGN_OR_RETURN(territories, read.ListTerritories(after, kRowsPerStep));
      return absl::OkStatus();
    }));
    for (const TerritoryRow& territory : territories) {
      RETURN_IF_ERROR(context_.store->WriteAndWait([&](WriteTransaction& write) {
        return FailInterrupted(write, territory.id, context_.now());
      }));
    }
    if (territories.size() < static_cast<size_t>(kRowsPerStep)) return absl::OkStatus();
    after = territories.back().id;
  }
}

bool RunManager::Enqueue(const std::string& territory, const v1::Run& run) {
  auto live = std::make_shared<Live_>();
  live->territory = territory;
  live->id = run.name().substr(run.name().rfind('/') + 1);
  live->run = run;
  {
    const std::lock_guard lock(mutex_);
    if (interrupted_) return false;
    live_[run.name()] = live;
  }
  if (pool_.Post([this, live] { Compute(live); })) return true;
  const std::lock_guard lock(mutex_);
  live_.erase(run.name());
  return false;
}

bool RunManager::Cancel(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = live_.find(name);
  if (found == live_.end()) return false;
  found->second->stop = true;
  return true;
}

std::optional<v1::Run> RunManager::Live(const std::string& name) const {
  LiveRef live;
  {
    const std::lock_guard lock(mutex_);
    const auto found = live_.find(name);
    if (found == live_.end()) return std::nullopt;
    live = found->second;
  }
  const std::lock_guard lock(live->mutex);
  return live->run;
}

bool RunManager::Watch(const std::string& name, const std::shared_ptr<RunWatcher>& watcher) {
  LiveRef live;
  {
    const std::lock_guard lock(mutex_);
    const auto found = live_.find(name);
    if (found == live_.end()) return false;
    live = found->second;
  }
  const std::lock_guard lock(live->mutex);
  if (!live->ended) live->watchers.push_back(watcher);
  watcher->Update(live->run, live->ended);
  return true;
}

void RunManager::Publish(const LiveRef& live, const v1::Run& run, bool last) {
  const std::lock_guard lock(live->mutex);
  live->run = run;
  live->ended = last;
  for (const auto& weak : live->watchers) {
    if (const auto watcher = weak.lock()) watcher->Update(live->run, last);
  }
  if (last) live->watchers.clear();
}

void RunManager::SetPhase(const LiveRef& live, v1::RunPhase phase) {
  v1::Run run;
  {
    const std::lock_guard lock(live->mutex);
    run = live->run;
  }
  run.set_phase(phase);
  run.set_progress_percent(PercentAt(phase));
  Publish(live, run, /*last=*/false);
}

void RunManager::Compute(const LiveRef& live) {
  absl::Status status =
      live->stop ? absl::CancelledError("cancelled before it began") : ComputeAndStore(live);
  if (!status.ok()) StoreFailure(live, status);
  const std::lock_guard lock(mutex_);
  live_.erase(MakeRunName(live->territory, live->id));
}

absl::Status RunManager::ComputeAndStore(const LiveRef& live) {
  v1::Run run;
  {
    const std::lock_guard lock(live->mutex);
    run = live->run;
  }
  run.set_state(v1::RUN_STATE_RUNNING);
  run.set_phase(v1::RUN_PHASE_MODEL);
  run.set_progress_percent(PercentAt(v1::RUN_PHASE_MODEL));
  *run.mutable_start_time() = ToTimestamp(context_.now());
  RETURN_IF_ERROR(context_.store->WriteAndWait(
      [&](WriteTransaction& write) { return write.PutRun(live->territory, ToRow(run)).status(); }));
  Publish(live, run, /*last=*/false);

  ASSIGN_OR_RETURN(const SnapshotRef snapshot, context_.snapshots->Get(live->territory, 0));
  RunInputs inputs;
  if (!run.base_run().empty()) {
    RETURN_IF_ERROR(context_.store->Read([&](ReadTransaction& read) -> absl::Status {
      ASSIGN_OR_RETURN(inputs, ReadBaseRun(read, run, *snapshot,
                                         context_.reference->data->fingerprint));
      return absl::OkStatus();
    }));
  }
  ASSIGN_OR_RETURN(const ComputedRun computed,
                   ComputeRun(run, *snapshot, std::move(inputs), context_,
                              StopToken(&live->stop),
                              [&](v1::RunPhase phase) { SetPhase(live, phase); }));
  RETURN_IF_ERROR(context_.store->WriteAndWait([&](WriteTransaction& write) {
    return PutComputed(write, live->territory, live->id, computed);
  }));
  Publish(live, computed.run, /*last=*/true);
  return absl::OkStatus();
}

void RunManager::StoreFailure(const LiveRef& live, const absl::Status& why) {
  v1::Run run;
  {
    const std::lock_guard lock(live->mutex);
    run = live->run;
  }
  const UnixMicros now = context_.now();
  if (absl::IsCancelled(why) && live->drained) {
    MarkInterrupted(now, &run);
  } else if (absl::IsCancelled(why)) {
    run.set_state(v1::RUN_STATE_CANCELLED);
    *run.mutable_end_time() = ToTimestamp(now);
  } else {
    SetRunError(why, &run);
    *run.mutable_end_time() = ToTimestamp(now);
    Log(LogLevel::kError, "run failed",
        {{"run", run.name()}, {"error", std::string(why.message())}});
  }
  const absl::Status stored = context_.store->WriteAndWait(
      [&](WriteTransaction& write) { return write.PutRun(live->territory, ToRow(run)).status(); });
  if (!stored.ok()) {
    // It stays RUNNING in the store until the next start finds it.
    Log(LogLevel::kError, "run not marked as failed", {{"run", run.name()}});
  }
  Publish(live, run, /*last=*/true);
}

void RunManager::HeartbeatLoop() {
  std::unique_lock lock(heartbeat_mutex_);
  while (!heartbeat_stop_.wait_for(lock, kHeartbeat, [&] { return stopping_; })) {
    std::vector<LiveRef> lives;
    {
      const std::lock_guard lives_lock(mutex_);
      for (const auto& [name, live] : live_) lives.push_back(live);
    }
    for (const LiveRef& live : lives) {
      const std::lock_guard live_lock(live->mutex);
      for (const auto& weak : live->watchers) {
        if (const auto watcher = weak.lock()) watcher->Heartbeat();
      }
    }
  }
}

void RunManager::Interrupt() {
  const std::lock_guard lock(mutex_);
  interrupted_ = true;
  for (const auto& [name, live] : live_) {
    // A run that somebody cancelled stays cancelled.
    if (live->stop) continue;
    live->drained = true;
    live->stop = true;
  }
}

void RunManager::Drain() {
  Interrupt();
  pool_.Stop();
  {
    const std::lock_guard lock(heartbeat_mutex_);
    stopping_ = true;
  }
  heartbeat_stop_.notify_all();
  if (heartbeat_.joinable()) heartbeat_.join();
}

}  // namespace cordee::service
