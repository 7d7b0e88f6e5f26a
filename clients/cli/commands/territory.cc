// territory create, territory list.
#include <memory>
#include <string>

#include "clients/cli/command.h"

namespace cordee::cli {
namespace {

struct TerritoryOptions {
  std::string id;
  std::string display_name;
};

ExitCode CreateTerritory(Session& session, const TerritoryOptions& options) {
  v1::CreateTerritoryRequest request;
  request.set_territory_id(options.id);
  request.mutable_territory()->set_display_name(
      options.display_name.empty() ? options.id : options.display_name);
  v1::CreateTerritoryResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.registry().CreateTerritory(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  if (session.json()) {
    session.PrintJson(answer.territory());
  } else {
    PrintParagraph(session.terminal(), "",
                   session.Say(text::kTerritoryCreated, answer.territory().name()));
  }
  return ExitCode::kOk;
}

ExitCode ListTerritories(Session& session) {
  Table table({{session.Say(text::kColumnId), Align::kLeft, 6, true},
               {session.Say(text::kColumnName)},
               {session.Say(text::kColumnRevision), Align::kRight}});
  v1::ListTerritoriesRequest request;
  do {
    v1::ListTerritoriesResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.registry().ListTerritories(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::Territory& territory : answer.territories()) {
      if (session.json()) session.PrintJson(territory);
      table.AddRow({LastPart(territory.name()), territory.display_name(),
                    FormatInteger(session.language(), territory.revision())});
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (session.json()) return ExitCode::kOk;
  if (table.empty()) {
    PrintParagraph(session.terminal(), "", session.Say(text::kNothingFound));
  } else {
    table.Print(session.terminal());
  }
  return ExitCode::kOk;
}

}  // namespace

void AddTerritory(Commands& commands) {
  CLI::App* group = commands.AddGroup("territory", text::kHelpTerritoryCommand);
  Commands under = commands.Under(group);
  const auto options = std::make_shared<TerritoryOptions>();
  CLI::App* create = under.Add("create", text::kHelpTerritoryCreate, [options](Session& session) {
    return CreateTerritory(session, *options);
  });
  create->add_option("ID", options->id, commands.Say(text::kHelpTerritoryId))->required();
  create->add_option("--name", options->display_name, commands.Say(text::kHelpDisplayName));
  under.Add("list", text::kHelpTerritoryList, ListTerritories);
}

}  // namespace cordee::cli
