// What every handler may use. Built once by the server, shared by all calls.
#pragma once

#include <atomic>
#include <functional>

#include "service/auth/tokens.h"
#include "service/server/page_token.h"
#include "service/server/worker_pool.h"
#include "service/store/store.h"

namespace cordee::service {

struct Reference;
class RunManager;
class SnapshotCache;
class ProblemCache;
class Roads;

struct Context {
  Store* store = nullptr;
  TokenBook* tokens = nullptr;
  // Catalogue, gazetteer and profiles.
  const Reference* reference = nullptr;
  SnapshotCache* snapshots = nullptr;
  ProblemCache* problems = nullptr;
  RunManager* runs = nullptr;
  // Null: ways between places are estimated.
  Roads* roads = nullptr;
  const PageSealer* pages = nullptr;
  std::function<UnixMicros()> now;

  // Reads and preparations of writes: milliseconds, and they may wait for the disk.
  WorkerPool* database = nullptr;
  // Suggestions and explanations: milliseconds of computing.
  WorkerPool* interactive = nullptr;
  // Imports and exports: seconds.
  WorkerPool* bulk = nullptr;

  // Imports under way.
  std::atomic<int32_t>* imports = nullptr;
  // Set once, when the server has begun to stop.
  std::atomic<bool>* draining = nullptr;
};

}  // namespace cordee::service
