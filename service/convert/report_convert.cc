#include "service/convert/report_convert.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "service/convert/facts.h"
#include "service/convert/leg_convert.h"
#include "service/convert/order_convert.h"
#include "service/convert/party.h"
#include "service/convert/placement_convert.h"
#include "service/convert/placement_entries.h"
#include "service/convert/quantity.h"
#include "service/convert/ring_convert.h"
#include "service/convert/storage_convert.h"
#include "service/convert/terms_rows.h"
#include "service/convert/total_text.h"
#include "service/convert/tour_convert.h"
#include "service/phrases/explain_phrases.h"

namespace cordee::service {
namespace {

size_t At(NeedIndex need) { return static_cast<size_t>(need.value()); }
size_t At(ResourceIndex resource) { return static_cast<size_t>(resource.value()); }
// The messages behind the rows of a problem: both are sorted by id.
class Directory {
 public:
  Directory(const Problem& problem, const EntryRefs& entries)
      : problem_(problem), entries_(entries), split_(Split(entries, problem.catalogue())) {
    CHECK(entries.actors.size() == problem.actors().id.size());
    CHECK(split_.needs.size() == problem.needs().id.size());
    CHECK(split_.resources.size() == problem.resources().id.size());
  }

  const v1::Need& need(NeedIndex index) const { return *split_.needs[At(index)]; }
  const v1::Resource& resource(ResourceIndex index) const { return *split_.resources[At(index)]; }
  v1::Party PartyOf(NeedIndex index) const { return PartyOf(problem_.needs().actor[At(index)]); }
  v1::Party PartyOf(ResourceIndex index) const {
    return PartyOf(problem_.resources().actor[At(index)]);
  }

 private:
  v1::Party PartyOf(ActorIndex index) const {
    return ToParty(*entries_.actors[static_cast<size_t>(index.value())]);
  }

