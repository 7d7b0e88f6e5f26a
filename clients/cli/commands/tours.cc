// tours: the week of tours of a run, a sheet for each driver.
#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "clients/cli/all_proposals.h"
#include "clients/cli/command.h"
#include "clients/cli/tour_messages.h"
#include "clients/cli/tour_sheet.h"

namespace cordee::cli {
namespace {

struct ToursOptions {
  std::string run = "latest";
  std::string actor;
  int day = 0;
};

ExitCode Tours(Session& session, const ToursOptions& options) {
  const auto keep = [&](const v1::Proposal& proposal) {
    return proposal.has_tour() && (options.day == 0 || proposal.tour().day() == options.day);
  };
  std::vector<v1::Proposal> tours;
  const ExitCode code = AllProposals(session, {options.run, options.actor, keep}, &tours);
  if (code != ExitCode::kOk) return code;
  std::sort(tours.begin(), tours.end(), [](const v1::Proposal& a, const v1::Proposal& b) {
    return std::tuple(a.tour().day(), a.tour().leaves_second(), a.name()) <
           std::tuple(b.tour().day(), b.tour().leaves_second(), b.name());
  });
  for (const v1::Proposal& tour : tours) {
    session.json() ? session.PrintJson(tour) : PrintTour(session, tour);
  }
  if (tours.empty() && !session.json()) {
    const bool all = options.actor.empty() && options.day == 0;
    PrintParagraph(session.terminal(), "", session.Say(all ? text::kNoTours : text::kNoSuchTours));
  }
  return ExitCode::kOk;
}

}  // namespace

void AddTours(Commands& commands) {
  const auto options = std::make_shared<ToursOptions>();
  CLI::App* command =
      commands.Add("tours", text::kHelpTours,
                   [options](Session& session) { return Tours(session, *options); });
  command->add_option("--run", options->run, commands.Say(text::kHelpRunOption))
      ->capture_default_str();
  command->add_option("--actor", options->actor, commands.Say(text::kHelpActor));
  command->add_option("--day", options->day, commands.Say(text::kHelpDay))
      ->check(commands.Between(1, 7));
}

}  // namespace cordee::cli
