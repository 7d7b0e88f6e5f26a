#include "clients/cli/errors.h"

#include <algorithm>
#include <utility>

#include "clients/cli/messages.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/wrappers.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace cordee::cli {
namespace {

struct CodeRow {
  grpc::StatusCode code;
  const char* name;
  ExitCode exit_code;
};

constexpr CodeRow kCodes[] = {
    {grpc::CANCELLED, "CANCELLED", ExitCode::kInternal},
    {grpc::UNKNOWN, "UNKNOWN", ExitCode::kInternal},
    {grpc::INVALID_ARGUMENT, "INVALID_ARGUMENT", ExitCode::kRefused},
    {grpc::DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", ExitCode::kUnreachable},
    {grpc::NOT_FOUND, "NOT_FOUND", ExitCode::kNotFound},
    {grpc::ALREADY_EXISTS, "ALREADY_EXISTS", ExitCode::kRefused},
    {grpc::PERMISSION_DENIED, "PERMISSION_DENIED", ExitCode::kNoPermission},
    {grpc::UNAUTHENTICATED, "UNAUTHENTICATED", ExitCode::kNoPermission},
    {grpc::RESOURCE_EXHAUSTED, "RESOURCE_EXHAUSTED", ExitCode::kRefused},
    {grpc::FAILED_PRECONDITION, "FAILED_PRECONDITION", ExitCode::kRefused},
    {grpc::ABORTED, "ABORTED", ExitCode::kRefused},
    {grpc::OUT_OF_RANGE, "OUT_OF_RANGE", ExitCode::kRefused},
    {grpc::UNIMPLEMENTED, "UNIMPLEMENTED", ExitCode::kInternal},
    {grpc::INTERNAL, "INTERNAL", ExitCode::kInternal},
    {grpc::UNAVAILABLE, "UNAVAILABLE", ExitCode::kUnreachable},
    {grpc::DATA_LOSS, "DATA_LOSS", ExitCode::kInternal},
};

struct AdviceRow {
  const char* reason;
  const Message* advice;
};

constexpr AdviceRow kAdvice[] = {
    {"TOKEN_MISSING", &text::kAdviseToken},
    {"TOKEN_INVALID", &text::kAdviseToken},
    {"TOKEN_EXPIRED", &text::kAdviseNewToken},
    {"ROLE_INSUFFICIENT", &text::kAdviseRole},
    {"UNKNOWN_PROFILE", &text::kAdviseProfile},
    {"COLUMN_MISSING", &text::kAdviseProfile},
    {"ENCODING_INVALID", &text::kAdviseEncoding},
    {"FILE_TRUNCATED", &text::kAdviseTruncated},
    {"RUN_IN_PROGRESS", &text::kAdviseRunInProgress},
    {"RUN_NOT_FINISHED", &text::kAdviseRunInProgress},
    {"ETAG_MISMATCH", &text::kAdviseRetryFresh},
    {"QUEUE_FULL", &text::kAdviseLater},
    {"SHUTTING_DOWN", &text::kAdviseLater},
    {"STORE_UNAVAILABLE", &text::kAdviseLater},
    {"STORE_FULL", &text::kAdviseStoreFull},
    {"RUN_CHECK_FAILED", &text::kAdviseReport},
    {"INTERNAL", &text::kAdviseReport},
};

std::string Advice(const ErrorView& error, Language language, const std::string& server) {
  for (const AdviceRow& row : kAdvice) {
    if (error.reason == row.reason) return Say(language, *row.advice);
  }
  if (error.exit_code == ExitCode::kUnreachable) {
    return Say(language, text::kAdviseUnreachable, {server});
  }
  return "";
}

// A JSON string. Written by hand around this, because a Struct has its keys in any order.
std::string Quoted(const std::string& text) {
  google::protobuf::StringValue value;
  value.set_value(Clean(text));  // valid UTF-8, so it converts
  std::string json;
  static_cast<void>(google::protobuf::util::MessageToJsonString(value, &json));
  return json;
}

void ReadDetail(const google::protobuf::Any& detail, ErrorView* error) {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::LocalizedMessage localized;
  if (detail.UnpackTo(&info)) {
    error->reason = info.reason();
    error->metadata.assign(info.metadata().begin(), info.metadata().end());
    std::sort(error->metadata.begin(), error->metadata.end());
  } else if (detail.UnpackTo(&bad_request)) {
    for (const auto& violation : bad_request.field_violations()) {
      error->fields.emplace_back(violation.field(), violation.description());
    }
  } else if (detail.UnpackTo(&localized)) {
    error->message = localized.message();
  }
}

}  // namespace

ErrorView ViewError(const grpc::Status& status, Language language, const std::string& server) {
  ErrorView error;
  for (const CodeRow& row : kCodes) {
    if (row.code != status.error_code()) continue;
    error.code = row.name;
    error.exit_code = row.exit_code;
  }
  error.message = status.error_message();
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : details.details()) ReadDetail(detail, &error);
  }
  const bool no_answer = status.error_code() == grpc::UNAVAILABLE && error.reason.empty();
  if (no_answer) error.message = Say(language, text::kUnreachable, {server});
  if (status.error_code() == grpc::DEADLINE_EXCEEDED && error.reason.empty()) {
    error.message = Say(language, text::kNoAnswerInTime, {server});
  }
  error.advice = Advice(error, language, server);
  return error;
}

ErrorView LocalError(ExitCode exit_code, std::string message, std::string advice) {
  ErrorView error;
  error.exit_code = exit_code;
  error.code = exit_code == ExitCode::kUsage      ? "INVALID_ARGUMENT"
               : exit_code == ExitCode::kNotFound ? "NOT_FOUND"
                                                  : "INTERNAL";
  error.message = std::move(message);
  error.advice = std::move(advice);
  return error;
}

void PrintError(const ErrorView& error, Language language, const Terminal& terminal) {
  const Terminal err{terminal.err,        terminal.err,        terminal.width,
                     terminal.err_colour, terminal.err_colour, terminal.err_is_terminal};
  const std::string lead = Say(language, text::kErrorLead);
  PrintParagraph(err, Styled(lead, Style::kRed, false), error.message, Style::kRed);
  for (const auto& [path, description] : error.fields) {
    PrintParagraph(err, "  · ", path.empty() ? description : path + ": " + description);
  }
  if (!error.advice.empty()) PrintParagraph(err, Say(language, text::kAdviceLead), error.advice);
  if (!error.reason.empty()) {
    PrintParagraph(err, "  ", error.code + ", " + error.reason, Style::kDim);
  }
}

std::string ErrorJson(const ErrorView& error) {
  std::string fields;
  for (const auto& [path, description] : error.fields) {
    fields += (fields.empty() ? "" : ",") + std::string("{\"field\":") + Quoted(path) +
              ",\"description\":" + Quoted(description) + "}";
  }
  std::string metadata;
  for (const auto& [key, value] : error.metadata) {
    metadata += (metadata.empty() ? "" : ",") + Quoted(key) + ":" + Quoted(value);
  }
  return "{\"error\":{\"code\":" + Quoted(error.code) + ",\"reason\":" + Quoted(error.reason) +
         ",\"message\":" + Quoted(error.message) + ",\"fields\":[" + fields + "],\"metadata\":{" +
         metadata + "}}}";
}

}  // namespace cordee::cli
