#include "service/convert/names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/base/random.h"
#include "engine/base/strings.h"
#include "engine/text/fold.h"
#include "service/limits.h"

namespace cordee::service {
namespace {

constexpr size_t kHashDigits = 12;

std::vector<std::string> Split(std::string_view name) { return absl::StrSplit(ToAbsl(name), '/'); }

}  // namespace

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= limits::kIdChars &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

std::optional<NameParts> ParseEntryName(std::string_view name) {
  const std::vector<std::string> parts = Split(name);
  if (parts.size() != 4 || parts[0] != kTerritories || !IsId(parts[1]) || !IsId(parts[3])) {
    return std::nullopt;
  }
  if (parts[2] != kActors && parts[2] != kNeeds && parts[2] != kResources) return std::nullopt;
  return NameParts{parts[1], parts[2], parts[3]};
}

std::optional<std::string> ParseTerritoryName(std::string_view name) {
  const std::vector<std::string> parts = Split(name);
  if (parts.size() != 2 || parts[0] != kTerritories || !IsId(parts[1])) return std::nullopt;
  return parts[1];
}

std::string TerritoryName(std::string_view id) {
  return absl::StrCat(ToAbsl(kTerritories), "/", ToAbsl(id));
}

std::string EntryName(std::string_view territory, std::string_view collection,
                      std::string_view id) {
  return absl::StrCat(ToAbsl(territory), "/", ToAbsl(collection), "/", ToAbsl(id));
}

std::string IdFromText(std::string_view text) {
  if (text.empty() || IsId(text)) return std::string(text);
  std::string id;
  for (const char c : Fold(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      id += c;
    } else if (c == ' ' && !id.empty()) {
      id += '-';
    }
  }
  const std::string hash = absl::StrCat(absl::Hex(HashBytes(text), absl::kZeroPad16));
  if (id.size() > limits::kIdChars - kHashDigits - 1) {
    id.resize(limits::kIdChars - kHashDigits - 1);
  }
  if (!id.empty()) id += '-';
  return id + hash.substr(0, kHashDigits);
}

}  // namespace cordee::service
