// Resource names: "territories/bocage/needs/carrots-42".
//
//   ActorName("territories/bocage", "cantine-1") == "territories/bocage/actors/cantine-1"
//   std::optional<NameParts> parts = ParseEntryName(name);   // territory, collection, id
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cordee::service {

inline constexpr std::string_view kTerritories = "territories";
inline constexpr std::string_view kActors = "actors";
inline constexpr std::string_view kNeeds = "needs";
inline constexpr std::string_view kResources = "resources";

// 1 to 63 characters of a-z, 0-9 and "-".
bool IsId(std::string_view id);

struct NameParts {
  std::string territory;   // "bocage"
  std::string collection;  // "actors", "needs" or "resources"
  std::string id;
};
std::optional<NameParts> ParseEntryName(std::string_view name);
// The id of "territories/{id}".
std::optional<std::string> ParseTerritoryName(std::string_view name);

std::string TerritoryName(std::string_view id);
// `territory`: "territories/{territory}".
std::string EntryName(std::string_view territory, std::string_view collection, std::string_view id);

// An id made of any text: "École Jules-Ferry" -> "ecole-jules-ferry". A text that is not an id as
// it stands, or is too long, gets a hash of itself at the end, so that different texts have
// different ids: "B 12" -> "b-12-3f9a0c1e". Empty for an empty text.
std::string IdFromText(std::string_view text);

}  // namespace cordee::service
