#include "clients/cli/card.h"

#include <algorithm>
#include <vector>

#include "clients/cli/labels.h"
#include "clients/cli/messages.h"
#include "clients/cli/tour_messages.h"

namespace cordee::cli {
namespace {

constexpr char kMargin[] = "    ";
constexpr char kBetween[] = " · ";
// Handover times shown on a card; the rest is in --json.
constexpr int kMaxHours = 4;

// Between letters, the typographic apostrophe that titles and reasons have.
std::string Typographic(std::string text) {
  for (size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 1)) {
    if (at > 0 && at + 1 < text.size() && text[at - 1] != ' ' && text[at + 1] != ' ') {
      text.replace(at, 1, "’");
    }
  }
  return text;
}

std::string PartyText(const v1::Party& party) {
  return Typographic(party.commune().empty() ? party.display_name()
                                             : party.display_name() + " (" + party.commune() + ")");
}

void Append(std::string* line, const std::string& part) {
  if (part.empty()) return;
  if (!line->empty()) *line += kBetween;
  *line += part;
}

std::string ShownHours(Language language, const v1::Leg& leg) {
  std::vector<v1::WeeklyInterval> first(leg.hours().begin(), leg.hours().end());
  const bool more = first.size() > kMaxHours;
  if (more) first.resize(kMaxHours);
  return FormatHours(language, first) + (more ? ", …" : "");
}

// The first reason often is the title itself.
std::vector<v1::Fact> ReasonsBesidesTitle(const v1::Proposal& proposal) {
  std::vector<v1::Fact> reasons;
  for (const v1::Fact& reason : proposal.reasons()) {
    if (reason.text() != proposal.title()) reasons.push_back(reason);
  }
  return reasons;
}

// Whose hours a leg of a shared week or job is; empty where there is only one.
std::string EmployerOf(const v1::Proposal& proposal, const v1::Leg& leg) {
  if (proposal.legs_size() < 2) return "";
  for (const v1::Party& party : proposal.parties()) {
    if (party.actor() == leg.need_actor()) return party.display_name();
  }
  return leg.need_title();
}

void PrintLeg(const Session& session, const v1::Leg& leg, const std::string& employer) {
  const Language language = session.language();
  std::string line = Typographic(employer);
  Append(&line, FormatRate(language, leg.rate(), leg.rate_period()));
  const bool once = leg.rate_period() == v1::PERIOD_ONCE;
  if (!once && !leg.total().amount().empty()) {
    Append(&line, session.Say(text::kForTerm, FormatQuantity(language, leg.total())));
  }
  Append(&line, FormatDates(language, leg.dates()));
  if (leg.booked_weeks_size() > 0) {
    Append(&line, session.Say(text::kOnBookedDays, int64_t{leg.booked_weeks_size()}));
  }
  const bool to_create = leg.resource().empty() && !leg.need().empty();
  if (!to_create) Append(&line, FormatMetres(language, leg.distance_metres()));
  PrintParagraph(session.terminal(), kMargin, line);
  const std::string hours = ShownHours(language, leg);
  if (!hours.empty()) PrintParagraph(session.terminal(), kMargin, hours);
}

// "Ferme (Melle) → Cuisine (Niort), transport : Coopérative (Niort)": who gives, who takes, and who
// only helps them.
std::string PartiesText(const Session& session, const v1::Proposal& proposal) {
  constexpr int kGiverAndTaker = 2;
  std::string parties;
  std::string keepers;
  std::string carriers;
  const auto add = [](std::string* list, const char* between, const std::string& text) {
    *list += (list->empty() ? "" : between) + text;
  };
  for (int p = 0; p < proposal.parties_size(); ++p) {
    const v1::Party& party = proposal.parties(p);
    const auto keeps = [&](const v1::ProposalStorage& storage) {
      return storage.keeper().actor() == party.actor();
    };
    const auto carries = [&](const v1::ProposalCarriage& carriage) {
      return carriage.carrier().actor() == party.actor();
    };
    const auto& storages = proposal.storages();
    const auto& carriages = proposal.carriages();
    const bool keeper = std::any_of(storages.begin(), storages.end(), keeps);
    const bool carrier = std::any_of(carriages.begin(), carriages.end(), carries);
    const std::string text = PartyText(party);
    if (p < kGiverAndTaker || (!keeper && !carrier)) add(&parties, " → ", text);
    if (p >= kGiverAndTaker && keeper) add(&keepers, ", ", text);
    if (p >= kGiverAndTaker && carrier) add(&carriers, ", ", text);
  }
  if (!keepers.empty()) parties += session.Say(text::kStoreBy, keepers);
  if (!carriers.empty()) parties += session.Say(text::kCarriedBy, carriers);
  return parties;
}

void PrintTitle(const Session& session, int64_t number, const std::string& title) {
  std::string lead = std::to_string(number);
  lead.insert(0, lead.size() < 3 ? 3 - lead.size() : 0, ' ');
  PrintParagraph(session.terminal(), lead + " ", title, Style::kBold);
}

}  // namespace

