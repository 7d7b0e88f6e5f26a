// Sentences for people, in French and English, from ICU message patterns.
//
//   constexpr Pattern kFound = {"{count, plural, one {# besoin} other {# besoins}}",
//                               "{count, plural, one {# need} other {# needs}}"};
//   FormatPattern(kFound, Language::kFrench, {{"count", int64_t{3}}}) == "3 besoins"
//
// Tables of patterns live one topic to a file: errors_phrases.cc and its neighbours. In a pattern
// an apostrophe is always the typographic one (’), because ICU quotes with the other.
//
// Thread-safe: each thread keeps its own parsed patterns.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/status.h"
#include "cordee/v1/registry_service.pb.h"
#include "google/rpc/status.pb.h"
#include "service/errors.h"
#include "service/phrases/language.h"

namespace cordee::service {

struct Pattern {
  const char* fr;
  const char* en;
};

// A number is shown as its language writes numbers, a text as it is.
using Argument = std::variant<int64_t, std::string>;
using Arguments = std::map<std::string, Argument>;

// An argument that the pattern names and `arguments` lacks shows as nothing. A pattern that does
// not parse is a bug: CHECK.
std::string FormatPattern(const Pattern& pattern, Language language, const Arguments& arguments);

// What is wrong, and what to do next. `facts` as listed in error_reason.proto and service/errors.h.
std::string ErrorSentence(v1::ErrorReason reason, const Facts& facts, Language language);
// The same for one field; its value and field join the facts.
std::string ProblemSentence(const FieldProblem& problem, Language language);

// `index`: place in a batch, or line of a file.
v1::EntryError ToEntryError(int64_t index, const FieldProblem& problem, Language language);

// The status as it leaves the service: canonical code, the sentence, ErrorInfo {reason, domain
// "cordee", metadata}, BadRequest with one violation for each field problem (the first
// limits::kFieldViolations), LocalizedMessage. An error without a reason says nothing of its cause.
google::rpc::Status ToRpcStatus(const absl::Status& status, Language language);

}  // namespace cordee::service
