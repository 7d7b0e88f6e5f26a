// cordeed: reads the command line, starts the server, waits for SIGTERM or SIGINT. The only file of
// the service that looks at arguments, signals or the environment.
//
// Exit codes: 0 stopped on request, 1 could not start, 2 wrong arguments.
#include <grpc/support/log.h>
#include <malloc.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <utility>

#include "service/log.h"
#include "service/server/server.h"
#include "service/version.h"

namespace cordee::service {
namespace {

struct Arguments {
  ServerOptions server;
  std::string port_file;
  int32_t road_timeout_seconds = 10;
  LogLevel log_level = LogLevel::kInfo;
};

void Describe(CLI::App& app, Arguments* arguments) {
  ServerOptions& server = arguments->server;
  app.set_version_flag("--version", std::string("cordeed ") + kVersion);
  app.add_option("--listen", server.listen, "Address and port; port 0 takes a free one")
      ->capture_default_str();
  app.add_option("--data", server.data, "Folder, or file ending in .db, that keeps everything")
      ->required();
  app.add_option("--catalogue", server.catalogue, "Folder of the catalogue's .textproto files")
      ->required();
  app.add_option("--gazetteer", server.gazetteers, "CSV of communes; may be given several times");
  app.add_option("--profiles", server.profiles, "Folder of the import profiles");
  app.add_option("--rome", server.rome, "Folder of the official ROME files, to read job titles");
  app.add_option("--roads", server.roads,
                 "Where ways between places come from: matrix:FILE, osrm:URL or valhalla:URL; "
                 "estimated when absent");
  app.add_option("--road-timeout", arguments->road_timeout_seconds,
                 "Seconds to wait for one answer of a road server")
      ->check(CLI::Range(1, 60))
      ->capture_default_str();
  app.add_option("--port-file", arguments->port_file, "Write the address to this file when ready");
  const std::map<std::string, LogLevel> levels = {{"debug", LogLevel::kDebug},
                                                  {"info", LogLevel::kInfo},
                                                  {"warning", LogLevel::kWarning},
                                                  {"error", LogLevel::kError}};
  app.add_option("--log-level", arguments->log_level, "debug, info, warning or error")
      ->transform(CLI::CheckedTransformer(levels, CLI::ignore_case));
}

// For every thread that is started later, too: only WaitForSignal sees them.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// What gRPC says by itself belongs to our log, and most of it to nobody.
void LogForGrpc(gpr_log_func_args* args) {
  Log(LogLevel::kDebug, "grpc", {{"file", args->file}, {"message", args->message}});
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "cordeed: %s\n", std::string(status.message()).c_str());
  return 1;
}

int Run(const Arguments& arguments) {
  SetLogLevel(arguments.log_level);
  gpr_set_log_function(LogForGrpc);
  const sigset_t signals = BlockSignals();
  ServerOptions options = arguments.server;
  options.road_options.request_timeout = absl::Seconds(arguments.road_timeout_seconds);
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(std::move(options));
  if (!server.ok()) return Fail(server.status());
  // The catalogue and the gazetteer are read as whole files: what that took goes back.
  malloc_trim(0);
  if (const std::string& token = (*server)->first_token(); !token.empty()) {
    std::printf("first admin token (shown once): %s\n", token.c_str());
  }
  std::printf("listening on %s\n", (*server)->address().c_str());
  std::fflush(stdout);
  if (!arguments.port_file.empty()) {
    std::ofstream file(arguments.port_file);
    file << (*server)->address() << '\n';
    if (!file.flush()) {
      return Fail(absl::UnavailableError("cannot write " + arguments.port_file));
    }
  }
  int caught = 0;
  sigwait(&signals, &caught);
  Log(LogLevel::kInfo, "stopping", {{"signal", caught == SIGTERM ? "SIGTERM" : "SIGINT"}});
  (*server)->Stop();
  Log(LogLevel::kInfo, "stopped");
  return 0;
}

}  // namespace
}  // namespace cordee::service

int main(int argc, char** argv) {
  cordee::service::Arguments arguments;
  CLI::App app("cordeed, the server of Cordée", "cordeed");
  cordee::service::Describe(app, &arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return cordee::service::Run(arguments);
}
