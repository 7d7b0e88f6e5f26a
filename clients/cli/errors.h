// From an error of the API to what a person reads and a script tests.
//
//   Erreur : la commune « Poitier » est inconnue.              LocalizedMessage
//     rows[3].place.insee_code : ...                           BadRequest, one line a field
//     À faire : ...                                            by reason, from our own table
//     UNKNOWN_COMMUNE                                          ErrorInfo.reason, for scripts and
//     support
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "clients/cli/exit_code.h"
#include "clients/cli/language.h"
#include "clients/cli/layout.h"
#include "grpcpp/support/status.h"

namespace cordee::cli {

struct ErrorView {
  ExitCode exit_code = ExitCode::kInternal;
  std::string code;    // canonical: "NOT_FOUND"
  std::string reason;  // "UNKNOWN_COMMUNE"; empty when the server gave none
  std::string message;
  std::vector<std::pair<std::string, std::string>> fields;    // path, description
  std::vector<std::pair<std::string, std::string>> metadata;  // sorted by key
  std::string advice;                                         // may be empty
};

// REQUIRES: !status.ok(). `server` is where we called, for advice.
ErrorView ViewError(const grpc::Status& status, Language language, const std::string& server);

// For people, on terminal.err.
void PrintError(const ErrorView& error, Language language, const Terminal& terminal);
// {"error": {"code": ..., "reason": ..., "message": ..., "fields": [...], "metadata": {...}}} on
// one line.
std::string ErrorJson(const ErrorView& error);

// Our own complaint, without a server: exit code, message and advice.
ErrorView LocalError(ExitCode exit_code, std::string message, std::string advice = "");

}  // namespace cordee::cli
