// A proposal, an unmet need or a suggestion as a card that a coordinator reads.
#pragma once

#include <string>

#include "clients/cli/session.h"
#include "cordee/v1/match_service.pb.h"
#include "cordee/v1/run.pb.h"

namespace cordee::cli {

void PrintProposal(const Session& session, int64_t number, const v1::Proposal& proposal);
void PrintUnmetNeed(const Session& session, int64_t number, const v1::UnmetNeed& unmet);
void PrintSuggestion(const Session& session, int64_t number, const v1::Suggestion& suggestion);

// Reasons of a vehicle for a shipment, or the other way: neither points nor a distance are known of
// the two.
bool IsTrip(const google::protobuf::RepeatedPtrField<v1::Fact>& reasons);

// "Pourquoi" and its sentences, when there are any.
template <typename Facts>
void PrintFacts(const Session& session, const Message& heading, const Facts& facts) {
  if (facts.empty()) return;
  PrintParagraph(session.terminal(), "    ", session.Say(heading), Style::kBold);
  for (const v1::Fact& fact : facts) PrintParagraph(session.terminal(), "     · ", fact.text());
}

// Points of each criterion beside the most that the policy gives.
void PrintCriteria(const Session& session,
                   const google::protobuf::RepeatedPtrField<v1::CriterionScore>& criteria);

// "distance 120, saison 14": the rules that refused most first.
std::string FormatRefusals(Language language,
                           const google::protobuf::RepeatedPtrField<v1::RefusalCount>& refusals);

}  // namespace cordee::cli
