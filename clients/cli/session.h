// What every command works with: the language, the terminal, and the way to the server.
//
//   StatusOr<std::string> territory = session.Territory();
//   grpc::Status status = session.Call(&RegistryService::StubInterface::SearchEntries, request,
//   &answer)
//
// One command, one session, one thread.
#pragma once

#include <memory>
#include <string>

#include "clients/cli/errors.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/language.h"
#include "clients/cli/layout.h"
#include "cordee/v1/admin_service.grpc.pb.h"
#include "cordee/v1/match_service.grpc.pb.h"
#include "cordee/v1/registry_service.grpc.pb.h"
#include "cordee/v1/run_service.grpc.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace cordee::cli {

// Options that every command takes.
struct GlobalOptions {
  std::string server;
  std::string token;
  std::string territory;
  bool json = false;
  // Where relative paths are looked for after the working folder.
  std::string home;
};

class Session {
 public:
  Session(GlobalOptions options, Language language, Terminal terminal);

  Language language() const { return language_; }
  const Terminal& terminal() const { return terminal_; }
  bool json() const { return options_.json; }
  const std::string& server() const { return options_.server; }

  template <typename... Arguments>
  std::string Say(const Message& message, Arguments... arguments) const {
    return cli::Say(language_, message, {Argument(arguments)...});
  }

  // `path` itself when it is there, else below `home` when it is there.
  std::string Find(const std::string& path) const;

  // Stubs. The channel is opened by the first call.
  v1::RegistryService::Stub& registry();
  v1::RunService::Stub& runs();
  v1::MatchService::Stub& matches();
  v1::AdminService::Stub& admin();

  // With token and language. Streams run without a deadline.
  enum class Patience { kOneCall, kStream };
  std::unique_ptr<grpc::ClientContext> Context(Patience patience = Patience::kOneCall) const;

  // "territories/bocage": the one asked for, or the only one that the token may see. On failure the
  // error was printed, and `*name` is empty.
  ExitCode ResolveTerritory(std::string* name);

  // Prints the error, on stderr, as JSON when asked for.
  ExitCode Fail(const grpc::Status& status);
  ExitCode Fail(const ErrorView& error);
  ExitCode FailUsage(const std::string& message, const std::string& advice = "");

  // One JSON document on one line of stdout, with every field present.
  void PrintJson(const google::protobuf::Message& message);

 private:
  std::shared_ptr<grpc::Channel> Connect();

  GlobalOptions options_;
  Language language_;
  Terminal terminal_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::RegistryService::Stub> registry_;
  std::unique_ptr<v1::RunService::Stub> runs_;
  std::unique_ptr<v1::MatchService::Stub> matches_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
};

// "territories/t/needs/n" for ("territories/t", "needs", "n"); a full name stays as it is.
std::string FullName(const std::string& territory, const std::string& collection,
                     const std::string& id);
// "n" of "territories/t/needs/n".
std::string LastPart(const std::string& name);
// Whether the address is this machine's own, where a token may travel unencrypted.
bool IsLoopback(const std::string& server);

}  // namespace cordee::cli
