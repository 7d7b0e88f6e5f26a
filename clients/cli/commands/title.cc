// title: which trades of the register ROME a job title may mean, with how sure that is.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "clients/cli/layout.h"
#include "engine/text/title_index.h"
#include "google/protobuf/struct.pb.h"
#include "service/formats/catalogue_file.h"
#include "service/formats/rome.h"

namespace cordee::cli {
namespace {

constexpr int kMaxGuesses = 20;

struct TitleOptions {
  std::vector<std::string> words;
  std::string catalogue = "deploy/catalogue";
  std::string rome;
  int limit = 5;
};

std::string NameOf(const service::RomeData& rome, const std::string& code) {
  const auto found = rome.names.find(code);
  return found == rome.names.end() ? "" : found->second;
}

void PrintJsonGuess(Session& session, const TitleGuess& guess, const std::string& name,
                    const std::string& nearest) {
  google::protobuf::Struct line;
  (*line.mutable_fields())["rome"].set_string_value(guess.code);
  (*line.mutable_fields())["name"].set_string_value(name);
  (*line.mutable_fields())["confidencePercent"].set_number_value(guess.confidence_percent);
  (*line.mutable_fields())["nearestTitle"].set_string_value(nearest);
  session.PrintJson(line);
}

ExitCode Title(Session& session, const TitleOptions& options) {
  const absl::StatusOr<service::CatalogueData> catalogue =
      service::LoadCatalogue(session.Find(options.catalogue));
  if (!catalogue.ok()) {
    return session.FailUsage(session.Say(text::kCannotRead, options.catalogue),
                             std::string(catalogue.status().message()));
  }
  service::RomeData rome;
  if (!options.rome.empty()) {
    absl::StatusOr<service::RomeData> loaded = service::LoadRome(options.rome);
    if (!loaded.ok()) {
      return session.FailUsage(session.Say(text::kCannotRead, options.rome),
                               std::string(loaded.status().message()));
    }
    rome = *std::move(loaded);
  }
  std::string title;
  for (const std::string& word : options.words) title += (title.empty() ? "" : " ") + word;
  const TitleIndex index(service::TitleRows(rome, *catalogue));
  const std::vector<TitleGuess> guesses = index.Classify(title, static_cast<size_t>(options.limit));
  Table table({{"ROME", Align::kLeft},
               {session.Say(text::kColumnTrade), Align::kLeft, 12},
               {session.Say(text::kColumnSure), Align::kRight},
               {session.Say(text::kColumnNearest), Align::kLeft, 12, false, true}});
  for (const TitleGuess& guess : guesses) {
    const std::string& nearest = index.rows()[static_cast<size_t>(guess.nearest)].title;
    if (session.json()) {
      PrintJsonGuess(session, guess, NameOf(rome, guess.code), nearest);
      continue;
    }
    table.AddRow({guess.code, NameOf(rome, guess.code),
                  FormatInteger(session.language(), guess.confidence_percent) + " %", nearest});
  }
  if (session.json()) return guesses.empty() ? ExitCode::kFinding : ExitCode::kOk;
  if (guesses.empty()) {
    PrintParagraph(session.terminal(), "", session.Say(text::kNoTrade, title), Style::kYellow);
    return ExitCode::kFinding;
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
