// run: starts a run, follows it, prints what was proved. runs: lists them.
#include <memory>
#include <mutex>
#include <string>

#include "clients/cli/command.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/labels.h"
#include "clients/cli/progress.h"
#include "clients/cli/run_summary.h"
#include "google/protobuf/util/time_util.h"

namespace cordee::cli {
namespace {

constexpr int kFullPercent = 100;

struct RunOptions {
  std::string base;
  std::string start;
  int weeks = 0;
  bool no_wait = false;
};

bool IsFinished(const v1::Run& run) {
  return run.state() == v1::RUN_STATE_SUCCEEDED || run.state() == v1::RUN_STATE_FAILED ||
         run.state() == v1::RUN_STATE_CANCELLED;
}

// Asks the server to cancel the run, and says so, or why not.
void CancelAndSay(Session& session, const std::string& run, std::mutex* screen) {
  v1::CancelRunRequest request;
  request.set_name(run);
  v1::CancelRunResponse answer;
  const auto context = session.Context();
  const grpc::Status status = session.runs().CancelRun(context.get(), request, &answer);
  if (session.json()) return;  // the run that is printed at the end tells its state
  const std::lock_guard lock(*screen);
  session.terminal().err << '\n'
                         << (status.ok()
                                 ? session.Say(text::kCancelling)
                                 : session.Say(text::kCancelFailed, Clean(status.error_message())))
                         << std::endl;
}

// Follows the run to its end; the first Ctrl-C asks the server to cancel it. An error of the stream
// itself is returned.
grpc::Status Watch(Session& session, v1::Run* run) {
  ProgressBar bar(session, session.Say(text::kRunning));
  std::mutex screen;
  const std::string name = run->name();
  const Interrupt interrupt([&] { CancelAndSay(session, name, &screen); });
  v1::WatchRunRequest request;
  request.set_name(run->name());
  const auto context = session.Context(Session::Patience::kStream);
  const auto stream = session.runs().WatchRun(context.get(), request);
  v1::WatchRunResponse news;
  while (stream->Read(&news)) {
    if (news.heartbeat() || !news.has_run()) continue;
    *run = news.run();
    const std::lock_guard lock(screen);
    bar.SetLabel(session.Say(text::kRunning) + " : " + Label(session.language(), run->phase()));
    bar.Update(run->progress_percent(), kFullPercent);
  }
  return stream->Finish();
}

// The exit code of a run that ended, told on stderr when it ended badly.
ExitCode Judge(Session& session, const v1::Run& run) {
  if (run.state() == v1::RUN_STATE_SUCCEEDED) return ExitCode::kOk;
  if (run.state() == v1::RUN_STATE_CANCELLED) {
    return session.Fail(
        LocalError(ExitCode::kFinding, session.Say(text::kRunCancelled, LastPart(run.name()))));
  }
  if (run.state() == v1::RUN_STATE_FAILED) {
    return session.Fail(
        LocalError(ExitCode::kInternal,
                   session.Say(text::kRunFailed, LastPart(run.name()), run.error().message())));
  }
  return session.Fail(LocalError(ExitCode::kUnreachable,
                                 session.Say(text::kRunLost, LastPart(run.name())),
                                 session.Say(text::kAdviseRuns)));
}

ExitCode StartRun(Session& session, const RunOptions& options) {
  v1::StartRunRequest request;
  if (const ExitCode code = session.ResolveTerritory(request.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  v1::Run& wish = *request.mutable_run();
  wish.set_horizon_weeks(options.weeks);
  if (!options.base.empty()) wish.set_base_run(FullName(request.parent(), "runs", options.base));
  if (!options.start.empty() && !ParseDate(options.start, wish.mutable_horizon_start())) {
    return session.FailUsage(session.Say(text::kBadDate, options.start));
  }
  v1::StartRunResponse answer;
  const auto context = session.Context();
  grpc::Status status = session.runs().StartRun(context.get(), request, &answer);
  if (!status.ok()) return session.Fail(status);
  v1::Run run = answer.run();
  if (options.no_wait) {
    if (session.json()) {
      session.PrintJson(run);
    } else {
      PrintParagraph(session.terminal(), "", session.Say(text::kRunStarted, run.name()));
    }
    return ExitCode::kOk;
  }
  if (!IsFinished(run)) {
    status = Watch(session, &run);
    if (!status.ok()) return session.Fail(status);
  }
  if (session.json()) {
    session.PrintJson(run);
  } else if (run.state() == v1::RUN_STATE_SUCCEEDED) {
    PrintRunSummary(session, run);
    PrintParagraph(session.terminal(), "", session.Say(text::kNextSteps), Style::kDim);
  }
  return Judge(session, run);
}

ExitCode ListRuns(Session& session) {
  v1::ListRunsRequest request;
  if (const ExitCode code = session.ResolveTerritory(request.mutable_parent());
      code != ExitCode::kOk) {
    return code;
  }
  const Language language = session.language();
  Table table({{session.Say(text::kColumnId), Align::kLeft, 6, true},
               {session.Say(text::kColumnState)},
               {session.Say(text::kColumnStarted)},
               {session.Say(text::kProposals), Align::kRight},
               {session.Say(text::kValue), Align::kRight},
               {session.Say(text::kProof), Align::kLeft, 9, false, true}});
  do {
    v1::ListRunsResponse answer;
    const auto context = session.Context();
    const grpc::Status status = session.runs().ListRuns(context.get(), request, &answer);
    if (!status.ok()) return session.Fail(status);
    for (const v1::Run& run : answer.runs()) {
      if (session.json()) session.PrintJson(run);
      const bool done = run.state() == v1::RUN_STATE_SUCCEEDED;
      const auto started = google::protobuf::util::TimeUtil::ToString(run.create_time());
      table.AddRow({LastPart(run.name()), Label(language, run.state()), started.substr(0, 16),
                    done ? FormatInteger(language, run.counts().proposals()) : "",
                    done ? FormatPoints(language, run.certificate().value_micropoints()) : "",
                    done ? FormatProof(language, run.certificate()) : run.error().message()});
    }
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (!session.json()) table.Print(session.terminal());
  return ExitCode::kOk;
}

}  // namespace

void AddRun(Commands& commands) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* command = commands.Add(
      "run", text::kHelpRun, [options](Session& session) { return StartRun(session, *options); });
  command->add_option("--base", options->base, commands.Say(text::kHelpBase));
  command->add_option("--weeks", options->weeks, commands.Say(text::kHelpWeeks))
      ->check(commands.OneOf({"13", "26", "39", "52"}));
  command->add_option("--start", options->start, commands.Say(text::kHelpStart));
  command->add_flag("--no-wait", options->no_wait, commands.Say(text::kHelpNoWait));
}

void AddRuns(Commands& commands) { commands.Add("runs", text::kHelpRuns, ListRuns); }

}  // namespace cordee::cli
