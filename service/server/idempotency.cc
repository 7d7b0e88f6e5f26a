#include "service/server/idempotency.h"

#include "absl/strings/ascii.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/server/page_token.h"

namespace cordee::service {
namespace {

constexpr UnixMicros kRemembered = 24LL * 3600 * 1'000'000;
constexpr size_t kUuidChars = 36;

}  // namespace

bool IsUuid(std::string_view text) {
  if (text.size() != kUuidChars) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !absl::ascii_isxdigit(static_cast<unsigned char>(text[i]))) {
      return false;
    }
  }
  return true;
}

absl::StatusOr<WriteRequestFacts> ReadWriteRequest(std::string_view method,
                                                   const google::protobuf::Message& request) {
  WriteRequestFacts facts;
  const auto* reflection = request.GetReflection();
  if (const auto* field = request.GetDescriptor()->FindFieldByName("validate_only")) {
    facts.validate_only = reflection->GetBool(request, field);
  }
  if (const auto* field = request.GetDescriptor()->FindFieldByName("request_id")) {
    facts.request_id = reflection->GetString(request, field);
  }
  if (facts.request_id.empty()) return facts;
  if (!IsUuid(facts.request_id)) {
    return InvalidField(v1::ERROR_REASON_NAME_INVALID, "request_id", facts.request_id);
  }
  facts.digest = QueryDigest(method, request);
  return facts;
}

absl::StatusOr<std::optional<std::string>> EarlierAnswer(ReadTransaction& read, const Call& call,
                                                         const WriteRequestFacts& facts) {
  if (facts.request_id.empty()) return std::nullopt;
  ASSIGN_OR_RETURN(std::optional<RequestRow> row,
                   read.GetRequest(call.who.token_id, facts.request_id));
  if (!row.has_value() || row->at <= call.now - kRemembered) return std::nullopt;
  if (row->digest != facts.digest) {
    return MakeError(absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REQUEST_ID_REUSED,
                     {{"value", facts.request_id}});
  }
  return std::optional<std::string>(std::move(row->response));
}

absl::Status RememberAnswer(WriteTransaction& write, const Call& call,
                            const WriteRequestFacts& facts, const std::string& response) {
  if (facts.request_id.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(write.DeleteRequestsBefore(call.now - kRemembered));
  return write.PutRequest({.principal = call.who.token_id,
                           .request_id = facts.request_id,
                           .digest = facts.digest,
                           .response = response,
                           .at = call.now});
}

}  // namespace cordee::service
