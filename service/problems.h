// Errors that many handlers give.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "service/errors.h"

namespace cordee::service {

inline absl::Status NotFound(std::string_view name) {
  return MakeError(absl::StatusCode::kNotFound, v1::ERROR_REASON_NOT_FOUND,
                   {{"value", std::string(name)}});
}
inline absl::Status AlreadyExists(std::string_view name) {
  return MakeError(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_ALREADY_EXISTS,
                   {{"value", std::string(name)}});
}
inline absl::Status Internal(std::string_view detail) {
  return MakeError(absl::StatusCode::kInternal, v1::ERROR_REASON_INTERNAL,
                   {{"detail", std::string(detail)}});
}

}  // namespace cordee::service
