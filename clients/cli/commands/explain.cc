// explain: why a proposal or a pair is worth what it is, or which rules forbid it.
// suggest: the best counterparts of one need or resource, as the territory is now.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/card.h"
#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "clients/cli/suggest_messages.h"

namespace cordee::cli {
namespace {

constexpr int kMaxSuggestions = 100;

struct ExplainOptions {
  std::vector<std::string> what;
  std::string run = "latest";
};

struct SuggestOptions {
  std::string what;
  int count = 10;
};

void PrintAlternatives(const Session& session, const Message& heading,
                       const google::protobuf::RepeatedPtrField<v1::Suggestion>& suggestions) {
  if (suggestions.empty()) return;
  session.terminal().out << '\n';
  PrintParagraph(session.terminal(), "", session.Say(heading), Style::kBold);
  Table table({{session.Say(text::kColumnTitle), Align::kLeft, 12},
               {session.Say(text::kColumnActor), Align::kLeft, 10},
               {session.Say(text::kColumnCommune), Align::kLeft, 8},
               {session.Say(text::kColumnDistance), Align::kRight, 8},
               {session.Say(text::kColumnPoints), Align::kRight}});
  for (const v1::Suggestion& suggestion : suggestions) {
    table.AddRow({suggestion.title(), suggestion.party().display_name(),
                  suggestion.party().commune(),
                  FormatMetres(session.language(), suggestion.distance_metres()),
                  FormatInteger(session.language(), suggestion.points())});
  }
  table.Print(session.terminal());
}

void PrintExplanation(const Session& session, const v1::ExplainMatchResponse& answer) {
  const Terminal& terminal = session.terminal();
  if (answer.has_proposal()) PrintProposal(session, 1, answer.proposal());
  if (!answer.admissible()) {
    PrintParagraph(terminal, "", session.Say(text::kForbidden), Style::kYellow);
    for (const v1::Fact& fact : answer.refusals()) PrintParagraph(terminal, "  · ", fact.text());
    for (const v1::Fact& fact : answer.reasons()) PrintParagraph(terminal, "  · ", fact.text());
  } else {
    // A tour or a ring is no pair; a shipment and a vehicle have no points.
    const bool pair = !answer.proposal().has_tour() && !answer.proposal().has_ring();
    if (pair && IsTrip(answer.reasons())) {
      PrintParagraph(terminal, "", session.Say(text::kAdmissibleTrip), Style::kGreen);
    } else if (pair) {
      PrintParagraph(
          terminal, "",
          session.Say(text::kAdmissible, FormatInteger(session.language(), answer.points())),
          Style::kGreen);
    }
    PrintCriteria(session, answer.criteria());
    // A proposal's card has already said these.
    if (!answer.has_proposal()) {
      PrintFacts(session, text::kWhy, answer.reasons());
      PrintFacts(session, text::kTight, answer.tight_constraints());
      PrintFacts(session, text::kAssumed, answer.assumptions());
    }
  }
  PrintAlternatives(session, text::kAlternativesNeed, answer.need_alternatives());
  PrintAlternatives(session, text::kAlternativesResource, answer.resource_alternatives());
}

ExitCode Explain(Session& session, const ExplainOptions& options) {
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  v1::ExplainMatchRequest request;
  if (options.what.size() == 1) {
    const std::string run = FullName(territory, "runs", options.run);
    request.set_proposal(FullName(run, "proposals", options.what[0]));
  } else {
    request.set_need(FullName(territory, "needs", options.what[0]));
    request.set_resource(FullName(territory, "resources", options.what[1]));
  }
  v1::ExplainMatchResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.matches().ExplainMatch(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.PrintJson(answer);
  } else {
    PrintExplanation(session, answer);
  }
  return ExitCode::kOk;
}

// A bare identifier may be a need's or a resource's: a need is tried first.
grpc::Status Ask(Session& session, const std::string& territory, const SuggestOptions& options,
                 v1::SuggestMatchesResponse* answer) {
  v1::SuggestMatchesRequest request;
  request.set_max_results(options.count);
  if (options.what.find("/resources/") == std::string::npos) {
    request.set_need(FullName(territory, "needs", options.what));
    const auto context = session.Context();
    const grpc::Status status = session.matches().SuggestMatches(context.get(), request, answer);
    const bool full_name = request.need() == options.what;
    if (full_name || status.error_code() != grpc::NOT_FOUND) return status;
  }
  request.set_resource(FullName(territory, "resources", options.what));
  const auto context = session.Context();
  return session.matches().SuggestMatches(context.get(), request, answer);
}

// The server's own refusal would name only the one that was tried last.
ExitCode FailToSuggest(Session& session, const SuggestOptions& options,
                       const grpc::Status& status) {
  const bool full_name = options.what.starts_with("territories/");
  if (full_name || status.error_code() != grpc::NOT_FOUND) return session.Fail(status);
  return session.Fail(
      LocalError(ExitCode::kNotFound, session.Say(text::kNeitherNeedNorResource, options.what)));
}

ExitCode Suggest(Session& session, const SuggestOptions& options) {
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  v1::SuggestMatchesResponse answer;
  const grpc::Status status = Ask(session, territory, options, &answer);
  if (!status.ok()) return FailToSuggest(session, options, status);
  if (session.json()) {
    session.PrintJson(answer);
    return ExitCode::kOk;
  }
  const Terminal& terminal = session.terminal();
  int64_t number = 0;
  for (const v1::Suggestion& suggestion : answer.suggestions()) {
    PrintSuggestion(session, ++number, suggestion);
  }
  if (number == 0) {
    PrintParagraph(terminal, "", session.Say(text::kSuggestNone));
    PrintParagraph(terminal, "", session.Say(text::kSuggestWhyNot, LastPart(options.what)));
  }
  PrintParagraph(terminal, "", session.Say(text::kSuggestCount, answer.admissible_count()),
                 Style::kDim);
  const std::string refusals = FormatRefusals(session.language(), answer.refusals());
  if (!refusals.empty()) {
    PrintParagraph(terminal, session.Say(text::kRefused) + " : ", refusals, Style::kDim);
  }
  return ExitCode::kOk;
}

}  // namespace

void AddExplain(Commands& commands) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = commands.Add("explain", text::kHelpExplain, [options](Session& session) {
    return Explain(session, *options);
  });
  command->add_option("WHAT", options->what, commands.Say(text::kHelpExplainWhat))
      ->required()
      ->expected(1, 2);
  command->add_option("--run", options->run, commands.Say(text::kHelpRunOption))
      ->capture_default_str();
}

void AddSuggest(Commands& commands) {
  const auto options = std::make_shared<SuggestOptions>();
  CLI::App* command = commands.Add("suggest", text::kHelpSuggest, [options](Session& session) {
    return Suggest(session, *options);
  });
  command->add_option("WHAT", options->what, commands.Say(text::kHelpSuggestWhat))->required();
  command->add_option("-k", options->count, commands.Say(text::kHelpK))
      ->check(commands.Between(1, kMaxSuggestions))
      ->capture_default_str();
}

}  // namespace cordee::cli
