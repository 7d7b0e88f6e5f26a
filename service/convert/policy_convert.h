// The policy of a request as the engine's, and back.
//
//   ASSIGN_OR_RETURN(const Policy policy, PolicyFromProto(&request.policy(), "policy"));
//
// Thread-safe.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "cordee/v1/run.pb.h"
#include "engine/model/policy.h"

namespace cordee::service {

// The default policy when the message is absent. INVALID_ARGUMENT (VALUE_OUT_OF_RANGE) otherwise,
// with the field below `path`, what stood there and what may stand there.
absl::StatusOr<Policy> PolicyFromProto(const v1::Policy* policy, const std::string& path);
v1::Policy PolicyToProto(const Policy& policy);

}  // namespace cordee::service
