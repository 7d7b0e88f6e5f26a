// Many entries in one transaction: what a batch and a file have in common.
//
//   UpsertPlan plan(reference, territory);
//   plan.Add(index, std::move(entry));                   // checks; remembers problems
//   ... in the transaction:  plan.Apply(write, now, allow_partial, &outcome)
//
// Actors are written before the needs and resources that name them, whatever the order of entries.
// An entry keeps its id when it says one (`name`) or when its source and external id are stored.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "cordee/v1/registry_service.pb.h"
#include "service/api/reference.h"
#include "service/errors.h"
#include "service/phrases/language.h"
#include "service/store/store.h"

namespace cordee::service {

struct IndexedProblem {
  int64_t index = 0;
  FieldProblem problem;
};

struct UpsertOutcome {
  int64_t created = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t error_count = 0;
  std::vector<IndexedProblem> errors;  // the first limits::kErrorsReported, by index
  int64_t revision = 0;
};

class UpsertPlan {
 public:
  UpsertPlan(const Reference& reference, std::string territory)
      : reference_(reference), territory_(std::move(territory)) {}

  void Add(int64_t index, v1::Entry entry);
  // An entry that has passed CheckEntry and has its name.
  void AddChecked(int64_t index, v1::Entry entry);
  void AddProblem(int64_t index, FieldProblem problem);

  // With problems and without `allow_partial` the outcome tells the problems, and the caller must
  // undo the transaction. NOT_FOUND without the territory.
  absl::Status Apply(WriteTransaction& write, UnixMicros now, bool allow_partial,
                     UpsertOutcome* outcome) const;

 private:
  struct Item {
    int64_t index;
    v1::Entry entry;
    std::string given_id;
  };
  // One run of Apply.
  struct Progress {
    WriteTransaction& write;
    UnixMicros now;
    UpsertOutcome* outcome;
    absl::flat_hash_set<std::string> names;  // written so far
  };
  template <typename Entry>
  absl::Status ApplyOne(Progress& progress, const Item& item, Entry entry) const;
  absl::Status ApplyItem(Progress& progress, const Item& item) const;

  const Reference& reference_;
  const std::string territory_;
  std::vector<Item> actors_;
  std::vector<Item> offers_;
  std::vector<IndexedProblem> problems_;
};

v1::EntryError ToEntryError(const IndexedProblem& problem, Language language);

}  // namespace cordee::service
