// version: of this program, and of the server when one answers.
#include <string>

#include "clients/cli/command.h"
#include "engine/engine.h"

namespace cordee::cli {
namespace {

ExitCode Version(Session& session) {
  v1::GetServerInfoResponse server;
  const auto context = session.Context();
  const grpc::Status status =
      session.admin().GetServerInfo(context.get(), v1::GetServerInfoRequest(), &server);
  if (session.json()) {
    if (!status.ok()) return session.Fail(status);
    session.PrintJson(server);
    return ExitCode::kOk;
  }
  const std::string command = session.Say(text::kClientVersion);
  const int width = DisplayWidth(command);
  PrintFact(session.terminal(), command, kEngineVersion, width);
  if (!status.ok()) return session.Fail(status);
  PrintFact(session.terminal(), session.Say(text::kServerVersion),
            session.Say(text::kServerFacts, server.version(), session.server(),
                        int64_t{server.category_count()}, int64_t{server.commune_count()}),
            width);
  return ExitCode::kOk;
}

}  // namespace

void AddVersion(Commands& commands) { commands.Add("version", text::kHelpVersion, Version); }

}  // namespace cordee::cli
