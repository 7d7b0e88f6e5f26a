// Resource names: "territories/thouarsais/needs/carrots-for-the-canteen".
//
//   ASSIGN_OR_RETURN(const EntryRef name, ParseEntryName(request.name(), EntryKind::kNeed,
//   "name"));
//
// Ids are 1 to 63 characters of a-z, 0-9 and "-", and neither begin nor end with "-".
// Errors: INVALID_ARGUMENT with NAME_INVALID (FIELD_REQUIRED when empty) at the field path given.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/store/rows.h"

namespace cordee::service {

bool IsResourceId(std::string_view id);

struct EntryRef {
  std::string territory;
  std::string id;
};
struct ProposalRef {
  std::string territory;
  std::string run;
  std::string id;
};

// "actors", "needs", "resources".
std::string_view CollectionOf(EntryKind kind);

std::string MakeTerritoryName(std::string_view territory);
std::string MakeEntryName(std::string_view territory, EntryKind kind, std::string_view id);
std::string MakeRunName(std::string_view territory, std::string_view run);
std::string MakeProposalName(std::string_view territory, std::string_view run, std::string_view id);
std::string MakeTokenName(std::string_view token);

absl::StatusOr<std::string> ParseTerritoryName(std::string_view name, std::string_view field);
absl::StatusOr<EntryRef> ParseEntryName(std::string_view name, EntryKind kind,
                                        std::string_view field);
absl::StatusOr<EntryRef> ParseRunName(std::string_view name, std::string_view field);
absl::StatusOr<ProposalRef> ParseProposalName(std::string_view name, std::string_view field);
absl::StatusOr<std::string> ParseTokenName(std::string_view name, std::string_view field);

// Of any name that begins with "territories/{territory}".
absl::StatusOr<std::string> TerritoryOfName(std::string_view name, std::string_view field);

}  // namespace cordee::service
