// Entries of one side grouped by category, and counted by actor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/model/problem.h"

namespace cordee {

template <typename EntryIndex>
class EntriesByCategory {
 public:
  EntriesByCategory(const Problem& problem, const EntryTable& table)
      : groups_(static_cast<size_t>(problem.catalogue().category_count())),
        of_actor_(static_cast<size_t>(problem.actors().size()), 0) {
    for (EntryIndex entry : IndicesUpTo<EntryIndex>(static_cast<size_t>(table.size()))) {
      const auto row = static_cast<size_t>(entry.value());
      groups_[static_cast<size_t>(table.category[row].value())].push_back(entry);
      ++of_actor_[static_cast<size_t>(table.actor[row].value())];
    }
  }

  const std::vector<EntryIndex>& In(CategoryIndex category) const {
    return groups_[static_cast<size_t>(category.value())];
  }
  int64_t CountOf(ActorIndex actor) const { return of_actor_[static_cast<size_t>(actor.value())]; }

 private:
  std::vector<std::vector<EntryIndex>> groups_;
  std::vector<int64_t> of_actor_;
};

}  // namespace cordee
