#include "service/convert/storage_convert.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/solve/bundles/haul_facts.h"
#include "engine/solve/bundles/store_room.h"
#include "service/convert/facts.h"
#include "service/convert/party.h"

namespace cordee::service {
namespace {

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

int64_t HectogramsOf(const Problem& problem, const std::vector<Link>& links, const Haul& haul) {
  const auto link =
      std::lower_bound(links.begin(), links.end(), haul, [](const Link& a, const Haul& b) {
        return std::pair(a.need, a.resource) < std::pair(b.need, b.resource);
      });
  return FactsOf(problem, haul, link->amount).load[0];
}

}  // namespace

StoragesByLink ToStorages(const Problem& problem, const RunReport& report,
                          const EntryRefs& entries) {
  StoragesByLink by_link;
  const StoreTable& stores = problem.logistics().stores;
  if (stores.size() == 0) return by_link;
  const SplitEntries split = Split(entries, problem.catalogue());
  for (const StoreStay& stay : StaysOf(report.transport.hauls, report.transport.tours)) {
    const Haul& haul = report.transport.hauls[static_cast<size_t>(stay.haul_in)];
    const int64_t hectograms = HectogramsOf(problem, report.result.links, haul);
    const v1::Resource& store = *split.stores[At(stay.store)];
    v1::ProposalStorage storage;
    storage.set_store(store.name());
    storage.set_store_title(store.title());
    *storage.mutable_keeper() = ToParty(*entries.actors[At(stores.actor[At(stay.store)])]);
    storage.set_day_brought(stay.day_in + 1);
    storage.set_day_fetched(stay.day_out + 1);
    storage.set_grams(hectograms * kGramsPerHectogram);
    storage.set_cents(CostInCents(
        StorageCost(stores.cents_per_100kg_night[At(stay.store)], hectograms, stay.nights())));
    by_link[{haul.need, haul.resource}].push_back(std::move(storage));
  }
  return by_link;
}

void AddStorages(const StoragesByLink& storages, const Link& link, v1::Proposal* proposal) {
  const auto of_link = storages.find({link.need, link.resource});
  if (of_link == storages.end()) return;
  for (const v1::ProposalStorage& storage : of_link->second) {
    const bool known = std::any_of(
        proposal->parties().begin(), proposal->parties().end(),
        [&](const v1::Party& party) { return party.actor() == storage.keeper().actor(); });
    if (!known) *proposal->add_parties() = storage.keeper();
    *proposal->add_reasons() =
        MakeFact("stored", {{"giver", storage.keeper().display_name()},
                            {"title", storage.store_title()},
                            {"day", absl::StrCat(storage.day_brought())},
                            {"until_day", absl::StrCat(storage.day_fetched())},
                            {"grams", absl::StrCat(storage.grams())},
                            {"cents", absl::StrCat(storage.cents())}});
    *proposal->add_storages() = storage;
  }
}

void SayLeg(const v1::ProposalCarriage& carriage, v1::Proposal* proposal) {
  if (carriage.leg() == 0) return;
  v1::Fact* reason = proposal->mutable_reasons(proposal->reasons_size() - 1);
  (*reason->mutable_values())["leg"] = carriage.leg() == 1 ? "in" : "out";
}

v1::ExplainMatchResponse ToStoreExplanation() {
  v1::ExplainMatchResponse response;
  *response.add_refusals() = MakeFact("store-keeps", {});
  return response;
}

void AddStorageTotals(const Problem& problem, const TransportResult& transport,
                      v1::TransportCertificate* certificate) {
  certificate->set_stores(problem.logistics().stores.size());
  certificate->set_stays(std::count_if(transport.hauls.begin(), transport.hauls.end(),
                                       [](const Haul& haul) { return haul.leg == 1; }));
  certificate->set_storage_cents(CostInCents(transport.storage_cost));
  certificate->set_storage_cost_units(transport.storage_cost);
}

}  // namespace cordee::service
