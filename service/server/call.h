// One call, once it has been let in.
#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "service/auth/policy.h"
#include "service/auth/tokens.h"
#include "service/phrases/language.h"
#include "service/server/context.h"

namespace grpc {
class ServerContextBase;
}

namespace cordee::service {

struct Call {
  std::string_view method;
  Principal who;
  Language language = Language::kFrench;
  // That the caller may enter and that the request is about; empty for methods without one.
  std::string territory;
  UnixMicros now = 0;
};

// From the metadata "accept-language".
Language LanguageOf(const grpc::ServerContextBase& context);

// The token's check alone: for calls whose request comes later (a client stream).
absl::StatusOr<Call> Authenticate(const Context& context, const grpc::ServerContextBase& rpc,
                                  std::string_view method);
absl::Status AuthorizeCall(const google::protobuf::Message& request, Call* call);

// size -> authenticate -> authorise. Looks at memory only.
absl::StatusOr<Call> Admit(const Context& context, const grpc::ServerContextBase& rpc,
                           std::string_view method, const google::protobuf::Message& request);

// UNAVAILABLE (SHUTTING_DOWN) or RESOURCE_EXHAUSTED (QUEUE_FULL).
absl::Status Busy(const Context& context);
// CANCELLED or DEADLINE_EXCEEDED when nobody waits for the answer any more.
absl::Status StillWanted(const grpc::ServerContextBase& rpc);

}  // namespace cordee::service
