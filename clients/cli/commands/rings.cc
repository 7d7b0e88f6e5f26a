// rings: who gives to whom and gets something back, by way of others.
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/all_proposals.h"
#include "clients/cli/card.h"
#include "clients/cli/command.h"
#include "clients/cli/tour_messages.h"

namespace cordee::cli {
namespace {

struct RingsOptions {
  std::string run = "latest";
  std::string actor;
};

ExitCode Rings(Session& session, const RingsOptions& options) {
  const auto keep = [](const v1::Proposal& proposal) { return proposal.has_ring(); };
  std::vector<v1::Proposal> rings;
  const ExitCode code = AllProposals(session, {options.run, options.actor, keep}, &rings);
  if (code != ExitCode::kOk) return code;
  int64_t number = 0;
  for (const v1::Proposal& ring : rings) {
    session.json() ? session.PrintJson(ring) : PrintProposal(session, ++number, ring);
  }
  if (rings.empty() && !session.json()) {
    PrintParagraph(session.terminal(), "",
                   session.Say(options.actor.empty() ? text::kNoRings : text::kNoSuchRings));
  }
  return ExitCode::kOk;
}

}  // namespace

void AddRings(Commands& commands) {
  const auto options = std::make_shared<RingsOptions>();
  CLI::App* command =
      commands.Add("rings", text::kHelpRings,
                   [options](Session& session) { return Rings(session, *options); });
  command->add_option("--run", options->run, commands.Say(text::kHelpRunOption))
      ->capture_default_str();
  command->add_option("--actor", options->actor, commands.Say(text::kHelpActor));
}

}  // namespace cordee::cli