  const Problem& problem_;
  const EntryRefs& entries_;
  const SplitEntries split_;
};

template <typename Repeated>
void Append(std::vector<v1::Fact> facts, Repeated* out) {
  for (v1::Fact& fact : facts) *out->Add() = std::move(fact);
}

template <typename EntryProto, typename Repeated>
void AddAssumptions(const EntryProto& entry, Repeated* out) {
  for (const v1::Assumption& assumption : entry.assumptions()) {
    v1::Fact* fact = out->Add();
    fact->set_code("assumption");
    (*fact->mutable_values())["fr"] = assumption.text_fr();
    (*fact->mutable_values())["en"] = assumption.text_en();
  }
}

template <typename Message>
void SetParts(const ValueParts& parts, Message* message) {
  message->set_score_micropoints(TotalToText(parts.score));
  message->set_continuity_micropoints(TotalToText(parts.continuity));
  message->set_unmet_micropoints(TotalToText(parts.unmet));
}

v1::Certificate ToCertificate(const Problem& problem, const SolveResult& result) {
  v1::Certificate certificate;
  certificate.set_proof(result.termination.reason == Reason::kOptimal ? v1::PROOF_OPTIMAL
                                                                      : v1::PROOF_FEASIBLE);
  certificate.set_value_micropoints(TotalToText(result.parts.value()));
  SetParts(result.parts, &certificate);
  certificate.set_bound_micropoints(TotalToText(result.bound));
  certificate.set_covers_all_pairs(result.bound_covers_all_pairs);
  for (size_t c = 0; c < result.by_category.size(); ++c) {
    const ValueParts& parts = result.by_category[c];
    if (parts == ValueParts()) continue;
    v1::CategoryValue* value = certificate.add_categories();
    value->set_category(problem.catalogue().category(CategoryIndex(c)).code);
    SetParts(parts, value);
  }
  return certificate;
}

template <typename Repeated>
void AddRefusals(const RefusalCounts& refusals, Repeated* out) {
  for (int32_t rule = 1; rule < kRefusalCount; ++rule) {
    const int64_t pairs = refusals[static_cast<size_t>(rule)];
    if (pairs == 0) continue;
    v1::RefusalCount* count = out->Add();
    count->set_rule(ToRefusalRule(static_cast<Refusal>(rule)));
    count->set_pairs(pairs);
  }
}

v1::RunCounts ToCounts(const Problem& problem, const RunReport& report) {
  v1::RunCounts counts;
  counts.set_actors(problem.actors().size());
  const Logistics& logistics = problem.logistics();
  counts.set_needs(problem.needs().size() + problem.placements().posts.size() +
                   logistics.freights.size());
  counts.set_resources(problem.resources().size() + problem.placements().people.size() +
                       logistics.vans.size() + logistics.stores.size());
  counts.set_candidates(report.candidates);
  counts.set_candidates_added(report.result.closure.pairs_added);
  counts.set_closure_rounds(report.result.closure.rounds);
  auto unmet = static_cast<int64_t>(report.transport.left_freights.size());
  int64_t partly = 0;
  for (const UnmetExplanation& explanation : report.unmet) {
    const bool nothing = explanation.unmet == problem.needs().amount[At(explanation.need)];
    ++(nothing ? unmet : partly);
  }
  for (const OpenPost& open : report.placements.open.posts) {
    const auto post = static_cast<size_t>(open.post.value());
    ++(open.half_hours == problem.placements().posts.terms[post].wished ? unmet : partly);
  }
  counts.set_needs_unmet(unmet);
  counts.set_needs_partly_met(partly);
  counts.set_needs_met(counts.needs() - unmet - partly);
  AddRefusals(report.refusals, counts.mutable_refusals());
  return counts;
}

v1::Fact TitleFact(const Problem& problem, const LinkExplanation& explanation,
                   const v1::Party& giver, const v1::Party& taker, const v1::Leg& leg) {
  const Link& link = explanation.link;
  v1::Fact title;
  auto& values = *title.mutable_values();
  values["giver"] = giver.display_name();
  values["taker"] = taker.display_name();
  values["family"] = v1::Family_Name(ToProtoFamily(problem.NeedCategory(link.need).family));
  values["category"] = problem.ResourceCategory(link.resource).code;
  values["period"] = v1::Period_Name(leg.rate_period()).substr(std::string("PERIOD_").size());
  if (link.booked_slot >= 0) {
    title.set_code("proposal-booking");
    values["day"] = std::to_string(leg.hours(0).day());
    values["start_minute"] = std::to_string(leg.hours(0).start_minute());
    values["end_minute"] = std::to_string(leg.hours(leg.hours_size() - 1).end_minute());
    values["weeks"] = std::to_string(CountWeeks(link.booked_weeks));
    if (leg.booked_weeks_size() == 1) {
      const auto& monday = leg.booked_weeks(0);
      const int32_t date =
          DayNumber({monday.year(), monday.month(), monday.day()}) + leg.hours(0).day() - 1;
      const CivilDay day = FromDayNumber(date);
      values["date"] = absl::StrCat(day.year, "-", day.month, "-", day.day);
    }
    return title;
  }
  title.set_code("proposal");
  const int64_t rate = RateUnits(problem, link);
  values["amount"] = std::to_string(
      Readable(rate > 0 ? rate : DeliveredUnits(problem, link, explanation.pair.weeks)));
  if (rate == 0) values["period"] = "ONCE";
  return title;
}

Total LinkValue(const Problem& problem, const LinkExplanation& explanation) {
  const int64_t per_unit = problem.MicropointsPerUnit(explanation.link.need);
  const Total points = explanation.breakdown.total().value();
  const Total continuity = problem.policy().continuity_points;
  return (points * explanation.link.amount.value() + continuity * explanation.continued.value()) *
         per_unit;
}

// Of what is handed over: a rate that is reserved all year and used for two weeks does not come
// before one that is used all year.
Total ShownValue(const Problem& problem, const LinkExplanation& explanation) {
  const Link& link = explanation.link;
  return LinkValue(problem, explanation) / link.amount.value() *
         DeliveredUnits(problem, link, explanation.pair.weeks);
}

v1::Proposal ToProposal(const Problem& problem, const LinkExplanation& explanation,
                        const Directory& directory, const OrderWriter& orders,
                        const CatalogueData& data, const std::string& run_name) {
  const Link& link = explanation.link;
  const v1::Need& need = directory.need(link.need);
  const v1::Resource& resource = directory.resource(link.resource);
  v1::Proposal proposal;
  proposal.set_match_key(MatchKey(LastPart(need.name()), LastPart(resource.name())));
  proposal.set_name(absl::StrCat(run_name, "/proposals/", proposal.match_key()));
  proposal.set_family(ToProtoFamily(problem.NeedCategory(link.need).family));
  *proposal.add_parties() = directory.PartyOf(link.resource);
  *proposal.add_parties() = directory.PartyOf(link.need);
  *proposal.add_legs() = ToLeg(problem, explanation, need, resource, data);
  proposal.set_points(explanation.breakdown.total().value());
  for (v1::CriterionScore& score : CriterionScores(problem, explanation.breakdown)) {
    *proposal.add_criteria() = std::move(score);
  }
  proposal.set_value_micropoints(TotalToText(ShownValue(problem, explanation)));
  *proposal.add_reasons() =
      TitleFact(problem, explanation, proposal.parties(0), proposal.parties(1), proposal.legs(0));
  Append(LinkReasons(problem, explanation), proposal.mutable_reasons());
  Append(orders.FactsOf(link), proposal.mutable_reasons());
  Append(TightFacts(explanation), proposal.mutable_tight_constraints());
  AddAssumptions(need, proposal.mutable_assumptions());
  AddAssumptions(resource, proposal.mutable_assumptions());
  return proposal;
}

v1::Fact NamedUnlock(const Problem& problem, NeedIndex need, const Unlock& unlock,
                     const Directory& directory) {
  const v1::Resource& resource = directory.resource(unlock.resource);
  v1::Fact fact = UnlockFact(problem, need, unlock);
  auto& values = *fact.mutable_values();
  values["resource"] = resource.name();
  values["title"] = resource.title();
  values["actor"] = directory.PartyOf(unlock.resource).display_name();
  return fact;
}

// `left`: what tours and minimum orders have to say about it.
void AddUnmetReasons(const Problem& problem, const UnmetExplanation& explanation,
                     std::vector<v1::Fact> left, v1::UnmetNeed* unmet) {
  const auto add = [unmet](std::string code, std::map<std::string, std::string> values) {
    v1::Fact* fact = unmet->add_reasons();
    fact->set_code(std::move(code));
    for (const auto& [key, value] : values) (*fact->mutable_values())[key] = value;
  };
  const std::string category = problem.NeedCategory(explanation.need).code;
  if (explanation.used_elsewhere > 0) {
    add("unmet-used", {{"count", std::to_string(explanation.used_elsewhere)}});
  } else if (explanation.admissible > 0 && left.empty()) {
    add("unmet-exhausted", {});
  }
  Append(std::move(left), unmet->mutable_reasons());
  int64_t offered = explanation.admissible;
  for (int32_t rule = static_cast<int32_t>(Refusal::kDistance); rule < kRefusalCount; ++rule) {
    offered += explanation.refusals[static_cast<size_t>(rule)];
  }
  if (offered == 0) add("unmet-nothing", {{"category", category}});
  for (int32_t rule = static_cast<int32_t>(Refusal::kDistance); rule < kRefusalCount; ++rule) {
    const int64_t pairs = explanation.refusals[static_cast<size_t>(rule)];
    if (pairs == 0) continue;
    add("unmet-refused",
        {{"rule", RuleName(static_cast<Refusal>(rule))}, {"pairs", std::to_string(pairs)}});
  }
}

v1::UnmetNeed ToUnmet(const Problem& problem, const UnmetExplanation& explanation,
                      const TransportResult& transport, const OrderWriter& orders,
                      const Directory& directory, const CatalogueData& data) {
  const v1::Need& need = directory.need(explanation.need);
  const CategoryIndex category = problem.needs().category[At(explanation.need)];
  const Quantity asked = problem.needs().amount[At(explanation.need)];
  v1::UnmetNeed unmet;
  unmet.set_need(need.name());
  unmet.set_need_title(need.title());
  *unmet.mutable_party() = directory.PartyOf(explanation.need);
  unmet.set_category(problem.catalogue().category(category).code);
  const int64_t periods = problem.needs().periods[At(explanation.need)];
  *unmet.mutable_asked() = ToQuantity(asked.value() / periods, category, data);
  *unmet.mutable_unmet() =
      ToQuantity(Readable(explanation.unmet.value() / periods), category, data);
  unmet.set_period(ToProtoPeriod(problem.needs().period[At(explanation.need)]));
  unmet.set_unmet_permille(
      asked == Quantity(0)
          ? 1000
          : static_cast<int32_t>(Total{explanation.unmet.value()} * 1000 / asked.value()));
  AddRefusals(explanation.refusals, unmet.mutable_refusals());
  std::vector<v1::Fact> left = LeftSupplyFacts(transport, explanation.need);
  for (const MissedOrder& missed : explanation.missed_orders) orders.AddMissed(missed, &left);
  AddUnmetReasons(problem, explanation, std::move(left), &unmet);
  for (const Unlock& unlock : explanation.unlocks) {
    *unmet.add_unlocks() = NamedUnlock(problem, explanation.need, unlock, directory);
  }
  return unmet;
}

std::vector<v1::SupplyPrice> ToPrices(const RunReport& report, const Directory& directory) {
  std::vector<v1::SupplyPrice> prices;
  const auto add = [&](const std::vector<SupplyPrice>& of_bound, bool with_transport) {
    for (const SupplyPrice& price : of_bound) {
      v1::SupplyPrice out;
      out.set_resource(directory.resource(price.resource).name());
      out.set_slot(price.slot);
      out.set_micropoints(price.micropoints);
      out.set_with_transport(with_transport);
      prices.push_back(std::move(out));
    }
  };
  add(report.result.prices, false);
  add(report.transport.bound_prices, true);
  return prices;
}

v1::Suggestion ToSuggestion(const Problem& problem, const Counterpart& counterpart, Shown shown,
                            const Directory& directory, const CatalogueData& data) {
  const v1::Need& need = directory.need(counterpart.need);
  const v1::Resource& resource = directory.resource(counterpart.resource);
  v1::Suggestion suggestion;
  suggestion.set_need(need.name());
  suggestion.set_resource(resource.name());
  const bool show_resource = shown == Shown::kResource;
  *suggestion.mutable_party() =
      show_resource ? directory.PartyOf(counterpart.resource) : directory.PartyOf(counterpart.need);
  suggestion.set_title(show_resource ? resource.title() : need.title());
  suggestion.set_points(counterpart.breakdown.total().value());
  for (v1::CriterionScore& score : CriterionScores(problem, counterpart.breakdown)) {
    *suggestion.add_criteria() = std::move(score);
  }
  *suggestion.mutable_possible() = ToQuantity(Readable(counterpart.pair.capacity.value()),
                                              problem.needs().category[At(counterpart.need)], data);
  suggestion.set_distance_metres(counterpart.pair.distance.value());
  Append(PairReasons(problem, counterpart.need, counterpart.resource, counterpart.pair),
         suggestion.mutable_reasons());
  return suggestion;
}

template <typename Repeated>
void LocalizeFacts(Repeated* facts, Language language, const CatalogueData& data) {
  for (v1::Fact& fact : *facts) fact.set_text(FactText(fact, language, data));
}

template <typename Repeated>
void LocalizeScores(Repeated* scores, Language language) {
  for (v1::CriterionScore& score : *scores) score.set_text(CriterionText(score, language));
}

}  // namespace

NeedIndex FindNeed(const Problem& problem, const std::string& id) {
  return FindRow<NeedIndex>(problem.needs().id, id);
}
ResourceIndex FindResource(const Problem& problem, const std::string& id) {
  return FindRow<ResourceIndex>(problem.resources().id, id);
}

RunOutcome ToOutcome(const Problem& problem, const RunReport& report, const EntryRefs& entries,
                     const CatalogueData& data, const std::string& run_name) {
  const Directory directory(problem, entries);
  RunOutcome outcome;
  outcome.certificate = ToCertificate(problem, report.result);
  outcome.counts = ToCounts(problem, report);
  std::vector<std::pair<Total, v1::Proposal>> ranked;
  WorthByLink worth;
  const OrderWriter orders(problem, report.result, entries);
  orders.AddCertificate(&outcome.certificate);
  const CarriagesByLink carriages = ToCarriages(problem, report, entries, run_name);
  const StoragesByLink storages = ToStorages(problem, report, entries);
  for (const LinkExplanation& explanation : report.links) {
    v1::Proposal proposal = ToProposal(problem, explanation, directory, orders, data, run_name);
    worth[{explanation.link.need, explanation.link.resource}] += ShownValue(problem, explanation);
    AddStorages(storages, explanation.link, &proposal);
    AddCarriages(carriages, explanation.link, &proposal);
    ranked.emplace_back(-ShownValue(problem, explanation), std::move(proposal));
  }
  for (auto& [points, ring] : ToRingProposals(problem, report, entries, worth, run_name)) {
    ranked.emplace_back(-points, std::move(ring));
  }
  *outcome.certificate.mutable_rings() = ToRingCertificate(report.rings, entries);
  if (problem.logistics().plans()) {
    for (v1::Proposal& tour : ToTourProposals(problem, report, entries, run_name)) {
      ranked.emplace_back(0, std::move(tour));
    }
    *outcome.certificate.mutable_transport() = ToTransportCertificate(problem, report, entries);
    for (v1::UnmetNeed& left : ToLeftShipments(problem, report, entries)) {
      outcome.unmet_needs.push_back(std::move(left));
    }
  }
  if (!problem.placements().empty()) {
    for (auto& [value, proposal] :
         ToPlacementProposals(problem, report.placements.result, entries, data, run_name)) {
      ranked.emplace_back(-value, std::move(proposal));
    }
    *outcome.certificate.mutable_placements() =
        ToPlacementCertificate(problem, report.placements, entries);
    for (v1::UnmetNeed& open : ToOpenEntries(problem, report.placements, entries, data)) {
      outcome.unmet_needs.push_back(std::move(open));
    }
  }
  outcome.counts.set_proposals(static_cast<int64_t>(ranked.size()));
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.name() < b.second.name();
  });
  for (auto& [value, proposal] : ranked) outcome.proposals.push_back(std::move(proposal));
  for (const UnmetExplanation& explanation : report.unmet) {
    outcome.unmet_needs.push_back(
        ToUnmet(problem, explanation, report.transport, orders, directory, data));
  }
  std::stable_sort(outcome.unmet_needs.begin(), outcome.unmet_needs.end(),
                   [](const v1::UnmetNeed& a, const v1::UnmetNeed& b) {
                     return a.unmet_permille() != b.unmet_permille()
                                ? a.unmet_permille() > b.unmet_permille()
                                : std::pair(a.need(), a.resource()) <
                                      std::pair(b.need(), b.resource());
                   });
  outcome.prices = ToPrices(report, directory);
  return outcome;
}

