#include "service/auth/tokens.h"

#include <sodium.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "service/errors.h"
#include "service/names.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kIdBytes = 8;
constexpr size_t kSecretBytes = 32;
constexpr int32_t kPage = 1000;
constexpr std::string_view kPrefix = "cordee_";
constexpr std::string_view kScheme = "Bearer ";
constexpr int64_t kMicros = 1'000'000;

std::string RandomHex(size_t bytes) {
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  std::string hex(bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                 raw.size());
  hex.pop_back();
  return hex;
}

std::string Sha256(std::string_view text) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hash;
}

absl::Status Refused(v1::ErrorReason reason) {
  return MakeError(absl::StatusCode::kUnauthenticated, reason);
}

}  // namespace

bool Principal::MayEnter(std::string_view territory) const {
  return all_territories || std::binary_search(territories.begin(), territories.end(), territory);
}

MintedToken MintToken() {
  CHECK(sodium_init() >= 0);
  const std::string secret = RandomHex(kSecretBytes);
  MintedToken minted;
  minted.id = RandomHex(kIdBytes);
  minted.text = StrCat(kPrefix, minted.id, "_", secret);
  minted.secret_hash = Sha256(secret);
  return minted;
}

absl::Status TokenBook::Load(Store& store) {
  std::string after;
  while (true) {
    std::vector<TokenRow> rows;
    RETURN_IF_ERROR(store.Read([&](ReadTransaction& read) {
      ASSIGN_OR_RETURN(rows, read.ListTokens(after, kPage));
      return absl::OkStatus();
    }));
    for (const TokenRow& row : rows) Put(row);
    if (rows.size() < static_cast<size_t>(kPage)) return absl::OkStatus();
    after = rows.back().id;
  }
}

void TokenBook::Put(const TokenRow& row) {
  v1::Token token;
  CHECK(token.ParseFromString(row.blob));
  auto known = std::make_shared<Known>();
  known->secret_hash = row.secret_hash;
  known->revoked = token.revoked();
  if (token.has_expire_time()) {
    known->expires = std::max<int64_t>(
        1, token.expire_time().seconds() * kMicros + token.expire_time().nanos() / 1000);
  }
  Principal& who = known->principal;
  who.token_id = row.id;
  who.role = token.role();
  who.all_territories = token.role() == v1::ROLE_ADMIN && token.territories().empty();
  for (const std::string& name : token.territories()) {
    const absl::StatusOr<std::string> territory = ParseTerritoryName(name, "territories");
    if (territory.ok()) who.territories.push_back(*territory);
  }
  std::sort(who.territories.begin(), who.territories.end());
  const std::lock_guard lock(mutex_);
  tokens_[row.id] = std::move(known);
}

bool TokenBook::empty() const {
  const std::lock_guard lock(mutex_);
  return tokens_.empty();
}

absl::StatusOr<Principal> TokenBook::Authenticate(std::string_view authorization,
                                                  UnixMicros now) const {
  if (authorization.empty()) {
    return Refused(v1::ERROR_REASON_TOKEN_MISSING);
  }
  const absl::Status invalid = Refused(v1::ERROR_REASON_TOKEN_INVALID);
  std::string_view rest = authorization;
  if (!absl::StartsWithIgnoreCase(ToAbsl(rest), ToAbsl(kScheme))) return invalid;
  rest.remove_prefix(kScheme.size());
  if (rest.substr(0, kPrefix.size()) != kPrefix) return invalid;
  rest.remove_prefix(kPrefix.size());
  const size_t end = rest.find('_');
  if (end == std::string_view::npos) return invalid;
  std::shared_ptr<const Known> known;
  {
    const std::lock_guard lock(mutex_);
    const auto found = tokens_.find(rest.substr(0, end));
    if (found != tokens_.end()) known = found->second;
  }
  const std::string hash = Sha256(rest.substr(end + 1));
  if (known == nullptr || known->secret_hash.size() != hash.size() ||
      sodium_memcmp(known->secret_hash.data(), hash.data(), hash.size()) != 0 || known->revoked) {
    return invalid;
  }
  if (known->expires != 0 && known->expires <= now) {
    return Refused(v1::ERROR_REASON_TOKEN_EXPIRED);
  }
  return known->principal;
}

}  // namespace cordee::service
