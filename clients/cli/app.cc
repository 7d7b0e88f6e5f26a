#include "clients/cli/app.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

#include "clients/cli/command.h"
#include "clients/cli/errors.h"
#include "clients/cli/messages.h"
#include "clients/cli/parse_errors.h"
#include "clients/cli/session.h"
#include "engine/engine.h"

namespace cordee::cli {
namespace {

constexpr size_t kOptionColumns = 30;

// CLI11 would write WHAT(1x) for one or two arguments.
class PlainFormatter : public CLI::Formatter {
 public:
  std::string make_option_usage(const CLI::Option* option) const override {
    const std::string name = make_option_name(option, true);
    const std::string more = option->get_expected_max() > 1 ? name + "..." : name;
    return option->get_required() ? more : "[" + more + "]";
  }
};

// The language is needed before the options are parsed, to say what they mean.
Language LanguageOf(const std::vector<std::string>& arguments, const Environment& environment) {
  constexpr std::string_view kFlag = "--lang";
  std::string_view asked;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == kFlag && i + 1 < arguments.size()) asked = arguments[i + 1];
    if (argument.starts_with("--lang=")) asked = argument.substr(kFlag.size() + 1);
  }
  return ChooseLanguage({asked, environment.lc_all, environment.lc_messages, environment.lang});
}

std::string FirstNonEmpty(const std::string& a, const std::string& b) { return a.empty() ? b : a; }

void AddGlobalOptions(CLI::App& app, Language language, GlobalOptions* options,
                      std::string* language_name) {
  app.set_help_flag("-h,--help", Say(language, text::kHelpHelp));
  app.add_option("--server", options->server, Say(language, text::kHelpServer));
  app.add_option("--token", options->token, Say(language, text::kHelpToken));
  app.add_option("-t,--territory", options->territory, Say(language, text::kHelpTerritory));
  app.add_flag("--json", options->json, Say(language, text::kHelpJson));
  app.add_option("--lang", *language_name, Say(language, text::kHelpLang))
      ->check(Commands(app, language, nullptr).OneOf({"fr", "en"}));
  app.set_version_flag("--version", std::string("cordee ") + kEngineVersion,
                       Say(language, text::kHelpVersionFlag));
}

void SpeakLanguage(CLI::App& app, Language language) {
  const auto formatter = std::make_shared<PlainFormatter>();
  formatter->column_width(kOptionColumns);
  formatter->label("Usage", Say(language, text::kUsage));
  formatter->label("OPTIONS", Say(language, text::kOptions));
  formatter->label("Positionals", Say(language, text::kPositionals));
  formatter->label("SUBCOMMAND", Say(language, text::kCommand));
  formatter->label("SUBCOMMANDS", Say(language, text::kCommand));
  formatter->label("REQUIRED", Say(language, text::kRequired));
  for (const char* type : {"TEXT", "INT", "UINT", "..."}) formatter->label(type, "");
  app.formatter(formatter);
  app.footer(Say(language, text::kHelpFooter));
}

void AddCommands(CLI::App& app, Language language, Action* chosen) {
  Commands commands(app, language, chosen);
  AddImport(commands);
  AddExport(commands);
  AddSearch(commands);
  AddRun(commands);
  AddRuns(commands);
  AddCancel(commands);
  AddProposals(commands);
  AddWhyNot(commands);
  AddTours(commands);
  AddRings(commands);
  AddExplain(commands);
  AddSuggest(commands);
  AddMatch(commands);
  AddVerify(commands);
  AddTitle(commands);
  AddShown(commands);
  AddTerritory(commands);
  AddToken(commands);
  AddVersion(commands);
}

// "cordee token create" when that was being parsed.
std::string CommandPath(const CLI::App& app) {
  std::string path = app.get_name();
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    path += " " + at->get_name();
  }
  return path;
}

// CLI11 does not wrap: descriptions continue under their own column.
void PrintHelp(const CLI::App& app, const Terminal& terminal) {
  std::istringstream lines(app.help());
  for (std::string line; std::getline(lines, line);) {
    const bool entry = line.starts_with("  ") && line.size() > kOptionColumns;
    const size_t lead = entry ? kOptionColumns : 0;
    if (DisplayWidth(line) <= terminal.width) {
      terminal.out << line << '\n';
    } else {
      PrintParagraph(terminal, line.substr(0, lead), line.substr(lead));
    }
  }
}

// Parses; says what to do next. Returns true with `*code` when there is nothing to do.
bool Finished(CLI::App& app, const std::vector<std::string>& arguments, Session& session,
              ExitCode* code) {
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(std::move(reversed));
    return false;
  } catch (const CLI::CallForHelp&) {
    PrintHelp(app, session.terminal());
    *code = ExitCode::kOk;
  } catch (const CLI::CallForVersion& version) {
    session.terminal().out << version.what() << '\n';
    *code = ExitCode::kOk;
  } catch (const CLI::ParseError& error) {
    *code = session.FailUsage(ParseComplaint(session.language(), app, error),
                              session.Say(text::kAdviseHelp, CommandPath(app)));
  }
  return true;
}

// A result that could not be written is a failure, whatever the command found.
ExitCode Printed(Session& session, ExitCode code) {
  const std::ostream& out = session.terminal().out.flush();
  if (out.good() || code == ExitCode::kInternal) return code;
  return session.Fail(LocalError(ExitCode::kInternal, session.Say(text::kCannotPrint)));
}

}  // namespace

ExitCode Main(const std::vector<std::string>& arguments, const Environment& environment,
              const Terminal& terminal) {
  const Language language = LanguageOf(arguments, environment);
  GlobalOptions options;
  options.server = FirstNonEmpty(environment.server, kDefaultServer);
  options.token = environment.token;
  options.territory = environment.territory;
  options.home = environment.home;

  CLI::App app(Say(language, text::kAbout), "cordee");
  std::string language_name;
  AddGlobalOptions(app, language, &options, &language_name);
  SpeakLanguage(app, language);
  app.fallthrough();
  app.require_subcommand(1);
  Action chosen;
  AddCommands(app, language, &chosen);

  ExitCode code = ExitCode::kOk;
  GlobalOptions before_parsing = options;
  before_parsing.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  Session complaining(before_parsing, language, terminal);
  if (Finished(app, arguments, complaining, &code)) return Printed(complaining, code);

  Session session(options, language, terminal);
  if (!options.token.empty() && !IsLoopback(options.server)) {
    return session.FailUsage(session.Say(text::kTokenNeedsLoopback, options.server),
                             session.Say(text::kAdviseLoopback));
  }
  return Printed(session, chosen(session));
}

}  // namespace cordee::cli