v1::SuggestMatchesResponse ToSuggestions(const Problem& problem, const Counterparts& counterparts,
                                         Shown shown, const EntryRefs& entries,
                                         const CatalogueData& data) {
  const Directory directory(problem, entries);
  v1::SuggestMatchesResponse response;
  for (const Counterpart& counterpart : counterparts.best) {
    *response.add_suggestions() = ToSuggestion(problem, counterpart, shown, directory, data);
  }
  response.set_admissible_count(counterparts.admissible);
  AddRefusals(counterparts.refusals, response.mutable_refusals());
  return response;
}

v1::ExplainMatchResponse ToExplanation(const Problem& problem, NeedIndex need,
                                       ResourceIndex resource, int32_t alternatives,
                                       const EntryRefs& entries, const CatalogueData& data) {
  const Directory directory(problem, entries);
  v1::ExplainMatchResponse response;
  const Pair pair = ExaminePair(problem, need, resource);
  response.set_admissible(pair.refusal == Refusal::kNone);
  if (response.admissible()) {
    const Breakdown breakdown = ScorePair(problem, need, resource, pair);
    response.set_points(breakdown.total().value());
    for (v1::CriterionScore& score : CriterionScores(problem, breakdown)) {
      *response.add_criteria() = std::move(score);
    }
    Append(PairReasons(problem, need, resource, pair), response.mutable_reasons());
  } else {
    Append(RefusalFacts(problem, need, resource), response.mutable_refusals());
  }
  AddAssumptions(directory.need(need), response.mutable_assumptions());
  AddAssumptions(directory.resource(resource), response.mutable_assumptions());
  // One more than wanted: the pair itself may be among the best.
  for (const Counterpart& other : SuggestForNeed(problem, need, alternatives + 1).best) {
    if (other.resource == resource || response.need_alternatives_size() == alternatives) continue;
    *response.add_need_alternatives() =
        ToSuggestion(problem, other, Shown::kResource, directory, data);
  }
  for (const Counterpart& other : SuggestForResource(problem, resource, alternatives + 1).best) {
    if (other.need == need || response.resource_alternatives_size() == alternatives) continue;
    *response.add_resource_alternatives() =
        ToSuggestion(problem, other, Shown::kNeed, directory, data);
  }
  return response;
}

