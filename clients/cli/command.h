// How a command is added to the command line.
//
//   void AddSearch(Commands& commands) {
//     auto options = std::make_shared<SearchOptions>();
//     CLI::App* command = commands.Add("search", text::kHelpSearch,
//                                      [options](Session& s) { return Search(s, *options); });
//     command->add_option("WORDS", options->words, commands.Say(text::kHelpWords))->required();
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "clients/cli/exit_code.h"
#include "clients/cli/language.h"
#include "clients/cli/messages.h"
#include "clients/cli/session.h"

namespace cordee::cli {

using Action = std::function<ExitCode(Session&)>;

class Commands {
 public:
  Commands(CLI::App& app, Language language, Action* chosen)
      : app_(app), language_(language), chosen_(chosen) {}

  // `action` runs when the command was given. The options it reads must be held by it.
  CLI::App* Add(const char* name, const Message& help, Action action) {
    CLI::App* command = AddGroup(name, help);
    command->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
    return command;
  }
  // A command that only holds others.
  CLI::App* AddGroup(const char* name, const Message& help) {
    CLI::App* command = app_.add_subcommand(name, Say(help));
    command->group(Say(text::kCommands));
    command->set_help_flag("-h,--help", Say(text::kHelpHelp));
    return command;
  }
  // The commands below `group`.
  Commands Under(CLI::App* group) const {
    group->require_subcommand(1);
    return Commands(*group, language_, chosen_);
  }
  // Checks of values that complain in the caller's language.
  CLI::Validator OneOf(const std::vector<std::string>& choices) const;
  CLI::Validator Between(int64_t least, int64_t most) const;

  std::string Say(const Message& message) const { return cli::Say(language_, message); }

 private:
  CLI::App& app_;
  Language language_;
  Action* chosen_;
};

// commands/*.cc
void AddTerritory(Commands& commands);
void AddToken(Commands& commands);
void AddVersion(Commands& commands);
void AddImport(Commands& commands);
void AddExport(Commands& commands);
void AddSearch(Commands& commands);
void AddRun(Commands& commands);
void AddRuns(Commands& commands);
void AddCancel(Commands& commands);
void AddProposals(Commands& commands);
void AddWhyNot(Commands& commands);
void AddTours(Commands& commands);
void AddRings(Commands& commands);
void AddExplain(Commands& commands);
void AddSuggest(Commands& commands);
void AddMatch(Commands& commands);
void AddVerify(Commands& commands);
void AddTitle(Commands& commands);
void AddShown(Commands& commands);

}  // namespace cordee::cli
