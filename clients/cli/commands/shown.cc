// shown: who was shown what about people at work, and when first.
#include <google/protobuf/util/time_util.h>

#include <memory>
#include <string>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"
#include "clients/cli/layout.h"

namespace cordee::cli {
namespace {

using google::protobuf::util::TimeUtil;

// "runs/5/proposals/m0…", or the pair.
std::string What(const v1::ShownProposal& shown) {
  if (shown.proposal().empty()) return LastPart(shown.need()) + " + " + LastPart(shown.resource());
  const size_t runs = shown.proposal().find("/runs/");
  return runs == std::string::npos ? shown.proposal() : shown.proposal().substr(runs + 1);
}

ExitCode ListShown(Session& session) {
  v1::ListShownProposalsRequest request;
  if (const ExitCode code = session.ResolveTerritory(request.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  Table table({{session.Say(text::kColumnShownAt), Align::kLeft, 20, true},
               {session.Say(text::kColumnToken), Align::kLeft, 8},
               {session.Say(text::kColumnWhat), Align::kLeft, 20, false, true}});
  do {
    v1::ListShownProposalsResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.runs().ListShownProposals(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::ShownProposal& shown : answer.shown_proposals()) {
      if (session.json()) session.PrintJson(shown);
      table.AddRow({TimeUtil::ToString(shown.show_time()).substr(0, 19), LastPart(shown.token()),
                    What(shown)});
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (session.json()) return ExitCode::kOk;
  if (table.empty()) {
    PrintParagraph(session.terminal(), "", session.Say(text::kNothingShown));
  } else {
    table.Print(session.terminal());
  }
  return ExitCode::kOk;
}

}  // namespace

void AddShown(Commands& commands) {
  commands.Add("shown", text::kHelpShown, [](Session& session) { return ListShown(session); });
}

}  // namespace cordee::cli
