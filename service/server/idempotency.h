// `request_id`: a retry gets the first answer, and nothing is written twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "service/server/call.h"
#include "service/store/store.h"

namespace cordee::service {

struct WriteRequestFacts {
  std::string request_id;  // may be empty
  std::string digest;      // of the method and the whole request
  bool validate_only = false;
};

// From the fields of those names. INVALID_ARGUMENT (NAME_INVALID) for an id that is not a UUID.
absl::StatusOr<WriteRequestFacts> ReadWriteRequest(std::string_view method,
                                                   const google::protobuf::Message& request);
bool IsUuid(std::string_view text);

// The answer of the last 24 hours, if any. ALREADY_EXISTS (REQUEST_ID_REUSED) when the id came with
// another request.
absl::StatusOr<std::optional<std::string>> EarlierAnswer(ReadTransaction& read, const Call& call,
                                                         const WriteRequestFacts& facts);
absl::Status RememberAnswer(WriteTransaction& write, const Call& call,
                            const WriteRequestFacts& facts, const std::string& response);

}  // namespace cordee::service
