#include "service/server/page_token.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <sodium.h>

#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "engine/base/check.h"
#include "engine/base/strings.h"
#include "service/errors.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr size_t kMacBytes = 16;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace

std::string StrongHash(std::string_view text, size_t bytes) {
  std::string hash(bytes, '\0');
  CHECK(crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), Bytes(text),
                           text.size(), nullptr, 0) == 0);
  return hash;
}

std::string QueryDigest(std::string_view method, const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* name : {"page_size", "page_token", "min_revision"}) {
    const auto* field = query->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) query->GetReflection()->ClearField(query.get(), field);
  }
  return StrongHash(StrCat(method, "\n", DeterministicBytes(*query)));
}

std::string PageSealer::NewKey() {
  CHECK(sodium_init() >= 0);
  std::string key(kKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  return key;
}

PageSealer::PageSealer(std::string key) : key_(std::move(key)) {
  CHECK(key_.size() == kKeyBytes);
  CHECK(sodium_init() >= 0);
}

std::string PageSealer::Mac(std::string_view query, std::string_view position) const {
  const std::string text = StrCat(query, position);
  std::string mac(kMacBytes, '\0');
  CHECK(crypto_generichash(reinterpret_cast<unsigned char*>(mac.data()), mac.size(), Bytes(text),
                           text.size(), Bytes(key_), key_.size()) == 0);
  return mac;
}

std::string PageSealer::Seal(std::string_view query, std::string_view position) const {
  return absl::WebSafeBase64Escape(StrCat(Mac(query, position), position));
}

absl::StatusOr<std::string> PageSealer::Open(std::string_view query, std::string_view token) const {
  if (token.empty()) return std::string();
  std::string raw;
  const bool decoded = absl::WebSafeBase64Unescape(ToAbsl(token), &raw);
  if (decoded && raw.size() > kMacBytes) {
    std::string position = raw.substr(kMacBytes);
    const std::string mac = Mac(query, position);
    if (sodium_memcmp(mac.data(), raw.data(), kMacBytes) == 0) return position;
  }
  return InvalidField(v1::ERROR_REASON_PAGE_TOKEN_INVALID, "page_token", token);
}

}  // namespace cordee::service
