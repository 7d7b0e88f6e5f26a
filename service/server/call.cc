#include "service/server/call.h"

#include <grpcpp/server_context.h>

#include <chrono>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/limits.h"
#include "service/text.h"

namespace cordee::service {
namespace {

std::string_view Metadata(const grpc::ServerContextBase& rpc, const char* key) {
  const auto found = rpc.client_metadata().find(key);
  if (found == rpc.client_metadata().end()) return {};
  return {found->second.data(), found->second.size()};
}

}  // namespace

Language LanguageOf(const grpc::ServerContextBase& rpc) {
  return ParseLanguage(Metadata(rpc, "accept-language"));
}

absl::StatusOr<Call> Authenticate(const Context& context, const grpc::ServerContextBase& rpc,
                                  std::string_view method) {
  Call call;
  call.method = method;
  call.language = LanguageOf(rpc);
  call.now = context.now();
  if (context.draining->load()) return Busy(context);
  ASSIGN_OR_RETURN(call.who,
                   context.tokens->Authenticate(Metadata(rpc, "authorization"), call.now));
  return call;
}

absl::Status AuthorizeCall(const google::protobuf::Message& request, Call* call) {
  const MethodRule* rule = FindMethodRule(call->method);
  CHECK(rule != nullptr);
  ASSIGN_OR_RETURN(call->territory, Authorize(*rule, call->who, request));
  return absl::OkStatus();
}

absl::StatusOr<Call> Admit(const Context& context, const grpc::ServerContextBase& rpc,
                           std::string_view method, const google::protobuf::Message& request) {
  ASSIGN_OR_RETURN(Call call, Authenticate(context, rpc, method));
  const auto size = static_cast<int64_t>(request.ByteSizeLong());
  if (size > limits::kMessageBytes) {
    return MakeError(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_MESSAGE_TOO_LARGE,
                     {{"limit", "max_message_bytes"},
                      {"maximum", StrCat(limits::kMessageBytes)},
                      {"actual", StrCat(size)}});
  }
  RETURN_IF_ERROR(AuthorizeCall(request, &call));
  return call;
}

absl::Status Busy(const Context& context) {
  if (context.draining->load()) {
    return MakeError(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN);
  }
  return MakeError(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_QUEUE_FULL);
}

absl::Status StillWanted(const grpc::ServerContextBase& rpc) {
  if (rpc.IsCancelled()) return absl::CancelledError("cancelled by the caller");
  if (rpc.deadline() < std::chrono::system_clock::now()) {
    return absl::DeadlineExceededError("the caller's deadline has passed");
  }
  return absl::OkStatus();
}

}  // namespace cordee::service
