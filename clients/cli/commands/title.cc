// title: which trades of the register ROME a job title may mean, with how sure that is. The server
// is asked, unless the register's files are given.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "clients/cli/layout.h"
#include "service/convert/trade_convert.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/rome.h"
#include "service/formats/trades.h"

namespace cordee::cli {
namespace {

constexpr int kMaxGuesses = 20;

struct TitleOptions {
  std::vector<std::string> words;
  std::string catalogue = "deploy/catalogue";
  std::string rome;
  int limit = 5;
};

// Without a server, from files.
ExitCode GuessFromFiles(Session& session, const TitleOptions& options, const std::string& title,
                        v1::SuggestTradesResponse* answer) {
  const absl::StatusOr<service::CatalogueData> catalogue =
      service::LoadCatalogue(session.Find(options.catalogue));
  if (!catalogue.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.catalogue),
                             std::string(catalogue.status().message()));
  }
  absl::StatusOr<service::RomeData> rome = service::LoadRome(options.rome);
  if (!rome.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.rome),
                             std::string(rome.status().message()));
  }
  const service::Trades trades(*std::move(rome), *catalogue);
  *answer = service::ToTradeSuggestions(trades.Guess(title, static_cast<size_t>(options.limit)),
                                        *catalogue);
  return ExitCode::kOk;
}

ExitCode Guess(Session& session, const TitleOptions& options, v1::SuggestTradesResponse* answer) {
  std::string title;
  for (const std::string& word : options.words) title += (title.empty() ? "" : " ") + word;
  if (!options.rome.empty()) return GuessFromFiles(session, options, title, answer);
  v1::SuggestTradesRequest request;
  request.set_title(title);
  request.set_max_results(options.limit);
  const auto context = session.Context();
  const grpc::Status status = session.matches().SuggestTrades(context.get(), request, answer);
  return status.ok() ? ExitCode::kOk : session.Fail(status);
}

ExitCode Title(Session& session, const TitleOptions& options) {
  v1::SuggestTradesResponse answer;
  if (const ExitCode code = Guess(session, options, &answer); code != ExitCode::kOk) return code;
  const bool found = answer.suggestions_size() > 0;
  if (session.json()) {
    for (const v1::TradeSuggestion& suggestion : answer.suggestions()) {
      session.PrintJson(suggestion);
    }
    return found ? ExitCode::kOk : ExitCode::kFinding;
  }
  if (!found) {
    PrintParagraph(session.terminal(), "",
                   session.Say(text::kNoTrade, absl::StrJoin(options.words, " ")), Style::kYellow);
    return ExitCode::kFinding;
  }
  Table table({{"ROME", Align::kLeft},
               {session.Say(text::kColumnTrade), Align::kLeft, 12},
               {session.Say(text::kColumnSure), Align::kRight},
               {session.Say(text::kColumnNearest), Align::kLeft, 12, false, true},
               {session.Say(text::kColumnCategory), Align::kLeft}});
  for (const v1::TradeSuggestion& guess : answer.suggestions()) {
    table.AddRow({guess.rome_code(), guess.rome_name(),
                  FormatInteger(session.language(), guess.confidence_percent()) + " %",
                  guess.nearest_title(), guess.category()});
  }
  table.Print(session.terminal());
  PrintParagraph(session.terminal(), "", session.Say(text::kConfirmTrade), Style::kDim);
  return ExitCode::kOk;
}

}  // namespace

void AddTitle(Commands& commands) {
  auto options = std::make_shared<TitleOptions>();
  CLI::App* command =
      commands.Add("title", text::kHelpTitle, [options](Session& s) { return Title(s, *options); });
  command->add_option("WORDS", options->words, commands.Say(text::kHelpTitleWords))->required();
  command->add_option("--rome", options->rome, commands.Say(text::kHelpRome));
  command->add_option("--catalogue", options->catalogue, commands.Say(text::kHelpCatalogue))
      ->capture_default_str();
  command->add_option("-n,--limit", options->limit, commands.Say(text::kHelpLimit))
      ->check(commands.Between(1, kMaxGuesses))
      ->capture_default_str();
}

}  // namespace cordee::cli
