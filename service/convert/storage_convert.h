// Goods that lie in a store between two vehicles, as proposals and a certificate tell them.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run.pb.h"
#include "engine/engine.h"
#include "service/convert/placement_entries.h"
#include "service/convert/problem_convert.h"

namespace cordee::service {

// Where the goods of each link lie, by need and resource; of each part.
using StoragesByLink =
    std::map<std::pair<NeedIndex, ResourceIndex>, std::vector<v1::ProposalStorage>>;
StoragesByLink ToStorages(const Problem& problem, const RunReport& report,
                          const EntryRefs& entries);
// Adds them to the proposal of the link, with the keepers as parties and a reason for each.
void AddStorages(const StoragesByLink& storages, const Link& link, v1::Proposal* proposal);

// Says in the last reason, how a carriage goes, which leg it is.
void SayLeg(const v1::ProposalCarriage& carriage, v1::Proposal* proposal);
// Of a stop or a carriage.
template <typename Message>
void SetLeg(const Haul& haul, const SplitEntries& entries, Message* message) {
  if (!haul.is_leg()) return;
  message->set_store(entries.stores[static_cast<size_t>(haul.store.value())]->name());
  message->set_leg(haul.leg);
}

// Of a need and a store: nobody is matched with one by itself.
v1::ExplainMatchResponse ToStoreExplanation();

// What stores hold in the week, and what it costs.
void AddStorageTotals(const Problem& problem, const TransportResult& transport,
                      v1::TransportCertificate* certificate);

}  // namespace cordee::service
