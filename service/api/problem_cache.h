// The engine's problem of a territory as it is now, for suggestions and explanations: built at the
// first question after a write, then shared.
//
//   ASSIGN_OR_RETURN(const CachedProblemRef cached, context.problems->Get(snapshot, policy, now));
//   SuggestForNeed(cached->problem, ...)
//
// The horizon is 52 weeks from the Monday after `now`. Thread safety: any thread.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "google/type/date.pb.h"
#include "service/api/reference.h"
#include "service/api/snapshot.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// The day of `now`, UTC.
int32_t Today(UnixMicros now);
// The Monday after it.
google::type::Date NextMonday(UnixMicros now);

struct CachedProblem {
  SnapshotRef snapshot;
  EntryRefs refs;  // into the snapshot
  Problem problem;
};
using CachedProblemRef = std::shared_ptr<const CachedProblem>;

class ProblemCache {
 public:
  explicit ProblemCache(std::shared_ptr<const CatalogueData> data) : data_(std::move(data)) {}

  // `policy` null: the default. INVALID_ARGUMENT for a policy that does not hold together, at
  // the field "policy" of the request.
  absl::StatusOr<CachedProblemRef> Get(const SnapshotRef& snapshot, const v1::Policy* policy,
                                       UnixMicros now);

 private:
  struct Slot {
    std::mutex mutex;
    CachedProblemRef problem;
  };

  const std::shared_ptr<const CatalogueData> data_;
  std::mutex mutex_;
  // By territory, policy and horizon; most recently used first.
  std::list<std::pair<std::string, std::shared_ptr<Slot>>> slots_;
};

}  // namespace cordee::service
