#include "clients/cli/session.h"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "clients/cli/messages.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace cordee::cli {
namespace {

constexpr std::chrono::seconds kCallDeadline(30);
// Answers to unary calls hold at most 1,000 entries; the server's own limit is 16 MiB.
constexpr int kMaxAnswerBytes = 16 << 20;

constexpr char kTypePrefix[] = "type.googleapis.com";

google::protobuf::util::TypeResolver* Types() {
  static google::protobuf::util::TypeResolver* const types =
      google::protobuf::util::NewTypeResolverForDescriptorPool(
          kTypePrefix, google::protobuf::DescriptorPool::generated_pool());
  return types;
}

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializePartialToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

bool StartsWith(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

}  // namespace

Session::Session(GlobalOptions options, Language language, Terminal terminal)
    : options_(std::move(options)), language_(language), terminal_(terminal) {}

std::shared_ptr<grpc::Channel> Session::Connect() {
  if (channel_ == nullptr) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
    channel_ =
        grpc::CreateCustomChannel(options_.server, grpc::InsecureChannelCredentials(), arguments);
  }
  return channel_;
}

v1::RegistryService::Stub& Session::registry() {
  if (registry_ == nullptr) registry_ = v1::RegistryService::NewStub(Connect());
  return *registry_;
}

v1::RunService::Stub& Session::runs() {
  if (runs_ == nullptr) runs_ = v1::RunService::NewStub(Connect());
  return *runs_;
}

v1::MatchService::Stub& Session::matches() {
  if (matches_ == nullptr) matches_ = v1::MatchService::NewStub(Connect());
  return *matches_;
}

v1::AdminService::Stub& Session::admin() {
  if (admin_ == nullptr) admin_ = v1::AdminService::NewStub(Connect());
  return *admin_;
}

std::unique_ptr<grpc::ClientContext> Session::Context(Patience patience) const {
  auto context = std::make_unique<grpc::ClientContext>();
  if (!options_.token.empty()) {
    context->AddMetadata("authorization", "Bearer " + options_.token);
  }
  context->AddMetadata("accept-language", LanguageCode(language_));
  if (patience == Patience::kOneCall) {
    context->set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  }
  return context;
}

std::string Session::Find(const std::string& path) const {
  std::error_code ignored;
  if (options_.home.empty() || std::filesystem::exists(path, ignored)) return path;
  // An absolute path stays as it is.
  const std::filesystem::path there = std::filesystem::path(options_.home) / path;
  return std::filesystem::exists(there, ignored) ? there.string() : path;
}

ExitCode Session::ResolveTerritory(std::string* name) {
  name->clear();
  if (!options_.territory.empty()) {
    *name = StartsWith(options_.territory, "territories/") ? options_.territory
                                                           : "territories/" + options_.territory;
    return ExitCode::kOk;
  }
  v1::ListTerritoriesRequest request;
  v1::ListTerritoriesResponse answer;
  const auto context = Context();
  const grpc::Status status = registry().ListTerritories(context.get(), request, &answer);
  if (!status.ok()) return Fail(status);
  if (answer.territories_size() == 1) {
    *name = answer.territories(0).name();
    return ExitCode::kOk;
  }
  if (answer.territories().empty()) {
    return FailUsage(Say(text::kNoTerritory), Say(text::kAdviseCreateTerritory));
  }
  std::string choices;
  for (const v1::Territory& territory : answer.territories()) {
    if (!choices.empty()) choices += ", ";
    choices += LastPart(territory.name());
  }
  return FailUsage(Say(text::kWhichTerritory), Say(text::kAdviseTerritory, choices));
}

ExitCode Session::Fail(const grpc::Status& status) {
  return Fail(ViewError(status, language_, options_.server));
}

ExitCode Session::Fail(const ErrorView& error) {
  if (options_.json) {
    terminal_.err << ErrorJson(error) << '\n';
  } else {
    PrintError(error, language_, terminal_);
  }
  return error.exit_code;
}

ExitCode Session::FailUsage(const std::string& message, const std::string& advice) {
  return Fail(LocalError(ExitCode::kUsage, message, advice));
}

void Session::PrintJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  // The converter keeps the order of the bytes, where maps stand sorted by key; a message's own
  // maps have another order in every process. Only a broken Any cannot be converted: no answer
  // holds one.
  static_cast<void>(google::protobuf::util::BinaryToJsonString(
      Types(), std::string(kTypePrefix) + "/" + message.GetDescriptor()->full_name(),
      DeterministicBytes(message), &json, options));
  terminal_.out << json << '\n';
}

std::string FullName(const std::string& territory, const std::string& collection,
                     const std::string& id) {
  return StartsWith(id, "territories/") ? id : territory + "/" + collection + "/" + id;
}

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

bool IsLoopback(const std::string& server) {
  return StartsWith(server, "localhost") || StartsWith(server, "127.") ||
         StartsWith(server, "[::1]") || StartsWith(server, "unix:");
}

}  // namespace cordee::cli