void Localize(v1::Proposal* proposal, Language language, const CatalogueData& data) {
  LocalizeFacts(proposal->mutable_reasons(), language, data);
  LocalizeFacts(proposal->mutable_assumptions(), language, data);
  LocalizeFacts(proposal->mutable_tight_constraints(), language, data);
  LocalizeScores(proposal->mutable_criteria(), language);
  if (proposal->reasons_size() > 0) proposal->set_title(proposal->reasons(0).text());
}

void Localize(v1::UnmetNeed* unmet, Language language, const CatalogueData& data) {
  LocalizeFacts(unmet->mutable_reasons(), language, data);
  LocalizeFacts(unmet->mutable_unlocks(), language, data);
}

void Localize(v1::SuggestMatchesResponse* response, Language language, const CatalogueData& data) {
  for (v1::Suggestion& suggestion : *response->mutable_suggestions()) {
    LocalizeFacts(suggestion.mutable_reasons(), language, data);
    LocalizeScores(suggestion.mutable_criteria(), language);
  }
}

void Localize(v1::ExplainMatchResponse* response, Language language, const CatalogueData& data) {
  LocalizeFacts(response->mutable_refusals(), language, data);
  LocalizeFacts(response->mutable_reasons(), language, data);
  LocalizeFacts(response->mutable_tight_constraints(), language, data);
  LocalizeFacts(response->mutable_assumptions(), language, data);
  LocalizeScores(response->mutable_criteria(), language);
  for (auto* list :
       {response->mutable_need_alternatives(), response->mutable_resource_alternatives()}) {
    for (v1::Suggestion& suggestion : *list) {
      LocalizeFacts(suggestion.mutable_reasons(), language, data);
      LocalizeScores(suggestion.mutable_criteria(), language);
    }
  }
  if (response->has_proposal()) Localize(response->mutable_proposal(), language, data);
}

}  // namespace cordee::service
