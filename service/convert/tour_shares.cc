#include "service/convert/tour_shares.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/solve/tours/cost_shares.h"
#include "service/convert/facts.h"

namespace cordee::service {
namespace {

const v1::Actor& ActorOf(ActorIndex actor, const EntryRefs& entries) {
  return *entries.actors[static_cast<size_t>(actor.value())];
}

std::string NamesOf(const std::vector<ActorIndex>& actors, const EntryRefs& entries) {
  return absl::StrJoin(actors, "\n", [&](std::string* out, ActorIndex actor) {
    absl::StrAppend(out, ActorOf(actor, entries).display_name());
  });
}

// Of the worst group.
std::vector<ActorIndex> GroupOf(const HaulTour& tour) {
  std::vector<ActorIndex> group;
  for (size_t p = 0; p < tour.shares.size() && p < size_t{kMaxSharingParties}; ++p) {
    if ((tour.core.worst_group >> p & 1) != 0) group.push_back(tour.shares[p].party);
  }
  return group;
}

bool IsSampled(const HaulTour& tour) { return tour.shares.size() > size_t{kMaxExactParties}; }

v1::Fact SharedFact(const HaulTour& tour) {
  int64_t alone = 0;
  int64_t alone_metres = 0;
  for (const TourShare& share : tour.shares) {
    alone += share.alone_cents;
    alone_metres += share.alone_metres;
  }
  return MakeFact("tour-shared", {{"count", absl::StrCat(tour.shares.size())},
                                  {"cents", absl::StrCat(CostInCents(tour.cost))},
                                  {"alone_cents", absl::StrCat(alone)},
                                  {"alone_metres", absl::StrCat(alone_metres)},
                                  {"metres", absl::StrCat(tour.metres)}});
}

v1::Fact SubsidyFact(const HaulTour& tour, const EntryRefs& entries) {
  std::vector<ActorIndex> payers;
  int64_t more = 0;
  for (const TourShare& share : tour.shares) {
    if (!PaysMoreThanAlone(share)) continue;
    payers.push_back(share.party);
    more = std::max(more, share.cents - share.alone_cents);
  }
  return MakeFact("tour-subsidy", {{"payers", NamesOf(payers, entries)},
                                   {"cents", absl::StrCat(more)},
                                   {"gainers", NamesOf(tour.gainers, entries)}});
}

v1::Fact DivisionFact(const HaulTour& tour) {
  const CoreState state = tour.core.state;
  return MakeFact("tour-division", {{"state", state == CoreState::kEmpty      ? "empty"
                                              : state == CoreState::kNotEmpty ? "not_empty"
                                                                              : "undecided"},
                                    {"cents", absl::StrCat(tour.core.least_excess_cents)},
                                    {"sampled", IsSampled(tour) ? "yes" : "no"}});
}

v1::CoreState ToCoreState(CoreState state) {
  return static_cast<v1::CoreState>(static_cast<int>(state) + v1::CORE_STATE_NOT_SHARED);
}

}  // namespace

std::vector<v1::Fact> ShareReasons(const HaulTour& tour, const EntryRefs& entries) {
  if (tour.shares.size() < 2) return {};
  std::vector<v1::Fact> facts = {SharedFact(tour)};
  const std::string groups = absl::StrCat(tour.core.groups);
  const bool subsidy = std::any_of(tour.shares.begin(), tour.shares.end(), PaysMoreThanAlone);
  const bool content = !subsidy && tour.core.excess_cents <= 0;
  if (subsidy) {
    facts.push_back(SubsidyFact(tour, entries));
  } else if (!content) {
    facts.push_back(MakeFact("tour-fair", {{"group", NamesOf(GroupOf(tour), entries)},
                                           {"cents", absl::StrCat(tour.core.excess_cents)}}));
  } else if (IsSampled(tour)) {
    facts.push_back(MakeFact("tour-alone", {{"count", groups}}));
  } else {
    facts.push_back(MakeFact("tour-core"));
  }
  if (!content) facts.push_back(DivisionFact(tour));
  if (IsSampled(tour)) facts.push_back(MakeFact("tour-sampled", {{"count", groups}}));
  return facts;
}

void DescribeCore(const HaulTour& tour, const EntryRefs& entries, v1::Tour* out) {
  const CoreCheck& core = tour.core;
  out->set_core(ToCoreState(core.state));
  out->set_core_groups(core.groups);
  out->set_core_least_excess_cents(core.least_excess_cents);
  out->set_core_group_cost_units(core.worst_cost);
  out->set_core_excess_cents(core.excess_cents);
  for (const ActorIndex actor : GroupOf(tour)) out->add_core_group(ActorOf(actor, entries).name());
  for (const ActorIndex actor : tour.gainers) out->add_gainers(ActorOf(actor, entries).name());
}

}  // namespace cordee::service
