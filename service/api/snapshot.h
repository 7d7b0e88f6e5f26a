// One territory in memory, decoded: what searches, suggestions and runs read.
//
//   ASSIGN_OR_RETURN(const SnapshotRef snapshot, context.snapshots->Get("thouarsais", 0));
//   for (const auto& need : snapshot->needs) ...
//
// A snapshot is immutable and safe to share. The cache brings one up to date with the change log
// when it is asked for: a read pays for the writes since the last read, not for the territory, and
// unchanged entries are shared between snapshots.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "cordee/v1/registry.pb.h"
#include "service/api/reference.h"
#include "service/store/store.h"

namespace cordee::service {

template <typename Entry>
using EntryList = std::vector<std::shared_ptr<const Entry>>;

struct TerritorySnapshot {
  std::string territory;
  int64_t revision = 0;
  int64_t first_revision = 0;
  // By name, with etags.
  EntryList<v1::Actor> actors;
  EntryList<v1::Need> needs;
  EntryList<v1::Resource> resources;

  // Null when there is none.
  const v1::Actor* FindActor(std::string_view name) const;
  const v1::Need* FindNeed(std::string_view name) const;
  const v1::Resource* FindResource(std::string_view name) const;

  // Words of needs, then resources, then actors, folded: title, actor, category with its synonyms,
  // commune. Each text begins and ends with a space. Made at the first call.
  const std::vector<std::string>& SearchTexts(const CatalogueData& catalogue) const;

 private:
  mutable std::once_flag search_once_;
  mutable std::vector<std::string> search_texts_;
};

using SnapshotRef = std::shared_ptr<const TerritorySnapshot>;

class SnapshotCache {
 public:
  explicit SnapshotCache(Store* store) : store_(store) {}

  // At the newest revision, which must be at least `min_revision`. Errors: those of
  // RequireTerritory.
  absl::StatusOr<SnapshotRef> Get(std::string_view territory, int64_t min_revision);

 private:
  struct Slot {
    std::mutex mutex;
    SnapshotRef snapshot;
  };
  std::shared_ptr<Slot> SlotOf(std::string_view territory);

  Store* const store_;
  std::mutex mutex_;
  // Most recently used first.
  std::list<std::pair<std::string, std::shared_ptr<Slot>>> slots_;
};

}  // namespace cordee::service
