#include "service/names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_split.h"
#include "engine/base/check.h"
#include "service/errors.h"
#include "service/limits.h"
#include "service/text.h"

namespace cordee::service {
namespace {

constexpr std::string_view kTerritories = "territories";
constexpr std::string_view kRuns = "runs";
constexpr std::string_view kProposals = "proposals";
constexpr std::string_view kTokens = "tokens";

absl::Status Invalid(std::string_view name, std::string_view field) {
  return InvalidField(
      name.empty() ? v1::ERROR_REASON_FIELD_REQUIRED : v1::ERROR_REASON_NAME_INVALID, field, name);
}

// The ids of "first/{id}/second/{id}..." or nothing.
std::vector<std::string> Ids(std::string_view name, std::vector<std::string_view> collections) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(name), '/');
  if (parts.size() != collections.size() * 2) return {};
  std::vector<std::string> ids;
  for (size_t i = 0; i < collections.size(); ++i) {
    if (parts[2 * i] != collections[i] || !IsResourceId(parts[2 * i + 1])) return {};
    ids.push_back(parts[2 * i + 1]);
  }
  return ids;
}

}  // namespace

bool IsResourceId(std::string_view id) {
  if (id.empty() || id.size() > limits::kIdChars || id.front() == '-' || id.back() == '-') {
    return false;
  }
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string_view CollectionOf(EntryKind kind) {
  switch (kind) {
    case EntryKind::kActor:
      return "actors";
    case EntryKind::kNeed:
      return "needs";
    case EntryKind::kResource:
      return "resources";
  }
  CHECK(false);
}

std::string MakeTerritoryName(std::string_view territory) {
  return StrCat(kTerritories, "/", territory);
}
std::string MakeEntryName(std::string_view territory, EntryKind kind, std::string_view id) {
  return StrCat(kTerritories, "/", territory, "/", CollectionOf(kind), "/", id);
}
std::string MakeRunName(std::string_view territory, std::string_view run) {
  return StrCat(kTerritories, "/", territory, "/", kRuns, "/", run);
}
std::string MakeProposalName(std::string_view territory, std::string_view run,
                             std::string_view id) {
  return StrCat(MakeRunName(territory, run), "/", kProposals, "/", id);
}
std::string MakeTokenName(std::string_view token) { return StrCat(kTokens, "/", token); }

absl::StatusOr<std::string> ParseTerritoryName(std::string_view name, std::string_view field) {
  std::vector<std::string> ids = Ids(name, {kTerritories});
  if (ids.empty()) return Invalid(name, field);
  return std::move(ids[0]);
}

absl::StatusOr<EntryRef> ParseEntryName(std::string_view name, EntryKind kind,
                                        std::string_view field) {
  std::vector<std::string> ids = Ids(name, {kTerritories, CollectionOf(kind)});
  if (ids.empty()) return Invalid(name, field);
  return EntryRef{std::move(ids[0]), std::move(ids[1])};
}

absl::StatusOr<EntryRef> ParseRunName(std::string_view name, std::string_view field) {
  std::vector<std::string> ids = Ids(name, {kTerritories, kRuns});
  if (ids.empty()) return Invalid(name, field);
  return EntryRef{std::move(ids[0]), std::move(ids[1])};
}

absl::StatusOr<ProposalRef> ParseProposalName(std::string_view name, std::string_view field) {
  std::vector<std::string> ids = Ids(name, {kTerritories, kRuns, kProposals});
  if (ids.empty()) return Invalid(name, field);
  return ProposalRef{std::move(ids[0]), std::move(ids[1]), std::move(ids[2])};
}

absl::StatusOr<std::string> ParseTokenName(std::string_view name, std::string_view field) {
  std::vector<std::string> ids = Ids(name, {kTokens});
  if (ids.empty()) return Invalid(name, field);
  return std::move(ids[0]);
}

absl::StatusOr<std::string> TerritoryOfName(std::string_view name, std::string_view field) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(name), absl::MaxSplits('/', 2));
  if (parts.size() < 2 || parts[0] != kTerritories || !IsResourceId(parts[1]))
    return Invalid(name, field);
  return parts[1];
}

}  // namespace cordee::service
