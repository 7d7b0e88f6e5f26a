// Ids for entries that come without one.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "service/store/store.h"

namespace cordee::service {

// The title in letters of an id, at most `limit` of them; may be empty.
std::string IdStem(std::string_view title, size_t limit);

// The title as an id ("ecole-jules-ferry"), or the first of "...-2", "...-3" that is free.
absl::StatusOr<std::string> FreeId(ReadTransaction& read, std::string_view territory,
                                   EntryKind kind, std::string_view title);

}  // namespace cordee::service