bool IsTrip(const google::protobuf::RepeatedPtrField<v1::Fact>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [](const v1::Fact& fact) { return fact.code() == "vehicle-alone"; });
}

void PrintProposal(const Session& session, int64_t number, const v1::Proposal& proposal) {
  const Terminal& terminal = session.terminal();
  PrintTitle(session, number, proposal.title());
  PrintParagraph(terminal, kMargin, PartiesText(session, proposal));
  for (const v1::Leg& leg : proposal.legs()) PrintLeg(session, leg, EmployerOf(proposal, leg));
  PrintFacts(session, text::kWhy, ReasonsBesidesTitle(proposal));
  PrintFacts(session, text::kTight, proposal.tight_constraints());
  PrintFacts(session, text::kAssumed, proposal.assumptions());
  // Tours and rings are worth what their proposals are.
  const bool counts = !proposal.has_tour() && !proposal.has_ring();
  std::string foot =
      counts ? session.Say(text::kPoints,
                           FormatPoints(session.language(), proposal.value_micropoints()))
             : "";
  Append(&foot, LastPart(proposal.name()));
  PrintParagraph(terminal, kMargin, foot, Style::kDim);
  terminal.out << '\n';
}

void PrintUnmetNeed(const Session& session, int64_t number, const v1::UnmetNeed& unmet) {
  const Language language = session.language();
  PrintTitle(session, number, unmet.need_title());
  std::string line = PartyText(unmet.party());
  Append(&line, session.Say(text::kUnmetPart, FormatQuantity(language, unmet.unmet()),
                            FormatRate(language, unmet.asked(), unmet.period())));
  PrintParagraph(session.terminal(), kMargin, line);
  PrintFacts(session, text::kWhy, unmet.reasons());
  PrintFacts(session, text::kUnlock, unmet.unlocks());
  PrintParagraph(session.terminal(), kMargin,
                 LastPart(unmet.need().empty() ? unmet.resource() : unmet.need()), Style::kDim);
  session.terminal().out << '\n';
}

void PrintSuggestion(const Session& session, int64_t number, const v1::Suggestion& suggestion) {
  const Language language = session.language();
  PrintTitle(session, number, suggestion.title());
  std::string line = PartyText(suggestion.party());
  const bool trip = IsTrip(suggestion.reasons());
  if (!trip) Append(&line, FormatMetres(language, suggestion.distance_metres()));
  if (!suggestion.possible().amount().empty()) {
    Append(&line, session.Say(text::kUpTo, FormatQuantity(language, suggestion.possible())));
  }
  if (!trip) {
    Append(&line, session.Say(text::kPoints, FormatInteger(language, suggestion.points())));
  }
  PrintParagraph(session.terminal(), kMargin, line);
  for (const v1::Fact& fact : suggestion.reasons()) {
    PrintParagraph(session.terminal(), "     · ", fact.text());
  }
  PrintParagraph(session.terminal(), kMargin,
                 LastPart(suggestion.need()) + kBetween + LastPart(suggestion.resource()),
                 Style::kDim);
}

void PrintCriteria(const Session& session,
                   const google::protobuf::RepeatedPtrField<v1::CriterionScore>& criteria) {
  if (criteria.empty()) return;
  Table table({{session.Say(text::kColumnCriterion)},
               {session.Say(text::kColumnPoints), Align::kRight},
               {session.Say(text::kColumnMax), Align::kRight},
               {session.Say(text::kColumnReason), Align::kLeft, 20, false, true}});
  for (const v1::CriterionScore& score : criteria) {
    table.AddRow({Label(session.language(), score.criterion()),
                  FormatInteger(session.language(), score.points()),
                  FormatInteger(session.language(), score.max_points()), score.text()});
  }
  table.Print(session.terminal());
}

std::string FormatRefusals(Language language,
                           const google::protobuf::RepeatedPtrField<v1::RefusalCount>& refusals) {
  std::vector<v1::RefusalCount> sorted(refusals.begin(), refusals.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.pairs() > b.pairs(); });
  std::string text;
  for (const v1::RefusalCount& count : sorted) {
    if (count.pairs() == 0) continue;
    text += (text.empty() ? "" : ", ") + Label(language, count.rule()) + " " +
            FormatInteger(language, count.pairs());
  }
  return text;
}

}  // namespace cordee::cli
