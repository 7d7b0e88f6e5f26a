// Who calls: access tokens "cordee_{id}_{secret}".
//
//   const MintedToken minted = MintToken();            // 256 random bits; only the hash is stored
//   book.Put({.id = minted.id, .secret_hash = minted.secret_hash, .blob = ...});
//   ASSIGN_OR_RETURN(Principal who, book.Authenticate("Bearer cordee_...", now));
//
// The secret is random, so its SHA-256 is as good as the secret is long; hashes are compared in
// constant time. Errors of Authenticate: UNAUTHENTICATED with TOKEN_MISSING, TOKEN_INVALID
// (malformed, unknown, wrong or revoked: all the same from outside) or TOKEN_EXPIRED.
//
// Thread safety: any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cordee/v1/admin_service.pb.h"
#include "service/store/store.h"

namespace cordee::service {

struct Principal {
  std::string token_id;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  // Of an admin without a list of territories.
  bool all_territories = false;
  std::vector<std::string> territories;  // ids, sorted

  bool MayEnter(std::string_view territory) const;
};

struct MintedToken {
  std::string id;
  std::string text;         // what the caller keeps
  std::string secret_hash;  // what the store keeps
};

MintedToken MintToken();

// The tokens of the store, in memory.
class TokenBook {
 public:
  absl::Status Load(Store& store);
  // After the store has it.
  void Put(const TokenRow& row);
  bool empty() const;

  absl::StatusOr<Principal> Authenticate(std::string_view authorization, UnixMicros now) const;

 private:
  struct Known {
    std::string secret_hash;
    Principal principal;
    UnixMicros expires = 0;  // 0: never
    bool revoked = false;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Known>, std::less<>> tokens_;
};

}  // namespace cordee::service
