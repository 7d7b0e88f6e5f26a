// The one way errors are made in the service. An error is an absl::Status that also carries a
// published reason, facts for its sentence, and one problem for each wrong field.
//
//   if (row == nullptr) {
//     return MakeError(absl::StatusCode::kNotFound, v1::ERROR_REASON_NOT_FOUND, {{"value", name}});
//   }
//   if (!problems.empty()) return InvalidFields(std::move(problems));
//
// The status message is English and for logs; people read the sentence that phrases/ makes of the
// reason in their language. A status made elsewhere reads as ERROR_REASON_INTERNAL.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cordee/v1/error_reason.pb.h"

namespace cordee::service {

// Names and figures of an error: "value", "limit", "maximum", "actual", "suggestion" ...
using Facts = std::map<std::string, std::string>;

struct FieldProblem {
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  // Path in the message: "terms.quantity.amount".
  std::string field;
  // What stood there, cut to limits::kErrorValueBytes at a character.
  std::string value;
  Facts facts;

  friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

FieldProblem MakeProblem(v1::ErrorReason reason, std::string_view field,
                         std::string_view value = {}, Facts facts = {});

// REQUIRES: code is not OK.
absl::Status MakeError(absl::StatusCode code, v1::ErrorReason reason, Facts facts = {},
                       std::vector<FieldProblem> problems = {});

// INVALID_ARGUMENT with the reason and the facts of the first problem. REQUIRES: one at least.
absl::Status InvalidFields(std::vector<FieldProblem> problems);
absl::Status InvalidField(v1::ErrorReason reason, std::string_view field,
                          std::string_view value = {}, Facts facts = {});

// What MakeError put in.
v1::ErrorReason ReasonOf(const absl::Status& status);
Facts FactsOf(const absl::Status& status);
std::vector<FieldProblem> ProblemsOf(const absl::Status& status);

// "UNKNOWN_UNIT": as published in ErrorInfo.reason.
std::string ReasonName(v1::ErrorReason reason);

// At most `limit` bytes of `text`, cut between two UTF-8 characters.
std::string_view CutUtf8(std::string_view text, size_t limit);

}  // namespace cordee::service
