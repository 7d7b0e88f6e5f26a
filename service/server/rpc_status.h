// An error of the service as gRPC sends it: code, sentence in the caller's language, and
// google.rpc.Status details (see phrases.h), plus RetryInfo where trying again later may help.
// Details that would not fit into the trailers that clients accept are left out, field violations
// last first.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "service/phrases/language.h"

namespace cordee::service {

grpc::Status ToGrpcStatus(const absl::Status& status, Language language);

}  // namespace cordee::service
