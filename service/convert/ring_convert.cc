#include "service/convert/ring_convert.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "service/convert/claim.h"
#include "service/convert/facts.h"
#include "service/convert/party.h"
#include "service/convert/placement_entries.h"

namespace cordee::service {
namespace {

// Titles that a sentence names; the proposal has all of them.
constexpr size_t kTitlesNamed = 3;
constexpr char kTo[] = " → ";

template <typename I>
size_t At(I index) {
  return static_cast<size_t>(index.value());
}

using LinksByPair = std::map<std::pair<ActorIndex, ActorIndex>, std::vector<const Link*>>;

LinksByPair ByPair(const Problem& problem, const std::vector<Link>& links) {
  LinksByPair by_pair;
  for (const Link& link : links) {
    by_pair[{problem.resources().actor[At(link.resource)], problem.needs().actor[At(link.need)]}]
        .push_back(&link);
  }
  return by_pair;
}

class RingWriter {
 public:
  RingWriter(const Problem& problem, const RunReport& report, const EntryRefs& entries,
             const WorthByLink& worth, const std::string& run_name)
      : problem_(problem),
        entries_(entries),
        split_(Split(entries, problem.catalogue())),
        worth_(worth),
        run_name_(run_name),
        by_pair_(ByPair(problem, report.result.links)) {}

  std::pair<Total, v1::Proposal> Of(const Ring& ring) const {
    Total worth = 0;
    v1::Proposal proposal;
    std::vector<std::string> ids;
    std::vector<std::string> names;
    for (const ActorIndex actor : ring.actors) {
      ids.push_back(problem_.actors().id[At(actor)]);
      *proposal.add_parties() = PartyOf(actor);
      names.push_back(proposal.parties().rbegin()->display_name());
    }
    names.push_back(names.front());
    const std::string key = MakeMatchKey("ring\n" + absl::StrJoin(ids, "\n"));
    proposal.set_match_key(key);
    proposal.set_name(absl::StrCat(run_name_, "/proposals/", key));
    proposal.set_value_micropoints("0");
    proposal.mutable_ring()->set_weight(ring.weight);
    *proposal.add_reasons() =
        MakeFact("ring", {{"names", absl::StrJoin(names, kTo)}});
    for (size_t k = 0; k < ring.actors.size(); ++k) {
      const ActorIndex giver = ring.actors[k];
      const ActorIndex taker = ring.actors[(k + 1) % ring.actors.size()];
      worth += AddGift(giver, taker, &proposal);
    }
    return {worth, std::move(proposal)};
  }

 private:
  v1::Party PartyOf(ActorIndex actor) const { return ToParty(*entries_.actors[At(actor)]); }

  Total AddGift(ActorIndex giver, ActorIndex taker, v1::Proposal* proposal) const {
    v1::RingGift* gift = proposal->mutable_ring()->add_gifts();
    gift->set_giver(entries_.actors[At(giver)]->name());
    gift->set_taker(entries_.actors[At(taker)]->name());
    Total worth = 0;
    for (const Link* link : by_pair_.at({giver, taker})) {
      const std::string key = MatchKey(problem_.needs().id[At(link->need)],
                                       problem_.resources().id[At(link->resource)]);
      gift->add_proposals(absl::StrCat(run_name_, "/proposals/", key));
      gift->add_titles(split_.resources[At(link->resource)]->title());
      const auto found = worth_.find({link->need, link->resource});
      if (found != worth_.end()) worth += found->second;
    }
    std::vector<std::string> titles(gift->titles().begin(), gift->titles().end());
    const size_t more = titles.size() - std::min(titles.size(), kTitlesNamed);
    titles.resize(titles.size() - more);
    *proposal->add_reasons() = MakeFact(
        "ring-gift", {{"giver", PartyOf(giver).display_name()},
                      {"taker", PartyOf(taker).display_name()},
                      {"title", absl::StrJoin(titles, ", ")},
                      {"count", absl::StrCat(more)}});
    return worth;
  }

  const Problem& problem_;
  const EntryRefs& entries_;
  const SplitEntries split_;
  const WorthByLink& worth_;
  const std::string& run_name_;
  const LinksByPair by_pair_;
};

}  // namespace

std::vector<std::pair<Total, v1::Proposal>> ToRingProposals(const Problem& problem,
                                                            const RunReport& report,
                                                            const EntryRefs& entries,
                                                            const WorthByLink& worth,
                                                            const std::string& run_name) {
  std::vector<std::pair<Total, v1::Proposal>> proposals;
  if (report.rings.rings.empty()) return proposals;
  const RingWriter writer(problem, report, entries, worth, run_name);
  for (const Ring& ring : report.rings.rings) proposals.push_back(writer.Of(ring));
  return proposals;
}

v1::RingCertificate ToRingCertificate(const RingResult& rings, const EntryRefs& entries) {
  const auto name = [&](ActorIndex actor) { return entries.actors[At(actor)]->name(); };
  v1::RingCertificate out;
  out.set_rings(static_cast<int64_t>(rings.rings.size()));
  int64_t actors = 0;
  for (const Ring& ring : rings.rings) actors += static_cast<int64_t>(ring.actors.size());
  out.set_actors(actors);
  out.set_weight(rings.weight);
  out.set_bound(rings.bound);
  out.set_optimal(rings.termination.reason == Reason::kOptimal);
  out.set_complete(rings.complete);
  for (const RingPrice& price : rings.prices) {
    v1::RingPrice* to = out.add_prices();
    to->set_giver(name(price.giver));
    to->set_taker(name(price.taker));
    to->set_millionths(price.price);
  }
  return out;
}

bool IsRing(const v1::Proposal& proposal) { return proposal.has_ring(); }

absl::StatusOr<RingResult> ReadRings(const Problem& problem,
                                     const std::vector<v1::Proposal>& proposals,
                                     const v1::RingCertificate& certificate) {
  RingResult result;
  for (const v1::Proposal& proposal : proposals) {
    if (!IsRing(proposal)) continue;
    Ring& ring = result.rings.emplace_back();
    ring.weight = proposal.ring().weight();
    for (const v1::Party& party : proposal.parties()) {
      ASSIGN_OR_RETURN(const ActorIndex actor, ReadActor(problem, party.actor()));
      ring.actors.push_back(actor);
    }
  }
  std::sort(result.rings.begin(), result.rings.end(),
            [](const Ring& a, const Ring& b) { return a.actors < b.actors; });
  for (const v1::RingPrice& price : certificate.prices()) {
    ASSIGN_OR_RETURN(const ActorIndex giver, ReadActor(problem, price.giver()));
    ASSIGN_OR_RETURN(const ActorIndex taker, ReadActor(problem, price.taker()));
    result.prices.push_back({giver, taker, price.millionths()});
  }
  result.weight = certificate.weight();
  result.bound = certificate.bound();
  result.complete = certificate.complete();
  result.termination.reason = certificate.optimal() ? Reason::kOptimal : Reason::kFeasible;
  return result;
}

}  // namespace cordee::service
