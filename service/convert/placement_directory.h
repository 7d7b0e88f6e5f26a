// The messages behind the rows of posts and people.
#pragma once

#include "engine/base/check.h"
#include "engine/model/problem.h"
#include "service/convert/party.h"
#include "service/convert/placement_entries.h"

namespace cordee::service {

class PlacementDirectory {
 public:
  PlacementDirectory(const Problem& problem, const EntryRefs& entries)
      : problem_(problem), entries_(entries), split_(Split(entries, problem.catalogue())) {
    CHECK(split_.posts.size() == problem.placements().posts.id.size());
    CHECK(split_.people.size() == problem.placements().people.id.size());
  }

  const v1::Need& post(PostIndex index) const {
    return *split_.posts[static_cast<size_t>(index.value())];
  }
  const v1::Resource& person(PersonIndex index) const {
    return *split_.people[static_cast<size_t>(index.value())];
  }
  v1::Party PartyOf(PostIndex index) const {
    return PartyOf(problem_.placements().posts.actor[static_cast<size_t>(index.value())]);
  }
  v1::Party PartyOf(PersonIndex index) const {
    return PartyOf(problem_.placements().people.actor[static_cast<size_t>(index.value())]);
  }

 private:
  v1::Party PartyOf(ActorIndex index) const {
    return ToParty(*entries_.actors[static_cast<size_t>(index.value())]);
  }

  const Problem& problem_;
  const EntryRefs& entries_;
  const SplitEntries split_;
};

}  // namespace cordee::service
