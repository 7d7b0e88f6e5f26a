// search: needs, resources and actors that hold every word.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"

namespace cordee::cli {
namespace {

constexpr int kMaxPage = 1000;

struct SearchOptions {
  std::vector<std::string> words;
  std::string family;
  int limit = 50;
};

std::vector<Cell> Row(const Session& session, const v1::SearchHit& hit) {
  const Language language = session.language();
  const v1::Entry& entry = hit.entry();
  if (entry.has_actor()) {
    return {entry.actor().display_name(),
            hit.commune(),
            "",
            session.Say(text::kActor),
            Label(language, entry.actor().kind()),
            LastPart(entry.actor().name())};
  }
  const bool need = entry.has_need();
  const std::string& title = need ? entry.need().title() : entry.resource().title();
  const v1::Terms& terms = need ? entry.need().terms() : entry.resource().terms();
  const std::string& name = need ? entry.need().name() : entry.resource().name();
  return {title,
          hit.commune(),
          FormatRate(language, terms.quantity(), terms.period()),
          session.Say(need ? text::kNeed : text::kResource),
          hit.actor_display_name(),
          LastPart(name)};
}

ExitCode Search(Session& session, const SearchOptions& options) {
  v1::SearchEntriesRequest request;
  if (const ExitCode code = session.ResolveTerritory(request.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  for (const std::string& word : options.words) {
    request.set_query(request.query() + (request.query().empty() ? "" : " ") + word);
  }
  if (!options.family.empty()) request.set_family(ParseFamily(options.family));
  Table table({{session.Say(text::kColumnTitle), Align::kLeft, 12},
               {session.Say(text::kColumnCommune), Align::kLeft, 20},
               {session.Say(text::kColumnQuantity), Align::kRight, 8, true},
               {session.Say(text::kColumnKind), Align::kLeft, 9, true, true},
               {session.Say(text::kColumnActor), Align::kLeft, 8, false, true},
               {session.Say(text::kColumnId), Align::kLeft, 8, true, true}});
  int left = options.limit > 0 ? options.limit : INT32_MAX;
  do {
    request.set_page_size(std::min(left, kMaxPage));
    v1::SearchEntriesResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.registry().SearchEntries(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::SearchHit& hit : answer.hits()) {
      if (session.json()) session.PrintJson(hit);
      table.AddRow(Row(session, hit));
    }
    left -= answer.hits_size();
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty() && left > 0);
  if (session.json()) return ExitCode::kOk;
  if (table.empty()) {
    PrintParagraph(session.terminal(), "", session.Say(text::kNothingFound));
  } else {
    table.Print(session.terminal());
  }
  return ExitCode::kOk;
}

}  // namespace

void AddSearch(Commands& commands) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App* command = commands.Add("search", text::kHelpSearch, [options](Session& session) {
    return Search(session, *options);
  });
  command->add_option("WORD", options->words, commands.Say(text::kHelpWords));
  command->add_option("--family", options->family, commands.Say(text::kHelpFamily))
      ->check(commands.OneOf(FamilyNames()));
  command->add_option("-n,--limit", options->limit, commands.Say(text::kHelpLimit))
      ->check(commands.Between(0, INT32_MAX))
      ->capture_default_str();
}

}  // namespace cordee::cli
