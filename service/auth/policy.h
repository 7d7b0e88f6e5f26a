// Who may call what: one row for each method of the API. There is no other place that grants
// anything, and a method without a row is refused (and a test fails).
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cordee/v1/admin_service.pb.h"
#include "google/protobuf/message.h"
#include "service/auth/tokens.h"

namespace cordee::service {

enum class Scope : int8_t {
  kTerritory,  // the names at `paths` say which one; all that are given must be in the same one
  kAny,        // any token; the handler shows only what the token may see
  kServer,     // a token for all territories
};

struct MethodRule {
  std::string_view method;  // "cordee.v1.RegistryService.GetActor"
  v1::Role least;
  Scope scope;
  // Field paths in the request.
  std::string_view path;
  std::string_view second_path = "";
  std::string_view third_path = "";
};

std::span<const MethodRule> MethodRules();
// Null when the table has no row.
const MethodRule* FindMethodRule(std::string_view method);

// The territory's id, or empty for scopes without one. PERMISSION_DENIED (ROLE_INSUFFICIENT) says
// the same whether or not what was named exists; INVALID_ARGUMENT (NAME_INVALID) when no territory
// can be read from the request. Only the token and the request are looked at, never the store.
absl::StatusOr<std::string> Authorize(const MethodRule& rule, const Principal& who,
                                      const google::protobuf::Message& request);

}  // namespace cordee::service
