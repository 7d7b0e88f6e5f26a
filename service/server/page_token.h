// Page tokens: where a list goes on, sealed so that a token can neither be forged nor used with
// another query.
//
//   const std::string query = QueryDigest(method, request);   // without page_size, page_token
//   response->set_next_page_token(sealer.Seal(query, last_id));
//   ASSIGN_OR_RETURN(const std::string after, sealer.Open(query, request.page_token()));
//
// Thread safety: immutable.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace cordee::service {

// 32 bytes that name a request: the method and all fields but page_size, page_token, min_revision.
std::string QueryDigest(std::string_view method, const google::protobuf::Message& request);

// BLAKE2b, `bytes` long.
std::string StrongHash(std::string_view text, size_t bytes = 32);

class PageSealer {
 public:
  static constexpr size_t kKeyBytes = 32;
  static std::string NewKey();

  // REQUIRES: kKeyBytes bytes.
  explicit PageSealer(std::string key);

  std::string Seal(std::string_view query, std::string_view position) const;
  // Empty for an empty token; INVALID_ARGUMENT (PAGE_TOKEN_INVALID) for one that is not of this
  // query.
  absl::StatusOr<std::string> Open(std::string_view query, std::string_view token) const;

 private:
  std::string Mac(std::string_view query, std::string_view position) const;

  std::string key_;
};

}  // namespace cordee::service
