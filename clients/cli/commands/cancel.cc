// cancel: asks the server to stop a run; nothing of a cancelled run is kept.
#include <memory>
#include <string>

#include "clients/cli/command.h"
#include "clients/cli/labels.h"

namespace cordee::cli {
namespace {

bool IsOpen(const v1::Run& run) {
  return run.state() == v1::RUN_STATE_PENDING || run.state() == v1::RUN_STATE_RUNNING;
}

// The run in progress; a territory has one at most.
ExitCode FindOpenRun(Session& session, const std::string& territory, std::string* name) {
  v1::ListRunsRequest request;
  request.set_parent(territory);
  do {
    v1::ListRunsResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.runs().ListRuns(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::Run& run : answer.runs()) {
      if (!IsOpen(run)) continue;
      *name = run.name();
      return ExitCode::kOk;
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  return session.Fail(LocalError(ExitCode::kNotFound, session.Say(text::kNoOpenRun),
                                 session.Say(text::kAdviseRuns)));
}

ExitCode Cancel(Session& session, const std::string& id) {
  std::string territory;
  if (const ExitCode code = session.ResolveTerritory(&territory); code != ExitCode::kOk) {
    return code;
  }
  v1::CancelRunRequest request;
  if (!id.empty()) {
    request.set_name(FullName(territory, "runs", id));
  } else if (const ExitCode code = FindOpenRun(session, territory, request.mutable_name());
             code != ExitCode::kOk) {
    return code;
  }
  v1::CancelRunResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.runs().CancelRun(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  const v1::Run& run = answer.run();
  const bool too_late =
      run.state() == v1::RUN_STATE_SUCCEEDED || run.state() == v1::RUN_STATE_FAILED;
  if (session.json()) {
    session.PrintJson(run);
  } else {
    PrintParagraph(session.terminal(), "",
                   session.Say(too_late ? text::kCancelTooLate : text::kCancelAsked, run.name(),
                               Label(session.language(), run.state())));
  }
  return too_late ? ExitCode::kFinding : ExitCode::kOk;
}

}  // namespace

void AddCancel(Commands& commands) {
  const auto id = std::make_shared<std::string>();
  CLI::App* command = commands.Add("cancel", text::kHelpCancel,
                                   [id](Session& session) { return Cancel(session, *id); });
  command->add_option("RUN", *id, commands.Say(text::kHelpCancelRun));
}

}  // namespace cordee::cli
